/** Coordination of benefits: a claim's place among the payers of its visit, and what a statement says still waits for them. */
export const coordinationColumns: readonly string[] = [
  `alter table claim add column payer_order int not null default 1 check (payer_order between 1 and 3)`,
  `alter table statement add column insurance_pending bigint not null default 0`,
];
