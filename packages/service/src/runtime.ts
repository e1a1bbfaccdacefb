import type { Actor } from "@practicum/contracts/actor";
import type { ServiceApi } from "@practicum/contracts/operation";
import type { Bus, EventEnvelope } from "@practicum/bus/bus";
import type { Db } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { Clock, Random } from "@practicum/kernel/ports";
import type { Practice, ServiceDefinition } from "./define-service.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Storage } from "./storage.ts";

/** What a running service has, whatever it runs in. */
export interface Runtime<Api extends ServiceApi, Schema, Ports> {
  readonly definition: ServiceDefinition<Api, Schema, Ports>;
  readonly bus: Bus;
  readonly clock: Clock;
  /** With it a cause's identifiers and chance are the same ones again: see `idsOfCause`. */
  readonly seed: string;
  /** Chance that nobody can foresee, for a practice of real people; else it follows from the cause. */
  readonly random?: Random;
  readonly ports: Ports;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly storage: Storage;
  /** Checks every reply against the contract. On in tests and development; it costs time. */
  readonly checkReplies: boolean;
  /** Whether events, timers and workers go on by themselves; without it `settle` alone moves them. Default true. */
  readonly background?: boolean;
  /** So long an event may be on its way to the broker. Default 1 s. See `on-its-way.ts`. */
  readonly publishedAfterMs?: number;
  /** Nothing happens by itself: see {@link PracticeHost}. Default false. */
  readonly stepwise?: boolean;
}

/** A service's work for one practice. */
export interface PracticeRuntime<Api extends ServiceApi, Schema, Ports> {
  readonly service: Runtime<Api, Schema, Ports>;
  /** Another object as soon as its facts change (SVC-38). */
  practice: Practice;
  readonly db: Db<Schema>;
  /** Told after every commit: the events that were written, and the workers to wake. */
  readonly committed: (effects: CommittedEffects) => void;
}

export interface CommittedEffects {
  readonly events: readonly StoredEvent[];
  readonly wakes: ReadonlySet<string>;
  /** When the earliest of the timers that were set fires. */
  readonly timerAt: Instant | undefined;
  /** Whether events of before wait in the outbox again. */
  readonly outboxChanged: boolean;
}

export interface StoredEvent {
  /** Its place in the outbox. */
  readonly sequence: number;
  readonly envelope: EventEnvelope;
}

/** Acts when no person does. */
export function systemActor(name: string): Actor {
  return { kind: "system", name };
}

/** Why a unit of work is done. */
export interface Origin {
  readonly traceId: string;
  /** Its own name among all that this service does for this practice; null where it makes nothing. */
  readonly cause: string | null;
  /** The command behind it, at whatever distance. */
  readonly causedBy: string | null;
}

/** A cause's full name: what happens for two practices, or in two services, are two causes. */
export function causeName<Api extends ServiceApi, Schema, Ports>(
  { service, practice }: PracticeRuntime<Api, Schema, Ports>,
  cause: string,
): string {
  return `${service.seed}/${practice.id}/${service.definition.name}/${cause}`;
}
