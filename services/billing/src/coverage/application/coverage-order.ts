import type { coordinationOperations } from "@practicum/contracts/billing/coordination";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { findPatient } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import { decideOrder, secondaryReasonOf } from "../domain/coverage-order.ts";
import { tellCoverage } from "./add-coverage.ts";
import { inForce } from "../domain/in-force.ts";
import { accidentOn, coordinationOf, saveKeptOrder, saveMsp } from "../sql/coordination.ts";
import { changeCoverage, coveragesOf } from "../sql/coverages.ts";

/** The order on record beside the one that the rules give (BIL-162). */
export async function coverageOrder(
  { tx, today }: BillingContext,
  { patientId, day }: InputOf<typeof coordinationOperations.coverageOrder>,
): ReplyOf<typeof coordinationOperations.coverageOrder> {
  const all = await coveragesOf(tx, patientId);
  const { msp, kept } = await coordinationOf(tx, patientId);
  const accident = (await accidentOn(tx, patientId, day)) ? true : null;
  return ok(decideOrder({ coverages: all.filter((one) => inForce(one, day)), today, msp, kept, accident }));
}

/** BIL-163: the answers of today replace those from before, and say why Medicare is not first where it is not. */
export async function answerMsp(
  context: BillingContext,
  { patientId, answers }: InputOf<typeof coordinationOperations.answerMsp>,
): ReplyOf<typeof coordinationOperations.answerMsp> {
  const { tx, today } = context;
  const patient = await findPatient(tx, patientId);
  if (!patient) return context.notHereYet({ field: "patientId" });
  await lockPatients(tx, [patientId]);
  const coverages = (await coveragesOf(tx, patientId)).filter((one) => inForce(one, today));
  const reason = secondaryReasonOf(answers, { coverages, birthDate: patient.birthDate, today });
  for (const one of coverages) {
    if (one.payerKind !== "medicare" || reason === null || one.secondaryReason === reason) continue;
    await changeCoverage(tx, one.coverageId, { ...one, secondaryReason: reason });
    await tellCoverage(context, one.coverageId);
  }
  await saveMsp(tx, patientId, { answers, by: actorName(context.actor), on: today });
  return ok({});
}

/** BIL-162: the order stays as somebody says, for as long as the coverages are the same. */
export async function keepCoverageOrder(
  context: BillingContext,
  { patientId, coverageIds, reason }: InputOf<typeof coordinationOperations.keepCoverageOrder>,
): ReplyOf<typeof coordinationOperations.keepCoverageOrder> {
  const { tx, today } = context;
  await lockPatients(tx, [patientId]);
  const known = new Set((await coveragesOf(tx, patientId)).map((one) => one.coverageId));
  if (!coverageIds.every((one) => known.has(one))) return fail("not-found", { field: "coverageIds" });
  await saveKeptOrder(tx, patientId, { coverageIds, reason, by: actorName(context.actor), on: today });
  return ok({});
}
