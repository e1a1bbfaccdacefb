import type { adjustmentKind, adjustmentOperations } from "@practicum/contracts/billing/adjustments";
import type { Generated } from "kysely";
import type { z } from "zod";

/** What a person does to an account by hand. */
export interface AdjustmentSchema {
  account_adjustment: {
    adjustment_id: string;
    sequence: Generated<number>;
    kind: z.output<typeof adjustmentKind>;
    patient_id: string;
    encounter_id: string | null;
    claim_id: string | null;
    payment_id: string | null;
    amount: number;
    reason: string | null;
    method: string | null;
    reference: string | null;
    because: string;
    made_by: string;
    made_at: string;
    undone_at: Generated<string | null>;
    undone_because: Generated<string | null>;
  };
}

type Input<O extends "writeOffBalance" | "refundPayment" | "refundPayer"> = z.input<
  (typeof adjustmentOperations)[O]["input"]
>;

/** What is done to an account once a second person has allowed it: as it was asked for. */
export type AdjustmentPayload =
  | { readonly kind: "balance-write-off"; readonly input: Input<"writeOffBalance"> }
  | { readonly kind: "refund"; readonly input: Input<"refundPayment"> }
  | { readonly kind: "payer-refund"; readonly input: Input<"refundPayer"> };
