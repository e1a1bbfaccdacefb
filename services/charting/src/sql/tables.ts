import type { encounterDiagnosis, encounterProcedure } from "@practicum/contracts/charting/coding";
import type { cosignStepKind, encounterStatus } from "@practicum/contracts/charting/encounters";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import type { alert, medicationOrder, orderStep } from "@practicum/contracts/charting/orders";
import type { Permission, Role } from "@practicum/contracts/permission";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import type { Generated, GeneratedAlways } from "kysely";
import type { visitSummary } from "@practicum/contracts/charting/visit-summaries";
import type { z } from "zod";
import type { CodedBy } from "../domain/others-entries.ts";
import type { AlertBudgetTables } from "./tables-of-alerts.ts";
import type { ContradictionTables } from "./tables-of-contradictions.ts";
import type { DocumentTables } from "./tables-of-documents.ts";
import type { FollowUpTables } from "./tables-of-follow-ups.ts";
import type { HistoryTables } from "./tables-of-histories.ts";
import type { InHouseTables } from "./tables-in-house.ts";
import type { ProcedureTables } from "./tables-of-procedures.ts";
import type { LetterTables } from "./tables-of-letters.ts";
import type { NoteTemplateTables, SectionMarks } from "./tables-of-note-templates.ts";
import type { PrescriptionTables } from "./tables-of-prescriptions.ts";
import type { PrivacyTables } from "./tables-of-privacy.ts";
import type { PrivateNoteTables } from "./tables-of-private-notes.ts";
import type { TelephoneNoteTables } from "./tables-of-telephone-notes.ts";
import type { ReferralTables } from "./tables-of-referrals.ts";
import type { RefillTables } from "./tables-of-refills.ts";
import type { RecallTables } from "./tables-of-recalls.ts";
import type { RestrictionTables } from "./tables-of-restrictions.ts";
import type { TestOrderTables } from "./tables-of-test-orders.ts";
import type { SensitiveTables } from "./tables-of-sensitive.ts";
import type { ListTables, Origin } from "./tables-lists.ts";

export type Diagnosis = z.output<typeof encounterDiagnosis>;
export type Procedure = z.output<typeof encounterProcedure>;
export type EncounterStatus = z.output<typeof encounterStatus>;
export type Order = z.output<typeof medicationOrder>;

