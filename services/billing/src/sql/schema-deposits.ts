import type { eobDraft } from "@practicum/contracts/billing/deposits";
import type { Generated } from "kysely";
import type { z } from "zod";

/** What the bank shows of payers' money. */
export interface DepositSchema {
  deposit: {
    deposit_id: string;
    number: string;
    kind: "eft" | "check" | "lockbox";
    deposited_on: string;
    amount: number;
    reference: string | null;
    entered_by: string;
    entered_at: string;
    voided_because: string | null;
  };
  deposit_check: {
    check_id: string;
    sequence: Generated<number>;
    deposit_id: string;
    payer_id: string | null;
    patient_id: string | null;
    /** The check's number, or the EFT's trace. */
    number: string;
    amount: number;
    state: "waits" | "era" | "paper" | "capitation" | "patient" | "voided";
    remittance_id: string | null;
    month: string | null;
    draft: z.output<typeof eobDraft> | null;
    version: Generated<number>;
    reposted: Generated<number>;
  };
}
