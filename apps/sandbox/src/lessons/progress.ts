import { learnedText, readLearned, together, type Learned, type Reached } from "@practicum/curriculum/learned";
import type { Judgement } from "@practicum/curriculum/kit/judge";
import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import { helpOf, modes, type Mode } from "@practicum/curriculum/kit/mode";
import { dueReviews, reviewed, type Recall } from "@practicum/curriculum/review";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { LessonBegun } from "@practicum/world/entry";
import { AssignedWork } from "./assigned-work.ts";

/** How much help the next lesson begins with. */
export interface Wished {
  readonly mode: Mode;
  /** What an instructor gave out for an exam. */
  readonly nonce: string;
}

/** What came of an attempt, with the help that it had. */
export interface Finished {
  readonly judgement: Judgement;
  readonly mode: Mode;
  /** The instructor's, of an exam; empty for none. */
  readonly word: string;
  /** Outcomes that a hint was asked for. */
  readonly hinted: readonly string[];
}

type Kept = Pick<Storage, "getItem" | "setItem">;

const REACHED = "practicum-lessons";
const LEARNER = "practicum-learner";
const HELP = "practicum-help";
/** Before there were reviews, what was reached stood by itself. */
const CARDS = "practicum-cards";

/** What a learner has learned. Kept in this browser, where it keeps anything; else for as long as the page is open. */
export class Progress {
  /** What instructors have given to do. */
  readonly assigned: AssignedWork;
  readonly #storage: Kept;
  readonly #today: () => LocalDate;
  #learned: Learned;
  #wished: Wished;

  /** @param today by the learner's own calendar, not the practice's. */
  constructor(storage: Kept, today: () => LocalDate) {
    this.#storage = storage;
    this.#today = today;
    this.assigned = new AssignedWork(storage, today);
    this.#learned = kept(storage);
    const { mode, nonce = "" } = read<Partial<Wished>>(storage, HELP) ?? {};
    this.#wished = { mode: modes.find((one) => one === mode) ?? "hinted", nonce };
  }

  of(lesson: string): Reached {
    return this.#learned.lessons[lesson] ?? { attempts: 0, best: 0, passed: false };
  }

  get wished(): Wished {
    return this.#wished;
  }

  wish(wished: Wished): void {
    this.#wished = wished;
    write(this.#storage, HELP, JSON.stringify(wished));
  }

  /** An attempt has its own seed: other people, other numbers. */
  begin(lesson: string, { mode, nonce }: Wished = this.#wished): LessonBegun {
    const before = this.of(lesson);
    const attempts = before.attempts + 1;
    this.#keep({ lessons: { ...this.#learned.lessons, [lesson]: { ...before, attempts } } });
    const begun = { lesson, seed: `${this.#learner()}/${attempts}`, mode };
    return mode === "exam" && nonce.trim() !== "" ? { ...begun, nonce: nonce.trim() } : begun;
  }

  finish(lesson: string, { judgement: { score, passed, outcomes }, mode, word, hinted }: Finished): void {
    this.assigned.finished({ lesson, mode, word, score, passed });
    const before = this.of(lesson);
    const reached = {
      attempts: Math.max(1, before.attempts),
      best: Math.max(before.best, score),
      passed: before.passed || passed,
      alone: before.alone === true || (passed && !helpOf[mode].hints),
    };
    const recalls = outcomes.map(({ id, verdict }): [string, Recall] => [
      id,
      verdict.state !== "met" ? "missed" : helpOf[mode].points || hinted.includes(id) ? "helped" : "recalled",
    ]);
    this.#keep({
      lessons: { ...this.#learned.lessons, [lesson]: reached },
      cards: reviewed(this.#learned.cards, lesson, recalls, this.#today()),
    });
  }

  /** What is to be done again today. */
  due(lessons: readonly AnyLesson[]) {
    return dueReviews(this.#learned.cards, lessons, this.#today());
  }

  /** All of it as a file's text. */
  saved(): string {
    return learnedText(this.#learned);
  }

  /** Takes in what was saved here or elsewhere. @returns what is wrong with the file; empty where nothing is. */
  bring(text: string): string {
    const brought = readLearned(text);
    if (!brought.ok) return brought.error;
    this.#keep(together(this.#learned, brought.value));
    return "";
  }

  #keep(changed: Partial<Learned>): void {
    this.#learned = { ...this.#learned, ...changed };
    write(this.#storage, REACHED, JSON.stringify(this.#learned.lessons));
    write(this.#storage, CARDS, JSON.stringify(this.#learned.cards));
  }

  #learner(): string {
    const known = this.#storage.getItem(LEARNER);
    if (known !== null) return known;
    const made = crypto.getRandomValues(new Uint32Array(2)).join("-");
    write(this.#storage, LEARNER, made);
    return made;
  }
}

/** What can't be read any more is as if it were not there; the one is not lost with the other. */
function kept(storage: Kept): Learned {
  const parts = { lessons: read(storage, REACHED) ?? {}, cards: read(storage, CARDS) ?? [] };
  for (const some of [parts, { ...parts, cards: [] }, { ...parts, lessons: {} }]) {
    const found = readLearned(JSON.stringify({ format: "practicum-learned-1", ...some }));
    if (found.ok) return found.value;
  }
  return { lessons: {}, cards: [] };
}

function read<T extends object>(storage: Kept, key: string): T | null {
  try {
    const found: unknown = JSON.parse(storage.getItem(key) ?? "null");
    return typeof found === "object" && found !== null ? (found as T) : null;
  } catch {
    return null;
  }
}

function write(storage: Kept, key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch {
    // A full or forbidden storage loses the list of what was reached, not the lesson.
  }
}
