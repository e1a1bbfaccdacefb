/** Billing 0049: whose a booked visit is. */
export const visitCopyTables: readonly string[] = [
  `create table appointment_copy (
    appointment_id uuid primary key,
    patient_id uuid not null,
    version integer not null
  )`,
  `create index appointment_copy_patient on appointment_copy (patient_id)`,
  // What was booked before this was kept is known where its note came; of the others nothing is known until they change.
  `insert into appointment_copy
    select distinct on (appointment_id) appointment_id, patient_id, 0 from visit where appointment_id is not null`,
];
