import type { statementOperations } from "@practicum/contracts/billing/statements";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { patientsDue } from "../../ledger/sql/account.ts";
import { patientsById } from "../../sql/copies.ts";
import { findStatement, lastStatementDays, newestStatements, statementOf } from "../sql/statements.ts";
import type { BillingContext } from "../../application/context.ts";
import { UNKNOWN_NAME } from "../../charges/application/list-charges.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

const STATEMENTS_MAX = 200;

/** One patient's statements; or the newest of all, and everybody who owes something. */
export async function listStatements(
  context: BillingContext,
  input: InputOf<typeof statementOperations.listStatements>,
): ReplyOf<typeof statementOperations.listStatements> {
  const statements = (await newestStatements(context.tx, input.patientId, STATEMENTS_MAX)).map(statementOf);
  return ok({ statements, due: input.patientId === null ? await everybodyDue(context) : [] });
}

async function everybodyDue({ tx }: BillingContext) {
  const due = await patientsDue(tx);
  const ids = due.map((one) => one.patientId);
  const patients = await patientsById(tx, ids);
  const last = await lastStatementDays(tx, ids);
  return due.map((one) => ({
    patientId: one.patientId,
    patientName: patients.get(one.patientId)?.name ?? UNKNOWN_NAME,
    patientDue: one.due,
    lastStatementOn: last.get(one.patientId) ?? null,
  }));
}

export async function getStatement(
  { tx }: BillingContext,
  input: InputOf<typeof statementOperations.getStatement>,
): ReplyOf<typeof statementOperations.getStatement> {
  const row = await findStatement(tx, input.statementId);
  return row ? ok(statementOf(row)) : fail("not-found");
}
