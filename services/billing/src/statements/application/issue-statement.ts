import { statementIssued, type statementOperations } from "@practicum/contracts/billing/statements";
import { fail } from "@practicum/contracts/error";
import { addDays } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import { addressLines, insurancePending, statementLines } from "../domain/statement.ts";
import { entriesOf } from "../../ledger/sql/account.ts";
import { findPatient } from "../../sql/copies.ts";
import { lockPatients, nextNumber } from "../../sql/counters.ts";
import { serviceLabels, visitsOf } from "../../charges/sql/visits.ts";
import { insertStatement, statementOf } from "../sql/statements.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

const DAYS_TO_PAY = 30;

/** BIL-45: a statement asks only for what payers have left to the patient, and shows how each visit came to it. */
export async function issueStatement(
  context: BillingContext,
  input: InputOf<typeof statementOperations.issueStatement>,
): ReplyOf<typeof statementOperations.issueStatement> {
  const { tx, today } = context;
  const patient = await findPatient(tx, input.patientId);
  if (!patient) return context.notHereYet({ field: "patientId" });
  await lockPatients(tx, [input.patientId]);
  const visits = await visitsOf(tx, input.patientId);
  const dates = new Map(visits.map((visit) => [visit.encounter_id, visit.service_date]));
  const services = await serviceLabels(tx, input.patientId);
  const entries = await entriesOf(tx, input.patientId);
  const lines = statementLines(entries, dates, services);
  const balance = lines.reduce((sum, line) => sum + line.amount, 0);
  if (balance <= 0) return fail("nothing-due");
  const row = {
    statement_id: input.statementId,
    number: `S${String(await nextNumber(tx, "statement")).padStart(6, "0")}`,
    patient_id: input.patientId,
    patient_name: patient.name,
    address_lines: addressLines(patient),
    date: today,
    due_date: addDays(today, DAYS_TO_PAY),
    lines,
    balance,
    insurance_pending: insurancePending(entries),
  };
  await insertStatement(tx, row);
  context.emit(statementIssued, {
    statementId: input.statementId,
    patientId: input.patientId,
    balance,
    dueDate: row.due_date,
  });
  return ok(statementOf(row));
}
