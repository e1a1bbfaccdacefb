import type { coordinationOperations } from "@practicum/contracts/billing/coordination";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { findPatient } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import { decideOrder } from "../domain/coverage-order.ts";
import { inForce } from "../domain/in-force.ts";
import { coordinationOf, saveKeptOrder, saveMsp } from "../sql/coordination.ts";
import { coveragesOf } from "../sql/coverages.ts";

/** The order on record beside the one that the rules give (BIL-162). */
export async function coverageOrder(
  { tx, today }: BillingContext,
  { patientId, day }: InputOf<typeof coordinationOperations.coverageOrder>,
): ReplyOf<typeof coordinationOperations.coverageOrder> {
  const all = await coveragesOf(tx, patientId);
  const { msp, kept } = await coordinationOf(tx, patientId);
  return ok(decideOrder({ coverages: all.filter((one) => inForce(one, day)), today, msp, kept }));
}

/** BIL-163: the answers of today replace those from before. */
export async function answerMsp(
  context: BillingContext,
  { patientId, answers }: InputOf<typeof coordinationOperations.answerMsp>,
): ReplyOf<typeof coordinationOperations.answerMsp> {
  const { tx, today } = context;
  if (!(await findPatient(tx, patientId))) return context.notHereYet({ field: "patientId" });
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
