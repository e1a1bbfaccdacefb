import type { Judgement } from "@practicum/curriculum/kit/judge";
import type { Dimension } from "@practicum/curriculum/kit/lesson";
import { PACE_CLOCK, PACE_STEPS } from "@practicum/curriculum/kit/score";
import type { Diagnosis } from "@practicum/curriculum/kit/verdict";

export const dimensionWords: { readonly [D in Dimension]: string } = {
  correct: "Correct work",
  safety: "Safety",
  privacy: "Privacy",
  money: "Money",
  time: "Time",
};

/** Something that is not as it should be, with the points that went with it. */
export interface Finding {
  readonly check: string;
  readonly title: string;
  readonly dimension: Dimension;
  readonly points: number;
  /** Of the log; null where it comes of no step. */
  readonly entry: number | null;
  readonly diagnosis: Pick<Diagnosis, "record" | "field" | "found" | "principle" | "route">;
  /** Somebody would have come to harm. */
  readonly isCritical: boolean;
}

const PACE = {
  [PACE_CLOCK]: { title: "It took long", record: "The practice's clock", field: "From the start to your last step" },
  [PACE_STEPS]: { title: "It took many steps", record: "Your steps", field: "How many" },
};

/** Every point that a judgement did not give, by what it belongs to; what harms first. */
export function findingsOf(judgement: Judgement): readonly Finding[] {
  const found = judgement.dimensions.flatMap(({ dimension, lost }) =>
    lost.flatMap(({ check, points, entry }): Finding[] => {
      const about = aboutOf(judgement, check);
      return about === null ? [] : [{ check, dimension, points, entry, ...about }];
    }),
  );
  return found.toSorted((a, b) => Number(b.isCritical) - Number(a.isCritical));
}

function aboutOf(
  { outcomes, traps, pace }: Judgement,
  check: string,
): Pick<Finding, "title" | "diagnosis" | "isCritical"> | null {
  const outcome = outcomes.find((one) => one.id === check);
  if (outcome !== undefined) {
    const { verdict, label } = outcome;
    return verdict.state === "met" ? null : { title: label, diagnosis: verdict.diagnosis, isCritical: false };
  }
  const trap = traps.find((one) => one.id === check);
  if (trap !== undefined)
    return { title: `A trap: ${trapWords(check)}`, diagnosis: trap.verdict.diagnosis, isCritical: trap.critical };
  const slow = check === PACE_CLOCK ? pace.clock : check === PACE_STEPS ? pace.steps : null;
  if (slow === null) return null;
  const { title, ...rest } = PACE[check === PACE_CLOCK ? PACE_CLOCK : PACE_STEPS];
  const principle = "While you look, somebody waits. It gets quicker with the second time.";
  return { title, diagnosis: { ...rest, found: slow.found, principle, route: "" }, isCritical: false };
}

/** `second-record` is "second record". */
export function trapWords(id: string): string {
  return id.replaceAll("-", " ");
}
