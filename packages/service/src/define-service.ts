import type { EventEnvelope, JsonValue } from "@practicum/bus/bus";
import type { Actor } from "@practicum/contracts/actor";
import type { DomainError } from "@practicum/contracts/error";
import type { EventDefinition, ServiceApi } from "@practicum/contracts/operation";
import type { TransactOptions, Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant, TimeZone } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Ids, Random } from "@practicum/kernel/ports";
import type { Result } from "@practicum/kernel/result";
import type { Migration } from "kysely/migration";
import type { z } from "zod";
import type { PatientTables } from "./patient-tables.ts";

/** What a host knows of each practice it serves. */
export interface Practice {
  readonly id: Id<"practice">;
  /** Short name in addresses and at sign-in. */
  readonly slug: string;
  readonly name: string;
  readonly timeZone: TimeZone;
  /** Made-up people and simulated payers: every screen says so. */
  readonly demonstration?: boolean;
  /** Nobody of it works for now: requests are refused with words, timers and workers rest, and what comes waits (SVC-39). */
  readonly paused?: boolean;
}

/** What of a practice may change while it is hosted (SVC-38). */
export type PracticeFacts = Pick<Practice, "name" | "timeZone" | "paused">;

/** What every handler is given: all inside one transaction, all effects committed together or not at all. */
export interface Context<Schema, Ports = unknown> {
  readonly tx: Tx<Schema>;
  readonly practice: Practice;
  readonly actor: Actor;
  readonly now: Instant;
  /** `now` as a day in the practice's time zone. */
  readonly today: LocalDate;
  readonly ids: Ids;
  readonly random: Random;
  readonly traceId: string;
  readonly ports: Ports;
  /** Writes an event to the outbox; consumers and screens get it after the commit. Payload is checked against its schema. */
  emit<P extends z.ZodType>(definition: EventDefinition<P>, payload: z.input<P>): void;
  /** Work for later: a row in the timers table. The same name and key replaces the earlier row. */
  schedule(
    timer: string,
    key: string,
    dueAt: Instant,
    payload: { readonly [key: string]: string | number | null },
  ): Promise<void>;
  cancelTimer(timer: string, key: string): Promise<void>;
  /**
   * The refusal ("not-found", if nothing else is said) where a record of another service is not known here. An event that is
   * still on its way may bring it: then the request is handled again, and only where it does not exist is it refused.
   */
  notHereYet(error?: Partial<DomainError>): { readonly ok: false; readonly error: DomainError };
  /** Adds a patient to this operation's audit entry when the contract's `patients` can't know them. */
  auditPatient(patientId: Id<"patient">): void;
  /** Wakes a worker of this service right after the commit instead of at its next turn. */
  wake(worker: string): void;
}

type HandlersOf<Api extends ServiceApi, Schema, Ports> = {
  readonly [Name in keyof Api]: (
    context: Context<Schema, Ports>,
    input: z.output<Api[Name]["input"]>,
  ) => Promise<Result<z.input<Api[Name]["output"]>, DomainError>>;
};

export interface Consumer<Schema, Ports, P extends z.ZodType = z.ZodType> {
  readonly event: EventDefinition<P>;
  readonly handle: (context: Context<Schema, Ports>, payload: z.output<P>, meta: EventMeta) => Promise<void>;
  /**
   * The same for several that came together, in order, where that takes fewer statements than one after the other. It makes no
   * identifiers and emits nothing. Where it throws, nothing of it is done, and each goes to `handle`.
   */
  readonly handleSeveral?: (
    context: Context<Schema, Ports>,
    events: readonly { readonly payload: z.output<P>; readonly meta: EventMeta }[],
  ) => Promise<void>;
}

export interface EventMeta {
  readonly eventId: Id<"event">;
  readonly occurredAt: Instant;
}

/** Gives a consumer its payload's type. A replay is stopped before it gets here: (consumer, event id) is in the inbox. Throwing means: deliver again. */
export function consumer<Schema, Ports, P extends z.ZodType>(
  event: EventDefinition<P>,
  handle: Consumer<Schema, Ports, P>["handle"],
  handleSeveral?: Consumer<Schema, Ports, P>["handleSeveral"],
): Consumer<Schema, Ports> {
  return { event, handle, ...(handleSeveral && { handleSeveral }) } as Consumer<Schema, Ports>;
}

