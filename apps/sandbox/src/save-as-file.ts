import type { WorkerClient } from "./worker-client.ts";

/** Gives a practice to the person as a file: every step of it. Null is the open one. */
export async function saveAsFile(worker: WorkerClient, worldId: string | null): Promise<void> {
  const url = URL.createObjectURL(new Blob([await worker.export(worldId)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "practice.practicum";
  link.click();
  URL.revokeObjectURL(url);
}
