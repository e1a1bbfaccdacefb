import type { auditOperations } from "@practicum/contracts/identity/audit";
import type { Tx } from "@practicum/db/db";
import { ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { chainStart, checkAgainst, checkEntries, type AuditHead, type ChainCheck } from "../domain/audit-chain.ts";
import type { Handlers } from "../handlers.ts";
import type { KeptHeads } from "../ports/identity-ports.ts";
import { selectEntriesAfter, selectHashAt, selectKeptHead } from "../sql/audit.ts";
import type { IdentitySchema } from "../sql/tables.ts";

/** Entries read at a time: a page is never held whole. */
const BATCH = 2000;

/**
 * Goes over a page of the chain from where the page before ended (IDN-23). A page is a transaction and a request of its own, so
 * neither's time limits how long a chain may be. The last page compares with what is kept (IDN-24, IDN-28).
 */
export const verifyAuditChain: Handlers["verifyAuditChain"] = async (
  { tx, ports, practice, now },
  { after, limit },
) => {
  const start = after === undefined ? chainStart : { head: after, brokenAt: null };
  const walked = await walkChain(tx, start, limit);
  if (walked.brokenAt === null && walked.head.sequence - start.head.sequence === limit)
    return ok({ ...summary(walked), checkedAt: now, next: walked.head, anchor: null });
  const whole = await against(tx, walked, await selectKeptHead(tx));
  const kept = await ports.auditAnchor.kept(practice);
  const checked =
    kept === "tampered" ? nothingSure(whole) : kept.newest === null ? whole : await against(tx, whole, kept.newest);
  return ok({ ...summary(checked), checkedAt: now, next: null, anchor: anchorOf(kept) });
};

function summary({ head, brokenAt }: ChainCheck) {
  return { entries: head.sequence, head: head.hash, brokenAt };
}

function anchorOf(kept: KeptHeads | "tampered"): z.input<typeof auditOperations.verifyAuditChain.output>["anchor"] {
  if (kept === "tampered") return { since: null, cutShort: false };
  const { oldest, cutShort } = kept;
  return { since: oldest && { entry: oldest.sequence, at: oldest.at }, cutShort };
}

/** Whoever forged the head kept outside may have written the whole chain anew: no entry is confirmed. */
function nothingSure(check: ChainCheck): ChainCheck {
  return { ...check, brokenAt: 1 };
}

async function walkChain(tx: Tx<IdentitySchema>, start: ChainCheck, limit: number): Promise<ChainCheck> {
  const end = start.head.sequence + limit;
  let check = start;
  while (check.brokenAt === null && check.head.sequence < end) {
    const entries = await selectEntriesAfter(tx, check.head.sequence, Math.min(BATCH, end - check.head.sequence));
    if (entries.length === 0) break;
    check = checkEntries(check, entries);
  }
  return check;
}

async function against(tx: Tx<IdentitySchema>, check: ChainCheck, anchor: AuditHead): Promise<ChainCheck> {
  return checkAgainst(check, anchor, await selectHashAt(tx, anchor.sequence));
}
