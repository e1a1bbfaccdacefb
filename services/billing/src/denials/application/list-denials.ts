import type { denialOperations } from "@practicum/contracts/billing/denials";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { sql } from "kysely";
import { decodePlace, encodePlace } from "../../domain/paging.ts";
import { patientsById } from "../../sql/copies.ts";
import { denials } from "../sql/denials.ts";
import type { BillingContext } from "../../application/context.ts";
import { denialView } from "./denial-view.ts";
import type { InputOf, ReplyOf } from "../../application/operation-types.ts";

/** The most money first; of equal amounts the nearest deadline. Appealed ones stay open until the payer answers. */
export async function listDenials(
  { tx }: BillingContext,
  input: InputOf<typeof denialOperations.listDenials>,
): ReplyOf<typeof denialOperations.listDenials> {
  let query = denials(tx)
    .where("d.status", input.open ? "in" : "not in", ["open", "appealed"])
    .orderBy("d.amount", "desc")
    .orderBy("d.deadline")
    .orderBy("d.denial_id")
    .limit(input.limit + 1);
  const place = decodePlace(input.before);
  if (place) {
    const [amount = "0", deadline = ""] = place.first.split("/");
    const due = deadline === "" ? sql`'infinity'::date` : sql`${deadline}::date`;
    query = query.where(
      sql<boolean>`(-d.amount, coalesce(d.deadline, 'infinity'::date), d.denial_id) > (${-Number(amount)}::bigint, ${due}, ${place.second}::uuid)`,
    );
  }
  const rows = await query.execute();
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  const patients = await patientsById(
    tx,
    page.map((row) => row.patient_id),
  );
  return ok({
    denials: page.map((row) => denialView(row, patients.get(row.patient_id))),
    next: last ? encodePlace({ first: `${last.amount}/${last.deadline ?? ""}`, second: last.denial_id }) : null,
  });
}

export async function getDenial(
  { tx }: BillingContext,
  input: InputOf<typeof denialOperations.getDenial>,
): ReplyOf<typeof denialOperations.getDenial> {
  const row = await denials(tx).where("d.denial_id", "=", input.denialId).executeTakeFirst();
  if (!row) return fail("not-found");
  const patients = await patientsById(tx, [row.patient_id]);
  return ok(denialView(row, patients.get(row.patient_id)));
}
