/** Charges that no note made, prices that were set by mistake, and the further kinds of payers. */
export const byHandColumns: readonly string[] = [
  // Why there is no note, and who said so.
  `alter table visit add column without_note text`,
  // Why a charge was added or taken off by hand, and by whom.
  `alter table charge add column by_hand text`,
  `alter table price add column voided_because text`,
  `alter table payer drop constraint payer_kind_check`,
  `alter table payer add constraint payer_kind_check check (kind in ('hmo', 'ppo', 'medicare', 'medicaid', 'medicaid-managed',
    'commercial', 'tricare', 'workers-comp', 'auto', 'self-pay'))`,
];
