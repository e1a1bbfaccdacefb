/** Billing: claims on paper. Such an attempt has no file; a payer says whether it takes them. */
export const paperClaimColumns: readonly string[] = [
  `alter table claim drop constraint claim_status_check`,
  `alter table claim add constraint claim_status_check check (status in ('draft', 'needs-correction', 'ready', 'submitted', 'printed',
    'acknowledged', 'rejected', 'accepted', 'paid', 'partly-denied', 'denied', 'closed', 'voided'))`,
  `alter table claim_submission alter column file_id drop not null`,
  `drop index claim_filing_soon`,
  `create index claim_filing_soon on claim (filing_soon, claim_id)
    where status in ('draft', 'needs-correction', 'ready', 'submitted', 'printed', 'acknowledged', 'rejected')`,
  `update payer set rules = rules || '{"paperClaims": false}' where not rules ? 'paperClaims'`,
];
