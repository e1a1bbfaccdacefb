/** What the desk adds to a patient's coverages: estimates for who pays alone, and what was said about their order. */
export const frontDeskTables: readonly string[] = [
  `create table estimate (
    estimate_id uuid primary key,
    number text not null unique,
    patient_id uuid not null,
    appointment_id uuid,
    issued_on date not null,
    asked jsonb not null,
    content jsonb not null
  )`,
  `create index estimate_patient on estimate (patient_id, issued_on)`,
  `create table coordination (
    patient_id uuid primary key,
    msp jsonb,
    kept jsonb
  )`,
];
