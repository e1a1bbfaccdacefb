/** Links by which patients book themselves (SCH-260): the mark of each, and what became of it. */
export const BOOKING_LINKS: readonly string[] = [
  `create table booking_link (
    link_id uuid primary key,
    patient_id uuid not null,
    visit_type_id uuid not null,
    mark text not null unique,
    until timestamptz not null,
    state text not null check (state in ('made', 'opened', 'booked', 'cancelled', 'locked', 'withdrawn')),
    tries integer not null default 0,
    session_id text,
    heard_at timestamptz,
    appointment_id uuid references appointment,
    made_at timestamptz not null,
    version integer not null default 1,
    check (state not in ('booked', 'cancelled') or appointment_id is not null)
  )`,
  `create index booking_link_patient on booking_link (patient_id)`,
  `create index booking_link_session on booking_link (session_id) where session_id is not null`,
  // A visit is one link's.
  `create unique index booking_link_visit on booking_link (appointment_id) where appointment_id is not null`,
];
