import { ok } from "@practicum/kernel/result";
import type { Handlers } from "../handlers.ts";
import { selectTrail } from "../sql/audit.ts";

export const auditTrail: Handlers["auditTrail"] = async ({ tx }, input) => {
  // One more than asked for tells whether there is a next page.
  const found = await selectTrail(tx, { ...input, limit: input.limit + 1 });
  const page = found.slice(0, input.limit);
  const entries = page.map((entry) => ({
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
  }));
  return ok({ entries, next: found.length > page.length ? (page.at(-1)?.sequence ?? null) : null });
};
