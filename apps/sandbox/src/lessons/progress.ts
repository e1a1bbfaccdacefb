import { modes, type Mode } from "@practicum/curriculum/kit/mode";
import type { LessonBegun } from "@practicum/world/entry";

/** What a learner has reached in one lesson, over all attempts. */
export interface Reached {
  readonly attempts: number;
  readonly best: number;
  readonly passed: boolean;
  /** Passed without a hint to be had. */
  readonly alone?: boolean;
}

/** How much help the next lesson begins with. */
export interface Wished {
  readonly mode: Mode;
  /** What an instructor gave out for an exam. */
  readonly nonce: string;
}

type Kept = Pick<Storage, "getItem" | "setItem">;

const REACHED = "practicum-lessons";
const LEARNER = "practicum-learner";
const HELP = "practicum-help";

/** Kept in this browser, where it keeps anything; else for as long as the page is open. */
export class Progress {
  readonly #storage: Kept;
  #reached: { [lesson: string]: Reached };
  #wished: Wished;

  constructor(storage: Kept) {
    this.#storage = storage;
    this.#reached = read<{ [lesson: string]: Reached }>(storage, REACHED) ?? {};
    const { mode, nonce = "" } = read<Partial<Wished>>(storage, HELP) ?? {};
    this.#wished = { mode: modes.find((one) => one === mode) ?? "hinted", nonce };
  }

  of(lesson: string): Reached {
    return this.#reached[lesson] ?? { attempts: 0, best: 0, passed: false };
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
    const { attempts, ...rest } = this.of(lesson);
    this.#keep(lesson, { ...rest, attempts: attempts + 1 });
    const begun = { lesson, seed: `${this.#learner()}/${attempts + 1}`, mode };
    return mode === "exam" && nonce.trim() !== "" ? { ...begun, nonce: nonce.trim() } : begun;
  }

  finish(lesson: string, { score, passed, mode }: { score: number; passed: boolean; mode: Mode }): void {
    const before = this.of(lesson);
    const alone = before.alone === true || (passed && (mode === "unaided" || mode === "exam"));
    this.#keep(lesson, { ...before, best: Math.max(before.best, score), passed: before.passed || passed, alone });
  }

  #keep(lesson: string, reached: Reached): void {
    this.#reached = { ...this.#reached, [lesson]: reached };
    write(this.#storage, REACHED, JSON.stringify(this.#reached));
  }

  #learner(): string {
    const known = this.#storage.getItem(LEARNER);
    if (known !== null) return known;
    const made = crypto.getRandomValues(new Uint32Array(2)).join("-");
    write(this.#storage, LEARNER, made);
    return made;
  }
}

function read<T extends object>(storage: Kept, key: string): T | null {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? "null");
    return typeof kept === "object" && kept !== null ? (kept as T) : null;
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
