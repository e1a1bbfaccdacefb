import { coverageChanged, type Coverage, type coverageOperations } from "@practicum/contracts/billing/coverage";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { checkCoverage, memberIdOf } from "../domain/check-coverage.ts";
import { findPatient } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import { coveragesOf, findCoverage, insertCoverage } from "../sql/coverages.ts";
import { findPayer } from "../sql/payers.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

/** BIL-5 to BIL-7. */
export async function addCoverage(
  context: BillingContext,
  typed: InputOf<typeof coverageOperations.addCoverage>,
): ReplyOf<typeof coverageOperations.addCoverage> {
  const { tx } = context;
  if (!(await findPatient(tx, typed.patientId))) return context.notHereYet({ field: "patientId" });
  const payer = await findPayer(tx, typed.payerId);
  if (!payer) return fail("not-found", { field: "payerId" });
  const input = { ...typed, memberId: memberIdOf(typed.memberId, payer) };
  await lockPatients(tx, [input.patientId]);
  const checked = checkCoverage(input, payer, await coveragesOf(tx, input.patientId));
  if (!checked.ok) return checked;
  if (!(await insertCoverage(tx, { ...input, source: null }))) return fail("invalid-input", { field: "coverageId" });
  await tellCoverage(context, input.coverageId);
  return ok({ version: 1 });
}

/** Tells the others what a coverage is now. */
export async function tellCoverage(context: BillingContext, coverageId: string): Promise<void> {
  const saved = await findCoverage(context.tx, coverageId);
  if (saved) context.emit(coverageChanged, changed(saved));
}

function changed(coverage: Coverage) {
  const { patientId, coverageId, priority, payerName, payerKind, pcpNpi, copay } = coverage;
  return { patientId, coverageId, priority, payerName, payerKind, pcpNpi, copay };
}
