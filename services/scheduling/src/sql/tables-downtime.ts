import type { SheetPart } from "@practicum/contracts/scheduling/downtime";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Generated } from "kysely";

/** What each is for stands in `migration-downtime.ts`. */
export interface DowntimeTables {
  readonly downtime_number: { readonly only_one: Generated<boolean>; readonly next: number };
  readonly downtime_kit: {
    readonly kit_id: string;
    readonly date: LocalDate;
    readonly made_at: Instant;
    readonly made_by: string;
    readonly first_number: number;
    readonly last_number: number;
    readonly used_at: Instant | null;
    readonly used_by: string | null;
  };
  readonly downtime_sheet: {
    readonly number: number;
    readonly kit_id: string;
    readonly appointment_id: string | null;
  };
  readonly downtime_part: {
    readonly entry_id: Generated<number>;
    readonly number: number;
    readonly part: SheetPart;
    readonly state: "entered" | "empty";
    readonly patient_id: string | null;
    readonly happened_at: Instant | null;
    readonly entered_at: Instant;
    readonly entered_by: string;
    readonly because: string | null;
    readonly taken_back_at: Instant | null;
    readonly taken_back_by: string | null;
  };
}
