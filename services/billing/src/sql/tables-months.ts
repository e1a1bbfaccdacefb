/**
 * Billing 0016: the closing of months. BIL-241 is held against any program: a transaction of a day before the books are open is
 * refused by the table, and what was closed or reopened is neither changed nor removed.
 */
export const monthTables: readonly string[] = [
  `create table month_event (
    sequence bigint generated always as identity primary key,
    month text not null check (month ~ '^20[0-9][0-9]-(0[1-9]|1[0-2])$'),
    what text not null check (what in ('closed', 'reopened')),
    open_from date check (extract(day from open_from) = 1),
    at timestamptz not null,
    by_name text not null,
    because text,
    open jsonb not null,
    balances jsonb not null
  )`,
  `create index month_event_month on month_event (month, sequence)`,
  `create index ledger_transaction_date on ledger_transaction (date)`,
  `create function month_event_is_append_only() returns trigger language plpgsql as $$
  begin
    raise exception 'the closing of months is append only' using errcode = '23514', constraint = 'month_append_only';
  end $$`,
  `create trigger month_event_kept before update or delete or truncate on month_event
    for each statement execute function month_event_is_append_only()`,
  `create function ledger_month_must_be_open() returns trigger language plpgsql set search_path from current as $$
  declare open_day date := (select open_from from month_event order by sequence desc limit 1);
  begin
    if open_day is not null and exists (select from added where date < open_day) then
      raise exception 'the month is closed: post into the open one' using errcode = '23514', constraint = 'ledger_month_open';
    end if;
    return null;
  end $$`,
  `create trigger ledger_month_open after insert on ledger_transaction referencing new table as added
    for each statement execute function ledger_month_must_be_open()`,
];
