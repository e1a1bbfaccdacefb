import type { Pages } from "./shared-stream.ts";

const LOOK_EVERY_MS = 60_000;

/** The pages of this browser at this address. */
export const browserPages: Pages = {
  // Absent where the address is not a secure one.
  locks: "locks" in navigator ? navigator.locks : undefined,
  openChannel: (name) => new BroadcastChannel(name),
  onSeen(listener) {
    const look = () => {
      if (document.visibilityState === "visible") listener();
    };
    document.addEventListener("visibilitychange", look);
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      document.removeEventListener("visibilitychange", look);
      clearInterval(timer);
    };
  },
  waitMs,
};

/** Resolves after a time, or as soon as the signal fires. */
export function waitMs(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
