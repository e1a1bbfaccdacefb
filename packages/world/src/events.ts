import type { PGliteInterface } from "@electric-sql/pglite";
import type { EventEnvelope } from "@practicum/bus/bus";
import { services } from "@practicum/contracts/services";
import type { Instant } from "@practicum/kernel/instant";

/**
 * What happened in a world after a moment and up to another, from every service, in one order: by its moment, then by its id,
 * which follows from its cause. The audit trail's own events are left out. `causedBy` names the command that an event came of.
 */
export async function eventsBetween(
  pglite: PGliteInterface,
  after: Instant,
  upTo: Instant,
): Promise<readonly EventEnvelope[]> {
  const each = Object.keys(services).map(
    (service) => `select event_id, occurred_at, envelope from "${service}".outbox
      where occurred_at > $1 and occurred_at <= $2 and name not like '%.access-recorded.v1'`,
  );
  const { rows } = await pglite.query<{ envelope: EventEnvelope | string }>(
    `select envelope from (${each.join(" union all ")}) as events order by occurred_at, event_id`,
    [after, upTo],
  );
  return rows.map(({ envelope }) =>
    typeof envelope === "string" ? (JSON.parse(envelope) as EventEnvelope) : envelope,
  );
}
