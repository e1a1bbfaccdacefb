import type { statementOperations } from "@practicum/contracts/billing/statements";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { claimWords } from "../../claims/domain/claim-search.ts";
import { patientsById } from "../../sql/copies.ts";
import { findStatement, statementOf, statementPage, statementTotals } from "../sql/statements.ts";
import { runsOfStatements } from "../sql/statement-runs.ts";
import type { BillingContext } from "../../application/context.ts";
import { UNKNOWN_NAME } from "../../charges/application/list-charges.ts";
import { askedAccounts, stateOf } from "./accounts.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

/** One patient's statements, or everybody's; with the first page of these, who owes something (BIL-173). */
export async function listStatements(
  context: BillingContext,
  input: InputOf<typeof statementOperations.listStatements>,
): ReplyOf<typeof statementOperations.listStatements> {
  const { patientId, limit, before } = input;
  const wanted = { patientId, words: claimWords(input.text) };
  const { rows, next } = await statementPage(context.tx, { ...wanted, limit, before });
  const runs = await runsOfStatements(
    context.tx,
    rows.map((row) => row.statement_id),
  );
  return ok({
    statements: rows.map((row) => statementOf(row, runs.get(row.statement_id) ?? null)),
    next,
    all: before === null ? await statementTotals(context.tx, wanted) : null,
    due: patientId === null && before === null ? await everybodyDue(context) : [],
  });
}

/** Who owes something, the most first, with the paper that is next, or why there is none (BIL-263). */
async function everybodyDue(context: BillingContext) {
  const { accounts } = await askedAccounts(context, null);
  const patients = await patientsById(
    context.tx,
    accounts.map((one) => one.patientId),
  );
  return accounts
    .map((one) => ({
      patientId: one.patientId,
      patientName: patients.get(one.patientId)?.name ?? UNKNOWN_NAME,
      patientDue: one.visits.reduce((sum, visit) => sum + visit.due, 0),
      lastStatementOn: one.lastOn,
      state: stateOf(one.decided),
    }))
    .filter((one) => one.patientDue > 0)
    .toSorted((a, b) => b.patientDue - a.patientDue || (a.patientId < b.patientId ? -1 : 1));
}

export async function getStatement(
  { tx }: BillingContext,
  input: InputOf<typeof statementOperations.getStatement>,
): ReplyOf<typeof statementOperations.getStatement> {
  const row = await findStatement(tx, input.statementId);
  if (!row) return fail("not-found");
  return ok(statementOf(row, (await runsOfStatements(tx, [row.statement_id])).get(row.statement_id) ?? null));
}
