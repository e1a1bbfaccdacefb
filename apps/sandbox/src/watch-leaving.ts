import type { WorkerClient } from "./worker-client.ts";

/** Asks before a page is closed or reloaded whose work this browser does not keep. */
export function watchLeaving(worker: WorkerClient): void {
  addEventListener("beforeunload", (event) => {
    if (worker.hasWork) event.preventDefault();
  });
}
