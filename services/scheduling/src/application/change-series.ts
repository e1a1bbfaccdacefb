import { fail, type DomainError } from "@practicum/contracts/error";
import type { seriesOperations } from "@practicum/contracts/scheduling/series";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { changeFault, decideSeriesCancel, decideSeriesMove, sameSlot, sameVisits } from "../domain/series.ts";
import {
  insertSeriesChange,
  lockSeries,
  markChangeUndone,
  seriesChange,
  seriesVisits,
  setPlanned,
  type SeriesChange,
} from "../sql/series.ts";
import type { VisitBefore } from "../sql/tables-series.ts";
import { cancelAppointment } from "./cancel-appointment.ts";
import { moveInTurn, ofVisit, type Seen } from "./move-in-turn.ts";
import { reinstateAppointment } from "./reinstate-appointment.ts";
import { actorMay, type SchedulingContext } from "./scheduling-context.ts";

type Ops = typeof seriesOperations;
type Input<Name extends keyof Ops> = z.output<Ops[Name]["input"]>;
type Changed = Promise<Result<{ changeId: string; visits: Seen[] }, DomainError>>;

/** SCH-211: all that were shown go, or none; by the rules of a move. */
export async function moveSeries(context: SchedulingContext, input: Input<"moveSeries">): Changed {
  const { tx, now } = context;
  const before = await begin(context, { ...input, kind: "moved", asked: askedOf(input) });
  if (before) return before;
  const decided = decideSeriesMove(await seriesVisits(tx, input.seriesId), input, now);
  if (!decided.ok) return decided;
  const { moves, apart } = decided.value;
  const same = sameVisits(
    input.visits,
    moves.map((one) => one.visit),
  );
  if (!same.ok) return same;
  for (const { visit, planned } of [...moves, ...apart]) await setPlanned(tx, visit.appointmentId, planned);
  const going = moves
    .map(({ visit }) => {
      const place = input.visits.findIndex((one) => one.appointmentId === visit.appointmentId);
      return { visit: must(input.visits[place]), place, from: visit.at };
    })
    // One that stays where it is, while the series goes, is an exception from now on.
    .filter(({ visit, from }) => !sameSlot(visit, from));
  const later = must(going[0] ?? { visit: input.target, from: input.target });
  // Each goes where the next one is now when a weekly series goes a week later: so the last goes first.
  const inOrder = later.visit.date > later.from.date ? going.toReversed() : going;
  const moved = await moveInTurn(context, inOrder);
  if (!moved.ok) return moved;
  return end(context, {
    changeId: input.changeId,
    seriesId: input.seriesId,
    kind: "moved",
    asked: askedOf(input),
    before: [...moves, ...apart].map(({ visit }): VisitBefore => {
      const done = moved.value.get(visit.appointmentId);
      const { appointmentId, at, planned } = visit;
      return { appointmentId, version: done?.version ?? visit.version, changed: done !== undefined, at, planned };
    }),
  });
}

/** SCH-214: all that were shown are cancelled, or none. */
export async function cancelSeries(context: SchedulingContext, input: Input<"cancelSeries">): Changed {
  const { tx, now } = context;
  const before = await begin(context, { ...input, kind: "cancelled", asked: askedOf(input) });
  if (before) return before;
  const decided = decideSeriesCancel(await seriesVisits(tx, input.seriesId), input, now);
  if (!decided.ok) return decided;
  const same = sameVisits(input.visits, decided.value);
  if (!same.ok) return same;
  const kept: VisitBefore[] = [];
  for (const { appointmentId, version, at, planned } of decided.value) {
    const done = await cancelAppointment(context, { appointmentId, version, reason: input.reason });
    const place = input.visits.findIndex((one) => one.appointmentId === appointmentId);
    if (!done.ok) return ofVisit(done.error, place);
    kept.push({ appointmentId, version: done.value.version, changed: true, at, planned });
  }
  return end(context, {
    changeId: input.changeId,
    seriesId: input.seriesId,
    kind: "cancelled",
    asked: askedOf(input),
    before: kept,
  });
}

/** SCH-215: puts back all that one change touched, while each is as it was left; or none. */
export async function undoSeriesChange(
  context: SchedulingContext,
  { changeId }: Input<"undoSeriesChange">,
): Promise<Result<{ visits: Seen[] }, DomainError>> {
  const { tx } = context;
  const found = await seriesChange(tx, changeId);
  if (!found) return fail("not-found", { field: "changeId" });
  if (found.kind === "cancelled" && !actorMay(context, "appointment.cancel")) return fail("not-allowed");
  await lockSeries(tx, found.seriesId);
  const change = must(await seriesChange(tx, changeId));
  const visits = await seriesVisits(tx, change.seriesId);
  const touched = change.before.filter((one) => one.changed);
  if (change.undoneAt !== null) return ok({ visits: seenOf(touched, visits) });
  const fault = changeFault(touched, visits);
  if (fault) return fault;
  if (change.kind === "cancelled") {
    for (const [place, { appointmentId, version }] of touched.entries()) {
      const done = await reinstateAppointment(context, { appointmentId, version });
      if (!done.ok) return ofVisit(done.error, place);
    }
  } else {
    for (const { appointmentId, planned } of change.before) await setPlanned(tx, appointmentId, planned);
    const back = touched.map(({ appointmentId, version, at }, place) => ({
      visit: { appointmentId, version, ...at },
      place,
    }));
    const moved = await moveInTurn(context, back);
    if (!moved.ok) return moved;
  }
  await markChangeUndone(tx, changeId, context.now);
  return ok({ visits: seenOf(touched, await seriesVisits(tx, change.seriesId)) });
}

/** Nobody else changes the series meanwhile. The same change sent again is answered as done; another under its id is refused. */
async function begin(
  { tx }: SchedulingContext,
  change: { readonly changeId: string; readonly seriesId: string; readonly kind: string; readonly asked: string },
): Promise<Awaited<Changed> | null> {
  if (!(await lockSeries(tx, change.seriesId))) return fail("not-found", { field: "seriesId" });
  const known = await seriesChange(tx, change.changeId);
  if (!known) return null;
  const same = known.seriesId === change.seriesId && known.kind === change.kind && known.asked === change.asked;
  return same ? ok(answerOf(known)) : fail("already-recorded", { field: "changeId" });
}

async function end({ tx, now }: SchedulingContext, change: SeriesChange): Changed {
  await insertSeriesChange(tx, change, now);
  return ok(answerOf(change));
}

function answerOf({ changeId, before }: SeriesChange): { changeId: string; visits: Seen[] } {
  return {
    changeId,
    visits: before.flatMap((one) => (one.changed ? [{ appointmentId: one.appointmentId, version: one.version }] : [])),
  };
}

function seenOf(touched: readonly VisitBefore[], visits: readonly Seen[]): Seen[] {
  const ids = new Set(touched.map((one) => one.appointmentId));
  return visits
    .filter((one) => ids.has(one.appointmentId))
    .map(({ appointmentId, version }) => ({ appointmentId, version }));
}

/** What a change asks for, by which the same one is known again. */
function askedOf({ changeId: _changeId, ...asked }: Input<"moveSeries"> | Input<"cancelSeries">): string {
  return JSON.stringify(asked);
}
