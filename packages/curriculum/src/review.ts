import { addDays, isLocalDate, type LocalDate } from "@practicum/kernel/local-date";
import { z } from "zod";
import type { AnyLesson } from "./kit/lesson.ts";

/** Days until an outcome comes back: longer each time that it was remembered. */
export const GAPS = [1, 3, 7, 16, 35, 90] as const;

const date = z.string().refine(isLocalDate, { error: "is no date" });

/** One outcome that somebody has done, and when it is to be done again. Dates are of the learner's own calendar. */
export const card = z.strictObject({
  lesson: z.string().max(40),
  outcome: z.string().max(80),
  seen: date,
  due: date,
  /** The place of its gap. */
  gap: z
    .int()
    .min(0)
    .max(GAPS.length - 1),
});

export type Card = z.output<typeof card>;

/** How an outcome went: not reached, reached with help, or by oneself. */
export type Recall = "missed" | "helped" | "recalled";

/** The cards after a lesson was done (CUR-70, CUR-71). */
export function reviewed(
  cards: readonly Card[],
  lesson: string,
  recalls: readonly (readonly [outcome: string, recall: Recall])[],
  today: LocalDate,
): readonly Card[] {
  const others = cards.filter((one) => one.lesson !== lesson);
  const own = recalls.map(([outcome, recall]): Card => {
    const before = cards.find((one) => one.lesson === lesson && one.outcome === outcome);
    const next = (gap: number): Card => ({
      lesson,
      outcome,
      seen: today,
      due: addDays(today, GAPS[gap] ?? GAPS[0]),
      gap,
    });
    if (before === undefined || recall === "missed") return next(0);
    // What is done twice in an hour is not remembered longer for it.
    if (before.due > today) return before;
    return next(recall === "helped" ? before.gap : Math.min(before.gap + 1, GAPS.length - 1));
  });
  return [...others, ...own];
}

/** Lessons with something to do again, the longest due first, each with the labels of what it is (CUR-72). */
export function dueReviews(
  cards: readonly Card[],
  lessons: readonly AnyLesson[],
  today: LocalDate,
): readonly { readonly lesson: AnyLesson; readonly outcomes: readonly string[] }[] {
  const due = cards.filter((one) => one.due <= today).toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  return [...new Set(due.map((one) => one.lesson))].flatMap((id) => {
    // Another build may have had lessons and outcomes that this one has not.
    const lesson = lessons.find((one) => one.id === id);
    const outcomes = lesson?.outcomes.filter(({ id: outcome }) =>
      due.some((one) => one.lesson === id && one.outcome === outcome),
    );
    return lesson === undefined || outcomes === undefined || outcomes.length === 0
      ? []
      : [{ lesson, outcomes: outcomes.map((one) => one.label) }];
  });
}