export type TimerHandler<Schema, Ports> = (
  context: Context<Schema, Ports>,
  timer: {
    readonly key: string;
    readonly dueAt: Instant;
    readonly payload: { readonly [key: string]: string | number | null };
  },
) => Promise<void>;

/**
 * Work at the edge that must not sit inside one transaction (sending a file, reading a folder). Called at least every
 * `everyMs`, never twice at once for a practice, and again after a failure; so each step must be idempotent.
 */
export interface Worker<Schema, Ports> {
  readonly everyMs: number;
  /**
   * Whether there is something to do, as far as it can be seen without the database. Where it says no, the turn ends there; it is not asked when
   * somebody woke the worker, after a failure, nor once a minute (SVC-36).
   */
  readonly look?: (at: { readonly practice: Practice; readonly ports: Ports }) => Promise<boolean>;
  readonly run: (context: WorkerContext<Schema, Ports>) => Promise<void>;
}

export interface WorkerContext<Schema, Ports> {
  readonly practice: Practice;
  readonly ports: Ports;
  now(): Instant;
  /** A transaction with the full context, as the system actor of this worker. */
  transact<T>(work: (context: Context<Schema, Ports>) => Promise<T>, options?: WorkerTransactOptions): Promise<T>;
}

export interface WorkerTransactOptions extends TransactOptions {
  /** What is worked on (a file, a reminder), by a name of its own. Identifiers and events need it: they follow from it. */
  readonly entry?: string;
  /** The command that it came of, where that is known. */
  readonly causedBy?: string | null;
}

export interface ServiceDefinition<Api extends ServiceApi = ServiceApi, Schema = unknown, Ports = unknown> {
  readonly name: string;
  readonly api: Api;
  readonly handlers: HandlersOf<Api, Schema, Ports>;
  /**
   * Whether who asks may be told of these patients at all (SVC-60 to SVC-62): asked once for all that the input names, before anything is done, and
   * once for those that came up while it was done, before anything is told. @returns the refusal, or null.
   */
  readonly guard?: (
    context: Context<Schema, Ports>,
    patientIds: readonly Id<"patient">[],
  ) => Promise<DomainError | null>;
  /**
   * Whom live updates of these events are kept from, by their ids (SVC-63): asked once in a transaction, of all its events. The gateway
   * understands what is said; of an event that is not in it all hear whom its contract lets.
   */
  readonly hearing?: (
    context: Context<Schema, Ports>,
    events: readonly EventEnvelope[],
  ) => Promise<ReadonlyMap<string, JsonValue>>;
  readonly consumers: { readonly [name: string]: Consumer<Schema, Ports> };
  readonly timers: { readonly [name: string]: TimerHandler<Schema, Ports> };
  readonly workers: { readonly [name: string]: Worker<Schema, Ports> };
  /**
   * Deletes what this service itself need not keep any longer, some `limit` rows a table at most; called again while there was
   * any (SVC-17). @returns how many rows went.
   */
  readonly prune?: (tx: Tx<Schema>, now: Instant, limit: number) => Promise<number>;
  /**
   * Its tables that say whose a row is (SCH-126). With them the pipeline refuses commands and queries about a record that was merged into another,
   * and brings what late events add to where it belongs.
   */
  readonly patients?: PatientTables<Context<Schema, Ports>>;
  /** Keys sort in order of application: "0001-patients". A static map, so that the browser can bundle it. */
  readonly migrations: { readonly [name: string]: Migration };
}

/**
 * Declares a service. Whatever it does goes through the pipeline of `pipeline.ts`: parse, authorize, look the command id up,
 * transaction, handler, outbox and audit, commit, nudge the relay.
 */
export function defineService<Schema, Ports = unknown>() {
  return <Api extends ServiceApi>(
    definition: ServiceDefinition<Api, Schema, Ports>,
  ): ServiceDefinition<Api, Schema, Ports> => definition;
}
