import { isUuid } from "./audit.ts";
import { readPayload } from "./read-payload.ts";
import type { EventEnvelope } from "@practicum/bus/bus";
import type { ServiceApi } from "@practicum/contracts/operation";
import type { Tx } from "@practicum/db/db";
import { errorLabel } from "@practicum/db/errors";
import { assert } from "@practicum/kernel/assert";
import { idsOfCause } from "@practicum/kernel/cause";
import type { Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import type { EventMeta } from "./define-service.ts";
import { isPastInbox } from "./retention.ts";
import { causeName, systemActor, type Origin, type PracticeRuntime } from "./runtime.ts";
import { everMerged, patientsNamedIn, settlePatients } from "./settle-patients.ts";
import { UnitOfWork } from "./unit-of-work.ts";

export const CONSUMER_DELIVERIES_MAX = 8;
/** Eight deliveries over about five minutes: a restart of anything is shorter than that. */
export const CONSUMER_BACKOFF_MS: readonly number[] = [50, 250, 1000, 5000, 20_000, 60_000, 180_000];

/** What a consumer threw, in words that hold no patient data; the bus passes them on with the dead letter. */
export class HandlerFailed extends Error {
  override readonly name = "HandlerFailed";
}

/**
 * Handles one delivered event: its place in the consumer's inbox and its effect are one transaction, so a second delivery
 * changes nothing.
 * @throws {@link HandlerFailed} when it is to be delivered again.
 */
export async function consumeEvent<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  name: string,
  event: EventEnvelope,
  attempt: number,
): Promise<void> {
  const { log, metrics, definition, clock } = runtime.service;
  if (isPastInbox(event, clock.now())) return buryUnlessKnown(runtime, name, event);
  const entry = { service: definition.name, practiceId: runtime.practice.id, traceId: event.traceId, name, attempt };
  const started = performance.now();
  try {
    const effects = await runtime.db.transactEndingWith(
      async (tx) => {
        const unit = new UnitOfWork(runtime, tx, systemActor(`${definition.name}-${name}`), originOf(name, event));
        await applyEvent(runtime, tx, unit, name, event);
        await unit.sayWhoHears();
        return unit;
      },
      (_, unit) => unit.write(),
    );
    runtime.committed(effects);
    const durationMs = performance.now() - started;
    metrics.record("consumer", name, "ok", durationMs);
    log.info({ ...entry, event: "consumed", durationMs: rounded(durationMs) });
  } catch (error) {
    metrics.record("consumer", name, "failed", performance.now() - started);
    log.warn({ ...entry, event: "consumer-failed", error: errorLabel(error) });
    throw new HandlerFailed(errorLabel(error), { cause: error });
  }
}

/**
 * Handles several delivered events of one practice in one transaction, in order.
 * @throws {@link HandlerFailed} when nothing of it was done: which of them it was shows when each is handled by itself.
 */
export async function consumeTogether<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  name: string,
  delivered: readonly EventEnvelope[],
): Promise<void> {
  const { log, metrics, definition, clock } = runtime.service;
  const events = delivered.filter((event) => !isPastInbox(event, clock.now()));
  for (const event of delivered) if (!events.includes(event)) await buryUnlessKnown(runtime, name, event);
  if (events.length === 0) return;
  const entry = { service: definition.name, practiceId: runtime.practice.id, name };
  const started = performance.now();
  try {
    const effects = await runtime.db.transactEndingWith(
      async (tx) => {
        const actor = systemActor(`${definition.name}-${name}`);
        const whole = new UnitOfWork(runtime, tx, actor, { traceId: "", cause: null, causedBy: null });
        const { fresh, merged } = await enterInbox(runtime, tx, name, events, whole);
        const first = events.filter(({ id }) => fresh.delete(id));
        if (definition.consumers[name]?.handleSeveral) await handleSeveral(runtime, whole, name, first, merged);
        else
          for (const event of first) {
            const unit = new UnitOfWork(runtime, tx, actor, originOf(name, event));
            await handleEvent(runtime, unit, name, event, merged);
            whole.absorb(unit);
          }
        await whole.sayWhoHears();
        return whole;
      },
      (_, whole) => whole.write(),
    );
    runtime.committed(effects);
    const durationMs = performance.now() - started;
    const shareMs = durationMs / events.length;
    for (const _ of events) metrics.record("consumer", name, "ok", shareMs);
    if (definition.consumers[name]?.handleSeveral) {
      log.info({ ...entry, event: "consumed", count: events.length, durationMs: rounded(durationMs) });
      return;
    }
    // Each event's share: its trace can be followed as if it had come alone.
    for (const { traceId } of events)
      log.info({ ...entry, traceId, attempt: 1, event: "consumed", durationMs: rounded(shareMs) });
  } catch (error) {
    log.warn({ ...entry, event: "consumer-failed", count: events.length, error: errorLabel(error) });
    throw new HandlerFailed(errorLabel(error), { cause: error });
  }
}

function originOf(consumer: string, { id, traceId, causedBy = null }: EventEnvelope): Origin {
  return { traceId, cause: `event/${id}/${consumer}`, causedBy };
}

