import { localDate, optionalText, text } from "@practicum/contracts/schema";
import { err, ok, type Result } from "@practicum/kernel/result";
import type { LocalDate } from "@practicum/kernel/local-date";
import { z } from "zod";
import { modes, type Mode } from "./kit/mode.ts";

/** What an instructor gives a class to do, as a file. It knows no learner, and nobody's machine hears of it. */

export const LESSONS_MAX = 100;

const assignedLesson = z.strictObject({
  lesson: text(40),
  /** With so much help at most. */
  mode: z.enum(modes),
  /** Null: whenever it is. */
  due: localDate.nullable(),
});
export type AssignedLesson = z.output<typeof assignedLesson>;

export const assignment = z
  .strictObject({
    format: z.literal("practicum-assignment-1", { error: "is of something else" }),
    /** Of this very assignment, so that a file that is opened twice is one. */
    id: text(60),
    title: text(80),
    cohort: text(80),
    from: text(80),
    /** Mixed into the people and numbers of its exams; empty for none. */
    word: optionalText(80),
    lessons: z
      .array(assignedLesson)
      .min(1, { error: "Choose a lesson at least." })
      .max(LESSONS_MAX, { error: `Use at most ${LESSONS_MAX} lessons.` }),
  })
  .refine(({ lessons }) => new Set(lessons.map((one) => one.lesson)).size === lessons.length, {
    error: "has a lesson twice",
    path: ["lessons"],
  });
export type Assignment = z.output<typeof assignment>;

export function assignmentText(of: Assignment): string {
  return `${JSON.stringify(of, null, 2)}\n`;
}

/** Whether a file wants to be one, whatever is wrong with it. */
export function isAssignment(file: string): boolean {
  return /^\s*\{\s*"format"\s*:\s*"practicum-assignment-/.test(file);
}

/** Reads an instructor's file. The error says what is wrong with it, and what to do. */
export function readAssignment(file: string): Result<Assignment, string> {
  let value: unknown;
  try {
    value = JSON.parse(file);
  } catch {
    return err("This is no assignment: it can't be read. Ask your instructor for the file again.");
  }
  const parsed = assignment.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const at = issue?.path.join(".") ?? "";
  return err(`This is no assignment: ${at} ${issue?.message ?? ""}. Ask your instructor for the file again.`);
}

/** What came of a lesson with one kind of help, over all attempts. */
export const tried = z.strictObject({
  lesson: z.string().max(40),
  mode: z.enum(modes),
  word: z.string().max(80),
  best: z.int().min(0).max(100),
  /** The day of the first pass, by the learner's own calendar; null while there is none. */
  passedOn: localDate.nullable(),
});
export type Tried = z.output<typeof tried>;

export interface Attempt {
  readonly lesson: string;
  readonly mode: Mode;
  readonly word: string;
  readonly score: number;
  readonly passed: boolean;
}

/** What is known of attempts after one more: of each lesson, help and word one line. */
export function afterAttempt(known: readonly Tried[], attempt: Attempt, today: LocalDate): readonly Tried[] {
  const { lesson, mode, word, score, passed } = attempt;
  const isSame = (one: Tried) => one.lesson === lesson && one.mode === mode && one.word === word;
  const before = known.find(isSame);
  const now: Tried = {
    lesson,
    mode,
    word,
    best: Math.max(before?.best ?? 0, score),
    passedOn: before?.passedOn ?? (passed ? today : null),
  };
  return [...known.filter((one) => !isSame(one)), now];
}

/** Whether work with this help is what was asked: less help is always enough, an exam has its own word (CUR-82). */
export function isEnough(
  { word }: Pick<Assignment, "word">,
  asked: Pick<AssignedLesson, "mode">,
  done: { readonly mode: Mode; readonly word: string },
): boolean {
  if (modes.indexOf(done.mode) < modes.indexOf(asked.mode)) return false;
  return asked.mode !== "exam" || word === "" || done.word === word;
}

export type Standing =
  | { readonly state: "done"; readonly on: LocalDate; readonly isLate: boolean; readonly best: number }
  /** `tried`: the best of what counts; null where nothing does. */
  | { readonly state: "open" | "today" | "overdue"; readonly best: number | null };

/** How an assigned lesson stands on a day. */
export function standingOf(of: Assignment, asked: AssignedLesson, known: readonly Tried[], today: LocalDate): Standing {
  const counting = known.filter((one) => one.lesson === asked.lesson && isEnough(of, asked, one));
  const best = counting.length === 0 ? null : Math.max(...counting.map((one) => one.best));
  const [first] = counting.flatMap((one) => (one.passedOn === null ? [] : [one.passedOn])).toSorted();
  if (first !== undefined)
    return { state: "done", on: first, isLate: asked.due !== null && first > asked.due, best: best ?? 0 };
  if (asked.due === null || asked.due > today) return { state: "open", best };
  return { state: asked.due === today ? "today" : "overdue", best };
}
