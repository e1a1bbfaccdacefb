import { fail, type DomainError } from "@practicum/contracts/error";
import type { hoursOperations } from "@practicum/contracts/scheduling/hours";
import { scheduleChanged } from "@practicum/contracts/scheduling/resources";
import { dayOfWeek } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { faultOfHours } from "../domain/hours.ts";
import { countOutside, saveException } from "../sql/hours.ts";
import { resourceById } from "../sql/resources.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Sets the hours of one day in place of the week's (SCH-76). What is booked outside of them stays, and is counted. */
export async function saveHoursException(
  context: SchedulingContext,
  input: z.output<typeof hoursOperations.saveHoursException.input>,
): Promise<Result<{ bookedVisits: number }, DomainError>> {
  if (input.date < context.today) return fail("in-the-past", { field: "date" });
  const weekday = dayOfWeek(input.date);
  const hours = input.hours.map((one) => ({ ...one, weekday }));
  const fault = faultOfHours(hours);
  if (fault) {
    const field = `hours.${fault.index}`;
    return fail("invalid-input", { field, fields: [{ field, message: fault.message }] });
  }
  if (!(await resourceById(context.tx, input.resourceId))) return fail("not-found", { field: "resourceId" });
  await saveException(context.tx, { ...input, hours });
  context.emit(scheduleChanged, {});
  return ok({ bookedVisits: await countOutside(context.tx, { ...input, hours }) });
}
