import { WorkerClient } from "./worker-client.ts";

/** The practice boots while the screens' program is still being read: this is imported before all of it. */
export const worker = new WorkerClient();
