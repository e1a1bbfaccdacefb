import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";
import { rowSet, type Wanted } from "./row-sets.ts";

type BillingTx = Tx<BillingSchema>;

export interface RateRow {
  readonly name: string;
  readonly denied: number;
  readonly decisions: number;
  readonly billed: number;
  readonly denied_amount: number;
}

/** By payer: of the very rows that the measure of denied dollars counts. Raw, as they are. */
export async function ratesByPayer(tx: BillingTx, wanted: Wanted): Promise<RateRow[]> {
  const { rows } = await sql<RateRow>`
    select s.payer as name, count(*)::int as decisions, count(s.num)::int as denied, sum(s.den)::bigint as billed,
      coalesce(sum(s.num), 0)::bigint as denied_amount
    from (${rowSet("denied-dollars", wanted)}) s group by s.payer order by 5 desc, 1`.execute(tx);
  return rows;
}

/** By the payer's reason: each refusal of those decisions. */
export async function ratesByReason(tx: BillingTx, wanted: Wanted): Promise<RateRow[]> {
  const { rows } = await sql<RateRow>`
    with decided as (select s.row_id, s.den from (${rowSet("denied-dollars", wanted)}) s)
    select d.adjustment_group || '-' || d.reason as name, count(distinct d.remittance_claim_id)::int as denied,
      (select count(*)::int from decided) as decisions, (select coalesce(sum(den), 0)::bigint from decided) as billed,
      sum(d.amount)::bigint as denied_amount
    from denial d join decided on decided.row_id = d.remittance_claim_id::text
    group by 1 order by 5 desc, 1`.execute(tx);
  return rows;
}
