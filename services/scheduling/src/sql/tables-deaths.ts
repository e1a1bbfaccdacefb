import type { DeathSource } from "@practicum/contracts/scheduling/deaths";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";

/** SCH-275 to SCH-281: that somebody has died, as it was said, and who took it back. */
export const DEATHS: readonly string[] = [
  `create table patient_death (
    death_id uuid primary key,
    patient_id uuid not null references patient,
    death_date date,
    source text not null check (source in ('family', 'hospital', 'obituary', 'other')),
    said_by text not null,
    physician_id uuid,
    recorded_at timestamptz not null,
    recorded_by text not null,
    taken_back_at timestamptz,
    taken_back_by text,
    taken_back_because text,
    check ((taken_back_at is null) = (taken_back_by is null)),
    check ((taken_back_at is null) = (taken_back_because is null))
  )`,
  `create index patient_death_patient on patient_death (patient_id, recorded_at desc)`,
  `alter table patient add column death jsonb`,
];

export interface DeathTables {
  readonly patient_death: {
    readonly death_id: string;
    readonly patient_id: string;
    readonly death_date: LocalDate | null;
    readonly source: DeathSource;
    readonly said_by: string;
    readonly physician_id: string | null;
    readonly recorded_at: Instant;
    readonly recorded_by: string;
    readonly taken_back_at: Instant | null;
    readonly taken_back_by: string | null;
    readonly taken_back_because: string | null;
  };
}
