import type { familyOperations } from "@practicum/contracts/billing/family";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { tellCoverage } from "../../coverage/application/add-coverage.ts";
import { checkCoverage } from "../../coverage/domain/check-coverage.ts";
import { decideOrder } from "../../coverage/domain/coverage-order.ts";
import { inForce } from "../../coverage/domain/in-force.ts";
import { coveragesOf, findCoverage, insertCoverage, setPriority } from "../../coverage/sql/coverages.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { findPatient } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import { copiedCoverage } from "../domain/copied-coverage.ts";

type Op = typeof familyOperations.copyCoverages;

const PLACES = [1, 2, 3] as const;

/** BIL-323: all of them or none; in the order that the rules give, the birthday rule among them (BIL-162). */
export async function copyCoverages(context: BillingContext, input: InputOf<Op>): ReplyOf<Op> {
  const { tx, today } = context;
  const patient = await findPatient(tx, input.patientId);
  if (!patient) return context.notHereYet({ field: "patientId" });
  const holder = await findPatient(tx, input.from);
  if (!holder) return context.notHereYet({ field: "from" });
  await lockPatients(tx, [input.patientId]);
  for (const [index, wish] of input.coverages.entries()) {
    const at = (field: string) => `coverages.${index}.${field}`;
    // Sent again it is there already, and stays as it is.
    if ((await findCoverage(tx, wish.coverageId))?.patientId === input.patientId) continue;
    const of = await findCoverage(tx, wish.of);
    if (of?.patientId !== input.from) return fail("not-found", { field: at("of") });
    const payer = await findPayer(tx, of.payerId);
    if (!payer) return fail("not-found", { field: at("of") });
    const others = await coveragesOf(tx, input.patientId);
    const { coverageId, relationship } = wish;
    const [first, ...later] = PLACES.map((priority) =>
      copiedCoverage(of, holder, { coverageId, relationship, patient, priority }),
    ).map((entry) => ({ entry, checked: checkCoverage(entry, payer, others) }));
    const fits = [first, ...later].find((one) => one?.checked.ok) ?? first;
    if (!fits) return fail("not-found", { field: at("of") });
    if (!fits.checked.ok) return { ok: false, error: { ...fits.checked.error, field: at("of") } };
    if (!(await insertCoverage(tx, { ...fits.entry, source: null })))
      return fail("invalid-input", { field: at("coverageId") });
  }
  await putInOrder(context, input.patientId, today);
  for (const { coverageId } of input.coverages) await tellCoverage(context, coverageId);
  return ok({ added: input.coverages.map((one) => one.coverageId) });
}

/** The places that the rules give, to what is in force now. */
async function putInOrder({ tx }: BillingContext, patientId: string, today: string): Promise<void> {
  const coverages = (await coveragesOf(tx, patientId)).filter((one) => inForce(one, today));
  const { suggested } = decideOrder({ coverages, today, msp: null, kept: null });
  // limit: a patient has three places at most.
  for (const [index, coverageId] of suggested.slice(0, PLACES.length).entries())
    await setPriority(tx, coverageId, index + 1);
}
