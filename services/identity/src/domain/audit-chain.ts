import type { ActorKind } from "@practicum/contracts/actor";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** What is known of one access before it has its place in the chain. */
export interface AuditContent {
  /** Of the event it came by: an access is entered once. */
  readonly eventId: Id<"event">;
  /** When it was, as the service says it. */
  readonly at: Instant;
  /** When it came here, by identity's own clock (IDN-29). Null in entries of before that was kept. */
  readonly receivedAt: Instant | null;
  readonly actorKind: ActorKind;
  readonly actorName: string;
  readonly staffId: Id<"staff"> | null;
  /** Who, where it was nobody of the staff. */
  readonly actorId: string | null;
  readonly sessionId: string | null;
  readonly roles: readonly string[];
  readonly service: string;
  readonly operation: string;
  readonly kind: "command" | "query";
  readonly permission: string;
  readonly patientIds: readonly Id<"patient">[];
  readonly outcome: string;
  readonly commandId: string | null;
  /** Whose account it was about, where that is another person's than the actor's. */
  readonly aboutStaffId: Id<"staff"> | null;
}

/** Where the chain stands: the number of its newest entry and that entry's hash. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

export interface AuditRecord extends AuditContent, AuditHead {}

/** Before the first entry. */
export const emptyChain: AuditHead = { sequence: 0, hash: "0".repeat(64) };

/** Puts an access at the end of the chain (IDN-21). */
export function chained(head: AuditHead, content: AuditContent): AuditRecord {
  const sequence = head.sequence + 1;
  return { ...content, sequence, hash: hashOf(head.hash, sequence, content) };
}

/** SHA-256, as hex, over the hash before and the entry's fields in a fixed order. */
function hashOf(previousHash: string, sequence: number, c: AuditContent): string {
  const canonical = JSON.stringify([
    sequence,
    c.eventId,
    c.at,
    c.actorKind,
    c.actorName,
    c.staffId,
    c.sessionId,
    c.roles,
    c.service,
    c.operation,
    c.kind,
    c.permission,
    c.patientIds,
    c.outcome,
    c.commandId,
    ...laterFields(c),
  ]);
  return bytesToHex(sha256(utf8ToBytes(previousHash + canonical)));
}

/** What entries of today hold beyond those of the first day: older ones have the form they were hashed in. */
function laterFields({ aboutStaffId, receivedAt, actorId }: AuditContent): readonly (string | null)[] {
  if (receivedAt !== null) return [aboutStaffId, receivedAt, actorId];
  return aboutStaffId === null ? [] : [aboutStaffId];
}

/** What a check of the chain has seen so far. */
export interface ChainCheck {
  readonly head: AuditHead;
  /** The first entry that does not hold; nothing after it is looked at. */
  readonly brokenAt: number | null;
}

export const chainStart: ChainCheck = { head: emptyChain, brokenAt: null };

/** Goes on with a check over the next entries, in the order of their numbers (IDN-23). */
export function checkEntries(check: ChainCheck, entries: Iterable<AuditRecord>): ChainCheck {
  let { head } = check;
  if (check.brokenAt !== null) return check;
  for (const entry of entries) {
    const sequence = head.sequence + 1;
    if (entry.sequence !== sequence || entry.hash !== hashOf(head.hash, sequence, entry)) {
      return { head, brokenAt: sequence };
    }
    head = { sequence, hash: entry.hash };
  }
  return { head, brokenAt: null };
}

/**
 * Compares an unbroken chain with a head that was kept elsewhere: an entry it counted is gone, or another stands in its
 * place (IDN-24).
 *
 * @param hashAtAnchor the chain's hash at the anchor's number, or null where the chain does not go so far.
 */
export function checkAgainst(check: ChainCheck, anchor: AuditHead, hashAtAnchor: string | null): ChainCheck {
  if (check.brokenAt !== null || anchor.sequence === 0) return check;
  if (hashAtAnchor === anchor.hash) return check;
  return { ...check, brokenAt: Math.min(anchor.sequence, check.head.sequence + 1) };
}
