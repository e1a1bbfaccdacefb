import type { AuditHead } from "../domain/audit-chain.ts";
import type { AuditAnchor } from "./identity-ports.ts";

/** Kept as long as the program runs: for the sandbox and for tests. */
export function memoryAnchor(): AuditAnchor {
  const heads = new Map<string, AuditHead>();
  return {
    latest: async (practice) => heads.get(practice.id) ?? null,
    async save(practice, head) {
      heads.set(practice.id, head);
    },
  };
}
