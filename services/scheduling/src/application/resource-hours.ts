import { fail, type DomainError } from "@practicum/contracts/error";
import type { hoursOperations } from "@practicum/contracts/scheduling/hours";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { hoursOn } from "../domain/hours.ts";
import { exceptionsOf, templatesOf } from "../sql/hours.ts";
import { resourceById } from "../sql/resources.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** All weekly hours of a column, and its exceptions from today on. */
export async function resourceHours(
  { tx, today }: SchedulingContext,
  { resourceId }: z.output<typeof hoursOperations.resourceHours.input>,
): Promise<Result<z.input<typeof hoursOperations.resourceHours.output>, DomainError>> {
  if (!(await resourceById(tx, resourceId))) return fail("not-found", { field: "resourceId" });
  const templates = await templatesOf(tx, resourceId);
  const exceptions = await exceptionsOf(tx, resourceId, today);
  return ok({
    templates: templates.map(({ from, hours }) => ({ from, hours: [...hours] })),
    exceptions: exceptions.map(({ date, hours, reason }) => ({ date, hours: hoursOn(date, hours), reason })),
  });
}
