import { err, ok, type Result } from "@practicum/kernel/result";
import { z } from "zod";
import { card, type Card } from "./review.ts";

const reached = z.strictObject({
  attempts: z.int().min(0).max(100_000),
  best: z.int().min(0).max(100),
  passed: z.boolean(),
  /** Passed without a hint to be had. */
  alone: z.boolean().optional(),
});

/** What a learner has reached in one lesson, over all attempts. */
export type Reached = z.output<typeof reached>;

/** What a learner has learned, as a file: no names, and nothing of any patient. */
const learnedFile = z.strictObject({
  format: z.literal("practicum-learned-1"),
  lessons: z.record(z.string().max(40), reached),
  cards: z.array(card).max(2000),
});

export interface Learned {
  readonly lessons: { readonly [lesson: string]: Reached };
  readonly cards: readonly Card[];
}

export function learnedText({ lessons: kept, cards }: Learned): string {
  return JSON.stringify({ format: "practicum-learned-1", lessons: kept, cards });
}

/** Reads what was saved. The error says what is wrong with the file. */
export function readLearned(text: string): Result<Learned, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err("This file is not what was saved here: it can't be read.");
  }
  const parsed = learnedFile.safeParse(value);
  if (parsed.success) {
    const { lessons: kept, cards } = parsed.data;
    return ok({ lessons: kept, cards });
  }
  const [issue] = parsed.error.issues;
  return err(`This file is not what was saved here: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}.`);
}

/** Two courses of one learner made one (CUR-73): the best of each lesson, and of each card the one that was looked at last. */
export function together(one: Learned, other: Learned): Learned {
  const ids = [...new Set([...Object.keys(one.lessons), ...Object.keys(other.lessons)])].toSorted();
  const kept = ids.flatMap((id): [string, Reached][] => {
    const both = [one.lessons[id], other.lessons[id]].filter((found) => found !== undefined);
    if (both.length === 0) return [];
    return [
      [
        id,
        {
          attempts: Math.max(...both.map((found) => found.attempts)),
          best: Math.max(...both.map((found) => found.best)),
          passed: both.some((found) => found.passed),
          alone: both.some((found) => found.alone === true),
        },
      ],
    ];
  });
  const cards = new Map<string, Card>();
  for (const next of [...one.cards, ...other.cards]) {
    const key = `${next.lesson}/${next.outcome}`;
    const before = cards.get(key);
    if (before === undefined || before.seen < next.seen) cards.set(key, next);
  }
  return { lessons: Object.fromEntries(kept), cards: [...cards.values()] };
}
