import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";
import type { ReportMonth } from "../domain/report-months.ts";

type BillingTx = Tx<BillingSchema>;

/** The last month up to one whose balances are kept; null where none is. */
export async function keptMonth(tx: BillingTx, upTo: string): Promise<string | null> {
  const row = await tx
    .selectFrom("balance_month")
    .where("month", "<=", upTo)
    .orderBy("month", "desc")
    .select("month")
    // limit: the last one.
    .limit(1)
    .executeTakeFirst();
  return row?.month ?? null;
}

/**
 * What was owed at the end of each of these months, by account, visit and claim: from the balances that are kept of `base`, and what was
 * posted after it. Columns: month, upto (its last day), account, encounter_id, claim_id, patient_id, amount.
 *
 * Raw: one statement of several steps, which other statements take as a table; the builder cannot be put into a raw one by its name.
 */
export function balancesAt(months: readonly [ReportMonth, ...ReportMonth[]], base: string | null) {
  const first = months[0].month;
  const last = months.at(-1) ?? months[0];
  const list = sql.join(months.map((one) => sql`(${one.month}::text, ${one.last}::date)`));
  return sql`(
    with month_list (month, upto) as (values ${list}),
    moved as (
      select ${first}::text as month, account, encounter_id, claim_id, patient_id, amount
      from balance_kept where month = ${base}::text
      union all
      select greatest(to_char(t.date, 'YYYY-MM'), ${first}::text), e.account, e.encounter_id, e.claim_id, e.patient_id, e.amount
      from ledger_transaction t join ledger_entry e on e.transaction_id = t.transaction_id
      where t.date > coalesce((${base}::text || '-01')::date + interval '1 month' - interval '1 day', '-infinity'::timestamp)::date
        and t.date <= ${last.last}::date
        and e.account in ('patient-receivable', 'insurance-receivable', 'collections', 'unapplied')),
    delta as (
      select month, account, case when account <> 'unapplied' then encounter_id end as encounter_id,
        -- A patient owes a visit's share, whichever claim left it; a payer owes its own claim.
        case when account = 'insurance-receivable' then claim_id end as claim_id, patient_id, sum(amount) as amount
      from moved group by 1, 2, 3, 4, 5)
    select m.month, m.upto, d.account, d.encounter_id, d.claim_id, d.patient_id, sum(d.amount)::bigint as amount
    from month_list m join delta d on d.month <= m.month
    group by 1, 2, 3, 4, 5, 6 having sum(d.amount) <> 0)`;
}

/** BIL-304: with its closing a month's balances are kept; nothing is posted into it afterwards. The caller keeps others from posting. */
export async function keepBalances(tx: BillingTx, month: ReportMonth): Promise<void> {
  const base = await keptMonth(tx, month.month);
  await tx.insertInto("balance_month").values({ month: month.month }).execute();
  await sql`insert into balance_kept (month, account, encounter_id, claim_id, patient_id, amount)
    select b.month, b.account, b.encounter_id, b.claim_id, b.patient_id, b.amount
    from ${balancesAt([month], base)} b`.execute(tx);
}

/** The month is open again: what is owed is counted from the ledger. */
export async function dropBalances(tx: BillingTx, month: string): Promise<void> {
  await tx.deleteFrom("balance_month").where("month", ">=", month).execute();
}
