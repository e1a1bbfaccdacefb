import type { Inbox, IncomingText } from "./inbox.ts";

/** Text messages for tests: what is put in waits until it is taken. */
export interface MemoryInbox extends Inbox {
  put(message: IncomingText): void;
}

export function memoryInbox(): MemoryInbox {
  const byKey = new Map<string, IncomingText>();
  return {
    put: (message) => void byKey.set(message.key, message),
    waiting: async () => [...byKey.values()],
    taken: async (_practice, key) => void byKey.delete(key),
  };
}
