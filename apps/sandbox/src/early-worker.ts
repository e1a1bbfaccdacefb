/** The practice's worker, started by the page itself before it reads the program: see `vite.config.ts`. */
interface EarlyWorker {
  readonly worker: Worker;
  /** What it said before anyone listened. */
  readonly events: readonly Event[];
  /** Collects no more of that. */
  readonly stop: () => void;
}

declare global {
  var earlyWorker: EarlyWorker | undefined;
}

/**
 * The page's early worker, or a new one where the page could not start one: a server's policy may forbid that.
 *
 * @param listener is told of everything that the worker said and says, and of its failure.
 */
export function openWorker(listener: (event: Event) => void): Worker {
  const early = globalThis.earlyWorker;
  const worker = early?.worker ?? new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  early?.stop();
  for (const event of early?.events ?? []) listener(event);
  for (const type of ["message", "error"]) worker.addEventListener(type, listener);
  return worker;
}
