import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

export interface WorkRow {
  readonly name: string;
  readonly claimsWorked: number;
  readonly claimsSent: number;
  readonly followUps: number;
  readonly paymentsTaken: number;
  readonly paymentsAmount: number;
  readonly postings: number;
  readonly adjustments: number;
}

/**
 * BIL-307: what people did between two moments, by the names under which billing keeps it; what the system did by itself is nobody's.
 *
 * Raw: sums of four tables side by side.
 */
export async function workBetween(tx: BillingTx, from: Instant, to: Instant): Promise<WorkRow[]> {
  const { rows } = await sql<WorkRow>`
    with work as (
      select by_name as name, count(distinct claim_id) as worked,
        count(distinct claim_id) filter (where what in ('Sent', 'Sent as a replacement', 'Printed')) as sent,
        count(*) filter (where what like 'Appeal:%' or what like 'Denial:%' or what like 'Underpayment:%') as follow,
        0 as payments, 0 as amount, 0 as postings, 0 as adjustments
      from claim_event where at >= ${from} and at < ${to} group by 1
      union all
      select taken_by, 0, 0, 0, count(*), sum(amount), 0, 0
      from payment where taken_at >= ${from} and taken_at < ${to} and reversed_at is null group by 1
      union all
      select by_name, 0, 0, 0, 0, 0, count(*), 0
      from ledger_transaction where at >= ${from} and at < ${to} and source_kind in ('remittance', 'deposit') group by 1
      union all
      select made_by, 0, 0, 0, 0, 0, 0, count(*)
      from account_adjustment where made_at >= ${from} and made_at < ${to} group by 1)
    select name, sum(worked)::int as "claimsWorked", sum(sent)::int as "claimsSent", sum(follow)::int as "followUps",
      sum(payments)::int as "paymentsTaken", sum(amount)::bigint as "paymentsAmount", sum(postings)::int as postings,
      sum(adjustments)::int as adjustments
    from work where name <> 'Automatic' group by name order by name`.execute(tx);
  return rows;
}
