import { sql } from "kysely";
import type { ReportMonth } from "../domain/report-months.ts";

const COLUMNS = sql`account, encounter_id, claim_id, patient_id`;

/**
 * BIL-304: what was owed at the end of each of these months, by account, visit and claim: what is owed now, less what was posted after. So
 * as much of the ledger is read as was posted since the first of them, and of today nothing. Columns: month, upto (its last day), account,
 * encounter_id, claim_id, patient_id, amount.
 *
 * Raw: one statement of several steps, which other statements take as a table; the builder cannot be put into a raw one by its name.
 */
export function balancesAt(months: readonly [ReportMonth, ...ReportMonth[]]) {
  const list = sql.join(months.map((one) => sql`(${one.month}::text, ${one.last}::date)`));
  return sql`(
    with month_list (month, upto) as materialized (values ${list}),
    later as materialized (
      select to_char(t.date, 'YYYY-MM') as month, e.account,
        case when e.account <> 'unapplied' then e.encounter_id end as encounter_id,
        -- A patient owes a visit's share, whichever claim left it; a payer owes its own claim.
        case when e.account = 'insurance-receivable' then e.claim_id end as claim_id, e.patient_id, sum(e.amount) as amount
      from ledger_transaction t join ledger_entry e on e.transaction_id = t.transaction_id
      where t.date > ${months[0].last}::date
        and e.account in ('patient-receivable', 'insurance-receivable', 'collections', 'unapplied')
      group by 1, 2, 3, 4, 5)
    select month, upto, ${COLUMNS}, sum(amount)::bigint as amount
    from (
      select m.month, m.upto, ${COLUMNS}, amount from month_list m cross join balance_now where amount <> 0
      union all
      select m.month, m.upto, ${COLUMNS}, -amount from month_list m join later on later.month > m.month) part
    group by month, upto, ${COLUMNS} having sum(amount) <> 0)`;
}
