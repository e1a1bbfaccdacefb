// limits: each page says where the next one goes on.
import type { Measure } from "@practicum/contracts/billing/reports";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";
import { rowSet, type Wanted } from "./row-sets.ts";

type BillingTx = Tx<BillingSchema>;
export type Side = "numerator" | "denominator";

/** One of the things behind a number. */
export interface SetRow {
  readonly row_id: string;
  readonly on_date: string;
  readonly label: string;
  readonly payer: string | null;
  readonly patient_id: string | null;
  readonly encounter_id: string | null;
  readonly claim_id: string | null;
  readonly amount: number;
}

const column = (side: Side) => sql.raw(side === "numerator" ? "s.num" : "s.den");

/** BIL-301: the sums of a measure's rows, month by month; a month without a row is not in it. */
export async function measureSums(
  tx: BillingTx,
  measure: Measure,
  wanted: Wanted,
): Promise<{ month: string; numerator: number; denominator: number }[]> {
  const { rows } = await sql<{ month: string; numerator: number; denominator: number }>`
    select s.month, coalesce(sum(s.num), 0)::bigint as numerator, coalesce(sum(s.den), 0)::bigint as denominator
    from (${rowSet(measure, wanted)}) s group by s.month`.execute(tx);
  return rows;
}

const order: readonly PlaceForm[] = ["date", "text"];

/** A page of one side's rows, the latest first. */
export async function measureRows(
  tx: BillingTx,
  measure: Measure,
  wanted: Wanted,
  ask: { readonly side: Side; readonly limit: number; readonly before: string | null },
): Promise<{ readonly rows: SetRow[]; readonly next: string | null }> {
  const amount = column(ask.side);
  const after = placeOf(ask.before, order);
  const from = after ? sql`and (s.on_date, s.row_id) < (${after[0]}::date, ${after[1]}::text)` : sql``;
  const { rows: found } = await sql<SetRow>`
    select s.row_id, s.on_date, s.label, s.payer, s.patient_id, s.encounter_id, s.claim_id, ${amount} as amount
    from (${rowSet(measure, wanted)}) s where ${amount} is not null ${from}
    order by s.on_date desc, s.row_id desc limit ${ask.limit + 1}`.execute(tx);
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? placeAfter([last.on_date, last.row_id]) : null };
}

/** How many rows a side has, and what they come to. */
export async function sideTotal(
  tx: BillingTx,
  measure: Measure,
  wanted: Wanted,
  side: Side,
): Promise<{ count: number; sum: number }> {
  const amount = column(side);
  const { rows } = await sql<{ count: number; sum: number }>`
    select count(*)::int as count, coalesce(sum(${amount}), 0)::bigint as sum
    from (${rowSet(measure, wanted)}) s where ${amount} is not null`.execute(tx);
  return rows[0] ?? { count: 0, sum: 0 };
}

/** All rows of both sides, for a file. */
export async function allRows(
  tx: BillingTx,
  measure: Measure,
  wanted: Wanted,
): Promise<(Omit<SetRow, "amount"> & { readonly num: number | null; readonly den: number | null })[]> {
  const { rows } = await sql<Omit<SetRow, "amount"> & { num: number | null; den: number | null }>`
    select s.row_id, s.on_date, s.label, s.payer, s.patient_id, s.encounter_id, s.claim_id, s.num, s.den
    from (${rowSet(measure, wanted)}) s order by s.on_date, s.row_id`.execute(tx);
  return rows;
}

/** The practice's own targets. */
export async function ownTargets(tx: BillingTx) {
  return tx.selectFrom("report_target").select(["measure", "value", "version"]).execute();
}

/** Sets a target if nobody has meanwhile. @returns the version it has now; null where somebody has. */
export async function setTarget(
  tx: BillingTx,
  target: { readonly measure: Measure; readonly value: number | null; readonly version: number },
): Promise<number | null> {
  const { measure, value, version } = target;
  const row =
    version === 0
      ? await tx
          .insertInto("report_target")
          .values({ measure, value, version: 1 })
          .onConflict((conflict) => conflict.column("measure").doNothing())
          .returning("version")
          .executeTakeFirst()
      : await tx
          .updateTable("report_target")
          .set({ value, version: version + 1 })
          .where("measure", "=", measure)
          .where("version", "=", version)
          .returning("version")
          .executeTakeFirst();
  return row?.version ?? null;
}
