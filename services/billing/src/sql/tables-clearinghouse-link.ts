/** Billing 0040: how files are carried to the clearinghouse, how that went, and what was carried from there. */
export const clearinghouseLinkTables: readonly string[] = [
  `create table clearinghouse_link (
    one_row boolean primary key default true check (one_row),
    content jsonb not null,
    version int not null check (version > 0),
    trusted_host_key text,
    shown_host_key text,
    asked_at timestamptz,
    tried_at timestamptz,
    fine_at timestamptz,
    sent int not null default 0 check (sent >= 0),
    taken int not null default 0 check (taken >= 0),
    fault text,
    fault_about text,
    fault_since timestamptz,
    check ((fault is null) = (fault_since is null))
  )`,
  // Where the clearinghouse leaves its files: those that are here already. A row goes when the file there is gone.
  `create table clearinghouse_taken (
    name text not null,
    bytes bigint not null,
    changed_at bigint not null,
    at timestamptz not null,
    primary key (name, bytes, changed_at)
  )`,
];
