/** What a learner has reached in one lesson, over all attempts. */
export interface Reached {
  readonly attempts: number;
  readonly best: number;
  readonly passed: boolean;
}

const REACHED = "practicum-lessons";
const LEARNER = "practicum-learner";

/** Kept in this browser, where it keeps anything; else for as long as the page is open. */
export class Progress {
  readonly #storage: Pick<Storage, "getItem" | "setItem">;
  #reached: { [lesson: string]: Reached };

  constructor(storage: Pick<Storage, "getItem" | "setItem">) {
    this.#storage = storage;
    this.#reached = read(storage);
  }

  of(lesson: string): Reached {
    return this.#reached[lesson] ?? { attempts: 0, best: 0, passed: false };
  }

  /** An attempt has its own seed: other people, other numbers. */
  begin(lesson: string): string {
    const { attempts, ...rest } = this.of(lesson);
    this.#keep(lesson, { ...rest, attempts: attempts + 1 });
    return `${this.#learner()}/${attempts + 1}`;
  }

  finish(lesson: string, score: number, passed: boolean): void {
    const before = this.of(lesson);
    this.#keep(lesson, { ...before, best: Math.max(before.best, score), passed: before.passed || passed });
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

function read(storage: Pick<Storage, "getItem">): { [lesson: string]: Reached } {
  try {
    const kept: unknown = JSON.parse(storage.getItem(REACHED) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as { [lesson: string]: Reached }) : {};
  } catch {
    return {};
  }
}

function write(storage: Pick<Storage, "setItem">, key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch {
    // A full or forbidden storage loses the list of what was reached, not the lesson.
  }
}
