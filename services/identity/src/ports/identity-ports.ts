import type { Practice } from "@practicum/service/define-service";
import type { AuditHead } from "../domain/audit-chain.ts";

/**
 * Keeps the newest head of the audit chain outside the database, where whoever can change the tables cannot reach it.
 * Adapters: a signed file (`node/file-anchor.ts`), memory (`memory-anchor.ts`).
 */
export interface AuditAnchor {
  /** The newest head, null before the first, or that what is kept there was not written by us. */
  latest(practice: Practice): Promise<AuditHead | null | "tampered">;
  save(practice: Practice, head: AuditHead): Promise<void>;
}

export interface IdentityPorts {
  readonly auditAnchor: AuditAnchor;
}
