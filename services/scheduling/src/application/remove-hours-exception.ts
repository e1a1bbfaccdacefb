import { fail, type DomainError } from "@practicum/contracts/error";
import type { hoursOperations } from "@practicum/contracts/scheduling/hours";
import { scheduleChanged } from "@practicum/contracts/scheduling/resources";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { deleteException } from "../sql/hours.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Lets the weekly hours hold on a day again (SCH-76). */
export async function removeHoursException(
  context: SchedulingContext,
  input: z.output<typeof hoursOperations.removeHoursException.input>,
): Promise<Result<{}, DomainError>> {
  if (input.date < context.today) return fail("in-the-past", { field: "date" });
  if (!(await deleteException(context.tx, input))) return fail("not-found", { field: "date" });
  context.emit(scheduleChanged, {});
  return ok({});
}
