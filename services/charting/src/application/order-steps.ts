import type { orderOperations } from "@practicum/contracts/charting/orders";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideOrderStep, orderStateOf } from "../domain/order-state.ts";
import {
  insertStep,
  lockSignedOrder,
  stepExists,
  stepsOf,
  waitingOrders as waiting,
  type WaitingOrder,
} from "../sql/order-steps.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { withoutShut } from "./restrictions.ts";

type Input = z.output<typeof orderOperations.recordOrderStep.input>;
type Output = z.input<typeof orderOperations.recordOrderStep.output>;

/** Says what became of a signed prescription (CHT-111). */
export async function recordOrderStep(context: ChartingContext, input: Input): Promise<Result<Output, DomainError>> {
  const { tx, now } = context;
  const order = await lockSignedOrder(tx, input.orderId, input.patientId);
  if (!order) return fail("not-found", { field: "orderId" });
  const steps = (await stepsOf(tx, [input.orderId])).get(input.orderId) ?? [];
  const state = orderStateOf(order.status, steps);
  const written = { at: now, by: actorName(context) };
  // A step that is there already is compared, not decided again.
  const decided = (await stepExists(tx, input.stepId)) ? ok() : decideOrderStep(state, input);
  if (!decided.ok) return decided;
  const wrote = await insertStep(tx, input, written);
  if (wrote === "other") return fail("already-recorded", { field: "stepId" });
  if (wrote === "same") return ok({ state });
  emitChartChanged(context, input.patientId, "orders");
  return ok({ state: input.state });
}

/** Prescriptions that nobody has sent, or that failed on their way (CHT-112). */
export async function waitingOrders(
  context: ChartingContext,
  input: z.output<typeof orderOperations.waitingOrders.input>,
): Promise<Ok<WaitingOrder[]>> {
  return ok(await withoutShut(context, await waiting(context.tx, input)));
}
