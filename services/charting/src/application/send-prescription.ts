import type { prescriptionOperations } from "@practicum/contracts/charting/prescriptions";
import { fail } from "@practicum/contracts/error";
import type { pharmacyChanged } from "@practicum/contracts/scheduling/pharmacies";
import { dateIn } from "@practicum/kernel/instant";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { controlledScheduleOf } from "@practicum/terminology/controlled-drug";
import type { z } from "zod";
import { decideOrderStep, orderStateOf } from "../domain/order-state.ts";
import type { PharmacyMessage } from "../domain/pharmacy-message.ts";
import { insertStep, lockSignedOrder, stepExists, stepsOf } from "../sql/order-steps.ts";
import {
  factsForMessage,
  insertMessage,
  keepPharmacy as keep,
  lastMessage,
  pharmacyById,
} from "../sql/pharmacy-messages.ts";
import { signedOrders, type SignedOrder } from "../sql/prescriptions.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { pharmacyPortOf } from "./pharmacy-port.ts";

type Operations = typeof prescriptionOperations;

/** Keeps the directory of pharmacies (CHT-414), in whatever order the events come. */
export async function keepPharmacy(
  { tx }: ChartingContext,
  pharmacy: z.output<typeof pharmacyChanged.payload>,
): Promise<void> {
  await keep(tx, pharmacy);
}

/** To a pharmacy by the connection, where there is one (CHT-414, CHT-415). */
export async function sendPrescription(
  context: ChartingContext,
  { stepId, orderId, patientId, pharmacyId }: InputOf<Operations["sendPrescription"]>,
): ReplyOf<Operations["sendPrescription"]> {
  const { tx, now } = context;
  const port = pharmacyPortOf(context);
  if (!port) return fail("no-pharmacy-network");
  const locked = await lockSignedOrder(tx, orderId, patientId);
  if (!locked) return fail("not-found", { field: "orderId" });
  const pharmacy = await pharmacyById(tx, pharmacyId);
  if (!pharmacy) return context.notHereYet({ field: "pharmacyId" });
  const [order] = await signedOrders(tx, { orderIds: [orderId] });
  if (!order) return fail("wrong-order-step", { field: "orderId", detail: { status: locked.status } });
  if (controlledScheduleOf(order) !== null) return fail("controlled-on-paper", { field: "orderId" });
  const step = { stepId, orderId, state: "sent" as const, channel: "network" as const, note: pharmacy.name };
  const isThere = await stepExists(tx, stepId);
  if (!isThere) {
    if (!pharmacy.active) return fail("pharmacy-retired", { field: "pharmacyId" });
    const decided = decideOrderStep(await stateOf(context, order), step);
    if (!decided.ok) return decided;
  }
  const wrote = await insertStep(tx, step, { at: now, by: actorName(context) });
  if (wrote === "other") return fail("already-recorded", { field: "stepId" });
  if (wrote === "written") {
    const message = await newMessage(context, order, pharmacy);
    await insertMessage(tx, { stepId, pharmacyId, at: now, message });
    await port.deliver(context, message, { stepId, patientId });
    emitChartChanged(context, patientId, "orders");
  }
  return ok({ state: await stateOf(context, order) });
}

/** Not to be filled any more; a pharmacy that has it by the connection is told (CHT-417). */
export async function cancelPrescription(
  context: ChartingContext,
  { stepId, orderId, patientId, reason }: InputOf<Operations["cancelPrescription"]>,
): ReplyOf<Operations["cancelPrescription"]> {
  const { tx, now } = context;
  const locked = await lockSignedOrder(tx, orderId, patientId);
  if (!locked) return fail("not-found", { field: "orderId" });
  const step = { stepId, orderId, state: "cancelled" as const, channel: null, note: reason };
  const steps = (await stepsOf(tx, [orderId])).get(orderId) ?? [];
  const decided = (await stepExists(tx, stepId)) ? ok() : decideOrderStep(orderStateOf(locked.status, steps), step);
  if (!decided.ok) return decided;
  const wrote = await insertStep(tx, step, { at: now, by: actorName(context) });
  if (wrote === "other") return fail("already-recorded", { field: "stepId" });
  const last = await lastMessage(tx, orderId);
  if (wrote === "written" && last?.content.kind === "new" && steps.findLast(isSending)?.channel === "network") {
    const { pharmacyId, content } = last;
    const message = { kind: "cancel" as const, orderId, to: content.to, reason };
    await insertMessage(tx, { stepId, pharmacyId, at: now, message });
    await pharmacyPortOf(context)?.deliver(context, message, { stepId, patientId });
  }
  emitChartChanged(context, patientId, "orders");
  return ok({ state: "cancelled" });
}

const isSending = ({ state }: { readonly state: string }) => state === "sent";

async function stateOf({ tx }: ChartingContext, { orderId, status }: SignedOrder) {
  return orderStateOf(status, (await stepsOf(tx, [orderId])).get(orderId) ?? []);
}

async function newMessage(
  { tx, practice }: ChartingContext,
  order: SignedOrder,
  { name, ncpdpId }: { readonly name: string; readonly ncpdpId: string | null },
): Promise<PharmacyMessage> {
  const { patient, npi } = await factsForMessage(tx, order);
  return {
    kind: "new",
    orderId: order.orderId,
    to: { name, ncpdpId },
    writtenOn: dateIn(order.signedAt, practice.timeZone),
    prescriber: { name: order.prescriberName, npi, supervisor: order.supervisor },
    patient,
    medication: {
      description: order.name,
      rxnorm: order.rxnorm,
      sig: order.directions,
      quantity: order.quantity,
      quantityUnit: order.quantityUnit,
      daysSupply: order.daysSupply,
      refills: order.refills,
      substitution: order.substitution ? "permitted" : "not-permitted",
    },
  };
}
