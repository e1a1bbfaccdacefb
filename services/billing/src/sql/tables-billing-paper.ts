/** Billing 0034: what the practice's bills say of it, version by version, and the version that each paper was made with. */
export const billingPaperTables: readonly string[] = [
  // A version is never changed: papers that were made with it are printed with it again.
  `create table billing_paper_version (
    version int primary key check (version > 0),
    content jsonb not null,
    logo jsonb,
    changed jsonb not null,
    at timestamptz not null,
    by_name text not null
  )`,
  `alter table statement add column paper_version int references billing_paper_version`,
  `alter table statement add column mailing jsonb`,
  `create index statement_paper_version on statement (paper_version)`,
];
