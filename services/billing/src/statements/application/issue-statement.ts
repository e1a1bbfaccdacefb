import { statementIssued, type statementOperations } from "@practicum/contracts/billing/statements";
import { fail } from "@practicum/contracts/error";
import { json } from "@practicum/db/json";
import { addDays } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import { addressLines, insurancePending, statementLines } from "../domain/statement.ts";
import { entriesOf } from "../../ledger/sql/account.ts";
import { findPatient } from "../../sql/copies.ts";
import { lockPatients, nextNumber } from "../../sql/counters.ts";
import { statementOf } from "../sql/statements.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "../../application/operation-types.ts";

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
  const visits = await tx
    .selectFrom("visit")
    .select(["encounter_id", "service_date"])
    .where("patient_id", "=", input.patientId)
    .execute();
  const dates = new Map(visits.map((visit) => [visit.encounter_id, visit.service_date]));
  const charges = await tx
    .selectFrom("charge as c")
    .innerJoin("visit as v", "v.encounter_id", "c.encounter_id")
    .select(["c.charge_id", "c.label"])
    .where("v.patient_id", "=", input.patientId)
    .execute();
  const services = new Map(charges.map((charge) => [charge.charge_id, charge.label]));
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
  await tx
    .insertInto("statement")
    .values({
      ...row,
      patient_name: json(row.patient_name),
      address_lines: json(row.address_lines),
      lines: json(row.lines),
    })
    .execute();
  context.emit(statementIssued, {
    statementId: input.statementId,
    patientId: input.patientId,
    balance,
    dueDate: row.due_date,
  });
  return ok(statementOf(row));
}
