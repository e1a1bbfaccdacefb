import {
  resultAbnormal,
  resultSettled,
  serviceGiven,
  serviceStruck,
  type givenLine,
  type inHouseOperations,
  type InHouseOrder,
  type ResultValue,
} from "@practicum/contracts/charting/in-house";
import { fail, type DomainError } from "@practicum/contracts/error";
import { assert, must } from "@practicum/kernel/assert";
import { ageInMonths } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import {
  abnormalWords,
  decideGivenDose,
  decideLot,
  decideResult,
  decideSite,
  itemOf,
  unitsOfDose,
} from "../domain/in-house.ts";
import { encounterById } from "../sql/encounters.ts";
import { insertOutcome, insertResults, lockInHouse, outcomeThere, seeOutcome, strikeOutcome } from "../sql/in-house.ts";
import { bornAndSexOf } from "../sql/preventive-care.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { toldValues } from "./sensitive-parts.ts";
import { announceOrder, newStops } from "./in-house-orders.ts";
import { safetyFactsOf } from "./safety-facts.ts";

const NOTHING = {
  reason: "",
  lot: "",
  expires_on: null,
  site: "",
  ndc: null,
  taken_thousandths: null,
  taken_unit: null,
  control_lot: "",
  typed: "",
  result: [],
  abnormal: false,
} as const;
type Outcome = Parameters<typeof insertOutcome>[1];

/** The result of a test that was done here (CHT-161, CHT-163). */
export async function recordTestResult(
  context: ChartingContext,
  input: InputOf<typeof inHouseOperations.recordTestResult>,
): ReplyOf<typeof inHouseOperations.recordTestResult> {
  const order = await lockInHouse(context.tx, input.orderId, input.patientId);
  if (order?.kind !== "test") return fail("not-found", { field: "orderId" });
  const who = await bornAndSexOf(context.tx, input.patientId);
  if (!who) return context.notHereYet({ field: "patientId" });
  const lot = decideLot(input.expiresOn, context.today);
  if (!lot.ok) return lot;
  const test = itemOf(order.item);
  assert(test?.kind === "test", "an order's item is of its kind");
  const tested = { ageMonths: ageInMonths(who.born, context.today), sex: who.sex };
  const read = decideResult(test, input.values, tested, input.controlValid);
  if (!read.ok) return read;
  const values = read.value;
  const outcome: Outcome = {
    ...NOTHING,
    outcome_id: input.outcomeId,
    order_id: order.orderId,
    kind: "done",
    lot: input.lot,
    expires_on: input.expiresOn,
    control_lot: input.controlLot,
    typed: values.map((one) => `${one.key}=${one.value}`).join("; "),
    result: values,
    abnormal: abnormalWords(values).length > 0,
  };
  const wrote = await keep(context, order, outcome);
  if (!wrote.ok) return wrote;
  if (wrote.value === "same") return ok({ values });
  await insertResults(context.tx, order.patientId, outcome, context.now, () => context.ids.next());
  await tellGiven(context, order, outcome, [
    { code: test.code, label: test.label, units: 1, modifiers: [...test.modifiers], drug: null },
  ]);
  await tellAbnormal(context, order, input.outcomeId, values);
  return ok({ values });
}

/** An injection that was given as it was ordered (CHT-161, CHT-162). */
export async function recordInjection(
  context: ChartingContext,
  input: InputOf<typeof inHouseOperations.recordInjection>,
): ReplyOf<typeof inHouseOperations.recordInjection> {
  const order = await lockInHouse(context.tx, input.orderId, input.patientId);
  if (order?.kind !== "injection") return fail("not-found", { field: "orderId" });
  const ordered = must(order.dose);
  for (const decided of [
    decideLot(input.expiresOn, context.today),
    decideGivenDose(ordered, input.dose),
    decideSite(ordered.route, input.site),
  ])
    if (!decided.ok) return decided;
  if (input.taken !== null && input.ndc === null)
    return fail("invalid-input", {
      field: "ndc",
      fields: [{ field: "ndc", message: "Enter the NDC of the package, too." }],
    });
  const outcome: Outcome = {
    ...NOTHING,
    outcome_id: input.outcomeId,
    order_id: order.orderId,
    kind: "done",
    lot: input.lot,
    expires_on: input.expiresOn,
    site: input.site,
    ndc: input.ndc,
    taken_thousandths: input.taken?.quantityThousandths ?? null,
    taken_unit: input.taken?.unit ?? null,
  };
  if (order.state === "ordered" && newStops(await safetyFactsOf(context, order.patientId), order).length > 0)
    return fail("alert-needs-reason", { field: "orderId" });
  const wrote = await keep(context, order, outcome);
  if (!wrote.ok) return wrote;
  if (wrote.value === "same") return ok({});
  const item = itemOf(order.item);
  assert(item?.kind === "injection", "an order's item is of its kind");
  const { ndc, taken } = input;
  await tellGiven(context, order, outcome, [
    {
      code: item.code,
      label: `${item.label}, ${ordered.amount} ${ordered.unit}`,
      units: unitsOfDose(item, ordered.amount),
      modifiers: [],
      drug: ndc !== null && taken !== null ? { ndc, ...taken } : null,
    },
  ]);
  return ok({});
}

