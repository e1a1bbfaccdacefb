import type { deskOperations } from "@practicum/contracts/billing/desk";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorMay, type BillingContext } from "../../application/context.ts";
import { patientDueOf } from "../../ledger/sql/account.ts";
import { deskFactOf } from "../domain/desk-fact.ts";
import { coveragesInForce } from "../sql/coverages.ts";
import { selfPayers } from "../sql/eligibility-ahead.ts";
import { latestEligibility } from "../sql/eligibility.ts";

/** What stands beside each visit of a day at the desk (BIL-160), for all patients of the day in one question. */
export async function deskFacts(
  context: BillingContext,
  { day, patientIds }: InputOf<typeof deskOperations.deskFacts>,
): ReplyOf<typeof deskOperations.deskFacts> {
  const { tx } = context;
  const wanted = [...new Set(patientIds)];
  const inForce = await coveragesInForce(
    tx,
    wanted.map((patientId) => ({ patientId, on: day })),
  );
  const firsts = wanted.map((patientId) => inForce(patientId, day)[0] ?? null);
  const ids = firsts.flatMap((coverage) => (coverage ? [coverage.coverageId] : []));
  const answers = await latestEligibility(tx, ids, day);
  const bare = wanted.filter((_, index) => firsts[index] === null);
  const self = await selfPayers(tx, bare, day);
  const due = actorMay(context, "account.read") ? await patientDueOf(tx, wanted) : null;
  return ok(
    wanted.map((patientId, index) => {
      const coverage = firsts[index] ?? null;
      const answer = coverage ? (answers.get(coverage.coverageId) ?? null) : null;
      const told = deskFactOf(day, patientId, coverage, answer);
      return { ...told, selfPay: self.has(patientId), patientDue: due ? (due.get(patientId) ?? 0) : null };
    }),
  );
}
