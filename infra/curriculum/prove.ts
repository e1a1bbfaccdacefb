import type { Judgement } from "@practicum/curriculum/kit/judge";
import type { AnyLesson, PathStep } from "@practicum/curriculum/kit/lesson";
import { Refused } from "@practicum/seed/practice-port";
import { openLesson } from "./lesson-world.ts";

/**
 * Does a path in a fresh world and judges it.
 *
 * @param forgiving whether a step that fails is passed over: one that needs what another, left out, would have made.
 */
export async function walk(
  lesson: AnyLesson,
  steps: (facts: unknown) => readonly PathStep[],
  { seed = "learner", forgiving = false }: { readonly seed?: string; readonly forgiving?: boolean } = {},
): Promise<Judgement> {
  const opened = await openLesson(lesson, seed);
  try {
    for (const step of steps(opened.facts)) {
      try {
        await step.run(opened.practice);
      } catch (error) {
        if (!forgiving) throw new Error(`${lesson.id}, step "${step.name}": ${String(error)}`, { cause: error });
        if (!(error instanceof Refused) && !(error instanceof Error)) throw error;
      }
    }
    return await opened.world.judge(true);
  } finally {
    await opened.close();
  }
}

/** What is not as it should be, in the order of the lesson: outcomes that are not met, traps that somebody fell for. */
export function faultsOf({ outcomes, traps }: Judgement): readonly string[] {
  return [...outcomes.filter((one) => one.verdict.state !== "met").map((one) => one.id), ...traps.map((one) => one.id)];
}

/** The reasons in words, for a proof that failed. */
export function reasonsOf({ outcomes, traps }: Judgement): readonly string[] {
  return [...outcomes, ...traps].flatMap(({ id, verdict }) =>
    verdict.state === "met"
      ? []
      : [`${id}: ${verdict.diagnosis.record}, ${verdict.diagnosis.field}: ${verdict.diagnosis.found}`],
  );
}
