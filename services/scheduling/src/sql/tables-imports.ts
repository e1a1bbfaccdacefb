import type { ImportTables } from "@practicum/service/imports/tables";
import type { Instant } from "@practicum/kernel/instant";

/** What is taken over from an old system; `migration-imports.ts` says what each is for. */
export interface SchedulingImportTables extends ImportTables {
  readonly patient_number: {
    readonly system: string;
    readonly old_number: string;
    readonly patient_id: string;
    readonly import_id: string;
    readonly since: Instant;
    readonly ended_at: Instant | null;
  };
  readonly patient_use: {
    readonly patient_id: string;
    readonly service: string;
    readonly used_at: Instant | null;
    readonly cleared_at: Instant | null;
  };
}
