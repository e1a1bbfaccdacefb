import type { DomainError } from "@practicum/contracts/error";
import type { SeriesSlot } from "@practicum/contracts/scheduling/series";
import { ok, type Err, type Result } from "@practicum/kernel/result";
import { tryMove } from "./move-appointment.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

export type Seen = { appointmentId: string; version: number };

export interface Move {
  readonly visit: Seen & SeriesSlot;
  /** Its place among those that were asked for, by which a refusal names it. */
  readonly place: number;
}

/** Moves visits by the rules of a move, whichever stands in the way of which: all of them, or the first refusal. */
export async function moveInTurn(
  context: SchedulingContext,
  moves: readonly Move[],
): Promise<Result<Map<string, Seen>, DomainError>> {
  const moved = new Map<string, Seen>();
  let waiting = moves;
  // One that goes where another of them is now waits until that one has gone.
  while (waiting.length > 0) {
    const still: Move[] = [];
    let refused: Err<DomainError> | null = null;
    for (const one of waiting) {
      const { appointmentId } = one.visit;
      const done = await tryMove(context, { ...one.visit, minutes: null, overbookReason: null }, null, false);
      if (done.ok) {
        moved.set(appointmentId, { appointmentId, version: done.value.version });
        continue;
      }
      const { error, rival } = done.error;
      refused ??= ofVisit(error, one.place);
      if (rival || !IN_THE_WAY.has(error.code)) return ofVisit(error, one.place);
      still.push(one);
    }
    if (still.length === waiting.length && refused) return refused;
    waiting = still;
  }
  return ok(moved);
}

const IN_THE_WAY = new Set(["slot-taken", "patient-overlap", "equipment-taken"]);

/** The refusal of one visit, which is the refusal of all: its field says which one stood in the way. */
export function ofVisit(error: DomainError, place: number): Err<DomainError> {
  return { ok: false, error: { ...error, field: `visits.${place}.${error.field ?? "start"}` } };
}
