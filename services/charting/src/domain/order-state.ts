import type { OrderState, orderStep } from "@practicum/contracts/charting/orders";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";

export type OrderStep = z.output<typeof orderStep>;

/** What may follow what. Filled and cancelled are the end; what failed is sent again. */
const NEXT: { readonly [S in OrderState]: readonly OrderStep["state"][] } = {
  draft: [],
  cancelled: [],
  signed: ["sent", "failed", "cancelled"],
  sent: ["received", "partly-filled", "filled", "failed", "cancelled"],
  received: ["partly-filled", "filled", "failed", "cancelled"],
  "partly-filled": ["filled", "failed", "cancelled"],
  failed: ["sent", "cancelled"],
  filled: [],
};

/** How far an order has come: what became of it after the signature, else what it was signed or left as (CHT-110). */
export function orderStateOf(
  status: "draft" | "signed" | "cancelled",
  steps: readonly Pick<OrderStep, "state">[],
): OrderState {
  return status === "signed" ? (steps.at(-1)?.state ?? "signed") : status;
}

/** Whether a step can follow (CHT-111): who says it was sent says how, who says it failed says why. */
export function decideOrderStep(
  now: OrderState,
  step: Pick<OrderStep, "state" | "channel" | "note">,
): Result<undefined, DomainError> {
  if (!NEXT[now].includes(step.state)) return fail("wrong-order-step", { field: "state", detail: { status: now } });
  if (step.state === "sent" && step.channel === null) return missing("channel", "Say how it was sent.");
  if (step.state !== "sent" && step.channel !== null) return missing("channel", "Only what is sent goes out some way.");
  if (step.state === "cancelled" && step.note.trim() === "") return missing("note", "Say why it is cancelled.");
  if (step.state === "partly-filled" && step.note.trim() === "") return missing("note", "Say how much was given.");
  if (step.state === "failed" && step.note.trim() === "") return missing("note", "Say why it failed.");
  return ok();
}

function missing(field: string, message: string): Result<never, DomainError> {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}
