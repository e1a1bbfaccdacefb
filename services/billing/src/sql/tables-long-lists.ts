import { NO_DEADLINE } from "../claims/domain/claim-search.ts";

/**
 * Billing 0023: lists of a practice of many years. Claims stand in their order in an index that holds what they are looked for by; what waits
 * is found without what is done.
 */
export const longListTables: readonly string[] = [
  `alter table claim add column due_order date generated always as (coalesce(filing_deadline, date '${NO_DEADLINE}')) stored`,
  `create index claim_due on claim (due_order, claim_id)
    include (status, filing_soon, number, payer_name, patient_id, encounter_id, total, service_date)`,
  `create index charge_code on charge (code) include (encounter_id)`,
  `create index given_day on given (service_date)`,
  `create index remittance_claim_waits on remittance_claim (remittance_id) where not posted`,
  `create index exchange_file_quarantined on exchange_file (at) where status = 'quarantined'`,
];

/** Billing 0026: a word of the claims' search finds numbers by their beginnings and payers by the few names that there are. */
export const claimWordTables: readonly string[] = [
  `create index claim_number_begins on claim (lower(number) text_pattern_ops)`,
  `create index claim_payer_name on claim (payer_name)`,
];
