/** Text messages that come in, and what numbers said of messages (MSG-125 to MSG-129). */
export const replies: readonly string[] = [
  `create table incoming_text (
    text_key text primary key,
    at timestamptz not null,
    from_number text not null,
    text text not null,
    said text not null,
    outcome text not null,
    patient_id uuid
  )`,
  `create index incoming_text_patient on incoming_text (patient_id) where patient_id is not null`,
  `create table number_choice (
    phone text primary key,
    stopped boolean not null,
    at timestamptz not null
  )`,
  `create table answer_text (
    text_key text primary key references incoming_text,
    phone text not null,
    language text not null check (language in ('en', 'es')),
    text text not null,
    status text not null check (status in ('due', 'sent', 'failed')),
    attempts integer not null,
    not_before timestamptz not null,
    problem text
  )`,
  `create index answer_text_due on answer_text (not_before) where status = 'due'`,
  `create index patient_phone on patient (phone) where phone is not null`,
];
