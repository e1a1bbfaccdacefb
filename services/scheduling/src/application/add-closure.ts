import { fail, type DomainError } from "@practicum/contracts/error";
import { scheduleChanged, type resourceOperations } from "@practicum/contracts/scheduling/resources";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { insertClosure, isClosure } from "../sql/save-resources.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Closes the practice, a site or a resource for a day or a part of it (SCH-73). Visits booked before stay and are seen on the day sheet. */
export async function addClosure(
  context: SchedulingContext,
  input: z.output<typeof resourceOperations.addClosure.input>,
): Promise<Result<{}, DomainError>> {
  const { start, end } = input;
  if ((start === null) !== (end === null) || (start !== null && end !== null && start >= end)) {
    const message = "Give both times, the end after the start, or none for the whole day.";
    return fail("invalid-input", { field: "end", fields: [{ field: "end", message }] });
  }
  if (await insertClosure(context.tx, input)) context.emit(scheduleChanged, {});
  else if (!(await isClosure(context.tx, input))) return fail("already-recorded", { field: "closureId" });
  return ok({});
}
