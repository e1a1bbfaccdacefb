import { fail, type DomainError } from "@practicum/contracts/error";
import type { hoursOperations } from "@practicum/contracts/scheduling/hours";
import { scheduleChanged } from "@practicum/contracts/scheduling/resources";
import { addDays } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { closureDays, deleteClosure, endClosure } from "../sql/hours.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Takes a closure back (SCH-73). What is over of it stays, as it says why nobody came: one that has begun ends yesterday (SCH-309). */
export async function removeClosure(
  context: SchedulingContext,
  { closureId }: z.output<typeof hoursOperations.removeClosure.input>,
): Promise<Result<{}, DomainError>> {
  const days = await closureDays(context.tx, closureId);
  if (days === undefined) return fail("not-found", { field: "closureId" });
  if (days.until < context.today) return fail("in-the-past", { field: "closureId" });
  if (days.date < context.today) await endClosure(context.tx, closureId, addDays(context.today, -1));
  else await deleteClosure(context.tx, closureId);
  context.emit(scheduleChanged, {});
  return ok({});
}
