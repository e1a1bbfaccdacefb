import type { statement } from "@practicum/contracts/billing/statements";
import type { Selectable } from "kysely";
import type { z } from "zod";
import type { BillingSchema } from "../../sql/schema.ts";

export const STATEMENT_COLUMNS = [
  "statement_id",
  "number",
  "patient_id",
  "patient_name",
  "address_lines",
  "date",
  "due_date",
  "lines",
  "balance",
  "insurance_pending",
] as const;

export function statementOf(row: Selectable<BillingSchema["statement"]>): z.input<typeof statement> {
  return {
    statementId: row.statement_id,
    number: row.number,
    patientId: row.patient_id,
    patientName: row.patient_name,
    addressLines: row.address_lines,
    date: row.date,
    dueDate: row.due_date,
    lines: row.lines,
    balance: row.balance,
    insurancePending: row.insurance_pending,
  };
}
