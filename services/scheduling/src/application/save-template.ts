import { fail, type DomainError } from "@practicum/contracts/error";
import type { hoursOperations } from "@practicum/contracts/scheduling/hours";
import { scheduleChanged } from "@practicum/contracts/scheduling/resources";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { faultOfHours } from "../domain/hours.ts";
import { resourceById } from "../sql/resources.ts";
import { saveHours } from "../sql/hours.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Sets weekly hours from a day on, until a later template takes over (SCH-72). What is booked outside them stays. */
export async function saveTemplate(
  context: SchedulingContext,
  input: z.output<typeof hoursOperations.saveTemplate.input>,
): Promise<Result<{}, DomainError>> {
  const fault = faultOfHours(input.hours);
  if (fault) {
    const field = `hours.${fault.index}`;
    return fail("invalid-input", { field, fields: [{ field, message: fault.message }] });
  }
  if (!(await resourceById(context.tx, input.resourceId))) return fail("not-found", { field: "resourceId" });
  await saveHours(context.tx, input);
  context.emit(scheduleChanged, {});
  return ok({});
}
