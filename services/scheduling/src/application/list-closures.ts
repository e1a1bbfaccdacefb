import type { hoursOperations } from "@practicum/contracts/scheduling/hours";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { closuresFrom } from "../sql/hours.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Closures that are not over, each with how many visits are still booked inside it (SCH-73). */
export async function listClosures(
  { tx }: SchedulingContext,
  { from }: z.output<typeof hoursOperations.listClosures.input>,
): Promise<Ok<z.input<typeof hoursOperations.listClosures.output>>> {
  return ok(await closuresFrom(tx, from));
}
