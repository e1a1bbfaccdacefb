import type { ResultValue } from "@practicum/contracts/charting/in-house";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import type { Instant } from "@practicum/kernel/instant";
import type { Selectable } from "kysely";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;
export type UnmatchedRow = Selectable<ChartingTables["unmatched_result"]>;

interface Standing {
  readonly stepId: string;
  readonly values: readonly ResultValue[];
  /** When it was reported. */
  readonly at: Instant;
}

/** The values of the report that stands are the chart's, and those of no other of the same order (CHT-381). */
export async function keepResultsOf(
  tx: T,
  { orderId, patientId, standing }: { orderId: string; patientId: string; standing: Standing | null },
  now: Instant,
  nextId: () => string,
): Promise<void> {
  await tx
    .updateTable("observation")
    .set({ struck_at: now })
    .where("struck_at", "is", null)
    .where("test_step_id", "in", (eb) => eb.selectFrom("test_step").select("step_id").where("order_id", "=", orderId))
    .execute();
  if (standing === null || standing.values.length === 0) return;
  await tx
    .insertInto("observation")
    .values(
      standing.values.map((one) => ({
        observation_id: nextId(),
        patient_id: patientId,
        loinc: one.loinc,
        name: one.label,
        value: one.value,
        unit: one.unit,
        at: standing.at,
        reference: one.reference === "" ? null : one.reference,
        flag: one.flag,
        outcome_id: null,
        test_step_id: standing.stepId,
        struck_at: null,
        source_system: null,
        source_id: null,
        taken_over_by: null,
      })),
    )
    .execute();
}

/** Earlier values under these names or numbers, the oldest first, without those of one report. */
export async function earlierValues(
  tx: T,
  patientId: string,
  { names, loincs, butNot }: { names: readonly string[]; loincs: readonly string[]; butNot: string | null },
) {
  return tx
    .selectFrom("observation")
    .select(["observation_id", "loinc", "name", "value", "at"])
    .where("patient_id", "=", patientId)
    .where("struck_at", "is", null)
    .where((eb) =>
      eb.or([
        ...(names.length > 0 ? [eb("name", "in", [...names])] : []),
        ...(loincs.length > 0 ? [eb("loinc", "in", [...loincs])] : []),
        eb.val(false),
      ]),
    )
    .$if(butNot !== null, (query) =>
      query.where((eb) => eb.or([eb("test_step_id", "is", null), eb("test_step_id", "<>", butNot ?? "")])),
    )
    .orderBy("at")
    .orderBy("observation_id")
    .execute();
}

/** What the patient takes, by name. */
export async function takenBy(tx: T, patientId: string): Promise<{ medicationId: string; name: string }[]> {
  return tx
    .selectFrom("medication")
    .select(["medication_id as medicationId", "name"])
    .where("patient_id", "=", patientId)
    .where("status", "=", "active")
    .orderBy("name")
    .orderBy("medication_id")
    .execute();
}

export async function insertUnmatched(
  tx: T,
  one: Pick<UnmatchedRow, "result_id" | "source" | "content" | "why">,
  at: Instant,
): Promise<void> {
  await tx
    .insertInto("unmatched_result")
    .values({ ...one, content: json(one.content), received_at: at })
    .onConflict((conflict) => conflict.column("result_id").doNothing())
    .execute();
}

/** Those that wait, the oldest first. */
export async function unmatchedPage(tx: T, ask: { readonly before: string | null; readonly limit: number }) {
  const after = placeOf(ask.before, ["number"]);
  const found = await tx
    .selectFrom("unmatched_result")
    .selectAll()
    .where("ended_at", "is", null)
    .$if(after !== null, (query) => query.where("place", ">", Number(after?.[0])))
    .orderBy("place")
    // limit: a page, and one more to know whether there is a next one.
    .limit(ask.limit + 1)
    .execute();
  // limit: what is beyond the page is the next one's.
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? placeAfter([last.place]) : null };
}

export async function countUnmatched(tx: T): Promise<number> {
  const { count } = await tx
    .selectFrom("unmatched_result")
    .select((eb) => eb.cast<number>(eb.fn.countAll(), "integer").as("count"))
    .where("ended_at", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Kept from others until the transaction ends. */
export async function lockUnmatched(tx: T, resultId: string): Promise<UnmatchedRow | undefined> {
  return tx.selectFrom("unmatched_result").selectAll().where("result_id", "=", resultId).forUpdate().executeTakeFirst();
}

export async function endUnmatched(
  tx: T,
  resultId: string,
  how: Pick<UnmatchedRow, "order_id" | "dismissed_because">,
  w: Written,
): Promise<void> {
  await tx
    .updateTable("unmatched_result")
    .set({ ...how, ended_at: w.at, ended_by: w.by })
    .where("result_id", "=", resultId)
    .execute();
}
