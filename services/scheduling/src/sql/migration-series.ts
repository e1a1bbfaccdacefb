/** Visits that recur (SCH-205 to SCH-218). */
export const SERIES: readonly string[] = [
  `create table visit_series (
    series_id uuid primary key,
    rule jsonb not null,
    visits smallint not null check (visits between 2 and 52),
    made_at timestamptz not null
  )`,
  // Which one of its series a visit is, and where the series puts it: one that stands elsewhere was moved by itself.
  `alter table appointment
    add column series_id uuid references visit_series,
    add column series_place smallint,
    add column series_date date,
    add column series_start time,
    add column series_resource_id uuid references resource,
    add constraint appointment_of_series check
      (num_nonnulls(series_id, series_place, series_date, series_start, series_resource_id) in (0, 5))`,
  `create unique index appointment_series on appointment (series_id, series_place) where series_id is not null`,
  // Several of them were moved or cancelled at once: what was asked for, and what was there before, so that it can be taken back.
  `create table series_change (
    change_id uuid primary key,
    series_id uuid not null references visit_series,
    kind text not null check (kind in ('moved', 'cancelled')),
    asked text not null,
    before jsonb not null,
    changed_at timestamptz not null,
    undone_at timestamptz
  )`,
  `create index series_change_series on series_change (series_id, changed_at)`,
];
