/** What stands beside the ledger's entries, and is written by a trigger of theirs alone. */
export interface VisitBalanceSchema {
  visit_balance: {
    readonly patient_id: string;
    readonly account: "patient-receivable" | "insurance-receivable" | "collections";
    /** Null where it is of no visit. */
    readonly encounter_id: string | null;
    readonly amount: number;
  };
}
