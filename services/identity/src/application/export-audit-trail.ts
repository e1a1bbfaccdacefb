import { ok } from "@practicum/kernel/result";
import { trailCsv } from "../domain/trail-csv.ts";
import type { Handlers } from "../handlers.ts";
import { selectTrail } from "../sql/audit.ts";

/** What one file takes: some 10 MB. */
const ENTRIES_MAX = 20_000;

/** A span of the trail as a file, for who looks at it elsewhere (IDN-163). */
export const exportAuditTrail: Handlers["exportAuditTrail"] = async ({ tx, today }, input) => {
  const found = await selectTrail(tx, { ...input, before: null, limit: ENTRIES_MAX + 1 });
  const entries = found.slice(0, ENTRIES_MAX);
  const cut = found.length > entries.length;
  return ok({ name: `audit-trail-${today}.csv`, csv: trailCsv(entries), entries: entries.length, cut });
};
