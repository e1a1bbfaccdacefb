import { alertsOf, withAnswer, withoutNames } from "../domain/medication-safety.ts";
import { controlledScheduleOf } from "@practicum/terminology/controlled-drug";
import { needsOwnSignature } from "../domain/others-entries.ts";
import { orderStateOf } from "../domain/order-state.ts";
import { stepsOf } from "../sql/order-steps.ts";
import { alertAnswersOf, ordersOf } from "../sql/orders.ts";
import type { Order } from "../sql/tables.ts";
import type { ChartingContext } from "./charting-context.ts";
import { safetyFactsOf } from "./safety-facts.ts";

/** The orders of a note: a draft with the alerts of now, a signed one with those of the signature, each with its answer. */
export async function ordersOfNote(
  context: ChartingContext,
  { encounterId, patientId }: { readonly encounterId: string; readonly patientId: string },
): Promise<Order[]> {
  const orders = await ordersOf(context.tx, encounterId);
  if (orders.length === 0) return [];
  const [answers, facts, steps] = await Promise.all([
    alertAnswersOf(context.tx, [encounterId]),
    safetyFactsOf(context, patientId),
    stepsOf(
      context.tx,
      orders.map((order) => order.orderId),
    ),
  ]);
  return orders.map(({ signedAt, signedBy, writerRoles, writerWithheld, writerActive, ...order }) => ({
    ...order,
    schedule: controlledScheduleOf(order),
    needsOwnSignature: needsOwnSignature(
      controlledScheduleOf(order),
      writerRoles === null
        ? undefined
        : { roles: writerRoles, withheld: writerWithheld ?? [], active: writerActive ?? false },
    ),
    ownSignature: signedAt === null || signedBy === null ? null : { by: signedBy, at: signedAt },
    steps: steps.get(order.orderId) ?? [],
    state: orderStateOf(order.status, steps.get(order.orderId) ?? []),
    alerts:
      order.status === "draft"
        ? alertsOf(facts, order)
        : order.alerts.map((alert) => withoutNames(withAnswer(alert, order, answers), order, facts.hidden)),
  }));
}
