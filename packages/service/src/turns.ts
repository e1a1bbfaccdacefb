/** Work that comes round: never twice at once, at least every so often, and at once when woken. */
export class Turns {
  readonly #work: () => Promise<void>;
  readonly #everyMs: (() => number) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  /** @param everyMs asked after each turn, where it is not always the same; undefined: only when woken or asked for. */
  constructor(work: () => Promise<void>, everyMs: number | (() => number) | undefined) {
    this.#work = work;
    this.#everyMs = typeof everyMs === "number" ? () => everyMs : everyMs;
  }

  start(): void {
    this.#next();
  }

  /** Runs at once; when it is running now, once more after that. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#running = this.#run();
  }

  /** Runs, and waits until it has run from start to end. */
  async now(): Promise<void> {
    this.wake();
    while (this.#running) await this.#running;
  }

  /** Waits until it runs no more, where it does. */
  async rest(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      await this.#work();
    } while (this.#again && !this.#stopped);
    this.#running = undefined;
    this.#next();
  }

  #next(): void {
    if (this.#stopped || this.#everyMs === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), this.#everyMs());
  }
}
