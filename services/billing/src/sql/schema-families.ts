import type { paymentMethod } from "@practicum/contracts/billing/payments";
import type { householdChanged } from "@practicum/contracts/scheduling/households";
import type { z } from "zod";

/** A family as scheduling tells it: who belongs to it now, and who pays. */
export type HouseholdCopy = z.output<typeof householdChanged.payload>;

/** Families, and payments for several of their members. */
export interface FamilySchema {
  household_copy: { household_id: string; version: number; content: HouseholdCopy };
  household_of: { household_id: string; patient_id: string };
  family_payment: {
    family_payment_id: string;
    household_id: string;
    amount: number;
    method: z.output<typeof paymentMethod>;
    reference: string | null;
    taken_at: string;
    taken_by: string;
  };
  family_payment_part: { payment_id: string; family_payment_id: string };
}
