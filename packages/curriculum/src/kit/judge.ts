import type { Dimension, Lesson } from "./lesson.ts";
import { open, type Broken, type Verdict } from "./verdict.ts";
import type { WorldView } from "./world-view.ts";

/** Parts of a full score. A lesson that has nothing of one spreads its parts over the others. */
const PARTS: Readonly<Record<Dimension, number>> = { correct: 40, safety: 20, privacy: 15, money: 15, time: 10 };

export interface OutcomeVerdict {
  readonly id: string;
  readonly label: string;
  readonly verdict: Verdict;
}

export interface FallenTrap {
  readonly id: string;
  readonly critical: boolean;
  readonly verdict: Broken;
}

export interface Judgement {
  readonly outcomes: readonly OutcomeVerdict[];
  readonly traps: readonly FallenTrap[];
  /** 0 to 100, whole. */
  readonly score: number;
  /** Every outcome is met and nobody would have come to harm. */
  readonly passed: boolean;
}

/** Looks at the whole world once: what is met, what is open, and what went wrong, with where to look. */
export async function judge<F>(
  lesson: Lesson<F>,
  view: WorldView,
  facts: F,
  { ahead = true }: { readonly ahead?: boolean } = {},
): Promise<Judgement> {
  const outcomes: OutcomeVerdict[] = [];
  for (const { id, label, after = [], ahead: looksAhead = false, check } of lesson.outcomes) {
    if (looksAhead && !ahead) {
      outcomes.push({
        id,
        label,
        verdict: notYet(label, "Time will tell: say that you are done, and see what comes of it."),
      });
      continue;
    }
    const verdict = await check(view, facts);
    const waits = after.some((other) => outcomes.find((one) => one.id === other)?.verdict.state !== "met");
    outcomes.push({
      id,
      label,
      verdict:
        waits && verdict.state === "met" ? notYet(label, "This counts once what it belongs to is done.") : verdict,
    });
  }
  const traps: FallenTrap[] = [];
  for (const { id, critical, fellFor } of lesson.traps) {
    const verdict = await fellFor(view, facts);
    if (verdict !== null) traps.push({ id, critical, verdict });
  }
  const passed = outcomes.every((one) => one.verdict.state === "met") && !traps.some((one) => one.critical);
  return { outcomes, traps, score: scoreOf(lesson, outcomes, traps), passed };
}

function notYet(label: string, principle: string): Verdict {
  return open({ record: label, field: "", found: "not yet", principle, route: "" });
}

/** Each dimension's parts by the weights of what is met. A trap costs its dimension whole; one that has traps alone is given for a finished lesson. */
function scoreOf<F>(lesson: Lesson<F>, outcomes: readonly OutcomeVerdict[], traps: readonly FallenTrap[]): number {
  const isMet = (id: string) => outcomes.find((one) => one.id === id)?.verdict.state === "met";
  const fallen = new Set(traps.map((one) => one.id));
  const finished = outcomes.every((one) => isMet(one.id));
  let possible = 0;
  let earned = 0;
  for (const [dimension, parts] of Object.entries(PARTS)) {
    const counted = lesson.outcomes.filter((one) => one.counts === dimension);
    const ofTraps = lesson.traps.filter((one) => one.costs === dimension);
    if (counted.length + ofTraps.length === 0) continue;
    possible += parts;
    if (ofTraps.some((trap) => fallen.has(trap.id))) continue;
    earned +=
      counted.length > 0
        ? (parts * weightOf(counted.filter((one) => isMet(one.id)))) / weightOf(counted)
        : finished
          ? parts
          : 0;
  }
  return possible === 0 ? 0 : Math.floor((100 * earned) / possible + 1e-9);
}

function weightOf(outcomes: readonly { readonly weight?: number }[]): number {
  return outcomes.reduce((sum, one) => sum + (one.weight ?? 1), 0);
}
