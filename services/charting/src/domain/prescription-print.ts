import type { OrderState } from "@practicum/contracts/charting/orders";
import type { PrescriptionSheet } from "@practicum/contracts/charting/prescriptions";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { OrderStep } from "./order-state.ts";

interface Printable {
  readonly state: OrderState;
  readonly steps: readonly Pick<OrderStep, "state" | "channel">[];
  readonly schedule: number | null;
  readonly isOwnSigned: boolean;
  /** On a sheet of which a pharmacy may fill it. */
  readonly wasPrinted: boolean;
}

/**
 * What printing an order gives now, and whether it is sent by that (CHT-411, CHT-412): who holds two sheets of one prescription must not have it
 * filled twice.
 */
export function decidePrint(order: Printable): Result<{ sheet: PrescriptionSheet; isSentByIt: boolean }, DomainError> {
  const { state, schedule, isOwnSigned, wasPrinted } = order;
  if (state === "draft" || (schedule !== null && !isOwnSigned))
    return fail("wrong-order-step", { field: "orderIds", detail: { status: state } });
  if (state === "signed" || state === "failed")
    return ok({ sheet: wasPrinted ? "reprint" : "original", isSentByIt: true });
  const went = order.steps.findLast((step) => step.state === "sent");
  const isOnPaper = went?.channel === "print" && (state === "sent" || state === "received");
  return ok({ sheet: isOnPaper ? "reprint" : "copy", isSentByIt: false });
}
