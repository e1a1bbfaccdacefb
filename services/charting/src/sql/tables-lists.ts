import type { allergy } from "@practicum/contracts/charting/allergies";
import type { immunization, VaccineFunding, VaccineRoute } from "@practicum/contracts/charting/immunizations";
import type { medication } from "@practicum/contracts/charting/medications";
import type { preventiveAnswer } from "@practicum/contracts/charting/preventive-care";
import type { problem } from "@practicum/contracts/charting/problems";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Generated } from "kysely";
import type { z } from "zod";

/** Where an entry was taken over from; null for what was written here. */
export interface Origin {
  readonly source_system: string | null;
  readonly source_id: string | null;
  readonly taken_over_by: string | null;
}

/** The tables of the chart's lists. */
export interface ListTables {
  readonly chart: {
    readonly patient_id: string;
    readonly no_known_allergies: Generated<boolean>;
    readonly allergies_asked_at: Instant | null;
    readonly allergies_asked_by: string | null;
    readonly medications_reviewed_at: Instant | null;
    readonly medications_reviewed_by: string | null;
  };
  readonly allergy: Recorded &
    Ended & {
      readonly allergy_id: string;
      readonly substance_code: string | null;
      readonly substance: string;
      readonly reaction: string;
      readonly severity: z.output<typeof allergy>["severity"];
      readonly status: Generated<z.output<typeof allergy>["status"]>;
      readonly end_reason: string | null;
    };
  readonly medication: Recorded &
    Ended & {
      readonly medication_id: string;
      readonly rxnorm: string | null;
      readonly name: string;
      readonly directions: string;
      readonly started_on: LocalDate | null;
      readonly stopped_on: LocalDate | null;
      readonly status: Generated<z.output<typeof medication>["status"]>;
      readonly order_id: string | null;
      readonly end_reason: string | null;
    };
  readonly problem: Recorded &
    Ended & {
      readonly problem_id: string;
      readonly code: string | null;
      readonly code_system: string | null;
      readonly label: string;
      readonly onset_on: LocalDate | null;
      readonly resolved_on: LocalDate | null;
      readonly status: Generated<z.output<typeof problem>["status"]>;
    };
  readonly immunization: Recorded & {
    readonly immunization_id: string;
    readonly cvx: string;
    readonly name: string;
    readonly given_on: LocalDate;
    readonly lot: string | null;
    readonly site: string | null;
    readonly status: z.output<typeof immunization>["status"];
    readonly here: Generated<boolean>;
    readonly expires_on: LocalDate | null;
    readonly manufacturer: string | null;
    readonly route: VaccineRoute | null;
    readonly dose_hundredths_ml: number | null;
    readonly funding: VaccineFunding | null;
    readonly vis_edition_on: LocalDate | null;
    readonly vis_given_on: LocalDate | null;
    readonly note: string | null;
    readonly struck_at: Instant | null;
    readonly struck_by: string | null;
    readonly strike_reason: string | null;
  };
  readonly vaccine_product: {
    readonly ndc: string;
    readonly cvx: string;
    readonly kept_at: Instant;
    readonly kept_by: string;
  };
  readonly observation: Origin & {
    readonly observation_id: string;
    readonly patient_id: string;
    readonly loinc: string | null;
    readonly name: string;
    readonly value: string;
    readonly unit: string | null;
    readonly at: Instant;
    readonly reference: string | null;
    readonly flag: "high" | "low" | "abnormal" | null;
    /** Of a test that was done here. */
    readonly outcome_id: string | null;
    /** Of a test that was ordered elsewhere. */
    readonly test_step_id: string | null;
    /** It was entered in error: it is no result. */
    readonly struck_at: Instant | null;
  };
  readonly past_procedure: Origin & {
    readonly procedure_id: string;
    readonly patient_id: string;
    readonly code: string | null;
    readonly code_system: string | null;
    readonly label: string;
    readonly performed_on: LocalDate | null;
  };
  readonly vitals: VitalsTable;
  readonly preventive_answer: {
    readonly answer_id: string;
    readonly patient_id: string;
    readonly rule: string;
    readonly kind: z.output<typeof preventiveAnswer>["kind"];
    readonly way: string | null;
    readonly answered_on: LocalDate;
    readonly note: string;
    readonly recorded_at: Instant;
    readonly recorded_by: string;
    readonly withdrawn_at: Instant | null;
    readonly withdrawn_by: string | null;
  };
}

interface Recorded extends Origin {
  readonly patient_id: string;
  readonly recorded_at: Instant;
  readonly recorded_by: string;
}

interface Ended {
  readonly ended_at: Instant | null;
  readonly ended_by: string | null;
}

interface VitalsTable extends Origin {
  readonly vitals_id: string;
  readonly patient_id: string;
  readonly encounter_id: string | null;
  readonly taken_at: Instant;
  readonly taken_by: string;
  readonly systolic: number | null;
  readonly diastolic: number | null;
  readonly pulse: number | null;
  readonly respiration: number | null;
  readonly temperature_hundredths_c: number | null;
  readonly oxygen_saturation: number | null;
  readonly weight_grams: number | null;
  readonly height_mm: number | null;
  readonly head_mm: number | null;
  readonly pain: number | null;
  readonly entered_in_error: Generated<boolean>;
  readonly struck_at: Instant | null;
  readonly struck_by: string | null;
  readonly strike_reason: string | null;
  readonly told_to: string | null;
  readonly told_by: string | null;
  readonly told_at: Instant | null;
}
