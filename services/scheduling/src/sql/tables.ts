import type { AskedBackTables } from "./tables-asked-back.ts";
import type { BookingLinkTables } from "./tables-booking-links.ts";
import type { ChartRestrictionTables } from "./tables-chart-restrictions.ts";
import type { AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import type { Demographics, OtherPhone } from "@practicum/contracts/scheduling/patients";
import type { Resource } from "@practicum/contracts/scheduling/resources";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import type { Generated } from "kysely";
import type { DeathTables } from "./tables-deaths.ts";
import type { AboutPatient } from "@practicum/contracts/scheduling/about-patient";
import type { Death } from "@practicum/contracts/scheduling/deaths";
import type { DowntimeTables } from "./tables-downtime.ts";
import type { SchedulingImportTables } from "./tables-imports.ts";
import type { KioskTables } from "./tables-kiosk.ts";
import type { MergeTables } from "./tables-merges.ts";
import type { HouseholdTables } from "./tables-households.ts";
import type { PharmacyTables } from "./tables-pharmacies.ts";
import type { SeriesColumns, SeriesTables } from "./tables-series.ts";

/** The tables of scheduling; what each is for stands in `migrations.ts`. */
export interface SchedulingTables
  extends
    AskedBackTables,
    BookingLinkTables,
    DeathTables,
    DowntimeTables,
    KioskTables,
    SchedulingImportTables,
    HouseholdTables,
    MergeTables,
    SeriesTables,
    PharmacyTables,
    ChartRestrictionTables {
  readonly wait_entry: {
    readonly entry_id: string;
    readonly patient_id: string;
    readonly visit_type_id: string;
    readonly provider_resource_id: string | null;
    readonly location_id: string | null;
    readonly day_part: "any" | "morning" | "afternoon";
    readonly from_date: LocalDate;
    readonly until_date: LocalDate;
    /** 0 is urgent, 1 soon, 2 routine. */
    readonly priority: number;
    readonly note: string;
    readonly appointment_id: string | null;
    readonly state: "waiting" | "booked" | "removed";
    readonly because: string | null;
    readonly state_since: Instant;
    readonly added_at: Instant;
    readonly added_by: string;
    readonly version: Generated<number>;
  };
  readonly freed_slot: {
    readonly freed_id: Generated<number>;
    readonly appointment_id: string;
    readonly provider_resource_id: string;
    readonly staff_id: string;
    readonly location_id: string;
    readonly date: LocalDate;
    readonly start_time: LocalTime;
    readonly minutes: number;
    readonly starts_at: Instant;
    readonly ends_at: Instant;
    readonly freed_at: Instant;
    readonly because: "cancelled" | "moved";
  };
  readonly slot_offer: {
    readonly offer_id: string;
    readonly entry_id: string;
    readonly provider_resource_id: string;
    readonly staff_id: string;
    readonly date: LocalDate;
    readonly start_time: LocalTime;
    readonly minutes: number;
    readonly starts_at: Instant;
    readonly ends_at: Instant;
    readonly state: "open" | "accepted" | "declined" | "lost" | "expired" | "withdrawn";
    readonly offered_at: Instant;
    readonly offered_by: string;
    readonly expires_at: Instant;
    readonly answered_at: Instant | null;
    readonly because: string | null;
    readonly appointment_id: string | null;
  };
  readonly patient: PatientTable;
  readonly patient_word: {
    readonly word: string;
    readonly rank: number;
    readonly name_key: string;
    readonly patient_id: string;
  };
  readonly name_word: { readonly word: string };
  readonly name_slip: { readonly slip: string; readonly word: string };
  readonly patient_pcp: {
    readonly patient_id: string;
    readonly coverage_id: string;
    readonly priority: number;
    readonly pcp_npi: string | null;
  };
  readonly staff: {
    readonly staff_id: string;
    readonly display_name: string;
    readonly npi: string | null;
    readonly active: boolean;
    readonly version: number;
  };
  readonly location: {
    readonly location_id: string;
    readonly name: string;
    readonly active: boolean;
    readonly version: number;
  };
  readonly resource: {
    readonly resource_id: string;
    readonly kind: Resource["kind"];
    readonly name: string;
    readonly staff_id: string | null;
    readonly location_id: string;
    readonly room_kind: string | null;
    readonly active: boolean;
    readonly version: number;
  };
  readonly visit_type: {
    readonly visit_type_id: string;
    readonly name: string;
    readonly minutes: number;
    readonly new_patient: boolean;
    readonly equipment_resource_id: string | null;
    readonly provider_minutes: readonly { readonly staffId: string; readonly minutes: number }[];
    readonly room_kind: string | null;
    readonly preparation: string;
    readonly preparation_es: string;
    readonly active: boolean;
    readonly version: number;
  };
  readonly template: {
    readonly resource_id: string;
    readonly from_date: LocalDate;
    readonly hours: readonly WeekHours[];
  };
  readonly hours_exception: {
    readonly resource_id: string;
    readonly date: LocalDate;
    readonly hours: readonly WeekHours[];
    readonly reason: string;
  };
  readonly closure: {
    readonly closure_id: string;
    readonly location_id: string | null;
    readonly resource_id: string | null;
    readonly date: LocalDate;
    /** Its last day. */
    readonly until: LocalDate;
    readonly start_time: LocalTime | null;
    readonly end_time: LocalTime | null;
    readonly reason: string;
    readonly weekdays: readonly number[] | null;
    readonly kept_for: readonly string[];
    readonly released_hours: number | null;
  };
  readonly hold: {
    readonly hold_id: string;
    readonly holder: string;
    readonly resource_id: string;
    readonly staff_id: string;
    readonly starts_at: Instant;
    readonly ends_at: Instant;
    readonly expires_at: Instant;
  };
  readonly appointment: AppointmentTable;
}

/** One stretch of a weekly template. 1 is Monday (ISO 8601). */
export interface WeekHours {
  readonly weekday: number;
  readonly start: LocalTime;
  readonly end: LocalTime;
}

interface PatientTable {
  readonly patient_id: string;
  readonly mrn: Generated<number>;
  readonly family: string;
  readonly given: string;
  readonly middle: string | null;
  readonly suffix: string | null;
  readonly birth_date: LocalDate;
  readonly sex: Demographics["sex"];
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: Demographics["address"];
  readonly language: string;
  readonly guarantor: Demographics["guarantor"];
  readonly emergency_contact: Demographics["emergencyContact"];
  readonly name_key: string;
  readonly source_system: string | null;
  readonly source_value: string | null;
  readonly active: boolean;
  readonly version: number;
  readonly registered_at: Instant;
  readonly merged_into: Generated<string | null>;
  readonly swept_version: Generated<number>;
  /** What stands of `patient_death`, beside what else the banner and lists ask for. */
  readonly death: Generated<Death | null>;
  readonly other_phones: Generated<readonly OtherPhone[]>;
  /** What those are found by. */
  readonly other_numbers: Generated<readonly string[]>;
  /** In the shape of when it was saved: what was not asked then is not in it. */
  readonly about: Generated<Partial<AboutPatient> | null>;
}

interface AppointmentTable extends SeriesColumns {
  readonly appointment_id: string;
  readonly patient_id: string;
  readonly provider_resource_id: string;
  /** Whose time it is, in whichever column. */
  readonly provider_staff_id: string;
  readonly planned_room_id: string | null;
  readonly planned_equipment_id: string | null;
  readonly room_id: string | null;
  readonly location_id: string;
  readonly visit_type_id: string;
  readonly date: LocalDate;
  readonly start_time: LocalTime;
  readonly minutes: number;
  readonly starts_at: Instant;
  readonly ends_at: Instant;
  readonly reason: string;
  readonly status: AppointmentStatus;
  readonly overbook_reason: string | null;
  readonly over_another: boolean;
  readonly cancel_reason: string | null;
  readonly status_since: Instant;
  readonly arrived_at: Instant | null;
  readonly confirmed_at: Instant | null;
  readonly encounter_id: string | null;
  /** The visits that belong together with it. */
  readonly group_id: string | null;
  readonly check_in: object | null;
  readonly version: number;
}
