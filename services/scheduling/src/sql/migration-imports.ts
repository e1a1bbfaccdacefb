import { importTables } from "@practicum/service/imports/tables";

/** Files of an old system, the numbers that it gave, and what else was done with a patient since. */
export const IMPORTS: readonly string[] = [
  ...importTables,
  // A number that is taken back stays as a row with its end.
  `create table patient_number (
    system text not null,
    old_number text not null,
    patient_id uuid not null references patient,
    import_id uuid not null references import_run,
    since timestamptz not null,
    ended_at timestamptz
  )`,
  `create unique index patient_number_once on patient_number (system, old_number) where ended_at is null`,
  `create index patient_number_typed on patient_number (lower(old_number)) where ended_at is null`,
  `create index patient_number_patient on patient_number (patient_id)`,
  // Of patients that an import made: whether another service has something about them, so that nobody is taken back from under it.
  `create table patient_use (
    patient_id uuid not null references patient,
    service text not null,
    used_at timestamptz,
    cleared_at timestamptz,
    primary key (patient_id, service)
  )`,
];
