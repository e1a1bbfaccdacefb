import { glossary } from "@practicum/curriculum/glossary";
import type { Material } from "@practicum/curriculum/kit/lesson";
import type { Play } from "@practicum/world/play";

/** A lesson as the learner reads it. */
export interface LessonSheet {
  readonly id: string;
  /** Whom of the practice the learner works as. */
  readonly as: string;
  readonly title: string;
  readonly minutes: number;
  readonly story: readonly string[];
  readonly goal: string;
  /** Words of the field that it uses, with what they mean. */
  readonly words: readonly { readonly word: string; readonly meaning: string }[];
  readonly materials: readonly Material[];
  readonly outcomes: readonly { readonly id: string; readonly label: string; readonly hints: readonly string[] }[];
  readonly debrief: readonly string[];
  readonly next: readonly string[];
}

export function sheetOf({ lesson, facts }: Play): LessonSheet {
  const { id, as, title, minutes, goal, next } = lesson;
  return {
    id,
    as,
    title,
    minutes,
    goal,
    next,
    story: lesson.story(facts),
    materials: lesson.materials(facts),
    outcomes: lesson.outcomes.map((one) => ({ id: one.id, label: one.label, hints: one.hints })),
    words: lesson.words.map((word) => ({ word, meaning: glossary[word] ?? "" })),
    debrief: lesson.debrief(facts),
  };
}
