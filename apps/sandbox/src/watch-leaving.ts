import type { WorkerClient } from "./worker-client.ts";

/** Asks before a page with work in it is closed or reloaded: the practice is in its memory alone. `forget` stops that. */
export function watchLeaving(worker: WorkerClient): { readonly forget: () => void } {
  const onLeave = (event: BeforeUnloadEvent) => {
    if (worker.hasWork) event.preventDefault();
  };
  addEventListener("beforeunload", onLeave);
  return { forget: () => removeEventListener("beforeunload", onLeave) };
}
