import type { Notice, Notifier } from "./notifier.ts";

/** Keeps what was sent, for the sandbox and for tests; a patient's telephone there. */
export interface MemoryNotifier extends Notifier {
  readonly sent: readonly Notice[];
}

/** @param refuses says why a notice cannot be sent, or nothing. */
export function memoryNotifier(refuses: (notice: Notice) => string | undefined = () => undefined): MemoryNotifier {
  const byKey = new Map<string, Notice>();
  return {
    get sent() {
      return [...byKey.values()];
    },
    async send(_practice, notice) {
      const problem = refuses(notice);
      if (problem !== undefined) throw new Error(problem);
      byKey.set(notice.key, notice);
    },
  };
}
