import { isAssignment, readAssignment, type Assignment } from "@practicum/curriculum/assignment";
import { rowOfPassport, rowOfPractice, type BoardRow, type Unread } from "@practicum/passport/board";
import type { WorkerClient } from "../worker-client.ts";

/** A file on the board, with what it takes to open it. */
export interface OnBoard {
  readonly row: BoardRow;
  readonly text: string;
}

/** What the board shows. It stays while the page is open: an instructor looks into a learner's practice and comes back. */
export interface BoardState {
  /** What the class was given to do; null where nobody has said. */
  readonly assignment: Assignment | null;
  readonly found: readonly OnBoard[];
  readonly unread: readonly Unread[];
  /** The file that is being done again, and how many wait behind it; null when none is. */
  readonly busy: { readonly file: string; readonly behind: number } | null;
}

const FILES_MAX = 200;
const FILE_BYTES_MAX = 30_000_000;

export class Board {
  readonly #worker: Pick<WorkerClient, "verify" | "judgeSaved">;
  readonly #listeners = new Set<() => void>();
  #waiting: File[] = [];
  state: BoardState = { assignment: null, found: [], unread: [], busy: null };

  constructor(worker: Pick<WorkerClient, "verify" | "judgeSaved">) {
    this.#worker = worker;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Files are done again one after the other; those that come meanwhile wait. */
  async bring(files: readonly File[]): Promise<void> {
    const room = FILES_MAX - this.state.found.length - this.#waiting.length;
    for (const { name } of files.slice(Math.max(0, room)))
      this.#unread(name, `the board has room for ${FILES_MAX} files: empty it first`);
    this.#waiting.push(...files.slice(0, Math.max(0, room)));
    if (this.state.busy !== null) return;
    for (let file = this.#waiting.shift(); file !== undefined; file = this.#waiting.shift()) {
      this.#set({ busy: { file: file.name, behind: this.#waiting.length } });
      await this.#read(file);
    }
    this.#set({ busy: null });
  }

  empty(): void {
    this.#waiting = [];
    this.#set({ assignment: null, found: [], unread: [] });
  }

  async #read(file: File): Promise<void> {
    if (file.size > FILE_BYTES_MAX) return this.#unread(file.name, "it is too large to be a learner's file");
    const text = await file.text().catch(() => null);
    if (text === null) return this.#unread(file.name, "it could not be read from the disk");
    if (isAssignment(text)) {
      const read = readAssignment(text);
      return read.ok ? this.#set({ assignment: read.value }) : this.#unread(file.name, read.error);
    }
    // The same file twice is one.
    if (this.state.found.some((one) => one.text === text)) return;
    try {
      const row = isPractice(text)
        ? rowOfPractice(file.name, await this.#worker.judgeSaved(text))
        : rowOfPassport(file.name, await this.#worker.verify(text));
      if ("because" in row) return this.#unread(row.file, row.because);
      this.#set({ found: [...this.state.found, { row, text }] });
    } catch (error) {
      this.#unread(file.name, error instanceof Error ? error.message : String(error));
    }
  }

  #unread(file: string, because: string): void {
    this.#set({ unread: [...this.state.unread.filter((one) => one.file !== file), { file, because }] });
  }

  #set(change: Partial<BoardState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** A file of Practices, Save as a file; all else is read as a passport, which says what is wrong with it. */
function isPractice(text: string): boolean {
  return /^\s*\{\s*"format"\s*:\s*"practicum-world-/.test(text);
}

/** A passport's log as a practice that can be opened, looked at and gone back in; a saved practice is one already. */
export function practiceOf({ text, row }: OnBoard): string {
  if (row.kind === "practice") return text;
  const { record }: { readonly record: PassportLog } = JSON.parse(text);
  const { build, world, log, digest } = record;
  const entries = log.map((one) => one.entry);
  return JSON.stringify({ format: "practicum-world-1", build, seed: world, entries, digest });
}

interface PassportLog {
  readonly build: string;
  readonly world: string;
  readonly log: readonly { readonly entry: unknown }[];
  readonly digest: { readonly [table: string]: string };
}
