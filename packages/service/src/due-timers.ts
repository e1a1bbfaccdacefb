import { epochMs, type Instant } from "@practicum/kernel/instant";

/** A clock that is set, or a machine that slept, is noticed after this long. */
const LOOK_MS = 5000;
/** So often the table is asked anyway: another process may have set a timer and died. */
const ASK_MS = 60_000;
/** After a failure, and while there is no room to fire anything. */
const AGAIN_MS = 1000;

export interface DueTimersOptions {
  readonly now: () => Instant;
  /** When the next timer fires, by the table. */
  readonly ask: () => Promise<Instant | null>;
  /** Time that only goes on, in milliseconds. */
  readonly elapsedMs: () => number;
}

/** Knows when the next timer is due, so that nobody has to look into the table before (SVC-34). */
export class DueTimers {
  readonly #options: DueTimersOptions;
  /** Undefined: the table has to be asked. */
  #next: Instant | null | undefined;
  #askedMs = 0;
  /** The earliest that was set while the table was asked: its answer may not know it yet. */
  #setMeanwhile: Instant | undefined;

  constructor(options: DueTimersOptions) {
    this.#options = options;
  }

  /** Whether to look into the table now. */
  get isTime(): boolean {
    const { now, elapsedMs } = this.#options;
    if (this.#next === undefined || elapsedMs() - this.#askedMs >= ASK_MS) return true;
    return this.#next !== null && this.#next <= now();
  }

  /** How long nothing is to be done, as far as is known. */
  get waitMs(): number {
    if (this.#next === undefined || this.isTime) return AGAIN_MS;
    if (this.#next === null) return LOOK_MS;
    return Math.min(epochMs(this.#next) - epochMs(this.#options.now()), LOOK_MS);
  }

  /** A timer was set and committed. */
  set(at: Instant): void {
    if (this.#setMeanwhile === undefined || at < this.#setMeanwhile) this.#setMeanwhile = at;
    if (this.#next === undefined) return;
    if (this.#next === null || at < this.#next) this.#next = at;
  }

  /** What is known holds no longer. */
  forget(): void {
    this.#next = undefined;
  }

  /** Asks the table, after everything due was fired. */
  async ask(): Promise<void> {
    this.#next = undefined;
    this.#setMeanwhile = undefined;
    const askedMs = this.#options.elapsedMs();
    this.#next = await this.#options.ask();
    this.#askedMs = askedMs;
    this.#takeMeanwhile();
  }

  #takeMeanwhile(): void {
    if (this.#setMeanwhile !== undefined) this.set(this.#setMeanwhile);
  }
}
