import {
  afterAttempt,
  assignment,
  readAssignment,
  tried,
  type Assignment,
  type Attempt,
  type Tried,
} from "@practicum/curriculum/assignment";
import type { LocalDate } from "@practicum/kernel/local-date";

type Kept = Pick<Storage, "getItem" | "setItem">;

const ASSIGNED = "practicum-assigned";
const TRIED = "practicum-tried";
const ASSIGNED_MAX = 30;

/** What instructors have given, and what came of it. Kept in this browser, where it keeps anything; else for as long as the page is open. */
export class AssignedWork {
  readonly #storage: Kept;
  readonly #today: () => LocalDate;
  #all: readonly Assignment[];
  #tried: readonly Tried[];

  /** @param today by the learner's own calendar, not the practice's. */
  constructor(storage: Kept, today: () => LocalDate) {
    this.#storage = storage;
    this.#today = today;
    this.#all = kept(storage, ASSIGNED, (one) => assignment.safeParse(one).data);
    this.#tried = kept(storage, TRIED, (one) => tried.safeParse(one).data);
  }

  get all(): readonly Assignment[] {
    return this.#all;
  }

  get tried(): readonly Tried[] {
    return this.#tried;
  }

  get today(): LocalDate {
    return this.#today();
  }

  /** Takes an instructor's file in; one that is here already is put in the place of what it was. @returns what is wrong with it, or nothing. */
  open(file: string): string {
    const read = readAssignment(file);
    if (!read.ok) return read.error;
    const others = this.#all.filter((one) => one.id !== read.value.id);
    if (others.length >= ASSIGNED_MAX)
      return `There is room for ${ASSIGNED_MAX} assignments: remove one from the list first.`;
    this.#keep([...others, read.value]);
    return "";
  }

  /** Takes one off the list; what came of its lessons stays known. @returns what puts it back. */
  remove(id: string): () => void {
    const place = this.#all.findIndex((one) => one.id === id);
    const removed = this.#all.slice(place, place + 1);
    this.#keep(this.#all.filter((one) => one.id !== id));
    // What was opened meanwhile stays.
    return () => this.#keep(this.#all.filter((one) => one.id !== id).toSpliced(place, 0, ...removed));
  }

  /** An attempt is over. */
  finished(attempt: Attempt): void {
    this.#tried = afterAttempt(this.#tried, attempt, this.#today());
    write(this.#storage, TRIED, this.#tried);
  }

  #keep(all: readonly Assignment[]): void {
    this.#all = all;
    write(this.#storage, ASSIGNED, all);
  }
}

/** What can't be read any more is as if it were not there; the others are not lost with it. */
function kept<T>(storage: Kept, key: string, read: (one: unknown) => T | undefined): readonly T[] {
  try {
    const found: unknown = JSON.parse(storage.getItem(key) ?? "[]");
    return Array.isArray(found) ? found.flatMap((one) => read(one) ?? []) : [];
  } catch {
    return [];
  }
}

function write(storage: Kept, key: string, value: unknown): void {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden storage loses the list, not the lesson; the file can be opened again.
  }
}
