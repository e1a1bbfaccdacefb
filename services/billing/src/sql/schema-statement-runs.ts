import type { LeftBecause, StatementRun, StatementRunRow } from "@practicum/contracts/billing/statement-runs";

export type RunEvent = "started" | "made" | "printed" | "mail-house" | "printed-again" | "mail-house-again";

/** Runs of statements. */
export interface StatementRunSchema {
  statement_run: {
    run_id: string;
    started_at: string;
    started_by: string;
    state: StatementRun["state"];
    planned: number;
    planned_total: number;
    made: number;
    made_total: number;
    left_out: number;
    sent_on: string | null;
    version: number;
  };
  /** Everybody who owed something when it began. */
  statement_run_member: {
    member_id: string;
    run_id: string;
    place: number;
    patient_id: string;
    state: StatementRunRow["state"];
    amount: number;
    because: LeftBecause | null;
    said: string | null;
    statement_id: string | null;
  };
  statement_run_event: { run_id: string; place: number; at: string; by_name: string; what: RunEvent };
}
