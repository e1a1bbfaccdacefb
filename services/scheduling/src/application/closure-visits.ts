import { fail, type DomainError } from "@practicum/contracts/error";
import type { hoursOperations } from "@practicum/contracts/scheduling/hours";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { closureDays, visitsInClosure } from "../sql/hours.ts";
import { shown } from "./appointment-events.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Who is still booked inside a closure, and is to be called and moved (SCH-295). */
export async function closureVisits(
  { tx }: SchedulingContext,
  { closureId }: z.output<typeof hoursOperations.closureVisits.input>,
): Promise<Result<z.input<typeof hoursOperations.closureVisits.output>, DomainError>> {
  if ((await closureDays(tx, closureId)) === undefined) return fail("not-found", { field: "closureId" });
  const visits = await visitsInClosure(tx, closureId);
  return ok(visits.map(({ phone, ...visit }) => ({ ...shown(visit), phone })));
}
