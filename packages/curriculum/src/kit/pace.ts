import type { Lesson } from "./lesson.ts";
import type { Step, WorldView } from "./world-view.ts";

/** A learner reads, looks things up, and is called away: only what is far beyond the lesson's minutes counts. */
const MINUTES_MANY = 3;
/** So many times the deeds that the work takes, and some to find the way. */
const DEEDS_MANY = 3;
const DEEDS_SPARE = 10;
const MINUTE_MS = 60_000;

/** What the work took beyond what it may: each with the step that went beyond. */
export interface Pace {
  readonly clock: { readonly entry: number | null; readonly found: string } | null;
  readonly steps: { readonly entry: number | null; readonly found: string } | null;
}

/** How long the work took by the practice's clock, and in how many steps. Days that the learner let pass do not count. */
export function paceOf<F>(
  { minutes, golden }: Pick<Lesson<F>, "minutes" | "golden">,
  { steps, workedMs }: WorldView,
  facts: F,
): Pace {
  const took = Math.round(workedMs / MINUTE_MS);
  const minutesMost = minutes * MINUTES_MANY;
  const deeds = deedsOf(steps);
  const deedsMost = golden(facts).length * DEEDS_MANY + DEEDS_SPARE;
  return {
    clock:
      workedMs > minutesMost * MINUTE_MS
        ? {
            entry: steps.at(-1)?.entry ?? null,
            found: `${took} minutes; ${minutes} are planned, and ${minutesMost} are free`,
          }
        : null,
    steps:
      deeds.length > deedsMost
        ? { entry: deeds[deedsMost]?.entry ?? null, found: `${deeds.length} steps; ${deedsMost} are free` }
        : null,
  };
}

/** A section of a note is saved as often as somebody stops typing: the same operation again and again is one deed. */
function deedsOf(steps: readonly Step[]): readonly Step[] {
  return steps.filter((step, index) => step.path !== steps[index - 1]?.path);
}
