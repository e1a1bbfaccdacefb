import type { paymentMethod } from "@practicum/contracts/billing/payments";
import type { z } from "zod";
import type { HouseholdCopy } from "../families/domain/household-copy.ts";

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
