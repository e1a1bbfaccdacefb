import type { AskedBackOutcome } from "@practicum/contracts/scheduling/asked-back";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";

/** SCH-327 to SCH-331. Whether somebody still waits is read from the visits, so that a cancelled one brings the patient back. */
export const ASKED_BACK: readonly string[] = [
  `create table asked_back (
    appointment_id uuid primary key references appointment,
    patient_id uuid not null references patient,
    visit_date date not null,
    due date not null,
    visit_type_id uuid not null,
    staff_id uuid not null,
    asked_at timestamptz not null
  )`,
  `create index asked_back_due on asked_back (due, appointment_id)`,
  `create index asked_back_patient on asked_back (patient_id)`,
  `create table asked_back_attempt (
    attempt_id uuid primary key,
    appointment_id uuid not null references asked_back,
    outcome text not null check (outcome in ('no-answer', 'left-message', 'will-call', 'declined', 'elsewhere')),
    words text not null,
    at timestamptz not null,
    by text not null,
    taken_back_at timestamptz,
    taken_back_by text
  )`,
  `create index asked_back_attempt_of on asked_back_attempt (appointment_id, at)`,
];

export interface AskedBackTables {
  readonly asked_back: {
    readonly appointment_id: string;
    readonly patient_id: string;
    readonly visit_date: LocalDate;
    readonly due: LocalDate;
    readonly visit_type_id: string;
    readonly staff_id: string;
    readonly asked_at: Instant;
  };
  readonly asked_back_attempt: {
    readonly attempt_id: string;
    readonly appointment_id: string;
    readonly outcome: AskedBackOutcome;
    readonly words: string;
    readonly at: Instant;
    readonly by: string;
    readonly taken_back_at: Instant | null;
    readonly taken_back_by: string | null;
  };
}
