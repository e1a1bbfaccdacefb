import type { WorkerClient } from "./worker-client.ts";

/** Gives a practice to the person as a file: every step of it. Null is the open one. */
export async function saveAsFile(worker: WorkerClient, worldId: string | null): Promise<void> {
  saveText("practice.practicum", await worker.export(worldId));
}

/** Gives a text to the person as a file. */
export function saveText(name: string, text: string, type = "application/json"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
