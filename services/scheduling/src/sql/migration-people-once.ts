/**
 * A person is at one place at a time, whatever column and site the visit stands in; so is a piece of equipment. Exceptions to the weekly
 * hours, and closures of several days.
 */
export const PEOPLE_ONCE = [
  `alter table appointment add column provider_staff_id uuid`,
  `update appointment a set provider_staff_id = r.staff_id from resource r where r.resource_id = a.provider_resource_id`,
  `alter table appointment alter column provider_staff_id set not null`,
  // Two columns of one person were two people until now. What was booked so stays, and is marked for what it is.
  `update appointment a set over_another = true,
      overbook_reason = coalesce(a.overbook_reason, 'Booked in two columns at one time before this was refused')
    where a.status not in ('cancelled', 'no-show') and not a.over_another and exists (
      select 1 from appointment b where b.provider_staff_id = a.provider_staff_id and b.appointment_id < a.appointment_id
        and b.status not in ('cancelled', 'no-show') and not b.over_another
        and b.starts_at < a.ends_at and a.starts_at < b.ends_at)`,
  `alter table appointment drop constraint provider_once`,
  `alter table appointment add constraint provider_once exclude using gist
    (provider_staff_id with =, tstzrange(starts_at, ends_at) with &&)
    where (status not in ('cancelled', 'no-show') and not over_another)`,
  `create index appointment_staff on appointment (provider_staff_id, starts_at)`,
  // A hold lasts five minutes and is a courtesy: those of the moment end with the old rule.
  `delete from hold`,
  `alter table hold add column staff_id uuid not null`,
  `alter table hold add constraint hold_person_once exclude using gist (staff_id with =, tstzrange(starts_at, ends_at) with &&)`,
  // The piece of equipment that a kind of visit needs, and that a visit has planned.
  `alter table visit_type add column equipment_resource_id uuid references resource`,
  `alter table appointment add column planned_equipment_id uuid references resource`,
  `alter table appointment add constraint equipment_planned_once exclude using gist
    (planned_equipment_id with =, tstzrange(starts_at, ends_at) with &&)
    where (status not in ('cancelled', 'no-show') and planned_equipment_id is not null)`,
  // One day on which a column keeps other hours than its week says; no hours at all are a day off.
  `create table hours_exception (
    resource_id uuid not null references resource,
    date date not null,
    hours jsonb not null,
    reason text not null,
    primary key (resource_id, date)
  )`,
  `alter table closure add column until date`,
  `update closure set until = date`,
  `alter table closure alter column until set not null`,
  `alter table closure add constraint closure_in_order check (date <= until)`,
];
