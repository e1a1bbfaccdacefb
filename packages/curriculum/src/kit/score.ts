import type { Dimension, Outcome, Trap } from "./lesson.ts";
import type { Pace } from "./pace.ts";
import type { FallenTrap, OutcomeVerdict } from "./verdict.ts";

/** Parts of a full score, by what they are given for. */
export const PARTS: { readonly [D in Dimension]: number } = {
  correct: 40,
  safety: 20,
  privacy: 15,
  money: 15,
  time: 10,
};

export const dimensions = Object.keys(PARTS) as readonly Dimension[];

/** Checks of the pace, which every lesson has. */
export const PACE_CLOCK = "pace-clock";
export const PACE_STEPS = "pace-steps";
/** Beside an outcome or a trap, which have 2 where they say nothing. */
const PACE_WEIGHT = 1;

/** Points that were not had, and why. */
export interface Loss {
  /** The outcome or trap, or one of the pace's. */
  readonly check: string;
  readonly points: number;
  /** The learner's step in the log that it comes of; null where it comes of none: something was not done. */
  readonly entry: number | null;
}

export interface DimensionScore {
  readonly dimension: Dimension;
  /** Of it in a full score. */
  readonly parts: number;
  /** Null where this lesson asks nothing of it: then it counts for nothing, and is said so. */
  readonly earned: number | null;
  readonly lost: readonly Loss[];
}

/** What of a lesson a score needs: nothing that knows the lesson's facts. */
interface Scored {
  readonly outcomes: readonly Pick<Outcome<never>, "id" | "counts" | "weight">[];
  readonly traps: readonly Pick<Trap<never>, "id" | "costs">[];
}

interface Share {
  readonly check: string;
  readonly points: number;
}

/**
 * What each check of a lesson is worth: whole points, that sum to the dimension's parts. A dimension that traps alone watch over has no
 * shares: a trap takes it whole.
 */
export function sharesOf(lesson: Scored, dimension: Dimension): readonly Share[] | null {
  const checks = lesson.outcomes
    .filter((one) => one.counts === dimension)
    .map(({ id, weight = 1 }) => ({ check: id, weight: weight * 2 }));
  if (dimension === "time")
    checks.push({ check: PACE_CLOCK, weight: PACE_WEIGHT }, { check: PACE_STEPS, weight: PACE_WEIGHT });
  if (checks.length === 0 && !lesson.traps.some((one) => one.costs === dimension)) return null;
  return shared(PARTS[dimension], checks);
}

/** Whole points by weight; what is left over goes to the largest remainders. */
function shared(parts: number, checks: readonly { readonly check: string; readonly weight: number }[]) {
  const sum = checks.reduce((total, one) => total + one.weight, 0);
  const exact = checks.map((one) => (parts * one.weight) / sum);
  const points = exact.map((one) => Math.floor(one));
  const byRemainder = [...exact.keys()].toSorted(
    (a, b) => (exact[b] ?? 0) - (points[b] ?? 0) - ((exact[a] ?? 0) - (points[a] ?? 0)) || a - b,
  );
  const left = parts - points.reduce((total, one) => total + one, 0);
  for (const index of byRemainder.slice(0, checks.length === 0 ? 0 : left)) points[index] = (points[index] ?? 0) + 1;
  return checks.map(({ check }, index) => ({ check, points: points[index] ?? 0 }));
}

/** A score by dimension, each point that is missing with the check that it belongs to. */
export function scoreOf(
  lesson: Scored,
  outcomes: readonly OutcomeVerdict[],
  traps: readonly FallenTrap[],
  pace: Pace,
): readonly DimensionScore[] {
  const isReached = outcomes.some((one) => one.verdict.state === "met");
  return dimensions.map((dimension): DimensionScore => {
    const parts = PARTS[dimension];
    const shares = sharesOf(lesson, dimension);
    if (shares === null) return { dimension, parts, earned: null, lost: [] };
    const lost: Loss[] = [];
    let earned = 0;
    for (const { check, points } of shares) {
      const missing = missedBy(check, outcomes, pace);
      if (missing !== null) lost.push({ check, points, entry: missing.entry });
      // To be quick, or to fall into no trap, counts once something is done.
      else if (isReached) earned += points;
    }
    if (shares.length === 0 && isReached) earned = parts;
    for (const { id, verdict } of traps) {
      if (lesson.traps.find((one) => one.id === id)?.costs !== dimension) continue;
      const before = lost.reduce((sum, one) => sum + one.points, 0);
      lost.push({ check: id, points: parts - before, entry: verdict.entry });
      earned = 0;
    }
    return { dimension, parts, earned, lost };
  });
}

/** Null where the check is met. */
function missedBy(
  check: string,
  outcomes: readonly OutcomeVerdict[],
  pace: Pace,
): { readonly entry: number | null } | null {
  if (check === PACE_CLOCK) return pace.clock;
  if (check === PACE_STEPS) return pace.steps;
  const verdict = outcomes.find((one) => one.id === check)?.verdict;
  if (verdict?.state === "met") return null;
  return { entry: verdict?.state === "broken" ? verdict.entry : null };
}

/** 0 to 100, whole: what was earned of what the lesson asks. */
export function sumOf(scores: readonly DimensionScore[]): number {
  const asked = scores.filter((one) => one.earned !== null);
  const possible = asked.reduce((sum, one) => sum + one.parts, 0);
  const earned = asked.reduce((sum, one) => sum + (one.earned ?? 0), 0);
  return possible === 0 ? 0 : Math.floor((100 * earned) / possible + 1e-9);
}
