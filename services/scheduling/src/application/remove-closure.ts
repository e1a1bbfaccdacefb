import { fail, type DomainError } from "@practicum/contracts/error";
import type { hoursOperations } from "@practicum/contracts/scheduling/hours";
import { scheduleChanged } from "@practicum/contracts/scheduling/resources";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { closureEnd, deleteClosure } from "../sql/hours.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Takes a closure back (SCH-73). One that is over stays: it says why nobody came. */
export async function removeClosure(
  context: SchedulingContext,
  { closureId }: z.output<typeof hoursOperations.removeClosure.input>,
): Promise<Result<{}, DomainError>> {
  const until = await closureEnd(context.tx, closureId);
  if (until === undefined) return fail("not-found", { field: "closureId" });
  if (until < context.today) return fail("in-the-past", { field: "closureId" });
  await deleteClosure(context.tx, closureId);
  context.emit(scheduleChanged, {});
  return ok({});
}
