import type { Bus, LiveNote } from "@practicum/bus/bus";
import type { Id } from "@practicum/kernel/brand";

/** Changes kept for a reader that is slow; beyond it the oldest go, and the reader is told to ask for everything again. */
const WAITING_MAX = 500;

/** Told when changes were lost: whoever listens asks again for all it shows. */
export const MISSED: LiveNote = { name: "live.missed", keys: {} };

type Listener = (note: LiveNote) => void;

/** Shares one subscription to the bus among all who listen, by practice. */
export interface ChangeFeed {
  listen(practiceId: Id<"practice">, listener: Listener): () => void;
  /** The same as a stream, for tRPC's subscriptions. */
  changes(practiceId: Id<"practice">, signal: AbortSignal | undefined): AsyncIterable<LiveNote>;
  stop(): Promise<void>;
}

export async function openChangeFeed(bus: Bus): Promise<ChangeFeed> {
  const byPractice = new Map<string, Set<Listener>>();
  const subscription = await bus.listen((practiceId, note) => {
    for (const listener of byPractice.get(practiceId) ?? []) listener(note);
  });
  const listen: ChangeFeed["listen"] = (practiceId, listener) => {
    const listeners = byPractice.get(practiceId) ?? new Set();
    byPractice.set(practiceId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) byPractice.delete(practiceId);
    };
  };
  return {
    listen,
    changes: (practiceId, signal) => stream((listener) => listen(practiceId, listener), signal),
    stop: () => subscription.stop(),
  };
}

async function* stream(listen: (listener: Listener) => () => void, signal: AbortSignal | undefined) {
  let waiting: LiveNote[] = [];
  let wake = () => {};
  const unlisten = listen((note) => {
    if (waiting.length >= WAITING_MAX) waiting = [MISSED];
    else waiting.push(note);
    wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener("abort", onAbort);
  try {
    while (signal?.aborted !== true) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    unlisten();
    signal?.removeEventListener("abort", onAbort);
  }
}
