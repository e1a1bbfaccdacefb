/** Billing 0027: families as scheduling tells them, and payments for several of their members. */
export const familyTables: readonly string[] = [
  `create table household_copy (household_id uuid primary key, version int not null, content jsonb not null)`,
  // Who is in which, so that a patient's family is found without reading all of them.
  `create table household_of (
    household_id uuid not null references household_copy,
    patient_id uuid not null,
    primary key (patient_id, household_id)
  )`,
  `create index household_of_household on household_of (household_id)`,
  `create table family_payment (
    family_payment_id uuid primary key,
    household_id uuid not null,
    amount bigint not null check (amount > 0),
    method text not null,
    reference text,
    taken_at timestamptz not null,
    taken_by text not null
  )`,
  `create table family_payment_part (
    payment_id uuid primary key references payment,
    family_payment_id uuid not null references family_payment
  )`,
  `create index family_payment_part_of on family_payment_part (family_payment_id)`,
];
