import type { AuditAnchor, KeptHeads } from "./identity-ports.ts";

const nothing: KeptHeads = { newest: null, oldest: null, cutShort: false, gone: [] };

/** Kept as long as the program runs: for the sandbox and for tests. */
export function memoryAnchor(): Required<AuditAnchor> {
  const kept = new Map<string, KeptHeads>();
  const of = (practiceId: string) => kept.get(practiceId) ?? nothing;
  return {
    kept: async (practice) => of(practice.id),
    async save({ id }, head) {
      kept.set(id, { ...of(id), newest: head, oldest: of(id).oldest ?? head });
    },
    async saveGone({ id }, head) {
      kept.set(id, { ...of(id), newest: null, gone: [...of(id).gone, head] });
    },
  };
}
