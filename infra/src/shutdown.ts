/** Things to stop, the last started first. */
export class Shutdown {
  readonly #stops: { readonly name: string; readonly stop: () => Promise<void> }[] = [];
  #running: Promise<void> | undefined;

  /** Whether stopping has begun; what is started after that must not be. */
  get begun(): boolean {
    return this.#running !== undefined;
  }

  /** What comes up while everything goes down is stopped at once. */
  add(name: string, stop: () => Promise<void>): void {
    this.#stops.push({ name, stop });
    if (this.#running !== undefined) this.#running = this.#running.then(() => this.#stopAll());
  }

  /** Stops everything once, in reverse order; one that fails to stop does not keep the others. */
  run(): Promise<void> {
    this.#running ??= this.#stopAll();
    return this.#running;
  }

  async #stopAll(): Promise<void> {
    for (let next = this.#stops.pop(); next !== undefined; next = this.#stops.pop()) {
      try {
        await next.stop();
      } catch (error) {
        console.error(`${next.name} could not be stopped: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}

/** How often we look whether the process that started us is still there. */
const PARENT_CHECK_MS = 500;

/**
 * Calls `end` once when a person or the system wants this process to end: Ctrl-C, TERM, HUP, or the death of the process
 * that started it. A second Ctrl-C ends at once; the guard then ends what is left.
 *
 * @param parentPid of the bootstrap; undefined when started by hand, where the terminal may be closed and we go on.
 */
export function onEnd(parentPid: number | undefined, end: (why: string) => void): void {
  let asked = false;
  const ask = (why: string) => {
    if (asked) {
      if (why === "SIGINT") process.exit(130);
      return;
    }
    asked = true;
    end(why);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => ask(signal));
  if (parentPid === undefined) return;
  const timer = setInterval(() => {
    if (process.ppid !== parentPid) ask("the npm process ended");
  }, PARENT_CHECK_MS);
  timer.unref();
}
