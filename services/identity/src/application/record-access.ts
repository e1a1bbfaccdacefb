import { accessRecorded, type Access } from "@practicum/contracts/audit-event";
import type { Id } from "@practicum/kernel/brand";
import { consumer } from "@practicum/service/define-service";
import type { AuditContent } from "../domain/audit-chain.ts";
import type { IdentityPorts } from "../ports/identity-ports.ts";
import { appendAccess } from "../sql/audit.ts";
import type { IdentitySchema } from "../sql/tables.ts";

/** Enters the accesses that one service recorded into the chain (IDN-20). */
export function recordAccessOf(service: string) {
  return consumer<IdentitySchema, IdentityPorts, ReturnType<typeof accessRecorded>["payload"]>(
    accessRecorded(service),
    (context, access, { eventId }) => appendAccess(context.tx, contentOf(access, eventId)),
  );
}

export function contentOf(access: Access, eventId: Id<"event">): AuditContent {
  const { actor } = access;
  const who =
    actor.kind === "staff"
      ? { staffId: actor.staffId, sessionId: actor.sessionId, roles: actor.roles }
      : { staffId: null, sessionId: null, roles: [] };
  return {
    eventId,
    at: access.at,
    actorKind: actor.kind,
    actorName: actor.name,
    ...who,
    service: access.service,
    operation: access.operation,
    kind: access.kind,
    permission: access.permission,
    patientIds: access.patientIds,
    outcome: access.outcome,
    commandId: access.commandId,
    aboutStaffId: null,
  };
}
