import type { Instant } from "@practicum/kernel/instant";
import type { Practice } from "@practicum/service/define-service";
import type { AuditHead } from "../domain/audit-chain.ts";
import type { AnchoredHead, AuditAnchor } from "../ports/identity-ports.ts";

/** Where a chain ends, and whether it contains a head. */
export interface ChainEnd {
  readonly head: AuditHead | null;
  readonly contains: boolean;
}

/**
 * Keeps the newest head of a chain outside (IDN-24). A chain that does not contain the head kept last was cut or written anew: that head is
 * kept as gone, which stands for good, and the chain as it is now is kept from here on (IDN-25).
 *
 * @param last the head kept last, as `AuditAnchor.kept` tells it.
 * @returns the head kept now, and the one that is gone.
 */
export async function keepHead(
  anchor: Required<AuditAnchor>,
  practice: Practice,
  last: AnchoredHead | null,
  endOf: (contained: AuditHead | null) => Promise<ChainEnd>,
  now: () => Instant,
): Promise<{ readonly kept: AnchoredHead | null; readonly gone: AnchoredHead | null }> {
  const { head, contains } = await endOf(last);
  const gone = last !== null && !contains ? last : null;
  // A chain that is shorter now lost what came after its end; one that is as long or longer has another entry at least there.
  if (gone) await anchor.saveGone(practice, { ...gone, firstGone: Math.min(gone.sequence, (head?.sequence ?? 0) + 1) });
  if (head === null || (!gone && head.sequence === last?.sequence)) return { kept: gone ? null : last, gone };
  const kept = { ...head, at: now() };
  await anchor.save(practice, kept);
  return { kept, gone };
}