/** The tables of charting; what each is for stands in the files of `migrations.ts`. */
export interface ChartingTables
  extends
    ListTables,
    InHouseTables,
    FollowUpTables,
    HistoryTables,
    DocumentTables,
    ProcedureTables,
    ContradictionTables,
    AlertBudgetTables,
    LetterTables,
    NoteTemplateTables,
    ReferralTables,
    TestOrderTables,
    RestrictionTables,
    SensitiveTables,
    PrivateNoteTables,
    TelephoneNoteTables,
    RecallTables,
    PrescriptionTables,
    RefillTables,
    PrivacyTables {
  readonly patient: PatientTable;
  readonly staff: {
    readonly staff_id: string;
    readonly display_name: string;
    readonly roles: readonly Role[];
    readonly granted: readonly Permission[];
    readonly withheld: readonly Permission[];
    readonly supervisor_id: string | null;
    readonly npi: string | null;
    readonly dea: string | null;
    readonly active: boolean;
    readonly version: number;
  };
  readonly visit: { readonly appointment_id: string; readonly version: number };
  readonly encounter: EncounterTable;
  readonly note_section: SectionColumns & SectionMarks & { readonly text: string };
  readonly note_version: SectionColumns & SectionMarks & { readonly text: string };
  readonly coding_version: {
    readonly encounter_id: string;
    readonly version: number;
    readonly diagnoses: readonly Diagnosis[];
    readonly procedures: readonly Procedure[];
    readonly saved_at: Instant;
    readonly saved_by: string;
    readonly saved_by_id: string | null;
  };
  readonly order_signature: {
    readonly order_id: string;
    readonly encounter_id: string;
    readonly signed_at: Instant;
    readonly signed_by: string;
    readonly signed_by_id: string;
  };
  readonly medication_order: OrderTable;
  readonly order_step: {
    readonly step_id: string;
    readonly place: GeneratedAlways<number>;
    readonly order_id: string;
    readonly state: z.output<typeof orderStep>["state"];
    readonly channel: z.output<typeof orderStep>["channel"];
    readonly note: string;
    readonly at: Instant;
    readonly by_name: string;
  };
  readonly alert_answer: {
    readonly order_id: string;
    readonly alert_id: string;
    readonly encounter_id: string;
    readonly reason: string;
    readonly answered_at: Instant;
    readonly answered_by: string;
    /** Null where that was not kept yet. */
    readonly answered_by_id: string | null;
  };
  /** What billing told of a visit's claims: until when it is billed. */
  readonly billed_claim: {
    readonly claim_id: string;
    readonly encounter_id: string;
    readonly settled: boolean;
    readonly told_at: Instant;
  };
  readonly addendum: {
    readonly addendum_id: string;
    readonly encounter_id: string;
    readonly at: Instant;
    readonly by_name: string;
    readonly text: string;
  };
  readonly cosign_step: {
    readonly encounter_id: string;
    readonly place: number;
    readonly step_id: string;
    readonly kind: z.output<typeof cosignStepKind>;
    readonly text: string;
    readonly at: Instant;
    readonly by_name: string;
  };
  readonly visit_summary: {
    readonly summary_id: string;
    readonly encounter_id: string;
    readonly language: z.output<typeof visitSummary>["language"];
    readonly instructions: string;
    readonly text: string;
    readonly at: Instant;
    readonly by_name: string;
  };
  /** The columns of the terminology's table that charting asks by name. */
  readonly terminology_code: {
    readonly system: string;
    readonly code: string;
    readonly attrs: { readonly cpt?: string };
  };
  readonly code_use: {
    readonly staff_id: string;
    readonly system: string;
    readonly code: string;
    readonly times: number;
  };
}

interface PatientTable {
  readonly patient_id: string;
  readonly family: string;
  readonly given: string;
  readonly middle: string | null;
  readonly suffix: string | null;
  readonly birth_date: LocalDate;
  readonly sex: "female" | "male" | "unknown";
  readonly mrn: string;
  readonly deceased: Generated<boolean>;
  readonly version: number;
}

interface EncounterTable extends Origin {
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
  readonly status: Generated<EncounterStatus>;
  readonly diagnoses: Generated<readonly Diagnosis[]>;
  readonly procedures: Generated<readonly Procedure[]>;
  readonly coding_version: Generated<number>;
  readonly coded_by: Generated<CodedBy>;
  readonly signed_at: Instant | null;
  readonly signed_by: string | null;
  readonly cosigned_at: Instant | null;
  readonly cosigned_by: string | null;
  readonly sealed_content: string | null;
  readonly seal: string | null;
}

interface SectionColumns {
  readonly encounter_id: string;
  readonly section: NoteSection;
  readonly version: number;
  readonly saved_at: Instant;
  readonly saved_by: string;
  readonly saved_by_id: string | null;
}

interface OrderTable {
  readonly order_id: string;
  readonly encounter_id: string;
  readonly patient_id: string;
  readonly rxnorm: string | null;
  readonly name: string;
  readonly directions: string;
  readonly quantity: number;
  readonly quantity_unit: string;
  readonly days_supply: number;
  readonly refills: number;
  readonly substitution: boolean;
  /** Of the time it was written; once signed, of the signature. */
  readonly alerts: readonly z.output<typeof alert>[];
  readonly override_reason: string | null;
  readonly status: Generated<Order["status"]>;
  readonly ordered_at: Instant;
  readonly ordered_by: string;
  readonly ordered_by_id: string | null;
}
