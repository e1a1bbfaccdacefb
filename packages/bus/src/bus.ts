import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { Result } from "@practicum/kernel/result";

/**
 * The one way services talk. Two implementations, `memory.ts` and `nats.ts`, pass the same suite (`bus-suite.ts`).
 * Messages are JSON values. Delivery of events is at least once and unordered across subjects: the receiver's inbox table
 * makes an effect happen once.
 */
export interface Bus {
  /**
   * Asks one responder of a service. A time-out does not mean that nothing happened: ask again with the same command id.
   * @returns the reply's value, or why there is none.
   */
  request(
    subject: RequestSubject,
    message: JsonValue,
    options: { timeoutMs: number },
  ): Promise<Result<JsonValue, BusFailure>>;
  /**
   * Answers requests; several responders of a subject share the work (queue group = service). The handler sees only what was
   * asked by who may ask: of a request from anybody else nothing is done, and it gets no answer.
   */
  serve(subject: RequestSubject, handler: RequestHandler): Promise<Subscription>;
  /** Stores events durably; resolves when all are stored. A repeated id within the window is stored once. */
  publish(events: readonly EventEnvelope[], options?: PublishOptions): Promise<void>;
  /**
   * Delivers stored events to a durable consumer, in order of storage, again after a failure with backoff, at most
   * `maxDeliveries` times; then calls `onDead`, and the event counts as handled. An event that is not signed by the service
   * of its name is none.
   */
  consume(options: ConsumeOptions): Promise<Subscription>;
  /** Tells everyone listening now; nothing is stored, nothing is promised. Ids only, never patient data. */
  broadcast(practiceId: Id<"practice">, note: LiveNote): void;
  listen(handler: (practiceId: Id<"practice">, note: LiveNote) => void): Promise<Subscription>;
  /**
   * Names the store of events. Another name than last time means that a store was lost, with all it held: what was
   * published since everything was last known to be consumed must be published again.
   */
  storeId(): Promise<string>;
  /** Calls when a connection that was lost is there again: what was stored may be another store now. */
  whenBack(handler: () => void): Subscription;
  /**
   * Whether a message that is stored now comes back, asked of the store itself: it may be connected and take nothing, as after a full disk.
   * Each service has one place for it, so nothing grows. Answers within about a second.
   */
  pulse(): Promise<boolean>;
  /** Whether every stored event was handled by every durable consumer there is. */
  drained(): Promise<boolean>;
  /** Resolves once {@link drained} holds. The memory bus does not wait out backoffs here; for tests, the seed and the sandbox. */
  drain(): Promise<void>;
  /** Whether the connection is up; a reconnecting bus answers false. */
  readonly connected: boolean;
  /** Stops taking work, lets handlers finish, then closes. */
  close(): Promise<void>;
}

/** By whose key a request was signed. In a process of its own the memory bus takes everybody for the gateway. */
export interface Asker {
  readonly signer: string;
}

export type RequestHandler = (message: JsonValue, from: Asker) => Promise<JsonValue>;

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** `svc.<service>.<operation>` */
export type RequestSubject = `svc.${string}.${string}`;

/** Why a request got no reply. `no-responder`: nobody serves it now. `timeout`: it may have run. `closed`: this bus is closed or disconnected. */
export type BusFailure = "no-responder" | "timeout" | "closed";

export interface Subscription {
  stop(): Promise<void>;
}

/** One event on its way. Stored under `evt.<practiceId>.<name>`, e.g. `evt.0198….scheduling.appointment-booked.v1`. */
export interface EventEnvelope {
  /** Unique; the de-duplication key here and in every consumer's inbox. */
  readonly id: Id<"event">;
  /** `<service>.<event>.v<version>` */
  readonly name: string;
  readonly practiceId: Id<"practice">;
  readonly occurredAt: Instant;
  readonly traceId: string;
  /** The command that it came of, at whatever distance; null where it began outside (a payer's file), absent from old events. */
  readonly causedBy?: string | null;
  /** Who caused it: see `Actor` in contracts. Kept as JSON here. */
  readonly actor: JsonValue;
  /** What it is about, ids only; live updates carry these to the screens. */
  readonly keys: { readonly [key: string]: string };
  readonly payload: JsonValue;
  /** Whom a live update of it is kept from, in the words of the service that said so (SVC-63); absent where it is kept from nobody. */
  readonly hearing?: JsonValue;
}

export interface PublishOptions {
  /**
   * Those of one name travel as one message, which costs little more than one of them. Where one of them fails, those that were handled
   * may come again with it: for consumers that have an inbox, as all of ours do.
   */
  readonly asOne?: boolean;
}

/** At most so many events are handled together: what they hold is held no longer than a person notices. */
export const TOGETHER_MAX = 32;

export interface ConsumeOptions {
  /** `<service>-<consumer>`, the durable's name. */
  readonly durable: string;
  /** Event names, `<service>.<event>.v<n>`. */
  readonly events: readonly string[];
  readonly handler: (event: EventEnvelope, delivery: { readonly attempt: number }) => Promise<void>;
  /**
   * Handles several that wait at their first delivery, in order. When it throws, each of them goes to `handler` by itself, so
   * one bad event spoils no other's. Without it `handler` takes every event.
   */
  readonly handleTogether?: (events: readonly EventEnvelope[]) => Promise<void>;
  /** `reason` is the message of what the handler threw; a handler keeps patient data out of it. */
  readonly onDead: (event: EventEnvelope, reason: string) => Promise<void>;
  readonly maxDeliveries: number;
  /** Waits between deliveries, the last one repeated. */
  readonly backoffMs: readonly number[];
}

export interface LiveNote {
  /** The event's name. */
  readonly name: string;
  readonly keys: { readonly [key: string]: string };
  /** Whom it is kept from, as in the event. Whoever passes notes on to screens goes by it and leaves it out. */
  readonly hearing?: JsonValue;
  /** What screens show that is old by it, as the event's contract says; the feed of changes adds it. */
  readonly stale?: readonly string[];
}
