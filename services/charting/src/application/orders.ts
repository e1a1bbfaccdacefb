import { noteChanged } from "@practicum/contracts/charting/notes";
import { type alert, type orderOperations } from "@practicum/contracts/charting/orders";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { encounterById, type EncounterRow } from "../sql/encounters.ts";
import { cancelOrder as cancel, insertOrder, ordersOf } from "../sql/orders.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";
import { alertsOf } from "./medication-alerts.ts";

type Alert = z.output<typeof alert>;

/** The alerts that an order would raise (CHT-46), while it is being written. */
export async function checkMedicationOrder(
  context: ChartingContext,
  { patientId, ...order }: z.output<typeof orderOperations.checkMedicationOrder.input>,
): Promise<Ok<Alert[]>> {
  const alerts = await alertsOf(context, patientId);
  return ok(alerts(order, []));
}

/** Adds an order to the note (CHT-47); one that is told to stop needs a reason to go on. */
export async function orderMedication(
  context: ChartingContext,
  input: z.output<typeof orderOperations.orderMedication.input>,
): Promise<Result<{ orderId: string; alerts: Alert[] }, DomainError>> {
  const open = await openForOrders(context, input.encounterId);
  if (!open.ok) return open;
  const { patientId } = open.value;
  const drafts = (await ordersOf(context.tx, input.encounterId)).filter(
    (other) => other.status === "draft" && other.orderId !== input.orderId,
  );
  const alerts = (await alertsOf(context, patientId))(input, drafts);
  const reason = (input.overrideReason ?? "").trim();
  if (alerts.some((one) => one.severity === "stop") && reason === "") {
    return fail("alert-needs-reason", { field: "overrideReason" });
  }
  const order = { ...input, patientId, alerts, overrideReason: reason === "" ? null : reason };
  const wrote = await insertOrder(context.tx, order, { at: context.now, by: actorName(context) });
  if (wrote === "other") return fail("already-recorded", { field: "orderId" });
  if (wrote === "written") announce(context, open.value);
  return ok({ orderId: input.orderId, alerts });
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
  if (!encounter) return fail("not-found", { field: "encounterId" });
  context.auditPatient(encounter.patientId);
  return encounter.status === "open" ? ok(encounter) : fail("encounter-sealed");
}

function announce(context: ChartingContext, { encounterId, patientId, codingVersion }: EncounterRow): void {
  context.emit(noteChanged, { encounterId, patientId, part: "orders", version: codingVersion });
}
