import type { Measure } from "@practicum/contracts/billing/reports";
import { sql, type RawBuilder } from "kysely";
import { CHARGE_DAYS } from "../domain/measures.ts";
import type { ReportMonth } from "../domain/report-months.ts";
import { balancesAt } from "./balances.ts";

/** Of which months the rows are wanted, and what is known about the practice. */
export interface Wanted {
  readonly months: readonly [ReportMonth, ...ReportMonth[]];
  readonly timeZone: string;
}

/**
 * BIL-301: for each measure one set of rows, of which its numbers are the sums and its drill-down is the list. So they cannot disagree.
 *
 * Columns: month, row_id, on_date, patient_id, encounter_id, claim_id, label, payer, num, den; a row without `num` is not of the numerator.
 *
 * Raw: every set is a chain of several steps, and all are taken as a table by what counts, lists and exports them; the builder would say the
 * same at twice the length and could not put it under one name.
 */
export function rowSet(measure: Measure, wanted: Wanted): RawBuilder<unknown> {
  return sets[measure](wanted);
}

type RowSet = (wanted: Wanted) => RawBuilder<unknown>;

/** An instant as the practice's own day. */
const day = (at: string, { timeZone }: Wanted) => sql`(${sql.raw(at)} at time zone ${timeZone})::date`;
const monthOf = (date: RawBuilder<unknown>) => sql`to_char(${date}, 'YYYY-MM')`;

const bounds = ({ months }: Wanted) => ({ first: months[0].first, last: (months.at(-1) ?? months[0]).last });

/** Whether an instant lies in the wanted months; the column stands alone, so that its index is used. */
function within(at: string, wanted: Wanted) {
  const { first, last } = bounds(wanted);
  const column = sql.raw(at);
  const zone = wanted.timeZone;
  return sql`${column} >= (${first}::date::timestamp at time zone ${zone})
    and ${column} < ((${last}::date + 1)::timestamp at time zone ${zone})`;
}

const claimColumns = sql`c.patient_id, c.encounter_id, c.claim_id, c.number as label, c.payer_name as payer`;

/** First attempts that went out in these months. */
const firstSendings = (wanted: Wanted, num: RawBuilder<unknown>, den: RawBuilder<unknown>, more = sql``) => sql`
  select ${monthOf(day("s.submitted_at", wanted))} as month, c.claim_id::text as row_id,
    ${day("s.submitted_at", wanted)} as on_date, ${claimColumns}, ${num} as num, ${den} as den
  from claim_submission s join claim c on c.claim_id = s.claim_id ${more}
  where s.attempt = 1 and ${within("s.submitted_at", wanted)}`;

/** What payers decided in these months, reversals aside. */
const decisions = (wanted: Wanted, num: RawBuilder<unknown>, den: RawBuilder<unknown>) => sql`
  select ${monthOf(day("r.received_at", wanted))} as month, rc.remittance_claim_id::text as row_id,
    ${day("r.received_at", wanted)} as on_date, ${claimColumns}, ${num} as num, ${den} as den
  from remittance r join remittance_claim rc on rc.remittance_id = r.remittance_id
    join claim c on c.claim_id = rc.claim_id
    left join lateral (
      select count(*)::int as count, sum(d.amount)::bigint as amount from denial d
      where d.remittance_claim_id = rc.remittance_claim_id) refused on true
  where rc.posted and rc.outcome <> 'reversal' and ${within("r.received_at", wanted)}`;

/** What was charged and paid, entry by entry; what patients paid is told by what it did to their share, refunds included. */
const charged = sql`case when e.account = 'revenue' then -e.amount end`;
const paid = sql`case
    when e.account = 'insurance-clearing' then e.amount
    when e.account = 'cash' and t.source_kind <> 'payment' then e.amount
    when e.account = 'patient-receivable' and t.source_kind = 'payment' then -e.amount end`;
const discount = sql`case when e.account = 'contractual' then e.amount end`;

/** A balance that was brought over was charged elsewhere: what is paid of it says nothing of what is charged here. */
const ownVisit = sql`not exists (select 1 from opening_visit o where o.encounter_id = v.encounter_id)`;

/** Of each visit with something posted in these months, by the month of posting. */
const posted = (wanted: Wanted, num: RawBuilder<unknown>) => {
  const { first, last } = bounds(wanted);
  return sql`
  select to_char(t.date, 'YYYY-MM') as month, to_char(t.date, 'YYYY-MM') || ':' || v.encounter_id as row_id, v.service_date as on_date,
    v.patient_id, v.encounter_id, null::uuid as claim_id, 'Visit' as label, null::text as payer,
    nullif(coalesce(sum(${num}), 0), 0)::bigint as num, nullif(coalesce(sum(${charged}), 0), 0)::bigint as den
  from ledger_transaction t join ledger_entry e on e.transaction_id = t.transaction_id
    join visit v on v.encounter_id = e.encounter_id
  where t.date between ${first}::date and ${last}::date and ${ownVisit}
  group by 1, v.encounter_id having coalesce(sum(${num}), 0) <> 0 or coalesce(sum(${charged}), 0) <> 0`;
};

