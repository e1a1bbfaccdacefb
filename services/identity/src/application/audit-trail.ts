import { ok } from "@practicum/kernel/result";
import type { AuditRecord } from "../domain/audit-chain.ts";
import type { Handlers } from "../handlers.ts";
import { selectTrail } from "../sql/audit.ts";

export const auditTrail: Handlers["auditTrail"] = async ({ tx }, input) => {
  // One more than asked for tells whether there is a next page.
  const found = await selectTrail(tx, { ...input, limit: input.limit + 1 });
  const page = found.slice(0, input.limit);
  return ok({ entries: page.map(entryOf), next: found.length > page.length ? (page.at(-1)?.sequence ?? null) : null });
};

/** An entry as it is shown. */
export function entryOf(entry: AuditRecord) {
  return {
    sequence: entry.sequence,
    at: entry.at,
    receivedAt: entry.receivedAt,
    actorKind: entry.actorKind,
    actorName: entry.actorName,
    staffId: entry.staffId,
    service: entry.service,
    operation: entry.operation,
    kind: entry.kind,
    permission: entry.permission,
    patientIds: [...entry.patientIds],
    outcome: entry.outcome,
    aboutStaffId: entry.aboutStaffId,
    hash: entry.hash,
  };
}
