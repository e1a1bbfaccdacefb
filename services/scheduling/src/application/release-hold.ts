import type { slotOperations } from "@practicum/contracts/scheduling/slots";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { releaseHold as giveBack } from "../sql/holds.ts";
import { holderOf, type SchedulingContext } from "./scheduling-context.ts";

/** Gives a held time back before its five minutes are over (SCH-29). */
export async function releaseHold(
  context: SchedulingContext,
  input: z.output<typeof slotOperations.releaseHold.input>,
): Promise<Ok<{}>> {
  await giveBack(context.tx, input.holdId, holderOf(context));
  return ok({});
}
