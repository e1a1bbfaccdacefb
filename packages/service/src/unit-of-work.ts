import type { EventEnvelope, JsonValue } from "@practicum/bus/bus";
import type { Actor } from "@practicum/contracts/actor";
import { fail } from "@practicum/contracts/error";
import type { EventDefinition, ServiceApi } from "@practicum/contracts/operation";
import type { Tx } from "@practicum/db/db";
import { assert, must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { chanceOfCause, idsOfCause } from "@practicum/kernel/cause";
import { dateIn, type Instant } from "@practicum/kernel/instant";
import type { Ids, Random } from "@practicum/kernel/ports";
import { CompiledQuery, sql } from "kysely";
import type { z } from "zod";
import type { Context } from "./define-service.ts";
import { causeName, type CommittedEffects, type Origin, type PracticeRuntime } from "./runtime.ts";

/** A command that was done, as the inbox keeps it. */
export interface DoneCommand {
  readonly commandId: string;
  readonly operation: string;
  readonly requestHash: string;
  readonly actorId: string;
  readonly reply: JsonValue;
}

/**
 * One transaction's context for a handler, and what is to be written with it at the end. Events wait here and go to the
 * outbox in one statement, together with the command's place in the inbox.
 */
export class UnitOfWork<Api extends ServiceApi, Schema, Ports> {
  readonly context: Context<Schema, Ports>;
  readonly patientIds = new Set<Id<"patient">>();
  readonly #runtime: PracticeRuntime<Api, Schema, Ports>;
  readonly #tx: Tx<Schema>;
  readonly #actor: Actor;
  readonly #origin: Origin;
  readonly #ids: Ids;
  readonly #random: Random;
  readonly #events: EventEnvelope[] = [];
  readonly #wakes = new Set<string>();
  #timerAt: Instant | undefined;
  #outboxChanged = false;
  #mayCome = false;
  readonly now: Instant;

  constructor(runtime: PracticeRuntime<Api, Schema, Ports>, tx: Tx<Schema>, actor: Actor, origin: Origin) {
    this.#runtime = runtime;
    this.#tx = tx;
    this.#actor = actor;
    this.#origin = origin;
    this.now = runtime.service.clock.now();
    const cause = origin.cause === null ? null : causeName(runtime, origin.cause);
    this.#ids = cause === null ? noIds : idsOfCause(cause, this.now);
    this.#random = runtime.service.random ?? chanceOfCause(cause ?? "");
    this.context = this.#contextFor(actor);
  }

  /** Whether the handler missed a record of another service, whose event may still be on its way. */
  get mayCome(): boolean {
    return this.#mayCome;
  }

  /** The same transaction in another actor's name: a person replays what a consumer failed to do. */
  contextAs(actor: Actor): Context<Schema, Ports> {
    return this.#contextFor(actor);
  }

  emit<P extends z.ZodType>(definition: EventDefinition<P>, payload: z.input<P>, actor: Actor = this.#actor): void {
    const { practice, service } = this.#runtime;
    assert(
      definition.name.startsWith(`${service.definition.name}.`),
      `${service.definition.name} may not emit ${definition.name}`,
    );
    const checked = definition.payload.parse(payload);
    this.#events.push({
      id: this.#ids.next<"event">(),
      name: definition.name,
      practiceId: practice.id,
      occurredAt: this.now,
      traceId: this.#origin.traceId,
      causedBy: this.#origin.causedBy,
      actor: asJson(actor),
      keys: definition.keys(checked),
      payload: asJson(checked),
    });
  }

  /** Takes over what waits in another unit of the same transaction. */
  absorb(other: UnitOfWork<Api, Schema, Ports>): void {
    this.#events.push(...other.#events);
    for (const worker of other.#wakes) this.#wakes.add(worker);
    if (other.#timerAt !== undefined) this.timerSet(other.#timerAt);
    this.#outboxChanged ||= other.#outboxChanged;
  }

  /** Has the service say of its events whom a live update is kept from (SVC-63). It may read, so it comes before {@link write}. */
  async sayWhoHears(): Promise<void> {
    const { hearing } = this.#runtime.service.definition;
    if (hearing === undefined || this.#events.length === 0) return;
    const said = await hearing(this.context, this.#events);
    for (const [place, event] of this.#events.entries()) {
      const hears = said.get(event.id);
      if (hears !== undefined) this.#events[place] = { ...event, hearing: hears };
    }
  }

  /**
   * Writes all that waits, as the last statement of the transaction (`transactEndingWith`). Where another transaction did the
   * command first, the inbox's key refuses this one, and nothing of it stays.
   */
  async write(done?: DoneCommand): Promise<CommittedEffects> {
    const events = this.#events;
    const effects = { wakes: this.#wakes, timerAt: this.#timerAt, outboxChanged: this.#outboxChanged };
    if (!done && events.length === 0) return { events: [], ...effects };
    const sequences = done ? await this.#writeCommand(done) : await this.#writeEvents();
    assert(sequences.length === events.length, "every event has its place in the outbox");
    return {
      events: events.map((envelope, index) => ({ sequence: sequences[index] ?? 0, envelope })),
      ...effects,
    };
  }

  /** A row of the timers table was written: whoever fires timers is told. */
  timerSet(at: Instant): void {
    if (this.#timerAt === undefined || at < this.#timerAt) this.#timerAt = at;
  }

  async #writeEvents(): Promise<readonly number[]> {
    return appendEvents(this.#tx, this.#events);
  }

  async #writeCommand(done: DoneCommand): Promise<readonly number[]> {
    const { rows } = await sql<{ sequences: number[] }>`with events as (
        insert into outbox (event_id, name, occurred_at, envelope)
        select (e->>'id')::uuid, e->>'name', (e->>'occurredAt')::timestamptz, e
        from json_array_elements(${JSON.stringify(this.#events)}::json) as e
        returning sequence
      ), done as (
        insert into command_inbox (command_id, operation, request_hash, actor_id, reply, done_at)
        values (${done.commandId}, ${done.operation}, ${done.requestHash}, ${done.actorId},
          ${JSON.stringify(done.reply)}, ${this.now})
      )
      select coalesce(array_agg(sequence order by sequence), '{}') as sequences from events`.execute(this.#tx);
    return rows[0]?.sequences ?? [];
  }

  /** Rows of the outbox are to be published again: the relay is told to look. */
  outboxChanged(): void {
    this.#outboxChanged = true;
  }

  #contextFor(actor: Actor): Context<Schema, Ports> {
    const { practice, service } = this.#runtime;
    const { definition } = service;
    const tx = this.#tx;
    const { traceId, causedBy } = this.#origin;
    return {
      tx,
      practice,
      actor,
      now: this.now,
      // Time zones are slow to ask about, and most handlers do not.
      get today() {
        return dateIn(this.now, practice.timeZone);
      },
      ids: this.#ids,
      random: this.#random,
      traceId,
      ports: service.ports,
      emit: (event, payload) => this.emit(event, payload, actor),
      schedule: async (timer, key, dueAt, payload) => {
        assert(timer in definition.timers, `${definition.name} has no timer ${timer}`);
        this.timerSet(dueAt);
        await sql`insert into timer (name, key, due_at, fires_at, payload, caused_by)
          values (${timer}, ${key}, ${dueAt}, ${dueAt}, ${JSON.stringify(payload)}, ${causedBy})
          on conflict (name, key) do update set due_at = excluded.due_at, fires_at = excluded.fires_at,
            payload = excluded.payload, attempts = 0, last_error = null, caused_by = excluded.caused_by`.execute(tx);
      },
      async cancelTimer(timer, key) {
        await sql`delete from timer where name = ${timer} and key = ${key}`.execute(tx);
      },
      notHereYet: ({ code = "not-found", ...more } = {}) => {
        this.#mayCome = true;
        return fail(code, more);
      },
      auditPatient: (patientId) => void this.patientIds.add(patientId),
      wake: (worker) => {
        assert(worker in definition.workers, `${definition.name} has no worker ${worker}`);
        this.#wakes.add(worker);
      },
    };
  }
}

/**
 * Puts events into the outbox, in the transaction of what they tell. The relay brings them from there; whoever has a pipeline uses
 * `emit` instead.
 *
 * @returns their places, in order.
 */
export async function appendEvents<Schema>(
  tx: Tx<Schema>,
  events: readonly EventEnvelope[],
): Promise<readonly number[]> {
  const [only, ...others] = events;
  if (only !== undefined && others.length === 0) return [await appendEvent(tx, only)];
  const { rows } = await sql<{ sequences: number[] }>`with events as (
      insert into outbox (event_id, name, occurred_at, envelope)
      select (e->>'id')::uuid, e->>'name', (e->>'occurredAt')::timestamptz, e
      from json_array_elements(${JSON.stringify(events)}::json) as e
      returning sequence
    )
    select coalesce(array_agg(sequence order by sequence), '{}') as sequences from events`.execute(tx);
  return rows[0]?.sequences ?? [];
}

/** One alone, as every read of a record leaves: its text is sent as it is and taken apart by nobody. */
async function appendEvent<Schema>(tx: Tx<Schema>, event: EventEnvelope): Promise<number> {
  const values = [event.id, event.name, event.occurredAt, JSON.stringify(event)];
  const { rows } = await tx.executeQuery<{ sequence: number }>(CompiledQuery.raw(INSERT_EVENT, values));
  return must(rows[0]).sequence;
}

const INSERT_EVENT = `insert into outbox (event_id, name, occurred_at, envelope) values ($1, $2, $3, $4) returning sequence`;

const noIds: Ids = {
  next() {
    throw new Error("what makes identifiers or events must name its cause");
  },
};

/** For what is plain data by its schema; the bus and the database make text of it. */
export function asJson(value: unknown): JsonValue {
  return value as JsonValue;
}
