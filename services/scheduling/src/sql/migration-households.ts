/** Families (SCH-142 to SCH-148), and visits that belong together (SCH-149 to SCH-156). */
export const HOUSEHOLDS: readonly string[] = [
  `create table household (
    household_id uuid primary key,
    address jsonb,
    guarantor_patient_id uuid references patient,
    guarantor_person jsonb,
    version integer not null default 1,
    check (guarantor_patient_id is null or guarantor_person is null)
  )`,
  `create index household_guarantor on household (guarantor_patient_id) where guarantor_patient_id is not null`,
  `create table household_member (
    household_id uuid not null references household,
    patient_id uuid not null references patient,
    relation text not null check (relation in ('parent', 'child', 'spouse', 'guardian', 'other')),
    bills_to text not null check (bills_to in ('guarantor-while-minor', 'guarantor', 'self')),
    shares_address boolean not null,
    joined_on date not null,
    left_on date,
    primary key (household_id, patient_id, joined_on),
    check (left_on is null or left_on >= joined_on)
  )`,
  `create index household_member_patient on household_member (patient_id)`,
  `create unique index household_member_once on household_member (household_id, patient_id) where left_on is null`,
  // A bill has one payer: whoever belongs to two families is paid for in one of them.
  `create unique index household_paid_once on household_member (patient_id) where left_on is null and bills_to <> 'self'`,
  // What was there before a family moved, so that the move can be taken back.
  `create table household_move (
    move_id uuid primary key,
    household_id uuid not null references household,
    version integer not null,
    moved_at timestamptz not null,
    address_before jsonb,
    before jsonb not null,
    undone_at timestamptz
  )`,
  `create table visit_group (
    group_id uuid primary key,
    kind text not null check (kind in ('family', 'before')),
    lead_minutes integer check (lead_minutes >= 0),
    -- Of a visit before another: which of the two it is.
    first_appointment_id uuid,
    made_at timestamptz not null,
    check ((kind = 'before') = (lead_minutes is not null and first_appointment_id is not null))
  )`,
  `alter table appointment add column group_id uuid references visit_group`,
  `create index appointment_group on appointment (group_id) where group_id is not null`,
];
