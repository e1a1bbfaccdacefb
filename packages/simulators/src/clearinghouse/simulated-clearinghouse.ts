import type { Clock } from "@practicum/kernel/ports";
import type { ExchangedFile } from "./exchanged-file.ts";
import type { ClearinghouseSimulator } from "./simulator.ts";

/**
 * The simulator behind billing's clearinghouse port, in one process with it: what is sent is received at once, what is due by the
 * clock waits to be fetched. Between processes the two ends are folders, and the same simulator stands at the far one.
 */
export function simulatedClearinghouse(
  simulator: ClearinghouseSimulator,
  clock: Clock,
  kept: readonly ExchangedFile[] = [],
) {
  const waiting = new Map(kept.map((file) => [file.name, file.content]));
  return {
    /** What was given and not yet taken: the simulator itself has forgotten it. */
    waiting: (): ExchangedFile[] => [...waiting].map(([name, content]) => ({ name, content })),
    /** A file that came from elsewhere. */
    put(file: ExchangedFile): void {
      waiting.set(file.name, file.content);
    },
    async send(file: ExchangedFile): Promise<void> {
      simulator.receive(file, clock.now());
    },
    async list(): Promise<string[]> {
      for (const file of simulator.due(clock.now())) waiting.set(file.name, file.content);
      return [...waiting.keys()];
    },
    async fetch(name: string): Promise<string> {
      const content = waiting.get(name);
      if (content === undefined) throw new Error("no such file waits");
      return content;
    },
    async archive(name: string): Promise<void> {
      waiting.delete(name);
    },
  };
}
