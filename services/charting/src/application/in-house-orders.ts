import { noteChanged } from "@practicum/contracts/charting/notes";
import type { inHouseOperations, InHouseOrder } from "@practicum/contracts/charting/in-house";
import { fail } from "@practicum/contracts/error";
import { addDays } from "@practicum/kernel/local-date";
import { ok, type Ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { IN_HOUSE, type InHouseItem } from "@practicum/terminology/data/in-house";
import { procedureSystem } from "../domain/coding.ts";
import { decideInHouseOrder, itemForScreens, itemOf } from "../domain/in-house.ts";
import { alertsOf, answerStops, unanswered, type OrderAlert, type SafetyFacts } from "../domain/medication-safety.ts";
import { knownCodes } from "../sql/codes.ts";
import { encounterById, type EncounterRow } from "../sql/encounters.ts";
import {
  inHouseOfEncounter,
  inHouseOfPatient as ofPatient,
  inHouseWaiting,
  insertInHouse,
  lastLots,
  lockInHouse,
  markInHouseCancelled,
} from "../sql/in-house.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { withoutShut } from "./restrictions.ts";
import { keepRaised } from "./alert-budget.ts";
import { ownSafetyFactsOf, safetyFactsOf } from "./safety-facts.ts";

type Dose = InHouseOrder["dose"];

/** What can be ordered on a day: its code is in force then. */
export async function inHouseItems(
  { tx }: ChartingContext,
  { onDate }: InputOf<typeof inHouseOperations.inHouseItems>,
): ReplyOf<typeof inHouseOperations.inHouseItems> {
  const inForce = new Set(
    (
      await Promise.all((["cpt", "hcpcs"] as const).map((system) => knownCodes(tx, system, codesOf(system), onDate)))
    ).flatMap((known) => [...known.keys()]),
  );
  const last = await lastLots(tx, onDate);
  return ok(
    IN_HOUSE.filter((one) => inForce.has(one.code)).map((one) => itemForScreens(one, last.get(one.key) ?? null)),
  );
}

function codesOf(system: "cpt" | "hcpcs"): string[] {
  return IN_HOUSE.map((one) => one.code).filter((code) => procedureSystem(code) === system);
}

/** The alerts that an injection would raise in this note (CHT-159), while it is being written. */
export async function checkInjection(
  context: ChartingContext,
  input: InputOf<typeof inHouseOperations.checkInjection>,
): ReplyOf<typeof inHouseOperations.checkInjection> {
  const encounter = await encounterById(context.tx, input.encounterId);
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  const item = itemOf(input.item);
  if (!item) return fail("not-found", { field: "item" });
  return ok(injectionAlerts(await ownSafetyFactsOf(context, encounter.patientId), item, input));
}

interface Checked {
  readonly orderId: string;
  readonly encounterId: string;
  readonly dose: Dose;
}

/** One function over one set of facts, as for prescriptions (CHT-46). A test is no drug. */
export function injectionAlerts(
  facts: SafetyFacts,
  item: Pick<InHouseItem, "kind" | "label">,
  order: Checked,
): OrderAlert[] {
  if (item.kind === "test") return [];
  const { dose, orderId, encounterId } = order;
  const directions = dose?.unit === "mg" ? `${dose.amount} mg once` : "";
  return alertsOf(facts, { orderId, encounterId, rxnorm: null, name: item.label, directions });
}

/** Orders a test or an injection, to be carried out at once (CHT-158, CHT-159). */
export async function orderInHouse(
  context: ChartingContext,
  input: InputOf<typeof inHouseOperations.orderInHouse>,
): ReplyOf<typeof inHouseOperations.orderInHouse> {
  const { tx, now, actor } = context;
  if (actor.kind !== "staff") return fail("not-allowed");
  const encounter = await encounterById(tx, input.encounterId, "share");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  const { patientId, serviceDate } = encounter;
  context.auditPatient(patientId);
  if (encounter.status !== "open") return fail("encounter-sealed");
  const item = itemOf(input.item);
  if (!item || !(await isInForce(context, item.code, serviceDate))) return fail("not-found", { field: "item" });
  const decided = decideInHouseOrder(item, input.dose);
  if (!decided.ok) return decided;
  const alerts = injectionAlerts(await ownSafetyFactsOf(context, patientId), item, input);
  const reason = input.overrideReason;
  const answered = answerStops(alerts, reason, input.answeredAlerts);
  if (!answered) return fail("alert-needs-reason", { field: "overrideReason" });
  const by = actorName(context);
  const kept = alerts.map((one) => (answered.includes(one) ? { ...one, answer: { reason, by, at: now } } : one));
  const wrote = await insertInHouse(
    tx,
    {
      order_id: input.orderId,
      encounter_id: input.encounterId,
      patient_id: patientId,
      item: item.key,
      kind: item.kind,
      label: item.label,
      code: item.code,
      dose_amount: input.dose?.amount ?? null,
      dose_unit: input.dose?.unit ?? null,
      dose_route: input.dose?.route ?? null,
      diagnosis: input.diagnosis,
      instructions: input.instructions,
      alerts: kept,
      override_reason: reason,
    },
    { at: now, by, byId: actor.staffId },
  );
  if (wrote === "other") return fail("already-recorded", { field: "orderId" });
  if (wrote === "written") {
    await keepRaised(context, { ...input, patientId, name: item.label, place: "in-house" }, kept);
    announceInHouse(context, encounter);
  }
  return ok({ orderId: input.orderId, alerts: kept });
}

async function isInForce({ tx }: ChartingContext, code: string, on: string): Promise<boolean> {
  return (await knownCodes(tx, procedureSystem(code), [code], on)).has(code);
}

/** Takes back what nobody has carried out (CHT-160). */
export async function cancelInHouse(
  context: ChartingContext,
  input: InputOf<typeof inHouseOperations.cancelInHouse>,
): ReplyOf<typeof inHouseOperations.cancelInHouse> {
  const order = await lockInHouse(context.tx, input.orderId, input.patientId);
  if (!order) return fail("not-found", { field: "orderId" });
  if (order.state === "cancelled") return ok({});
  if (order.state !== "ordered") return fail("order-carried-out", { detail: { status: order.state } });
  await markInHouseCancelled(context.tx, input.orderId, { at: context.now, by: actorName(context) });
  await announceOrder(context, order);
  return ok({});
}

/** What waits for whoever is with the patients (CHT-164). */
export async function inHouseWork(context: ChartingContext): ReplyOf<typeof inHouseOperations.inHouseWork> {
  return ok(await withoutShut(context, await inHouseWaiting(context.tx)));
}

/** What of a patient waits and what was done lately, an injection that waits with the alerts of now. */
export async function inHouseOfPatient(
  context: ChartingContext,
  { patientId }: InputOf<typeof inHouseOperations.inHouseOfPatient>,
): Promise<Ok<InHouseOrder[]>> {
  return ok(
    await withAlertsOfNow(context, patientId, await ofPatient(context.tx, patientId, addDays(context.today, -1))),
  );
}

/** The tests and injections of a note. */
export async function inHouseOfNote(
  context: ChartingContext,
  { encounterId, patientId }: Pick<EncounterRow, "encounterId" | "patientId">,
): Promise<InHouseOrder[]> {
  return withAlertsOfNow(context, patientId, await inHouseOfEncounter(context.tx, encounterId));
}

async function withAlertsOfNow(
  context: ChartingContext,
  patientId: string,
  orders: InHouseOrder[],
): Promise<InHouseOrder[]> {
  if (!orders.some(isWaitingInjection)) return orders;
  const facts = await safetyFactsOf(context, patientId);
  return orders.map((order) => (isWaitingInjection(order) ? { ...order, alerts: alertsOfNow(facts, order) } : order));
}

function isWaitingInjection({ kind, state }: InHouseOrder): boolean {
  return kind === "injection" && state === "ordered";
}

/** What speaks against an injection as of now, with the reasons that were given when it was ordered. */
export function alertsOfNow(facts: SafetyFacts, order: InHouseOrder): OrderAlert[] {
  return injectionAlerts(facts, order, order).map((alert) => ({
    ...alert,
    answer: alert.answer ?? order.alerts.find((one) => one.alertId === alert.alertId)?.answer ?? null,
  }));
}

/** The stops that came up since the injection was ordered: who gives it does not answer them (CHT-162). */
export function newStops(facts: SafetyFacts, order: InHouseOrder): OrderAlert[] {
  return unanswered(alertsOfNow(facts, order));
}

/** The note and the chart hear of it. */
export function announceInHouse(
  context: ChartingContext,
  { encounterId, patientId, codingVersion }: Pick<EncounterRow, "encounterId" | "patientId" | "codingVersion">,
): void {
  context.emit(noteChanged, { encounterId, patientId, part: "orders", version: codingVersion });
  emitChartChanged(context, patientId, "orders");
}

export async function announceOrder(
  context: ChartingContext,
  { encounterId, patientId }: Pick<InHouseOrder, "encounterId" | "patientId">,
): Promise<void> {
  announceInHouse(context, { encounterId, patientId, codingVersion: 0 });
}
