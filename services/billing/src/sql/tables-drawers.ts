/**
 * Billing 0017: drawers. BIL-285 is held against any program: a closed drawer takes no further line, a person has one open drawer a day, and
 * lines and events are neither changed nor removed.
 */
export const drawerTables: readonly string[] = [
  `create table drawer (
    drawer_id uuid primary key,
    person_id text not null,
    person text not null,
    day date not null,
    number int not null check (number > 0),
    state text not null check (state in ('open', 'closed')),
    opening_float bigint not null check (opening_float >= 0),
    counted_in boolean not null,
    closing jsonb,
    version int not null default 1,
    unique (person_id, day, number),
    check ((state = 'closed') = (closing is not null))
  )`,
  `create unique index drawer_one_open on drawer (person_id, day) where state = 'open'`,
  `create index drawer_day on drawer (day)`,
  `create index drawer_open on drawer (day) where state = 'open'`,
  `create table drawer_line (
    line_id uuid primary key,
    sequence bigint generated always as identity unique,
    drawer_id uuid not null references drawer,
    at timestamptz not null,
    kind text not null check (kind in ('payment', 'reversal', 'late-reversal', 'refund', 'refund-undone', 'payout', 'payout-undone')),
    method text not null check (method in ('cash', 'check', 'card')),
    amount bigint not null check (amount <> 0),
    payment_id uuid references payment,
    adjustment_id uuid references account_adjustment,
    of_line_id uuid unique references drawer_line,
    because text,
    by_name text not null
  )`,
  `create index drawer_line_drawer on drawer_line (drawer_id, sequence)`,
  `create index drawer_line_payment on drawer_line (payment_id) where payment_id is not null`,
  `create unique index drawer_line_taken on drawer_line (payment_id) where kind = 'payment'`,
  `create index drawer_line_adjustment on drawer_line (adjustment_id) where adjustment_id is not null`,
  `create index payment_taken on payment (taken_at)`,
  `create table drawer_event (
    sequence bigint generated always as identity primary key,
    drawer_id uuid not null references drawer,
    what text not null check (what in ('opened', 'float', 'closed', 'reopened')),
    at timestamptz not null,
    by_name text not null,
    because text,
    closing jsonb
  )`,
  `create index drawer_event_drawer on drawer_event (drawer_id, sequence)`,
  `create function drawer_must_be_open() returns trigger language plpgsql set search_path from current as $$
  begin
    if not exists (select from drawer where drawer_id = new.drawer_id and state = 'open') then
      raise exception 'the drawer is closed' using errcode = '23514', constraint = 'drawer_closed';
    end if;
    return new;
  end $$`,
  `create trigger drawer_line_open before insert on drawer_line for each row execute function drawer_must_be_open()`,
  `create function drawer_is_append_only() returns trigger language plpgsql as $$
  begin
    raise exception 'what was in a drawer is append only' using errcode = '23514', constraint = 'drawer_append_only';
  end $$`,
  `create trigger drawer_line_kept before update or delete or truncate on drawer_line
    for each statement execute function drawer_is_append_only()`,
  `create trigger drawer_event_kept before update or delete or truncate on drawer_event
    for each statement execute function drawer_is_append_only()`,
  `alter table ledger_entry drop constraint ledger_entry_account_check`,
  `alter table ledger_entry add constraint ledger_entry_account_check check (account in ('patient-receivable',
    'insurance-receivable', 'revenue', 'contractual', 'write-off', 'cash', 'insurance-clearing', 'unapplied',
    'provider-adjustment', 'capitation', 'cash-over-short', 'petty-cash'))`,
];