/** The charges of the last days before each month's end, by visit: what a day's charges are counted from. */
const lastCharges = ({ months }: Wanted) => sql`
  select m.month, 'charges:' || v.encounter_id as row_id, v.service_date as on_date, v.patient_id, v.encounter_id,
    null::uuid as claim_id, 'Charges' as label, null::text as payer, null::bigint as num, (-sum(e.amount))::bigint as den
  from (values ${sql.join(months.map((one) => sql`(${one.month}::text, ${one.last}::date)`))}) m (month, upto)
    join ledger_transaction t on t.date > m.upto - ${CHARGE_DAYS}::int and t.date <= m.upto
    join ledger_entry e on e.transaction_id = t.transaction_id and e.account = 'revenue'
    join visit v on v.encounter_id = e.encounter_id
  group by m.month, v.encounter_id having sum(e.amount) <> 0`;

/** What was owed at each month's end, by visit and claim. */
const balances = (
  wanted: Wanted,
  num: RawBuilder<unknown>,
  den: RawBuilder<unknown>,
  which: RawBuilder<unknown>,
) => sql`
  select b.month, concat_ws(':', b.account, b.encounter_id, b.claim_id, b.patient_id) as row_id,
    coalesce(v.service_date, b.upto) as on_date, coalesce(v.patient_id, b.patient_id) as patient_id, b.encounter_id, b.claim_id,
    case b.account when 'unapplied' then 'Paid and not applied' when 'patient-receivable' then 'Patient''s share' else coalesce(c.number, 'Insurance') end
      as label,
    c.payer_name as payer, ${num} as num, ${den} as den
  from ${balancesAt(wanted.months)} b
    left join visit v on v.encounter_id = b.encounter_id left join claim c on c.claim_id = b.claim_id
  where ${which}`;

const NONE = sql`null::bigint`;
const isOwed = sql`b.account in ('patient-receivable', 'insurance-receivable')`;
const days = (from: RawBuilder<unknown>, to: RawBuilder<unknown>) => sql`greatest(${to} - ${from}, 0)::bigint`;

