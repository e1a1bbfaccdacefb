import type { Instant } from "@practicum/kernel/instant";
import type { Practice } from "@practicum/service/define-service";
import type { AuditHead } from "../domain/audit-chain.ts";

/** The heads of a practice's chain that are kept outside. */
export interface KeptHeads {
  /** The newest: what came after it, it cannot tell. Null when none is kept. */
  readonly newest: AnchoredHead | null;
  /** The oldest: what was changed before it was kept, it cannot tell. Null when none is kept. */
  readonly oldest: AnchoredHead | null;
  /** Something after the newest was not written to its end, as when the power fails or the disk is full; it is left out. */
  readonly cutShort: boolean;
  /** Heads that the chain no longer contained when it was looked at. */
  readonly gone: readonly GoneHead[];
}

export interface AnchoredHead extends AuditHead {
  /** When it was kept. */
  readonly at: Instant;
}

export interface GoneHead extends AnchoredHead {
  /** The first entry that was gone or another, as far as could be told when it was found. */
  readonly firstGone: number;
}

/**
 * Keeps heads of the audit chain outside the database, where whoever can change the tables cannot reach them.
 * Adapters: signed files (`node/file-anchor.ts`), memory (`memory-anchor.ts`).
 */
export interface AuditAnchor {
  /** What is kept, or that the newest of it was not written by us. */
  readonly kept: (practice: Practice) => Promise<KeptHeads | "tampered">;
  /** Absent where somebody else keeps them: in the clinic the operator, and no service can write there. */
  readonly save?: (practice: Practice, head: AnchoredHead) => Promise<void>;
  readonly saveGone?: (practice: Practice, head: GoneHead) => Promise<void>;
}

export interface IdentityPorts {
  readonly auditAnchor: AuditAnchor;
  /** What the keys of people's drafts are made from. Absent: browsers keep no drafts. */
  readonly draftSecret?: string;
}
