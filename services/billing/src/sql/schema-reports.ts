import type { Measure } from "@practicum/contracts/billing/reports";

export interface ReportSchema {
  /** Months whose balances are kept: closed ones, into which nothing is posted any more. */
  balance_month: { month: string };
  /** What was owed at the end of such a month, by account, visit and claim. */
  balance_kept: {
    month: string;
    account: KeptAccount;
    encounter_id: string | null;
    claim_id: string | null;
    patient_id: string | null;
    amount: number;
  };
  report_target: { measure: Measure; value: number | null; version: number };
}

export type KeptAccount = "patient-receivable" | "insurance-receivable" | "collections" | "unapplied";
