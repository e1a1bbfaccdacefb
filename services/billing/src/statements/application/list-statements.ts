import type { statementOperations } from "@practicum/contracts/billing/statements";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { sql } from "kysely";
import { patientsDue } from "../../ledger/sql/account.ts";
import { patientsById } from "../../sql/copies.ts";
import { STATEMENT_COLUMNS, statementOf } from "../sql/statements.ts";
import type { BillingContext } from "../../application/context.ts";
import { UNKNOWN_NAME } from "../../charges/application/list-charges.ts";
import type { InputOf, ReplyOf } from "../../application/operation-types.ts";

const STATEMENTS_MAX = 200;

/** One patient's statements; or the newest of all, and everybody who owes something. */
export async function listStatements(
  context: BillingContext,
  input: InputOf<typeof statementOperations.listStatements>,
): ReplyOf<typeof statementOperations.listStatements> {
  let query = context.tx
    .selectFrom("statement")
    .select(STATEMENT_COLUMNS)
    .orderBy("date", "desc")
    .orderBy("number", "desc")
    .limit(STATEMENTS_MAX);
  if (input.patientId !== null) query = query.where("patient_id", "=", input.patientId);
  const statements = (await query.execute()).map(statementOf);
  return ok({ statements, due: input.patientId === null ? await everybodyDue(context) : [] });
}

async function everybodyDue({ tx }: BillingContext) {
  const due = await patientsDue(tx);
  const ids = due.map((one) => one.patientId);
  const patients = await patientsById(tx, ids);
  const last = new Map(
    ids.length === 0
      ? []
      : (
          await tx
            .selectFrom("statement")
            .where("patient_id", "in", ids)
            .groupBy("patient_id")
            .select(["patient_id", sql<string>`max(date)`.as("date")])
            .execute()
        ).map((row): [string, string] => [row.patient_id, row.date]),
  );
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
  const row = await tx
    .selectFrom("statement")
    .select(STATEMENT_COLUMNS)
    .where("statement_id", "=", input.statementId)
    .executeTakeFirst();
  return row ? ok(statementOf(row)) : fail("not-found");
}
