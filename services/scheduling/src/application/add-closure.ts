import { fail, type DomainError } from "@practicum/contracts/error";
import type { hoursOperations } from "@practicum/contracts/scheduling/hours";
import { scheduleChanged } from "@practicum/contracts/scheduling/resources";
import { daysBetween } from "@practicum/kernel/local-date";
import { ok, type Err, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { insertClosure, isClosure } from "../sql/hours.ts";
import { allVisitTypes } from "../sql/resources.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

const CLOSURE_DAYS_MAX = 366;

/**
 * Closes the practice, a site or a resource for some days, or for a part of each (SCH-73), or keeps that time for kinds of visit. Visits
 * booked before stay and are seen on the day sheet.
 */
export async function addClosure(
  context: SchedulingContext,
  input: z.output<typeof hoursOperations.addClosure.input>,
): Promise<Result<{}, DomainError>> {
  const { start, end } = input;
  if ((start === null) !== (end === null) || (start !== null && end !== null && start >= end)) {
    const message = "Give both times, the end after the start, or none for the whole day.";
    return fail("invalid-input", { field: "end", fields: [{ field: "end", message }] });
  }
  const until = input.until ?? input.date;
  if (until < input.date || daysBetween(input.date, until) > CLOSURE_DAYS_MAX) {
    const message = "Give a last day on or after the first one, within a year.";
    return fail("invalid-input", { field: "until", fields: [{ field: "until", message }] });
  }
  const faulty = await faultOfKept(context, input);
  if (faulty) return faulty;
  const closure = { ...input, until };
  if (await insertClosure(context.tx, closure)) context.emit(scheduleChanged, {});
  else if (!(await isClosure(context.tx, closure))) return fail("already-recorded", { field: "closureId" });
  return ok({});
}

/** Time is kept for kinds of visit that are offered; closed time is released to nobody (SCH-307, SCH-308). */
async function faultOfKept(
  { tx }: SchedulingContext,
  { keptFor, releasedHours }: Pick<z.output<typeof hoursOperations.addClosure.input>, "keptFor" | "releasedHours">,
): Promise<Err<DomainError> | null> {
  if (keptFor.length === 0) {
    if (releasedHours === null) return null;
    const message = "Only time that is kept for kinds of visit is given to everybody.";
    return fail("invalid-input", { field: "releasedHours", fields: [{ field: "releasedHours", message }] });
  }
  const offered = new Set((await allVisitTypes(tx)).filter((one) => one.active).map((one) => one.visitTypeId));
  return keptFor.every((kind) => offered.has(kind)) ? null : fail("not-found", { field: "keptFor" });
}
