import type { toldRestriction } from "@practicum/contracts/charting/restrictions";
import type { Instant } from "@practicum/kernel/instant";
import type { z } from "zod";

type Told = z.output<typeof toldRestriction>;

/** SCH-219: who may open a restricted chart, as charting told; charts that nobody restricts have no row, or one without any. */
export const CHART_RESTRICTIONS: readonly string[] = [
  `create table chart_restriction (
    patient_id uuid primary key,
    version integer not null,
    restrictions jsonb not null
  )`,
  `create table chart_opened (
    entry_id uuid primary key,
    patient_id uuid not null,
    staff_id uuid not null,
    until timestamptz not null
  )`,
  `create index chart_opened_patient on chart_opened (patient_id)`,
];

export interface ChartRestrictionTables {
  readonly chart_restriction: {
    readonly patient_id: string;
    readonly version: number;
    readonly restrictions: readonly Told[];
  };
  readonly chart_opened: {
    readonly entry_id: string;
    readonly patient_id: string;
    readonly staff_id: string;
    readonly until: Instant;
  };
}
