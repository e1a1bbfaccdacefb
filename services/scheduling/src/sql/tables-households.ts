import type { BillsTo, HouseholdRelation } from "@practicum/contracts/scheduling/household-relations";
import type { Guarantor } from "@practicum/contracts/scheduling/households";
import type { Address } from "@practicum/contracts/schema";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Generated } from "kysely";

/** What each is for stands in `migration-households.ts`. */
export interface HouseholdTables {
  readonly household: {
    readonly household_id: string;
    readonly address: Address | null;
    readonly guarantor_patient_id: string | null;
    readonly guarantor_named_id: string | null;
    readonly guarantor_person: Guarantor["person"];
    readonly version: Generated<number>;
    /** The version that people made last; those since are of merges, which follow by themselves (SCH-202). */
    readonly people_version: Generated<number>;
  };
  readonly household_member: {
    readonly household_id: string;
    readonly patient_id: string;
    readonly first_patient_id: string;
    readonly relation: HouseholdRelation;
    readonly bills_to: BillsTo;
    readonly shares_address: boolean;
    readonly joined_on: LocalDate;
    readonly left_on: LocalDate | null;
  };
  readonly household_move: {
    readonly move_id: string;
    readonly household_id: string;
    readonly version: number;
    readonly moved_at: Instant;
    readonly address_before: Address | null;
    readonly before: readonly MovedPerson[];
    readonly undone_at: Instant | null;
  };
  readonly visit_group: {
    readonly group_id: string;
    readonly kind: "family" | "before";
    readonly lead_minutes: number | null;
    readonly first_appointment_id: string | null;
    readonly made_at: Instant;
  };
}

/** Who moved: the address from before, and the version that the move made of the record. */
export interface MovedPerson {
  readonly patientId: string;
  readonly address: Address | null;
  readonly version: number;
}
