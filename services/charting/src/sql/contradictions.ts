import type { PersonName } from "@practicum/contracts/schema";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { KeptAnswer } from "../domain/contradictions/find-contradictions.ts";
import type { Written } from "./change-lists.ts";
import type { SignedContradiction } from "./tables-of-contradictions.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;

/** The answers of these patients that stand, the newest first. */
export async function contradictionAnswersOf(
  tx: T,
  patientIds: readonly string[],
): Promise<(KeptAnswer & { readonly patientId: string })[]> {
  return tx
    .selectFrom("contradiction_answer")
    .select([
      "patient_id as patientId",
      "answer_id as answerId",
      "key",
      "basis",
      "reason",
      "given_by as by",
      "given_at as at",
    ])
    .where("patient_id", "in", patientIds)
    .where("withdrawn_at", "is", null)
    .orderBy("given_at", "desc")
    .orderBy("answer_id")
    .execute();
}

/** Says whether it was new, the same again, or another under the same id. */
export async function addContradictionAnswer(
  tx: T,
  a: {
    readonly answerId: string;
    readonly patientId: string;
    readonly key: string;
    readonly basis: string;
    readonly reason: string;
  },
  w: Written,
): Promise<WroteOnce> {
  const content = { patient_id: a.patientId, key: a.key, basis: a.basis, reason: a.reason, given_by: w.by };
  const added = await tx
    .insertInto("contradiction_answer")
    .values({ answer_id: a.answerId, ...content, given_at: w.at })
    .onConflict((conflict) => conflict.column("answer_id").doNothing())
    .returning("answer_id")
    .executeTakeFirst();
  if (added) return "written";
  const same = await tx
    .selectFrom("contradiction_answer")
    .select("answer_id")
    .where("answer_id", "=", a.answerId)
    .where("withdrawn_at", "is", null)
    .where((eb) => isSame(eb, content))
    .executeTakeFirst();
  return same ? "same" : "other";
}

/** What became of it: taken back now or before, or no answer of this patient. */
export async function withdrawContradictionAnswer(
  tx: T,
  answerId: string,
  patientId: string,
  w: Written,
): Promise<"withdrawn" | "before" | "none"> {
  const withdrawn = await tx
    .updateTable("contradiction_answer")
    .set({ withdrawn_at: w.at, withdrawn_by: w.by })
    .where("answer_id", "=", answerId)
    .where("patient_id", "=", patientId)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  if (withdrawn.numUpdatedRows === 1n) return "withdrawn";
  const there = await tx
    .selectFrom("contradiction_answer")
    .select("answer_id")
    .where("answer_id", "=", answerId)
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
  return there ? "before" : "none";
}

/** What a note was signed with (CHT-244). */
export async function keepNoteContradictions(
  tx: T,
  note: {
    readonly encounterId: string;
    readonly patientId: string;
    readonly providerId: string;
    readonly serviceDate: LocalDate;
    readonly found: readonly SignedContradiction[];
  },
): Promise<void> {
  const answered = note.found.filter((one) => one.reason !== null).length;
  await tx
    .insertInto("note_contradictions")
    .values({
      encounter_id: note.encounterId,
      patient_id: note.patientId,
      provider_id: note.providerId,
      service_date: note.serviceDate,
      open_count: note.found.length - answered,
      answered_count: answered,
      found: json(note.found),
    })
    .execute();
}

interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** By provider: notes, notes without an open one, and how many were open and answered. */
export async function contradictionScores(tx: T, { from, to }: Period) {
  const rows = await tx
    .selectFrom("note_contradictions as n")
    .leftJoin("staff as s", "s.staff_id", "n.provider_id")
    .select((eb) => [
      "n.provider_id as providerId",
      eb.fn.coalesce(eb.fn.max("s.display_name"), eb.val("Unknown provider")).as("providerName"),
      eb.cast<number>(eb.fn.countAll(), "integer").as("notes"),
      eb.cast<number>(eb.fn.countAll().filterWhere("n.open_count", "=", 0), "integer").as("clean"),
      eb.cast<number>(eb.fn.sum("n.open_count"), "integer").as("open"),
      eb.cast<number>(eb.fn.sum("n.answered_count"), "integer").as("answered"),
    ])
    .where("n.service_date", ">=", from)
    .where("n.service_date", "<=", to)
    .groupBy("n.provider_id")
    .execute();
  return rows.toSorted((a, b) => a.providerName.localeCompare(b.providerName, "en"));
}

const noteOrder: readonly PlaceForm[] = ["date", "uuid"];

/** Notes of a provider that were signed with one, answered or not, the newest first. */
export async function contradictionNotes(
  tx: T,
  ask: Period & { readonly providerId: string; readonly before: string | null; readonly limit: number },
) {
  const after = placeOf(ask.before, noteOrder);
  let query = tx
    .selectFrom("note_contradictions as n")
    .leftJoin("patient as p", "p.patient_id", "n.patient_id")
    .select([
      "n.encounter_id",
      "n.patient_id",
      "n.service_date",
      "n.found",
      "p.family",
      "p.given",
      "p.middle",
      "p.suffix",
    ])
    .where("n.provider_id", "=", ask.providerId)
    .where("n.service_date", ">=", ask.from)
    .where("n.service_date", "<=", ask.to)
    .where((eb) => eb.or([eb("n.open_count", ">", 0), eb("n.answered_count", ">", 0)]))
    .orderBy("n.service_date", "desc")
    .orderBy("n.encounter_id", "desc")
    // limit: a page, and one more to know whether there is a next one.
    .limit(ask.limit + 1);
  if (after)
    query = query.where(sql<boolean>`(n.service_date, n.encounter_id) < (${after[0]}::date, ${after[1]}::uuid)`);
  const found = await query.execute();
  // limit: what is beyond the page is the next one's.
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return {
    notes: rows.map((row) => ({
      encounterId: row.encounter_id,
      patientId: row.patient_id,
      patientName: { family: row.family ?? "?", given: row.given ?? "?", middle: row.middle, suffix: row.suffix },
      serviceDate: row.service_date,
      found: [...row.found],
    })),
    next: last ? placeAfter([last.service_date, last.encounter_id]) : null,
  };
}

interface ChartOfList {
  readonly patientId: string;
  readonly patientName: PersonName;
  readonly birthDate: LocalDate;
  /** Where the list goes on after this chart. */
  readonly place: string;
}

const chartOrder: readonly PlaceForm[] = ["text", "uuid"];

/** The next charts in the order of their numbers. */
export async function chartsAfter(tx: T, before: string | null, limit: number): Promise<ChartOfList[]> {
  const after = placeOf(before, chartOrder);
  let query = tx
    .selectFrom("patient")
    .select(["patient_id", "family", "given", "middle", "suffix", "birth_date", "mrn"])
    .orderBy(sql`mrn collate "C"`)
    .orderBy("patient_id")
    // limit: a part of the whole, which the list goes on with.
    .limit(limit);
  if (after) query = query.where(sql<boolean>`(mrn collate "C", patient_id) > (${after[0]}::text, ${after[1]}::uuid)`);
  const rows = await query.execute();
  return rows.map(({ patient_id, family, given, middle, suffix, birth_date, mrn }) => ({
    patientId: patient_id,
    patientName: { family, given, middle, suffix },
    birthDate: birth_date,
    place: placeAfter([mrn, patient_id]),
  }));
}

export async function countCharts(tx: T): Promise<number> {
  const row = await tx
    .selectFrom("patient")
    .select((eb) => eb.cast<number>(eb.fn.countAll(), "integer").as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}
