import type { Tx } from "@practicum/db/db";
import { ok } from "@practicum/kernel/result";
import { chainStart, checkAgainst, checkEntries, type AuditHead, type ChainCheck } from "../domain/audit-chain.ts";
import type { Handlers } from "../handlers.ts";
import { selectEntriesAfter, selectHashAt, selectKeptHead } from "../sql/audit.ts";
import type { IdentitySchema } from "../sql/tables.ts";

/** Entries read at a time: a long chain is never held whole. */
const BATCH = 2000;

export const verifyAuditChain: Handlers["verifyAuditChain"] = async ({ tx, ports, practice, now }) => {
  const walked = await walkChain(tx);
  const kept = await against(tx, walked, await selectKeptHead(tx));
  const anchor = await ports.auditAnchor.latest(practice);
  const checked = anchor === null ? kept : anchor === "tampered" ? nothingSure(kept) : await against(tx, kept, anchor);
  return ok({
    entries: checked.head.sequence,
    head: checked.head.hash,
    brokenAt: checked.brokenAt,
    checkedAt: now,
  });
};

/** Whoever forged the head kept outside may have written the whole chain anew: no entry is confirmed. */
function nothingSure(check: ChainCheck): ChainCheck {
  return { ...check, brokenAt: 1 };
}

async function walkChain(tx: Tx<IdentitySchema>): Promise<ChainCheck> {
  let check = chainStart;
  while (check.brokenAt === null) {
    const entries = await selectEntriesAfter(tx, check.head.sequence, BATCH);
    if (entries.length === 0) break;
    check = checkEntries(check, entries);
  }
  return check;
}

async function against(tx: Tx<IdentitySchema>, check: ChainCheck, anchor: AuditHead): Promise<ChainCheck> {
  return checkAgainst(check, anchor, await selectHashAt(tx, anchor.sequence));
}
