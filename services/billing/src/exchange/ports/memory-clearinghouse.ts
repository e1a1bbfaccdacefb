import { must } from "@practicum/kernel/assert";
import type { Clearinghouse, ClearinghouseFile } from "./clearinghouse.ts";

/** Both ends of an exchange that is kept in memory: ours, and the other's. */
export interface MemoryExchange {
  readonly ours: Clearinghouse;
  /** What we sent and nobody has taken yet, the oldest first. */
  outbound(): readonly ClearinghouseFile[];
  /** Takes a file that we sent. */
  take(name: string): void;
  /** Puts a file where we look for it. */
  deliver(file: ClearinghouseFile): void;
}

/** An exchange for tests and the sandbox: behaves as a pair of folders would. */
export function memoryExchange(): MemoryExchange {
  const outbound = new Map<string, string>();
  const taken = new Set<string>();
  const inbound = new Map<string, string>();
  return {
    ours: {
      async send({ name, content }) {
        if (!taken.has(name)) outbound.set(name, content);
      },
      async list() {
        return [...inbound.keys()];
      },
      async fetch(name) {
        return must(inbound.get(name), "no such file waits");
      },
      async archive(name) {
        inbound.delete(name);
      },
    },
    outbound: () => [...outbound].map(([name, content]) => ({ name, content })),
    take(name) {
      outbound.delete(name);
      taken.add(name);
    },
    deliver({ name, content }) {
      inbound.set(name, content);
    },
  };
}
