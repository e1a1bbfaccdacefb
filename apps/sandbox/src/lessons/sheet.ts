import { glossary } from "@practicum/curriculum/glossary";
import type { GuidePlace, Material } from "@practicum/curriculum/kit/lesson";
import { helpOf, type Mode } from "@practicum/curriculum/kit/mode";
import { lessonById } from "@practicum/curriculum/lessons";
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
  readonly mode: Mode;
  /** The instructor's, of an exam; empty for none. */
  readonly word: string;
  /** Whether an exam is over. */
  readonly isHandedIn: boolean;
  readonly outcomes: readonly SheetOutcome[];
  readonly traps: readonly { readonly id: string; readonly critical: boolean }[];
  readonly debrief: readonly string[];
  readonly next: readonly { readonly id: string; readonly as: string; readonly title: string }[];
}

export interface SheetOutcome {
  readonly id: string;
  readonly label: string;
  /** Those that were asked for. */
  readonly hints: readonly string[];
  /** Whether another can be asked for. */
  readonly hasMore: boolean;
  /** The places that it is done at; none where nobody is guided. */
  readonly guide: readonly GuidePlace[];
  /** Of a whole day: whose work it is, as a key of the practice's people. */
  readonly seat?: string | undefined;
}

export function sheetOf({ lesson, facts, mode, hints, isHandedIn, state }: Play): LessonSheet {
  const { id, as, title, minutes, goal } = lesson;
  return {
    id,
    as,
    title,
    minutes,
    goal,
    mode,
    word: state.nonce ?? "",
    isHandedIn,
    next: lesson.next.map(lessonById).map((one) => ({ id: one.id, as: one.as, title: one.title })),
    story: lesson.story(facts),
    materials: lesson.materials(facts),
    outcomes: lesson.outcomes.map((one): SheetOutcome => {
      const asked = hints[one.id] ?? 0;
      const hasMore = helpOf[mode].hints && asked < one.hints.length;
      const guide = helpOf[mode].points ? (one.guide ?? []) : [];
      return { id: one.id, label: one.label, hints: one.hints.slice(0, asked), hasMore, guide, seat: one.seat };
    }),
    traps: lesson.traps.map(({ id: trap, critical }) => ({ id: trap, critical })),
    words: lesson.words.map((word) => ({ word, meaning: glossary[word] ?? "" })),
    debrief: lesson.debrief(facts),
  };
}
