/** Billing 0050: a claim is voided at its payer; until that is done it can be what it was before. */
export const claimVoidColumns: readonly string[] = [
  `alter table claim
    add column before_void text,
    add column frequency_before text check (frequency_before in ('1', '7')),
    add check ((before_void is null) = (frequency_before is null))`,
  // Those that are open are looked for among the few that payers voided, not among all that are finished.
  `create index claim_voided on claim (due_order, claim_id) where status = 'voided' and frequency = '8'`,
];
