import type { Instant } from "@practicum/kernel/instant";
import type { Practice } from "@practicum/service/define-service";
import type { AuditHead } from "../domain/audit-chain.ts";

/** The heads of a practice's chain that are kept outside. */
export interface KeptHeads {
  /** The newest; null when none is kept. */
  readonly newest: AuditHead | null;
  /** The oldest: what was changed before it was kept, it cannot tell. Null when none is kept. */
  readonly oldest: AnchoredHead | null;
  /** Something after the newest was not written to its end, as when the power fails or the disk is full; it is left out. */
  readonly cutShort: boolean;
}

export interface AnchoredHead extends AuditHead {
  /** When it was kept. */
  readonly at: Instant;
}

/**
 * Keeps heads of the audit chain outside the database, where whoever can change the tables cannot reach them.
 * Adapters: a signed file (`node/file-anchor.ts`), memory (`memory-anchor.ts`).
 */
export interface AuditAnchor {
  /** What is kept, or that the newest of it was not written by us. */
  kept(practice: Practice): Promise<KeptHeads | "tampered">;
  save(practice: Practice, head: AnchoredHead): Promise<void>;
}

export interface IdentityPorts {
  readonly auditAnchor: AuditAnchor;
}
