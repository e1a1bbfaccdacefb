import { actorId } from "@practicum/contracts/actor";
import { accessRecorded, type Access } from "@practicum/contracts/audit-event";
import type { Tx } from "@practicum/db/db";
import { mergedInto } from "@practicum/service/settle-patients";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { consumer } from "@practicum/service/define-service";
import type { AuditContent } from "../domain/audit-chain.ts";
import type { IdentityPorts } from "../ports/identity-ports.ts";
import { appendAccess, appendAccesses } from "../sql/audit.ts";
import { countUses } from "../sql/permission-use.ts";
import type { IdentitySchema } from "../sql/tables.ts";

/** Enters the accesses that one service recorded into the chain (IDN-20), under its name whatever they say themselves (IDN-29). */
export function recordAccessOf(service: string) {
  return consumer<IdentitySchema, IdentityPorts, ReturnType<typeof accessRecorded>["payload"]>(
    accessRecorded(service),
    async ({ tx, now }, access, { eventId }) => {
      const withOthers = await alsoNamed(tx, [access]);
      await appendAccess(tx, contentOf(withOthers(access), { eventId, service, receivedAt: now }));
      await countUses(tx, [access]);
    },
    async ({ tx, now }, events) => {
      const withOthers = await alsoNamed(
        tx,
        events.map(({ payload }) => payload),
      );
      await appendAccesses(
        tx,
        events.map(({ payload, meta: { eventId } }) =>
          contentOf(withOthers(payload), { eventId, service, receivedAt: now }),
        ),
      );
      await countUses(
        tx,
        events.map(({ payload }) => payload),
      );
    },
  );
}

/** SCH-132: whoever opened a record opened those that are merged into it, as far as is known here by now. */
async function alsoNamed(tx: Tx<IdentitySchema>, accesses: readonly Access[]): Promise<(access: Access) => Access> {
  const merged = await mergedInto(tx, [...new Set(accesses.flatMap(({ patientIds }) => patientIds))]);
  return (access) => {
    const others = access.patientIds.flatMap((id) => merged.get(id) ?? []) as Id<"patient">[];
    return others.length === 0 ? access : { ...access, patientIds: [...new Set([...access.patientIds, ...others])] };
  };
}

/** How an access came: by an event that its service has signed. */
interface Received {
  readonly eventId: Id<"event">;
  readonly service: string;
  readonly receivedAt: Instant;
}

function contentOf(access: Access, { eventId, service, receivedAt }: Received): AuditContent {
  const { actor } = access;
  const who = {
    staffId: actor.kind === "staff" ? actor.staffId : null,
    actorId: actor.kind === "staff" ? null : actorId(actor),
    sessionId: "sessionId" in actor ? actor.sessionId : null,
    roles: "roles" in actor ? actor.roles : [],
  };
  return {
    eventId,
    at: access.at,
    actorKind: actor.kind,
    actorName: actor.kind === "staff" && actor.as ? `${actor.name}, as role ${actor.as.label}` : actor.name,
    ...who,
    receivedAt,
    service,
    operation: access.operation,
    kind: access.kind,
    permission: access.permission,
    patientIds: access.patientIds,
    outcome: access.outcome,
    commandId: access.commandId,
    aboutStaffId: access.aboutStaffId ?? null,
  };
}
