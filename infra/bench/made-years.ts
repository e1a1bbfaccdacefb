const SYLLABLES =
  "array['ba','cor','del','fen','gar','hol','kim','lan','mor','nes','ol','per','ros','san','tor','vil','wen','zu']";

/** An id that follows from what it is of, so that rows find each other without being looked up. */
const idOf = (what: string, of: string) => `md5('${what}:' || ${of})::uuid`;

/**
 * The statements that put ten years of visits into billing's tables, in one transaction with its schema as the search path: visits with their
 * charges, claims that were paid, what patients paid; of the last months some that are still open, and some that patients owe. Working them
 * through one by one would take days. The demonstration's own first visit and claim lend what is not counted. Triggers rest meanwhile, so
 * what they keep is made at the end.
 *
 * @param visits how many; `patients` share them evenly.
 */
export function addMadeYears(visits: number, patients: number): string {
  return `set local session_replication_role = replica; set local synchronous_commit = off; set local work_mem = '256MB';
    create temporary table many on commit drop as
      select n, ${idOf("visit", "n")} as encounter_id, ${idOf("patient", `n % ${patients}`)} as patient_id,
        ${idOf("claim", "n")} as claim_id, ${idOf("coverage", `n % ${patients}`)} as coverage_id,
        current_date - (3650 - (n::bigint * 3640 / ${visits}))::int as service_date, 15000 + (n % 7) * 1000 as total,
        n % 50 = 0 and n > ${visits} * 0.97 as open, n % 40 = 0 and n > ${visits} * 0.96 as owes
      from generate_series(1, ${visits}) n;
    ${PEOPLE(patients)}; ${VISITS}; ${CLAIMS}; ${LEDGER}`;
}

const PEOPLE = (patients: number) => `
  insert into patient_copy
    select ${idOf("patient", "n")}, 1, jsonb_set(jsonb_set(one.content, '{patientId}', to_jsonb(${idOf("patient", "n")}::text)),
      '{name,family}', to_jsonb(initcap((${SYLLABLES})[1 + n % 18] || (${SYLLABLES})[1 + (n / 18) % 18] || (${SYLLABLES})[1 + (n / 324) % 8])))
    from generate_series(0, ${patients - 1}) n, (select content from patient_copy limit 1) one;
  insert into coverage (coverage_id, patient_id, payer_id, priority, member_id, subscriber, from_date, version)
    select ${idOf("coverage", "n")}, ${idOf("patient", "n")}, p.payer_id, 1, 'MADE' || n, one.subscriber, '2016-01-01', 1
    from generate_series(0, ${patients - 1}) n, (select subscriber from coverage limit 1) one,
      lateral (select payer_id from payer order by name offset (n % 6) limit 1) p`;

const VISITS = `
  insert into visit (encounter_id, patient_id, service_date, provider_id, signed_at, seal, diagnoses, released_at)
    select encounter_id, patient_id, m.service_date, one.provider_id, m.service_date + time '18:00', md5(n::text), one.diagnoses,
      m.service_date + time '20:00' from many m, (select provider_id, diagnoses from visit limit 1) one;
  insert into visit_seen (encounter_id, patient_id, service_date, provider_id, visit_type, started_at, signed_at)
    select encounter_id, patient_id, m.service_date, one.provider_id, 'Office visit', m.service_date + time '17:00',
      m.service_date + time '18:00' from many m, (select provider_id from visit limit 1) one;
  insert into charge (charge_id, encounter_id, line_number, code, label, modifiers, units, pointers, unit_price, amount, status, version)
    select ${idOf("charge", "n")}, encounter_id, 1, '99213', 'Office visit', '{}', 1, '{1}', total, total, 'closed', 3 from many;
  insert into charge (charge_id, encounter_id, line_number, code, label, modifiers, units, pointers, unit_price, amount, status, version,
      given_id)
    select ${idOf("dose-charge", "n")}, encounter_id, 2, '90471', 'Vaccine', '{}', 1, '{1}', 2500, 2500, 'closed', 3, ${idOf("dose", "n")}
    from many where n % 5 = 0;
  insert into given (given_id, kind, what, patient_id, encounter_id, service_date, lines, given_by, given_at, captured_at)
    select ${idOf("dose", "n")}, one.kind, 'Vaccine', patient_id, encounter_id, m.service_date, '[]', 'Made', m.service_date + time '17:00',
      m.service_date + time '18:00' from many m, (select kind from given limit 1) one where n % 5 = 0;
  insert into given_line (given_id, family, label, code, units)
    select ${idOf("dose", "n")}, 'vaccine-giving', 'Vaccine', '90471', 1 from many where n % 5 = 0`;

