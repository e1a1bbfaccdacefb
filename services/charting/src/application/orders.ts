import { actorId } from "@practicum/contracts/actor";
import { orderFaults } from "@practicum/contracts/charting/bounds";
import { noteChanged } from "@practicum/contracts/charting/notes";
import type { orderOperations } from "@practicum/contracts/charting/orders";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { Instant } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import { controlledScheduleOf } from "@practicum/terminology/controlled-drug";
import type { z } from "zod";
import { drugCode } from "../domain/coded-entry.ts";
import { alertsOf, answerStops, repeats, unanswered, type OrderAlert } from "../domain/medication-safety.ts";
import { encounterById, type EncounterRow } from "../sql/encounters.ts";
import { cancelOrder as cancel, insertAnswers, insertOrder, insertOwnSignature, ordersOf } from "../sql/orders.ts";
import { actorMay, actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { ordersOfNote } from "./orders-of-note.ts";
import { keepRaised } from "./alert-budget.ts";
import { ownSafetyFactsOf, safetyFactsOf } from "./safety-facts.ts";

/** The alerts that an order would raise in this note (CHT-46), while it is being written. */
export async function checkMedicationOrder(
  context: ChartingContext,
  order: z.output<typeof orderOperations.checkMedicationOrder.input>,
): Promise<Result<OrderAlert[], DomainError>> {
  const encounter = await encounterById(context.tx, order.encounterId);
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  return ok(alertsOf(await ownSafetyFactsOf(context, encounter.patientId), order));
}

/** Adds an order to the note; an alert that says stop needs the reason of somebody who has seen it (CHT-47). */
export async function orderMedication(
  context: ChartingContext,
  input: z.output<typeof orderOperations.orderMedication.input>,
): Promise<Result<{ orderId: string; alerts: OrderAlert[] }, DomainError>> {
  const open = await openForOrders(context, input.encounterId);
  if (!open.ok) return open;
  const { patientId } = open.value;
  const written = { at: context.now, by: actorName(context), byId: actorId(context.actor) };
  const { answeredAlerts, ...order } = input;
  const fields = orderFaults(order, controlledScheduleOf(order));
  const [fault] = fields;
  if (fault) return fail("invalid-input", { field: fault.field, fields });
  const coded = drugCode(order);
  if (!coded.ok) return coded;
  const reason = (input.overrideReason ?? "").trim();
  const facts = await ownSafetyFactsOf(context, patientId);
  const alerts = alertsOf(facts, order);
  const answered = answerStops(alerts, reason, answeredAlerts);
  if (!answered) return fail("alert-needs-reason", { field: "overrideReason" });
  const overrideReason = reason === "" ? null : reason;
  const wrote = await insertOrder(context.tx, { ...order, patientId, alerts, overrideReason }, written);
  if (wrote === "other") return fail("already-recorded", { field: "orderId" });
  if (wrote === "written") {
    await insertAnswers(context.tx, order, answered, reason, written);
    // What was answered elsewhere today is said of this order too: who signs it sees why.
    for (const one of repeats(facts, alerts, order))
      await insertAnswers(context.tx, order, [one], one.answer?.reason ?? "", written);
    await keepRaised(context, { ...order, patientId, place: "note" }, alerts);
    announce(context, open.value);
  }
  const answer = { reason, ...written };
  return ok({
    orderId: order.orderId,
    alerts: alerts.map((one) => (answered.includes(one) ? { ...one, answer } : one)),
  });
}

/** Gives the reason to go on despite alerts of an order that stands in the note (CHT-47): one came up after it was written. */
export async function answerAlerts(
  context: ChartingContext,
  input: z.output<typeof orderOperations.answerAlerts.input>,
): Promise<Result<{ alerts: OrderAlert[] }, DomainError>> {
  const open = await openForOrders(context, input.encounterId);
  if (!open.ok) return open;
  const { patientId } = open.value;
  const order = (await ordersOf(context.tx, input.encounterId)).find((one) => one.orderId === input.orderId);
  if (order?.status !== "draft") return fail("not-found", { field: "orderId" });
  const seen = unanswered(alertsOf(await safetyFactsOf(context, patientId), order)).filter((one) =>
    input.answeredAlerts.includes(one.alertId),
  );
  const written = { at: context.now, by: actorName(context), byId: actorId(context.actor) };
  await insertAnswers(context.tx, order, seen, input.reason, written);
  await keepRaised(context, { ...order, place: "note" }, alertsOf(await safetyFactsOf(context, patientId), order));
  if (seen.length > 0) announce(context, open.value);
  return ok({ alerts: alertsOf(await safetyFactsOf(context, patientId), order) });
}

/** Signs a draft by itself, where the note's signature is not enough (CHT-115): by who wrote it, or by the visit's provider. */
export async function signOrder(
  context: ChartingContext,
  input: z.output<typeof orderOperations.signOrder.input>,
): Promise<Result<{ signedAt: Instant }, DomainError>> {
  const { actor } = context;
  if (actor.kind !== "staff" || !actorMay(context, "order.write")) return fail("not-allowed");
  const open = await openForOrders(context, input.encounterId);
  if (!open.ok) return open;
  const order = (await ordersOfNote(context, open.value)).find((one) => one.orderId === input.orderId);
  if (order?.status !== "draft" || order.patientId !== input.patientId) return fail("not-found", { field: "orderId" });
  if (actor.staffId !== order.orderedById && actor.staffId !== open.value.providerId) return fail("not-your-order");
  if (unanswered(order.alerts).length > 0) return fail("alert-needs-reason", { field: "orderId" });
  const signedAt = await insertOwnSignature(context.tx, order, {
    at: context.now,
    by: actorName(context),
    byId: actorId(actor),
  });
  announce(context, open.value);
  return ok({ signedAt });
}

/** Takes a draft out of the note; it stays on record as cancelled (CHT-48). */
export async function cancelOrder(
  context: ChartingContext,
  input: z.output<typeof orderOperations.cancelOrder.input>,
): Promise<Result<{}, DomainError>> {
  const open = await openForOrders(context, input.encounterId);
  if (!open.ok) return open;
  if (!(await cancel(context.tx, input.orderId, input.encounterId))) return fail("not-found", { field: "orderId" });
  announce(context, open.value);
  return ok({});
}

async function openForOrders(
  context: ChartingContext,
  encounterId: string,
): Promise<Result<EncounterRow, DomainError>> {
  const encounter = await encounterById(context.tx, encounterId, "share");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  return encounter.status === "open" ? ok(encounter) : fail("encounter-sealed");
}

/** The patient's other open notes are checked against it too, so the whole chart hears of it. */
function announce(context: ChartingContext, { encounterId, patientId, codingVersion }: EncounterRow): void {
  context.emit(noteChanged, { encounterId, patientId, part: "orders", version: codingVersion });
  emitChartChanged(context, patientId, "orders");
}
