import { fail, type DomainError } from "@practicum/contracts/error";
import type { seriesOperations } from "@practicum/contracts/scheduling/series";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { changeFault } from "../domain/series.ts";
import { appointmentsOfSeries } from "../sql/appointments.ts";
import { lastSeriesChange, seriesById } from "../sql/series.ts";
import { shown } from "./appointment-events.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Op = typeof seriesOperations.getSeries;

/** SCH-216: all visits of a series, and what can still be undone of it. */
export async function getSeries(
  { tx }: SchedulingContext,
  { seriesId }: z.output<Op["input"]>,
): Promise<Result<z.input<Op["output"]>, DomainError>> {
  const series = await seriesById(tx, seriesId);
  if (!series) return fail("not-found", { field: "seriesId" });
  const visits = await appointmentsOfSeries(tx, seriesId);
  const last = await lastSeriesChange(tx, seriesId);
  const touched = last?.before.filter((one) => one.changed) ?? [];
  // An undo that would not do what it says is not offered.
  const undoable = last !== undefined && changeFault(touched, visits) === null;
  return ok({
    rule: series.rule,
    visits: visits.map(shown),
    undoable: undoable ? { changeId: last.changeId, kind: last.kind, count: touched.length, at: last.changedAt } : null,
  });
}
