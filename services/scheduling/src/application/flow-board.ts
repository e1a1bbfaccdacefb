import type { visitOperations } from "@practicum/contracts/scheduling/visits";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { isUnderWay } from "../domain/visit-flow.ts";
import { appointmentsOfDay } from "../sql/appointments.ts";
import { shown } from "./appointment-events.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Today's visits that are under way, and who is still expected (SCH-61). */
export async function flowBoard(
  { tx, now, today }: SchedulingContext,
  { locationId }: z.output<typeof visitOperations.flowBoard.input>,
): Promise<Ok<z.input<typeof visitOperations.flowBoard.output>>> {
  const all = await appointmentsOfDay(tx, today, { locationId, staffId: null });
  return ok({
    now,
    date: today,
    visits: all.filter((visit) => isUnderWay(visit.status)).map(shown),
    next: all.filter((visit) => visit.status === "booked").map(shown),
  });
}
