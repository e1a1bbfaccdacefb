import { fail, type DomainError } from "@practicum/contracts/error";
import { seriesConflict, type seriesOperations, type SeriesSlot } from "@practicum/contracts/scheduling/series";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideSeriesMove, occurrencesOf } from "../domain/series.ts";
import { bookedDays, seriesById, seriesVisits } from "../sql/series.ts";
import { bookable } from "./bookable.ts";
import type { SchedulingContext } from "./scheduling-context.ts";
import { otherTimes, type Proposal } from "./series-proposals.ts";

type Ops = typeof seriesOperations;
type Input<Name extends keyof Ops> = z.output<Ops[Name]["input"]>;
type Output<Name extends keyof Ops> = z.input<Ops[Name]["output"]>;
type Conflict = z.output<typeof seriesConflict>;

/** SCH-207: each visit by the rules of a booking, with other times for those that can't be (SCH-208). Nothing is written. */
export async function planSeries(
  context: SchedulingContext,
  input: Input<"planSeries">,
): Promise<Result<Output<"planSeries">, DomainError>> {
  const { patientId, visitTypeId, providerResourceId, start, rule } = input;
  const days = occurrencesOf(rule, input.date);
  if (!days.ok) return days;
  const wished = days.value.map((date) => ({ providerResourceId, date, start }));
  const checked = await checkAll(context, { patientId, visitTypeId, moved: null }, wished);
  if (!checked.ok) return checked;
  const { minutes, visits } = checked.value;
  return ok({
    minutes,
    visits: visits.map((one, place) => ({ on: must(days.value[place]), ...one })),
    bookedDays: await bookedDays(context.tx, { patientId, visitTypeId, after: context.now }),
  });
}

/** SCH-211: where each visit goes that the move reaches, checked as a move would be. Nothing is written. */
export async function planSeriesMove(
  context: SchedulingContext,
  input: Input<"planSeriesMove">,
): Promise<Result<Output<"planSeriesMove">, DomainError>> {
  if (!(await seriesById(context.tx, input.seriesId))) return fail("not-found", { field: "seriesId" });
  const all = await seriesVisits(context.tx, input.seriesId);
  const decided = decideSeriesMove(all, input, context.now);
  if (!decided.ok) return decided;
  const { moves, apart } = decided.value;
  const first = must(all.find((one) => one.appointmentId === input.appointmentId));
  const moved = { minutes: first.minutes, movedToo: moves.map((one) => one.visit.appointmentId) };
  const checked = await checkAll(
    context,
    { patientId: first.patientId, visitTypeId: first.visitTypeId, moved },
    moves.map((one) => one.planned),
  );
  if (!checked.ok) return checked;
  return ok({
    patientId: first.patientId,
    visits: moves.map(({ visit }, index) => ({
      appointmentId: visit.appointmentId,
      version: visit.version,
      place: visit.place,
      from: visit.at,
      ...must(checked.value.visits[index]),
    })),
    apart: apart.map(({ visit }) => ({ place: visit.place, ...visit.at })),
  });
}

interface Whose {
  readonly patientId: string;
  readonly visitTypeId: string;
  /** Visits that are there already and move. */
  readonly moved: { readonly minutes: number; readonly movedToo: readonly string[] } | null;
}

interface Checked extends SeriesSlot {
  readonly conflict: Conflict | null;
  readonly proposals: Proposal[];
}

async function checkAll(
  context: SchedulingContext,
  whose: Whose,
  wished: readonly SeriesSlot[],
): Promise<Result<{ minutes: number; visits: Checked[] }, DomainError>> {
  let minutes = whose.moved?.minutes ?? 0;
  const conflicts: (Conflict | null)[] = [];
  for (const slot of wished) {
    const free = await bookable(context, { ...whose, ...slot }, whose.moved);
    if (free.ok) {
      minutes = free.value.minutes;
      conflicts.push(null);
      continue;
    }
    const conflict = seriesConflict.safeParse(free.error.code);
    // A patient, a provider or a kind of visit that is not there is no conflict of one day.
    if (!conflict.success) return free;
    conflicts.push(conflict.data);
  }
  const proposals = await otherTimes(context, { ...whose, minutes, wished, conflicts });
  return ok({
    minutes,
    visits: wished.map((slot, place) => ({
      ...slot,
      conflict: conflicts[place] ?? null,
      proposals: proposals.get(place) ?? [],
    })),
  });
}
