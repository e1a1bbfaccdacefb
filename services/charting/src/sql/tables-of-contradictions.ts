import type { contradictionSeverity } from "@practicum/contracts/charting/contradictions";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { z } from "zod";

/** CHT-231: why a contradiction stands, for these facts. CHT-244: what each note was signed with. */
export const CONTRADICTIONS: readonly string[] = [
  `create table contradiction_answer (
    answer_id uuid primary key,
    patient_id uuid not null,
    key text not null,
    basis text not null,
    reason text not null,
    given_at timestamptz not null,
    given_by text not null,
    withdrawn_at timestamptz,
    withdrawn_by text
  )`,
  `create index contradiction_answer_patient on contradiction_answer (patient_id, given_at desc)`,
  `create table note_contradictions (
    encounter_id uuid primary key references encounter,
    patient_id uuid not null,
    provider_id uuid not null,
    service_date date not null,
    open_count integer not null,
    answered_count integer not null,
    found jsonb not null
  )`,
  `create index note_contradictions_provider on note_contradictions (provider_id, service_date desc, encounter_id desc)`,
  `create trigger keep_added before update or delete on note_contradictions for each row execute function keep_added()`,
];

/** A contradiction as a note was signed with it. */
export interface SignedContradiction {
  readonly key: string;
  readonly severity: z.output<typeof contradictionSeverity>;
  readonly title: string;
  /** The reason that was given; null where there was none. */
  readonly reason: string | null;
}

export interface ContradictionTables {
  readonly contradiction_answer: {
    readonly answer_id: string;
    readonly patient_id: string;
    readonly key: string;
    readonly basis: string;
    readonly reason: string;
    readonly given_at: Instant;
    readonly given_by: string;
    readonly withdrawn_at: Instant | null;
    readonly withdrawn_by: string | null;
  };
  readonly note_contradictions: {
    readonly encounter_id: string;
    readonly patient_id: string;
    readonly provider_id: string;
    readonly service_date: LocalDate;
    readonly open_count: number;
    readonly answered_count: number;
    readonly found: readonly SignedContradiction[];
  };
}
