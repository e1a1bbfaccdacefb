import type { auditOperations } from "@practicum/contracts/identity/audit";
import type { Tx } from "@practicum/db/db";
import { ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { chainStart, checkAgainst, checkEntries, type AuditHead, type ChainCheck } from "../domain/audit-chain.ts";
import type { Handlers } from "../handlers.ts";
import type { AnchoredHead, KeptHeads } from "../ports/identity-ports.ts";
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
  const end = await selectKeptHead(tx);
  const whole = end ? await against(tx, walked, end) : walked;
  const kept = await ports.auditAnchor.kept(practice);
  const checked = kept === "tampered" ? nothingSure(whole) : await againstAll(tx, whole, kept);
  return ok({ ...summary(checked), checkedAt: now, next: null, anchor: anchorOf(kept) });
};

function summary({ head, brokenAt }: ChainCheck) {
  return { entries: head.sequence, head: head.hash, brokenAt };
}

function anchorOf(kept: KeptHeads | "tampered"): z.input<typeof auditOperations.verifyAuditChain.output>["anchor"] {
  if (kept === "tampered") return { since: null, until: null, cutShort: false, gone: [] };
  const { oldest, newest, cutShort, gone } = kept;
  return { since: oldest && told(oldest), until: newest && told(newest), cutShort, gone: gone.map(told) };
}

function told({ sequence, at }: AnchoredHead) {
  return { entry: sequence, at };
}

/** What was found to be gone once is compared with for good: a chain that grew over the place has another entry there. */
async function againstAll(tx: Tx<IdentitySchema>, check: ChainCheck, { newest, gone }: KeptHeads): Promise<ChainCheck> {
  let checked = newest ? await against(tx, check, newest) : check;
  for (const head of gone) {
    const { brokenAt } = await against(tx, check, head);
    if (brokenAt !== null) checked = { ...checked, brokenAt: Math.min(head.firstGone, checked.brokenAt ?? Infinity) };
  }
  return checked;
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
