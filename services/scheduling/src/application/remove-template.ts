import { fail, type DomainError } from "@practicum/contracts/error";
import type { hoursOperations } from "@practicum/contracts/scheduling/hours";
import { scheduleChanged } from "@practicum/contracts/scheduling/resources";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { deleteTemplate } from "../sql/hours.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Takes back weekly hours that begin later (SCH-76). Those that have begun are part of what was: others take over from a later day. */
export async function removeTemplate(
  context: SchedulingContext,
  input: z.output<typeof hoursOperations.removeTemplate.input>,
): Promise<Result<{}, DomainError>> {
  if (input.from <= context.today) return fail("in-the-past", { field: "from" });
  if (!(await deleteTemplate(context.tx, input))) return fail("not-found", { field: "from" });
  context.emit(scheduleChanged, {});
  return ok({});
}
