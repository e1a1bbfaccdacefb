import {
  refillChanged,
  refillVisit,
  type refillOperations,
  type RefillState,
  type RefillStep,
} from "@practicum/contracts/charting/refills";
import { fail, type DomainError } from "@practicum/contracts/error";
import { addMinutes } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { decideRefillStep, refillFails, isRenewable, refillStateOf } from "../domain/refills.ts";
import {
  addRefillStep,
  insertRefill,
  isRefillAsked,
  lastPrescription,
  lockListedMedication,
  lockRefill,
  refillSteps,
  sameRefill,
  sameRefillStep,
  type RefillRow,
} from "../sql/refills.ts";
import { hasDied } from "../sql/people.ts";
import { standingOf } from "../sql/restrictions.ts";
import { actorMay, actorName, type ChartingContext } from "./charting-context.ts";
import { pharmacyPortOf } from "./pharmacy-port.ts";
import { factsOfRefill, fillsOf, saidOfRefill } from "./refill-view.ts";
import { askerId } from "./sensitive-parts.ts";

type Operations = typeof refillOperations;

/** The provider can take an answer back until it goes to the pharmacy by the connection (CHT-424). */
const ANSWER_AFTER_MINUTES = 2;

/** Somebody asked by telephone, fax or at the desk (CHT-418). */
export async function requestRefill(
  context: ChartingContext,
  { requestId, patientId, medicationId, askedBy, note }: InputOf<Operations["requestRefill"]>,
): ReplyOf<Operations["requestRefill"]> {
  const { tx, now } = context;
  const medication = await lockListedMedication(tx, medicationId, patientId);
  if (!medication || medication.status === "entered-in-error") return fail("not-found", { field: "medicationId" });
  const by = actorName(context);
  const request = {
    request_id: requestId,
    patient_id: patientId,
    medication_id: medicationId,
    order_id: await lastPrescription(tx, patientId, medication),
    asked_by: askedBy,
    pharmacy_id: null,
    pharmacy: null,
    note,
  };
  const there = await sameRefill(tx, request, by);
  if (there === "other") return fail("already-recorded", { field: "requestId" });
  if (there === "same") return ok({ state: await stateNow(context, requestId) });
  if (await hasDied(tx, patientId)) return fail("patient-deceased", { field: "patientId" });
  if (await isRefillAsked(tx, medicationId)) return fail("refill-asked", { field: "medicationId" });
  const wrote = await insertRefill(tx, request, { at: now, by });
  if (wrote === "other") return fail("already-recorded", { field: "requestId" });
  context.emit(refillChanged, { requestId, patientId, state: "waiting" });
  return ok({ state: "waiting" });
}

export async function decideRefill(
  context: ChartingContext,
  input: InputOf<Operations["decideRefill"]>,
): ReplyOf<Operations["decideRefill"]> {
  return say(context, input, () => ok(input.step));
}

/** Several that the protocol passes, each as it was last prescribed: one that fails, and none is approved (CHT-422). */
export async function approveRefills(
  context: ChartingContext,
  { requests }: InputOf<Operations["approveRefills"]>,
): ReplyOf<Operations["approveRefills"]> {
  // In the order of their ids, so that two who approve the same do not wait for each other.
  for (const one of requests.toSorted((a, b) => (a.requestId < b.requestId ? -1 : 1))) {
    const said = await say(context, one, ({ facts, order }) => {
      if (!order || refillFails(facts).length > 0) return fail("refill-outside-protocol", { field: "requests" });
      return ok({ kind: "approved", fills: fillsOf(order) });
    });
    if (!said.ok) return said;
  }
  return ok({ approved: requests.length });
}

/** That who asked has the answer, or that the last word does not count (CHT-423). */
export async function recordRefillStep(
  context: ChartingContext,
  input: InputOf<Operations["recordRefillStep"]>,
): ReplyOf<Operations["recordRefillStep"]> {
  return say(context, input, () => ok(input.step));
}

interface OfRequest {
  readonly requestId: string;
  readonly patientId: string;
  readonly stepId: string;
}

/** One step more of a request; the same step again adds nothing. */
async function say(
  context: ChartingContext,
  { requestId, patientId, stepId }: OfRequest,
  stepOf: (of: Awaited<ReturnType<typeof factsOfRefill>>) => Result<RefillStep, DomainError>,
): Promise<Result<{ state: RefillState }, DomainError>> {
  const { tx } = context;
  const row = await lockRefill(tx, requestId, patientId);
  if (!row) return fail("not-found", { field: "requestId" });
  const of = await factsOfRefill(context, row);
  const step = stepOf(of);
  if (!step.ok) return step;
  const there = await sameRefillStep(tx, { stepId, requestId, step: step.value }, actorName(context));
  if (there === "other") return fail("already-recorded", { field: "stepId" });
  const before = saidOfRefill((await refillSteps(tx, [requestId])).get(requestId) ?? []);
  if (there === "same") return ok({ state: refillStateOf(before) });
  if (step.value.kind === "approved" && (await hasDied(tx, patientId))) return fail("patient-deceased");
  const decided = decideRefillStep(before, step.value, {
    isRenewable: isRenewable(of.facts),
    isByNetwork: row.pharmacy_id !== null && pharmacyPortOf(context) !== null,
    mayDecide: actorMay(context, "order.write"),
  });
  if (!decided.ok) return decided;
  const state = refillStateOf([...before, { stepId, step: step.value }]);
  const written = { at: context.now, by: actorName(context) };
  await addRefillStep(tx, { stepId, requestId, step: step.value, message: null }, state, written);
  await follow(context, row, stepId, step.value, before);
  context.emit(refillChanged, { requestId, patientId, state });
  return ok({ state });
}

/** What others do by it: the desk books the visit, the pharmacy that asked by the connection gets its answer. */
async function follow(
  context: ChartingContext,
  row: RefillRow,
  stepId: string,
  step: RefillStep,
  before: ReturnType<typeof saidOfRefill>,
): Promise<void> {
  const { request_id: requestId, patient_id: patientId } = row;
  const undone = step.kind === "taken-back" ? before.find((one) => one.stepId === step.stepId) : undefined;
  if (step.kind === "visit") await tellVisit(context, row, stepId, true);
  if (undone?.step.kind === "visit") await tellVisit(context, row, undone.stepId, false);
  if (row.pharmacy_id === null || pharmacyPortOf(context) === null) return;
  if (undone) return context.cancelTimer("refill-answer", requestId);
  await context.schedule("refill-answer", requestId, addMinutes(context.now, ANSWER_AFTER_MINUTES), {
    requestId,
    patientId,
  });
}

/** The desk is many people: of a restricted chart the one who decided is told (CHT-190). */
async function tellVisit(context: ChartingContext, row: RefillRow, key: string, isWanted: boolean): Promise<void> {
  const isRestricted = (await standingOf(context.tx, [row.patient_id])).length > 0;
  context.emit(refillVisit, {
    key,
    requestId: row.request_id,
    patientId: row.patient_id,
    isWanted,
    ownerId: isRestricted ? askerId(context) : null,
    by: actorName(context),
  });
}

async function stateNow({ tx }: ChartingContext, requestId: string): Promise<RefillState> {
  return refillStateOf(saidOfRefill((await refillSteps(tx, [requestId])).get(requestId) ?? []));
}
