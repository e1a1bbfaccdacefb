/** Billing 0015: in what time claims have to be with the payer, beside a first one's days, and from when on a claim is urgent. */
export const filingColumns: readonly string[] = [
  `alter table claim add column filing_soon date`,
  `update claim set filing_soon = filing_deadline - (content -> 'payer' ->> 'filingDays')::int / 4`,
  `create index claim_filing_soon on claim (filing_soon, claim_id)
    where status in ('draft', 'needs-correction', 'ready', 'submitted', 'acknowledged', 'rejected')`,
  `update payer set rules = rules || '{"filing": {"correctedDays": null, "correctedFrom": "decision", "laterFrom": "decision"}}'
    where not rules ? 'filing'`,
  `update payer set rules = jsonb_set(rules, '{filing,laterFrom}', '"service"') where kind = 'medicare'`,
];