const sets: { readonly [M in Measure]: RowSet } = {
  "days-in-ar": (wanted) => sql`${balances(wanted, sql`b.amount`, NONE, isOwed)} union all ${lastCharges(wanted)}`,
  "ar-over-90": (wanted) =>
    balances(
      wanted,
      sql`case when v.service_date is null or v.service_date < b.upto - 90 then b.amount end`,
      sql`b.amount`,
      isOwed,
    ),
  "credit-balances": (wanted) =>
    sql`${balances(wanted, sql`-b.amount`, NONE, sql`b.amount < 0 and b.account <> 'collections'`)} union all ${lastCharges(wanted)}`,
  "charge-lag": (wanted) => sql`
    select ${monthOf(day("v.released_at", wanted))} as month, v.encounter_id::text as row_id, ${day("v.released_at", wanted)} as on_date,
      v.patient_id, v.encounter_id, null::uuid as claim_id, 'Visit' as label, null::text as payer,
      ${days(sql`v.service_date`, day("v.released_at", wanted))} as num, 1::bigint as den
    from visit v where ${within("v.released_at", wanted)} and ${ownVisit}`,
  "claim-lag": (wanted) => sql`
    select * from (${firstSendings(
      wanted,
      days(day("v.released_at", wanted), day("s.submitted_at", wanted)),
      sql`1::bigint`,
      sql`join visit v on v.encounter_id = c.encounter_id and c.payer_order = 1 and v.released_at is not null`,
    )}) sent`,
  "payment-lag": (wanted) => sql`
    select ${monthOf(day("r.received_at", wanted))} as month, rc.remittance_claim_id::text as row_id,
      ${day("r.received_at", wanted)} as on_date, ${claimColumns},
      ${days(day("s.submitted_at", wanted), day("r.received_at", wanted))} as num, 1::bigint as den
    from remittance r join remittance_claim rc on rc.remittance_id = r.remittance_id
      join claim c on c.claim_id = rc.claim_id
      join claim_submission s on s.claim_id = c.claim_id and s.attempt = 1
    where rc.posted and rc.paid > 0 and ${within("r.received_at", wanted)}
      and not exists (
        select from remittance_claim earlier
        where earlier.claim_id = rc.claim_id and earlier.posted and earlier.paid > 0 and earlier.sequence < rc.sequence)`,
  "clean-claims": (wanted) =>
    firstSendings(
      wanted,
      sql`case when (c.stopped_at is null or c.stopped_at > s.submitted_at) and s.rejected_at is null then 1::bigint end`,
      sql`1::bigint`,
    ),
  rejections: (wanted) => sql`
    select ${monthOf(day("s.submitted_at", wanted))} as month, c.claim_id || ':' || s.attempt as row_id,
      ${day("s.submitted_at", wanted)} as on_date, ${claimColumns},
      case when s.rejected_at is not null then 1::bigint end as num, 1::bigint as den
    from claim_submission s join claim c on c.claim_id = s.claim_id where ${within("s.submitted_at", wanted)}`,
  "first-pass": (wanted) => sql`
    select month, row_id, on_date, patient_id, encounter_id, claim_id, label, payer, num, den from (${firstSendings(
      wanted,
      sql`case when answer.refused = 0 and s.rejected_at is null
        and not exists (
          select from claim_submission again
          where again.claim_id = s.claim_id and again.attempt > 1 and again.submitted_at <= answer.received_at) then 1::bigint end`,
      sql`case when answer.received_at is not null or s.rejected_at is not null then 1::bigint end`,
      sql`left join lateral (
        select r.received_at, (select count(*) from denial d where d.remittance_claim_id = rc.remittance_claim_id) as refused
        from remittance_claim rc join remittance r on r.remittance_id = rc.remittance_id
        where rc.claim_id = c.claim_id and rc.posted and rc.outcome <> 'reversal'
        order by rc.sequence limit 1) answer on true`,
    )}) sent where den is not null`,
  "denied-claims": (wanted) => decisions(wanted, sql`case when refused.count > 0 then 1::bigint end`, sql`1::bigint`),
  "denied-dollars": (wanted) => decisions(wanted, sql`refused.amount`, sql`rc.billed`),
  "denials-overturned": (wanted) => sql`
    select ${monthOf(day("d.opened_at", wanted))} as month, d.denial_id::text as row_id, ${day("d.opened_at", wanted)} as on_date,
      ${claimColumns}, case when d.status = 'overturned' then 1::bigint end as num, 1::bigint as den
    from denial d join claim c on c.claim_id = d.claim_id
    where d.status in ('overturned', 'written-off', 'billed-patient') and ${within("d.opened_at", wanted)}`,
  "net-collection": (wanted) => {
    const { first, last } = bounds(wanted);
    return sql`
    select to_char(v.service_date, 'YYYY-MM') as month, v.encounter_id::text as row_id, v.service_date as on_date, v.patient_id,
      v.encounter_id, null::uuid as claim_id, 'Visit' as label, null::text as payer,
      nullif(coalesce(sum(${paid}), 0), 0)::bigint as num,
      nullif(coalesce(sum(${charged}), 0) - coalesce(sum(${discount}), 0), 0)::bigint as den
    from visit v join ledger_entry e on e.encounter_id = v.encounter_id
      join ledger_transaction t on t.transaction_id = e.transaction_id
    where v.service_date between ${first}::date and ${last}::date and ${ownVisit}
    group by v.encounter_id having coalesce(sum(${paid}), 0) <> 0
      or coalesce(sum(${charged}), 0) - coalesce(sum(${discount}), 0) <> 0`;
  },
  "gross-collection": (wanted) => posted(wanted, paid),
  "desk-collection": (wanted) => sql`
    select ${monthOf(day("p.taken_at", wanted))} as month, p.payment_id::text as row_id, ${day("p.taken_at", wanted)} as on_date,
      p.patient_id, v.encounter_id, null::uuid as claim_id, 'Receipt ' || p.receipt_number as label, null::text as payer,
      case when p.purpose = 'copay' or p.appointment_id is not null then kept.amount end as num, kept.amount as den
    from payment p
      cross join lateral (
        select (p.amount - coalesce(sum(a.amount), 0))::bigint as amount from account_adjustment a
        where a.payment_id = p.payment_id and a.kind = 'refund' and a.undone_at is null) kept
      left join visit v on v.appointment_id = p.appointment_id and p.appointment_id is not null
    where p.reversed_at is null and kept.amount <> 0 and ${within("p.taken_at", wanted)}`,
  "bad-debt": (wanted) =>
    posted(
      wanted,
      sql`case when e.account = 'write-off' and e.rule in ('BIL-105', 'BIL-264', 'BIL-109') then e.amount end`,
    ),
};