/** Refused by the patient, or not carried out, with the reason (CHT-160). */
export async function recordNotDone(
  context: ChartingContext,
  input: InputOf<typeof inHouseOperations.recordNotDone>,
): ReplyOf<typeof inHouseOperations.recordNotDone> {
  const order = await lockInHouse(context.tx, input.orderId, input.patientId);
  if (!order) return fail("not-found", { field: "orderId" });
  const { outcomeId, orderId, kind, reason } = input;
  const wrote = await keep(context, order, { ...NOTHING, outcome_id: outcomeId, order_id: orderId, kind, reason });
  return wrote.ok ? ok({}) : wrote;
}

/** What was recorded is an error: it stays visible, its charge goes, and the order waits again (CHT-165). */
export async function strikeInHouse(
  context: ChartingContext,
  input: InputOf<typeof inHouseOperations.strikeInHouse>,
): ReplyOf<typeof inHouseOperations.strikeInHouse> {
  const order = await lockInHouse(context.tx, input.orderId, input.patientId);
  if (!order) return fail("not-found", { field: "orderId" });
  const { outcomeId, patientId, reason } = input;
  const by = actorName(context);
  if (!(await strikeOutcome(context.tx, input, { at: context.now, by })))
    return fail("not-found", { field: "outcomeId" });
  if (order.outcome?.kind === "done")
    context.emit(serviceStruck, { givenId: outcomeId, patientId, reason, by, at: context.now });
  if (order.outcome && abnormalWords(order.outcome.values).length > 0 && order.outcome.seen === null)
    context.emit(resultSettled, { outcomeId, patientId, by });
  await announceOrder(context, order);
  emitChartChanged(context, patientId, "results");
  return ok({});
}

/** The provider has seen what is abnormal (CHT-166); said again, the first word stays. */
export async function seeInHouseResult(
  context: ChartingContext,
  input: InputOf<typeof inHouseOperations.seeInHouseResult>,
): ReplyOf<typeof inHouseOperations.seeInHouseResult> {
  const by = actorName(context);
  const seen = await seeOutcome(context.tx, input, { at: context.now, by });
  if (seen === undefined) return fail("not-found", { field: "outcomeId" });
  if (seen === "seen") {
    context.emit(resultSettled, { ...input, by });
    emitChartChanged(context, input.patientId, "results");
  }
  return ok({});
}

/** The signature covers what stood in the note: its abnormal results were seen with it (CHT-166). */
export async function seeWithSignature(context: ChartingContext, orders: readonly InHouseOrder[]): Promise<void> {
  for (const { patientId, outcome } of orders) {
    if (!outcome || outcome.seen !== null || abnormalWords(outcome.values).length === 0) continue;
    const { outcomeId } = outcome;
    const by = actorName(context);
    // One after the other, each in the note's own transaction.
    // oxlint-disable-next-line no-await-in-loop
    if ((await seeOutcome(context.tx, { outcomeId, patientId }, { at: context.now, by })) === "seen")
      context.emit(resultSettled, { outcomeId, patientId, by });
  }
}

/** Keeps an outcome once: what stands of an order is one, until it is struck. */
async function keep(
  context: ChartingContext,
  order: InHouseOrder,
  outcome: Outcome,
): Promise<Result<"written" | "same", DomainError>> {
  const by = actorName(context);
  const there = await outcomeThere(context.tx, outcome, by);
  if (there === "same") return ok("same");
  if (there === "other") return fail("already-recorded", { field: "outcomeId" });
  if (order.state !== "ordered") return fail("order-carried-out", { detail: { status: order.state } });
  await insertOutcome(context.tx, outcome, { at: context.now, by });
  await announceOrder(context, order);
  emitChartChanged(context, order.patientId, "results");
  return ok("written");
}

async function tellGiven(
  context: ChartingContext,
  order: InHouseOrder,
  { outcome_id: givenId }: Outcome,
  lines: z.input<typeof givenLine>[],
): Promise<void> {
  const encounter = must(await encounterById(context.tx, order.encounterId));
  context.emit(serviceGiven, {
    givenId,
    kind: order.kind,
    what: order.label,
    patientId: order.patientId,
    encounterId: order.encounterId,
    locationId: encounter.locationId,
    serviceDate: encounter.serviceDate,
    providerId: encounter.providerId,
    diagnosis: order.diagnosis,
    lines,
    administration: order.kind === "injection" ? "injection" : null,
    givenBy: actorName(context),
    givenAt: context.now,
  });
}

async function tellAbnormal(
  context: ChartingContext,
  { orderId, patientId, orderedById }: InHouseOrder,
  outcomeId: string,
  results: readonly ResultValue[],
): Promise<void> {
  const found = abnormalWords(results);
  if (found.length === 0) return;
  const values = await toldValues(context, orderId, found);
  const critical = results.some((one) => one.critical);
  context.emit(resultAbnormal, {
    outcomeId,
    patientId,
    providerId: orderedById,
    values,
    critical,
    by: actorName(context),
  });
}
