import type { GlassReason, RestrictionClass, RestrictionShuts } from "@practicum/contracts/charting/restrictions";
import type { Role } from "@practicum/contracts/permission";
import type { Instant } from "@practicum/kernel/instant";

/** CHT-190 to CHT-195: who may open a chart that is restricted, who opened one all the same, and what was said of that. */
export const RESTRICTIONS: readonly string[] = [
  `create table chart_restriction (
    restriction_id uuid primary key,
    patient_id uuid not null,
    class text not null check (class in ('staff-as-patient', 'vip', 'patient-request')),
    shuts text not null check (shuts in ('others', 'named')),
    staff_ids text[] not null,
    roles text[] not null,
    reason text not null,
    at timestamptz not null,
    by_name text not null,
    ended_at timestamptz,
    ended_by text,
    end_reason text,
    check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (end_reason is null))
  )`,
  // Each request about a patient asks by this one: it holds the few charts that are restricted, and no other.
  `create unique index chart_restriction_stands on chart_restriction (patient_id, class) where ended_at is null`,
  `create table restricted_chart (patient_id uuid primary key, version integer not null)`,
  `create table glass_entry (
    entry_id uuid primary key,
    patient_id uuid not null,
    staff_id text not null,
    by_name text not null,
    reason text not null check (reason in ('emergency', 'treating-now', 'covering', 'other')),
    words text not null,
    at timestamptz not null,
    until timestamptz not null,
    reviewed_at timestamptz,
    reviewed_by text,
    outcome text check (outcome in ('appropriate', 'not-appropriate')),
    review_words text,
    check ((reviewed_at is null) = (outcome is null))
  )`,
  `create index glass_entry_patient on glass_entry (patient_id, at desc, entry_id desc)`,
  `create index glass_entry_open on glass_entry (at, entry_id) where reviewed_at is null`,
  `create index glass_entry_reviewed on glass_entry (at desc, entry_id desc) where reviewed_at is not null`,
];

export interface RestrictionTables {
  readonly chart_restriction: {
    readonly restriction_id: string;
    readonly patient_id: string;
    readonly class: RestrictionClass;
    readonly shuts: RestrictionShuts;
    readonly staff_ids: readonly string[];
    readonly roles: readonly Role[];
    readonly reason: string;
    readonly at: Instant;
    readonly by_name: string;
    readonly ended_at: Instant | null;
    readonly ended_by: string | null;
    readonly end_reason: string | null;
  };
  /** Counts what was told of a chart's restrictions. */
  readonly restricted_chart: { readonly patient_id: string; readonly version: number };
  readonly glass_entry: {
    readonly entry_id: string;
    readonly patient_id: string;
    readonly staff_id: string;
    readonly by_name: string;
    readonly reason: GlassReason;
    readonly words: string;
    readonly at: Instant;
    readonly until: Instant;
    readonly reviewed_at: Instant | null;
    readonly reviewed_by: string | null;
    readonly outcome: "appropriate" | "not-appropriate" | null;
    readonly review_words: string | null;
    /** Of the sensitive parts of a chart that was not restricted. */
    readonly parts_only: boolean;
  };
}
