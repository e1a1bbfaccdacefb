import { must } from "@practicum/kernel/assert";

/** The practice's worker, started by the page itself before it reads the program: see `boot/boot.ts`. */
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

/** @param listener is told of everything that the worker said and says, and of its failure. */
export function openWorker(listener: (event: Event) => void): Worker {
  const { worker, events, stop } = must(globalThis.earlyWorker, "the page starts the practice's worker");
  stop();
  for (const event of events) listener(event);
  for (const type of ["message", "error"]) worker.addEventListener(type, listener);
  return worker;
}
