import type { Measure } from "@practicum/contracts/billing/reports";

export interface ReportSchema {
  /** What is owed now; the database keeps it with each posting, and nobody else writes it. */
  balance_now: {
    account: "patient-receivable" | "insurance-receivable" | "collections" | "unapplied";
    encounter_id: string | null;
    claim_id: string | null;
    patient_id: string | null;
    amount: number;
  };
  report_target: { measure: Measure; value: number | null; version: number };
}
