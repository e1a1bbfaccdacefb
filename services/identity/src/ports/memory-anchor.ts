import type { AnchoredHead, AuditAnchor } from "./identity-ports.ts";

/** Kept as long as the program runs: for the sandbox and for tests. */
export function memoryAnchor(): AuditAnchor {
  const kept = new Map<string, { readonly newest: AnchoredHead; readonly oldest: AnchoredHead }>();
  return {
    async kept(practice) {
      const { newest = null, oldest = null } = kept.get(practice.id) ?? {};
      return { newest, oldest, cutShort: false };
    },
    async save(practice, head) {
      kept.set(practice.id, { newest: head, oldest: kept.get(practice.id)?.oldest ?? head });
    },
  };
}
