import type { WorkerClient } from "./worker-client.ts";

/** Gives the practice to the person as a file: every step of it. */
export async function saveAsFile(worker: WorkerClient): Promise<void> {
  const url = URL.createObjectURL(new Blob([await worker.export()], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "practice.practicum";
  link.click();
  URL.revokeObjectURL(url);
}
