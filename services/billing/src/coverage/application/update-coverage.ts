import type { coverageOperations } from "@practicum/contracts/billing/coverage";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { checkCoverage, memberIdOf } from "../domain/check-coverage.ts";
import { lockPatients } from "../../sql/counters.ts";
import { changeCoverage, coveragesOf } from "../sql/coverages.ts";
import { findPayer } from "../sql/payers.ts";
import { tellCoverage } from "./add-coverage.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

/** BIL-5 to BIL-7; claims that are out keep what they said (BIL-22). */
export async function updateCoverage(
  context: BillingContext,
  typed: InputOf<typeof coverageOperations.updateCoverage>,
): ReplyOf<typeof coverageOperations.updateCoverage> {
  const { tx } = context;
  const payer = await findPayer(tx, typed.payerId);
  if (!payer) return fail("not-found", { field: "payerId" });
  const input = { ...typed, memberId: memberIdOf(typed.memberId, payer) };
  await lockPatients(tx, [input.patientId]);
  const all = await coveragesOf(tx, input.patientId);
  const before = all.find((one) => one.coverageId === input.coverageId);
  if (!before) return fail("not-found");
  if (before.version !== input.version) return fail("stale-version");
  const checked = checkCoverage({ ...input, priority: before.priority }, payer, all);
  if (!checked.ok) return checked;
  const version = await changeCoverage(tx, input.coverageId, input);
  await tellCoverage(context, input.coverageId);
  return ok({ version });
}
