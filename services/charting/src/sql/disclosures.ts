import type { Disclosure } from "@practicum/contracts/charting/disclosures";
import type { SensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import { sql } from "kysely";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

/** Written down once: what is sent again under its id is the one that went out. */
export async function insertDisclosure(tx: T, one: Disclosure & { readonly sourceId: string }): Promise<void> {
  await tx
    .insertInto("disclosure")
    .values({
      disclosure_id: one.disclosureId,
      patient_id: one.patientId,
      kind: one.kind,
      recipient: one.to,
      what: one.what,
      purpose: one.purpose,
      way: one.way,
      classes: sql<readonly SensitiveClass[]>`${one.classes}::text[]`,
      consent_id: one.consentId,
      source_id: one.sourceId,
      at: one.at,
      by_name: one.by,
    })
    .onConflict((conflict) => conflict.column("disclosure_id").doNothing())
    .execute();
}

const order: readonly PlaceForm[] = ["number"];

/** A page of what went out of a chart, the newest first. */
export async function disclosurePage(
  tx: T,
  patientId: string,
  page: { readonly before: string | null; readonly limit: number },
) {
  const after = placeOf(page.before, order);
  let query = tx
    .selectFrom("disclosure")
    .select(["disclosure_id", "patient_id", "place", "kind", "recipient", "what", "purpose", "way", "classes"])
    .select(["consent_id", "source_id", "at", "by_name"])
    .where("patient_id", "=", patientId)
    .orderBy("place", "desc")
    .limit(page.limit + 1);
  if (after) query = query.where(sql<boolean>`place < ${after[0]}::bigint`);
  const found = await query.execute();
  const rows = found.slice(0, page.limit);
  const last = found.length > page.limit ? rows.at(-1) : undefined;
  return {
    disclosures: rows.map((row) => ({
      disclosureId: row.disclosure_id,
      patientId: row.patient_id,
      kind: row.kind,
      to: row.recipient,
      what: row.what,
      purpose: row.purpose,
      way: row.way,
      classes: [...row.classes],
      consentId: row.consent_id,
      sourceId: row.source_id,
      at: row.at,
      by: row.by_name,
    })),
    next: last ? placeAfter([last.place]) : null,
  };
}
