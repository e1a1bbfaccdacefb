import type { Lesson } from "./lesson.ts";
import { paceOf, type Pace } from "./pace.ts";
import { scoreOf, sumOf, type DimensionScore } from "./score.ts";
import { open, type FallenTrap, type OutcomeVerdict, type Verdict } from "./verdict.ts";
import type { WorldView } from "./world-view.ts";

export interface Judgement {
  readonly outcomes: readonly OutcomeVerdict[];
  readonly traps: readonly FallenTrap[];
  /** 0 to 100, whole: of what the lesson asks. */
  readonly score: number;
  /** The same by what it is given for, each point that is missing with where it went. */
  readonly dimensions: readonly DimensionScore[];
  readonly pace: Pace;
  /** Every outcome is met and nobody would have come to harm. */
  readonly passed: boolean;
}

/** What of a lesson is judged: whom it is for and how it is told does not count. */
export type Judged<F> = Pick<Lesson<F>, "minutes" | "golden" | "outcomes" | "traps">;

/** Looks at the whole world once: what is met, what is open, and what went wrong, with where to look. */
export async function judge<F>(
  lesson: Judged<F>,
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
  const pace = paceOf(lesson, view, facts);
  const scores = scoreOf(lesson, outcomes, traps, pace);
  return { outcomes, traps, score: sumOf(scores), dimensions: scores, pace, passed };
}

function notYet(label: string, principle: string): Verdict {
  return open({ record: label, field: "", found: "not yet", principle, route: "" });
}
