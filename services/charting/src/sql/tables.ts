import type { allergy } from "@practicum/contracts/charting/allergies";
import type { encounterDiagnosis, encounterProcedure } from "@practicum/contracts/charting/coding";
import type { encounterStatus } from "@practicum/contracts/charting/encounters";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import type { medicationOrder } from "@practicum/contracts/charting/orders";
import type { Role } from "@practicum/contracts/permission";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import type { z } from "zod";

export type Diagnosis = z.output<typeof encounterDiagnosis>;
export type Procedure = z.output<typeof encounterProcedure>;
export type EncounterStatus = z.output<typeof encounterStatus>;
export type Order = z.output<typeof medicationOrder>;

/** The tables that charting's code builds queries on by name; what each is for stands in `migrations.ts`. */
export interface ChartingTables {
  readonly patient: {
    readonly patient_id: string;
    readonly family: string;
    readonly given: string;
    readonly middle: string | null;
    readonly suffix: string | null;
    readonly birth_date: LocalDate;
    readonly sex: "female" | "male" | "unknown";
    readonly mrn: string;
    readonly version: number;
  };
  readonly staff: {
    readonly staff_id: string;
    readonly display_name: string;
    readonly roles: readonly Role[];
    readonly supervisor_id: string | null;
    readonly active: boolean;
    readonly version: number;
  };
  readonly encounter: {
    readonly encounter_id: string;
    readonly patient_id: string;
    readonly appointment_id: string | null;
    readonly location_id: string | null;
    readonly visit_type_name: string;
    readonly service_date: LocalDate;
    readonly start_time: LocalTime | null;
    readonly provider_id: string;
    readonly provider_name: string | null;
    readonly supervisor_id: string | null;
    readonly status: EncounterStatus;
    readonly diagnoses: readonly Diagnosis[];
    readonly procedures: readonly Procedure[];
    readonly coding_version: number;
    readonly signed_at: Instant | null;
    readonly signed_by: string | null;
    readonly cosigned_at: Instant | null;
    readonly cosigned_by: string | null;
    readonly sealed_content: string | null;
    readonly seal: string | null;
  };
  readonly note_section: {
    readonly encounter_id: string;
    readonly section: NoteSection;
    readonly text: string;
    readonly version: number;
    readonly saved_at: Instant;
    readonly saved_by: string;
  };
  readonly allergy: {
    readonly allergy_id: string;
    readonly patient_id: string;
    readonly substance_code: string | null;
    readonly substance: string;
    readonly reaction: string;
    readonly severity: z.output<typeof allergy>["severity"];
    readonly recorded_at: Instant;
    readonly recorded_by: string;
    readonly status: z.output<typeof allergy>["status"];
  };
}