const CLAIMS = `
  insert into claim (claim_id, number, encounter_id, coverage_id, payer_id, patient_id, payer_name, service_date, provider_name, total, paid,
      patient_responsibility, denied, status, status_since, filing_deadline, frequency, attempt, content, findings, error_count, version,
      payer_order, facts, filing_soon)
    select m.claim_id, 'MADE' || n, m.encounter_id, m.coverage_id, c.payer_id, m.patient_id, p.name, m.service_date, 'Made', m.total,
      case when open then 0 else m.total * 6 / 10 end, m.total / 10, 0, case when open then 'accepted' else 'paid' end,
      m.service_date + time '21:00', m.service_date + 180, '1', 1, one.content, '[]', 0, 5, 1, one.facts, m.service_date + 135
    from many m join coverage c on c.coverage_id = m.coverage_id join payer p on p.payer_id = c.payer_id,
      (select content, facts from claim limit 1) one;
  insert into claim_event (claim_id, at, what, detail, by_name)
    select claim_id, service_date + time '20:00', what, '', 'Made' from many, unnest(array['created', 'sent', 'accepted', 'paid']) what`;

/** Charged; twelve days later the payer's decision; twelve days later what the patient pays. */
const LEDGER = `
  create temporary table posted on commit drop as
    select n, k, ${idOf("posting", "n || '/' || k")} as transaction_id, least(service_date + k * 12, current_date) as day, encounter_id,
      patient_id, claim_id, total
    from many, generate_series(0, 2) k where not (open and k > 0) and not (owes and k = 2);
  insert into ledger_transaction (transaction_id, posting_key, at, date, by_name, source_kind, source_id)
    select transaction_id, 'made/' || n || '/' || k, day + time '20:00', day, 'Made', (array['charge', 'remittance', 'payment'])[k + 1],
      claim_id::text from posted order by day;
  insert into ledger_entry (entry_id, transaction_id, position, account, amount, patient_id, encounter_id, charge_id, claim_id, because, rule)
    select ${idOf("entry", "posted.n || '/' || posted.k || '/' || part.position")}, transaction_id, part.position, part.account, part.amount,
      patient_id, encounter_id, ${idOf("charge", "posted.n")}, claim_id, 'Made', 'BIL-50'
    from posted, lateral (values (0, 1, 'insurance-receivable', total), (0, 2, 'revenue', -total),
      (1, 1, 'insurance-receivable', -total), (1, 2, 'contractual', total * 3 / 10),
      (1, 3, 'insurance-clearing', total - total * 3 / 10 - total / 10), (1, 4, 'patient-receivable', total / 10),
      (2, 1, 'patient-receivable', -(total / 10)), (2, 2, 'cash', total / 10)) as part (k, position, account, amount)
    where part.k = posted.k;
  insert into payment (payment_id, receipt_number, patient_id, amount, method, purpose, taken_at, taken_by)
    select ${idOf("payment", "n")}, 'MADE' || n, patient_id, total / 10, 'card', 'balance', service_date + 24 + time '19:00', 'Made'
    from many where not open and not owes;
  insert into balance_now (account, encounter_id, claim_id, patient_id, amount)
    select account, encounter_id, case when account = 'insurance-receivable' then claim_id end, patient_id, sum(amount) from ledger_entry
    where because = 'Made' and account in ('patient-receivable', 'insurance-receivable') group by 1, 2, 3, 4`;
