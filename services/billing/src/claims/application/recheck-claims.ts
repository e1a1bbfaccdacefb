import type { BillingContext } from "../../application/context.ts";
import { isUnsent } from "../domain/claim-status.ts";
import { lockClaims } from "../sql/claims.ts";
import { unsentClaimIds } from "../sql/scrub-rules.ts";
import { rebuildClaim } from "./rebuild-claim.ts";

/** So many claims are one transaction. */
const PIECE = 25;
const TIMER = "recheck-claims";

interface Recheck {
  /** What made it necessary, and which version of it: two that follow each other don't disturb one another. */
  readonly cause: string;
  /** Whose claims; null for all. */
  readonly payerId: string | null;
  /** For the history of each claim that changes by it. */
  readonly why: string;
}

/** BIL-374: the claims that wait are looked at again, piece after piece, each in a transaction of its own. */
export async function recheckUnsent(
  context: BillingContext,
  about: Recheck,
  after: string | null = null,
): Promise<void> {
  await context.schedule(TIMER, `${about.cause}:${after ?? ""}`, context.now, { ...about, after });
}

/** Timer: checks the next claims that have not left the house; where nothing changes, nothing is written (BIL-22). */
export async function recheckClaims(
  context: BillingContext,
  { payload }: { readonly payload: { readonly [key: string]: string | number | null } },
): Promise<void> {
  const text = (name: string) => (payload[name] === null ? null : String(payload[name]));
  const about = { cause: String(payload["cause"]), payerId: text("payerId"), why: String(payload["why"]) };
  const ids = await unsentClaimIds(context.tx, { payerId: about.payerId, after: text("after"), limit: PIECE });
  for (const claim of await lockClaims(context.tx, ids)) {
    // It may have gone out while the lock was waited for.
    if (!isUnsent(claim.status)) continue;
    const { frequency, attempt } = claim;
    await rebuildClaim(context, claim, { what: `Checked again: ${about.why}`, frequency, attempt });
  }
  const last = ids.at(-1);
  if (ids.length === PIECE && last !== undefined) await recheckUnsent(context, about, last);
}
