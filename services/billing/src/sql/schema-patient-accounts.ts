import type { DunningPolicy, holdKind } from "@practicum/contracts/billing/dunning";
import type { planEvery } from "@practicum/contracts/billing/plans";
import type { statement, visitSum } from "@practicum/contracts/billing/statements";
import type { z } from "zod";

export type StatementVisit = z.input<typeof visitSum>;
export type StatementPlan = NonNullable<z.input<typeof statement>["plan"]>;

/** What patients are asked for, and how they pay it in parts. */
export interface PatientAccountSchema {
  dunning_policy: { one_row: boolean; content: DunningPolicy; version: number };
  /** What a paper asked for of each visit, by step; what was on record with its final notice, too. */
  statement_visit: {
    statement_id: string;
    encounter_id: string;
    step: "statement" | "reminder" | "final-notice";
    amount: number;
    asked: boolean;
  };
  account_hold: {
    hold_id: string;
    patient_id: string;
    kind: z.output<typeof holdKind>;
    because: string;
    made_at: string;
    made_by: string;
    lifted_at: string | null;
    lifted_by: string | null;
    lifted_because: string | null;
  };
  payment_plan: {
    plan_id: string;
    patient_id: string;
    agreed_on: string;
    agreed_at: string;
    agreed_by: string;
    note: string;
    every: z.output<typeof planEvery>;
    installments: { dueDate: string; amount: number }[];
    /** The visits that it covers. */
    encounter_ids: string[];
    /** The last transaction of the ledger before it; what payments do after it counts. */
    after_sequence: number;
    over: "broken" | "ended" | "replaced" | null;
    /** The last transaction that counts, once it is over. */
    until_sequence: number | null;
    over_at: string | null;
    over_by: string | null;
    over_because: string | null;
  };
}