/** The effect of an event inside a transaction that is open already. @returns whether it was the first time. */
export async function applyEvent<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  tx: Tx<Schema>,
  unit: UnitOfWork<Api, Schema, Ports>,
  name: string,
  event: EventEnvelope,
): Promise<boolean> {
  const { fresh, merged } = await enterInbox(runtime, tx, name, [event], unit);
  if (fresh.size === 0) return false;
  await handleEvent(runtime, unit, name, event, merged);
  return true;
}

interface Entered {
  /** The ids of the events that the consumer has not handled before. */
  readonly fresh: Set<string>;
  /** Whether a patient whom they name was ever merged. */
  readonly merged: boolean;
}

/**
 * Takes the events' places in the inbox, and looks in the same statement whether anybody whom they name was ever merged (SVC-67). A merge that commits
 * after this look settles what is under way once more, two minutes later: no transaction lasts so long.
 */
async function enterInbox<Api extends ServiceApi, Schema, Ports>(
  { service: { definition } }: PracticeRuntime<Api, Schema, Ports>,
  tx: Tx<Schema>,
  name: string,
  events: readonly EventEnvelope[],
  { now }: { readonly now: Instant },
): Promise<Entered> {
  const named = definition.patients === undefined ? [] : namedIn(events);
  const merged = named.length === 0 ? sql<boolean>`false` : everMerged(named);
  const { rows } = await sql<{
    event_id: string;
    merged: boolean;
  }>`insert into event_inbox (consumer, event_id, handled_at)
    select ${name}, unnest(${events.map((event) => event.id)}::uuid[]), ${now}
    on conflict do nothing returning event_id, ${merged} as merged`.execute(tx);
  return { fresh: new Set(rows.map((row) => row.event_id)), merged: rows.some((row) => row.merged) };
}

/** As the events came: what is wrong with one is said where it is read. */
function namedIn(events: readonly EventEnvelope[]): string[] {
  const named = patientsNamedIn(events.map(({ payload }) => payload));
  return [...named].filter((id) => isUuid(id));
}

async function handleEvent<Api extends ServiceApi, Schema, Ports>(
  { service: { definition } }: PracticeRuntime<Api, Schema, Ports>,
  unit: UnitOfWork<Api, Schema, Ports>,
  name: string,
  event: EventEnvelope,
  merged: boolean,
): Promise<void> {
  const consumer = definition.consumers[name];
  assert(consumer, `${definition.name} has no consumer ${name}`);
  const payload = readPayload(consumer.event.payload, event.payload);
  const context = unit.contextAs(systemActor(`${definition.name}-${name}`));
  await consumer.handle(context, payload, metaOf(event));
  // SCH-127: what comes late for a record that was merged meanwhile goes where that went.
  if (definition.patients && merged) await settlePatients(context, definition.patients, [...patientsNamedIn(payload)]);
}

async function handleSeveral<Api extends ServiceApi, Schema, Ports>(
  { service: { definition } }: PracticeRuntime<Api, Schema, Ports>,
  unit: UnitOfWork<Api, Schema, Ports>,
  name: string,
  events: readonly EventEnvelope[],
  merged: boolean,
): Promise<void> {
  const consumer = definition.consumers[name];
  assert(consumer?.handleSeveral, `${definition.name}'s ${name} takes its events one by one`);
  if (events.length === 0) return;
  const read = events.map((event) => ({
    payload: readPayload(consumer.event.payload, event.payload),
    meta: metaOf(event),
  }));
  const context = unit.contextAs(systemActor(`${definition.name}-${name}`));
  await consumer.handleSeveral(context, read);
  if (!definition.patients || !merged) return;
  const named = patientsNamedIn(read.map(({ payload }) => payload));
  await settlePatients(context, definition.patients, [...named]);
}

function metaOf({ id, occurredAt }: EventEnvelope): EventMeta {
  return { eventId: id, occurredAt };
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}

/**
 * An event that comes after the inbox may have forgotten it (SVC-14): handling it could do its effect twice, and dropping it could
 * lose it. A person decides.
 */
async function buryUnlessKnown<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  name: string,
  event: EventEnvelope,
): Promise<void> {
  const isKnown = await runtime.db.transact(
    async (tx) => {
      const { rows } = await sql`select from event_inbox where consumer = ${name} and event_id = ${event.id}`.execute(
        tx,
      );
      return rows.length > 0;
    },
    { readOnly: true },
  );
  if (!isKnown) await buryEvent(runtime, name, event, "it came too late to know whether it was handled before");
}

/** Puts an event that failed for good where a person can see it and replay it. Once, however often it is reported. */
export async function buryEvent<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  name: string,
  event: EventEnvelope,
  reason: string,
): Promise<void> {
  const { service, practice, db } = runtime;
  const now = service.clock.now();
  const letterId = idsOfCause(causeName(runtime, `dead-event/${event.id}/${name}`), now).next();
  await db.transact(async (tx) => {
    await sql`insert into dead_letter (dead_letter_id, kind, handler, event_id, content, reason, attempts, died_at)
      values (${letterId}, 'event', ${name}, ${event.id}, ${JSON.stringify(event)}, ${reason},
        ${CONSUMER_DELIVERIES_MAX}, ${now})
      on conflict do nothing`.execute(tx);
  });
  service.log.error({
    event: "dead-letter",
    service: service.definition.name,
    practiceId: practice.id,
    traceId: event.traceId,
    name,
    error: reason,
  });
}
