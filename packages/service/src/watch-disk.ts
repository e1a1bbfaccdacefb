import { DiskWatch } from "./disk-watch.ts";
import type { Log } from "./log.ts";
import type { Storage } from "./storage.ts";

/** The watch of a service's process: what changes is in its log. */
export function watchDisk(folder: string, service: string, log: Log): DiskWatch {
  let before: Storage["state"] = "ok";
  return new DiskWatch(folder, (state) => {
    if (state === before) return;
    if (state === "full") log.error({ event: "disk-full", service });
    else if (state === "low" && before === "ok") log.warn({ event: "disk-low", service });
    else log.info({ event: "disk-has-room", service });
    before = state;
  });
}
