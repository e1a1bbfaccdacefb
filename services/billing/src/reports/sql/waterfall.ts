import type { WaterfallLine } from "@practicum/contracts/billing/reports";
import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

const sum = (which: ReturnType<typeof sql>, sign = sql``) =>
  sql<number>`coalesce(${sign}sum(e.amount) filter (where ${which}), 0)::bigint`;

/** BIL-305: each entry of a visit stands in one of these, or is what was posted to move a patient's money to it. */
const parts = sql`
  ${sum(sql`e.account = 'revenue'`, sql`-`)} as charged,
  ${sum(sql`e.account = 'contractual'`)} as contractual,
  ${sum(sql`e.account = 'insurance-clearing' or (e.account = 'cash' and t.source_kind <> 'payment')`)} as "payersPaid",
  ${sum(sql`e.account = 'patient-receivable' and t.source_kind = 'payment'`, sql`-`)} as "patientsPaid",
  ${sum(sql`e.account = 'write-off'`)} as "writtenOff",
  ${sum(sql`e.account = 'collections'`)} as collections,
  ${sum(sql`e.account in ('provider-adjustment', 'capitation', 'cash-over-short', 'petty-cash', 'opening-balance')`)} as other,
  ${sum(sql`e.account = 'insurance-receivable'`)} as "openPayers",
  ${sum(sql`e.account = 'patient-receivable'`)} as "openPatients"`;

/**
 * What became of the charges of each month of service, by all that was ever posted to its visits.
 *
 * Raw: nine filtered sums, which the builder has no word for.
 */
export async function waterfallLines(tx: BillingTx, first: LocalDate, last: LocalDate): Promise<WaterfallLine[]> {
  const { rows } = await sql<WaterfallLine>`
    select to_char(v.service_date, 'YYYY-MM') as month, count(distinct v.encounter_id) filter (where o.encounter_id is null)::int as visits, ${parts}
    from visit v join ledger_entry e on e.encounter_id = v.encounter_id
      join ledger_transaction t on t.transaction_id = e.transaction_id
      left join opening_visit o on o.encounter_id = v.encounter_id
    where v.service_date between ${first}::date and ${last}::date
    group by 1 order by 1`.execute(tx);
  return rows;
}
