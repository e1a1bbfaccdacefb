// limits: each page says where the next one goes on.
import type { AgingSums } from "@practicum/contracts/billing/reports";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";
import { AGES, OLDEST, type AgingBucket } from "../domain/aging.ts";
import type { ReportMonth } from "../domain/report-months.ts";
import { balancesAt } from "./balances.ts";
import type { SetRow } from "./measures.ts";

type BillingTx = Tx<BillingSchema>;

export interface AgingAsk {
  readonly by: "payer" | "patient" | "provider";
  readonly from: "service" | "bill";
  readonly month: ReportMonth;
  readonly timeZone: string;
}

const keys = {
  payer: sql`case when b.account = 'patient-receivable' then 'patients' else coalesce(c.payer_id::text, 'none') end`,
  patient: sql`coalesce(coalesce(v.patient_id, b.patient_id)::text, 'none')`,
  provider: sql`coalesce(v.provider_id::text, 'none')`,
};
const names = {
  payer: sql`max(c.payer_name)`,
  patient: sql`max(p.content -> 'name' ->> 'family' || ', ' || (p.content -> 'name' ->> 'given'))`,
  provider: sql`max(concat_ws(', ', concat_ws(' ', s.content ->> 'given', s.content ->> 'family'), s.content ->> 'credential'))`,
};

/**
 * What is owed, visit by visit and claim by claim, each with its line and its age (BIL-303). From the bill means: from the day on which the
 * claim first left, or the patient's first statement asked for the visit.
 *
 * Raw: it stands on the balances, which are.
 */
function items(ask: AgingAsk) {
  const since =
    ask.from === "service"
      ? sql`v.service_date`
      : sql`case when b.account = 'insurance-receivable' then (
            select (min(cs.submitted_at) at time zone ${ask.timeZone})::date from claim_submission cs where cs.claim_id = b.claim_id)
          else (
            select min(st.date) from statement_visit sv join statement st on st.statement_id = sv.statement_id
            where sv.encounter_id = b.encounter_id and sv.asked) end`;
  const ages = AGES.map(([bucket, upTo]) => sql`when a.since >= a.upto - ${upTo}::int then ${bucket}`);
  return sql`
    select a.*, case when a.amount < 0 then 'credit' when a.since is null then 'unbilled' ${sql.join(ages, sql` `)} else ${OLDEST} end as bucket
    from (
      select b.account, b.encounter_id, b.claim_id, coalesce(v.patient_id, b.patient_id) as patient_id, v.provider_id, c.payer_name,
        c.number, v.service_date, b.upto, b.amount, ${keys[ask.by]} as key, ${since} as since,
        concat_ws(':', b.account, b.encounter_id, b.claim_id, b.patient_id) as row_id
      from ${balancesAt([ask.month])} b
        left join visit v on v.encounter_id = b.encounter_id left join claim c on c.claim_id = b.claim_id
      where b.account in ('patient-receivable', 'insurance-receivable')) a`;
}

const sumsOf = sql.join(
  (["unbilled", "0-30", "31-60", "61-90", "91-120", "over-120", "credit"] satisfies AgingBucket[]).map(
    (bucket) =>
      sql`coalesce(sum(i.amount) filter (where i.bucket = ${sql.lit(bucket)}), 0)::bigint as ${sql.ref(bucket)}`,
  ),
);

type Line = AgingSums & { readonly key: string; readonly name: string | null };

/** A page of lines, who owes most first. */
export async function agingLines(
  tx: BillingTx,
  ask: AgingAsk & { readonly limit: number; readonly before: string | null },
): Promise<{ readonly lines: Line[]; readonly next: string | null }> {
  const after = placeOf(ask.before, ["number", "text"]);
  const having = after ? sql`where (-total, key) > (${after[0]}::bigint, ${after[1]}::text)` : sql``;
  const { rows: found } = await sql<Line>`
    select * from (
      select i.key, ${names[ask.by]} as name, ${sumsOf}, sum(i.amount)::bigint as total
      from (${items(ask)}) i left join claim c on c.claim_id = i.claim_id
        left join patient_copy p on p.patient_id = i.patient_id left join staff_copy s on s.staff_id = i.provider_id
      group by i.key) line ${having}
    order by -total, key limit ${ask.limit + 1}`.execute(tx);
  const lines = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? lines.at(-1) : undefined;
  return { lines, next: last ? placeAfter([-last.total, last.key]) : null };
}

/** All lines together: what the ledger says is owed. */
export async function agingTotal(tx: BillingTx, ask: AgingAsk): Promise<{ count: number; sums: AgingSums }> {
  const { rows } = await sql<AgingSums & { count: number }>`
    select count(distinct i.key)::int as count, ${sumsOf}, coalesce(sum(i.amount), 0)::bigint as total
    from (${items(ask)}) i`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("a sum has one row");
  const { count, ...sums } = row;
  return { count, sums };
}

interface Narrowed extends AgingAsk {
  readonly key: string | null;
  readonly bucket: AgingBucket | null;
}

function narrowed(ask: Narrowed) {
  const key = ask.key === null ? sql`true` : sql`i.key = ${ask.key}`;
  const bucket = ask.bucket === null ? sql`true` : sql`i.bucket = ${ask.bucket}`;
  return sql`${key} and ${bucket}`;
}

/** What is behind a line or a bucket of it, the oldest first. */
export async function agingRows(
  tx: BillingTx,
  ask: Narrowed & { readonly limit: number; readonly before: string | null },
): Promise<{ readonly rows: SetRow[]; readonly next: string | null }> {
  const after = placeOf(ask.before, ["date", "text"]);
  const from = after
    ? sql`and (coalesce(i.service_date, i.upto), i.row_id) > (${after[0]}::date, ${after[1]}::text)`
    : sql``;
  const { rows: found } = await sql<SetRow>`
    select i.row_id, coalesce(i.service_date, i.upto) as on_date, coalesce(i.number, 'Patient''s share') as label, i.payer_name as payer,
      i.patient_id, i.encounter_id, i.claim_id, i.amount
    from (${items(ask)}) i where ${narrowed(ask)} ${from}
    order by coalesce(i.service_date, i.upto), i.row_id limit ${ask.limit + 1}`.execute(tx);
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? placeAfter([last.on_date, last.row_id]) : null };
}

export async function agingRowsTotal(tx: BillingTx, ask: Narrowed): Promise<{ count: number; sum: number }> {
  const { rows } = await sql<{ count: number; sum: number }>`
    select count(*)::int as count, coalesce(sum(i.amount), 0)::bigint as sum from (${items(ask)}) i
    where ${narrowed(ask)}`.execute(tx);
  return rows[0] ?? { count: 0, sum: 0 };
}

/** What is owed beside the receivables: with an agency, and patients' money that is not applied. */
export async function besideReceivables(
  tx: BillingTx,
  ask: AgingAsk,
): Promise<{ collections: number; unapplied: number }> {
  const { rows } = await sql<{ collections: number; unapplied: number }>`
    select coalesce(sum(b.amount) filter (where b.account = 'collections'), 0)::bigint as collections,
      coalesce(-sum(b.amount) filter (where b.account = 'unapplied'), 0)::bigint as unapplied
    from ${balancesAt([ask.month])} b`.execute(tx);
  return rows[0] ?? { collections: 0, unapplied: 0 };
}
