import type { statementOperations } from "@practicum/contracts/billing/statements";
import { describeError } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { lockPatients } from "../../sql/counters.ts";
import { findStatement } from "../sql/statements.ts";
import { issuePaper } from "./issue-statement.ts";

/** BIL-112: everybody's paper at once; whom none can be made for is left, with the reason, and stops nobody else. */
export async function issueStatements(
  context: BillingContext,
  input: InputOf<typeof statementOperations.issueStatements>,
): ReplyOf<typeof statementOperations.issueStatements> {
  const issued: string[] = [];
  const left: { patientId: string; because: string }[] = [];
  // In one order, so that two batches wait, and never for each other.
  await lockPatients(
    context.tx,
    input.statements.map((one) => one.patientId),
  );
  const seen = new Set<string>();
  for (const one of input.statements) {
    context.auditPatient(one.patientId);
    if (seen.has(one.patientId)) continue;
    seen.add(one.patientId);
    // Asked for again under its id it is the one that was made.
    const made = (await findStatement(context.tx, one.statementId))
      ? null
      : await issuePaper(context, one, input.byCycle);
    if (made === null || made.ok) issued.push(one.statementId);
    else left.push({ patientId: one.patientId, because: describeError(made.error) });
  }
  return ok({ issued, left });
}
