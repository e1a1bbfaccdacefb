import type { Asker, Bus, EventEnvelope, JsonValue, Subscription } from "@practicum/bus/bus";
import { mayVouch } from "@practicum/contracts/actor";
import { fail } from "@practicum/contracts/error";
import { operations } from "@practicum/contracts/operations";
import type { ServiceApi } from "@practicum/contracts/operation";
import { requestEnvelope, type ReplyEnvelope } from "@practicum/contracts/request";
import type { Db } from "@practicum/db/db";
import { migrate } from "@practicum/db/migrate";
import { assert, must } from "@practicum/kernel/assert";
import type { Instant } from "@practicum/kernel/instant";
import type { Clock, Random } from "@practicum/kernel/ports";
import { CONSUMER_BACKOFF_MS, CONSUMER_DELIVERIES_MAX, HandlerFailed } from "./consumers.ts";
import type { Practice, PracticeFacts, ServiceDefinition } from "./define-service.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { PracticeHost } from "./practice-host.ts";
import { boundlessStorage, type Storage } from "./storage.ts";
import { earliest, type NextTimers } from "./timers.ts";
import { asJson } from "./unit-of-work.ts";

export interface HostOptions<Api extends ServiceApi, Schema, Ports> {
  readonly definition: ServiceDefinition<Api, Schema, Ports>;
  readonly practices: readonly { readonly practice: Practice; readonly db: Db<Schema> }[];
  readonly bus: Bus;
  readonly clock: Clock;
  /** With it a cause's identifiers and chance are the same ones again. Default none: they are this installation's by the practice's id. */
  readonly seed?: string;
  /** Chance that nobody can foresee, for a practice of real people. Default: it follows from the cause. */
  readonly random?: Random;
  readonly ports: Ports;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Default: there is always room. */
  readonly storage?: Storage;
  /** Checks replies against the contract: tests and development. */
  readonly checkReplies?: boolean;
  /** Timers, workers and the outbox are looked at as time goes by. Off where `settle` alone decides. Default on. */
  readonly background?: boolean;
  /** So long an event may be on its way to the broker before a record that is missing is said not to exist. Default 1 s. */
  readonly publishedAfterMs?: number;
  /** When the background's first look is, after the start. Default 0: at once. */
  readonly firstLookMs?: number;
  /** Nothing happens by itself: `step` does what is left, one thing after the other, and asks no table in vain. Default off. */
  readonly stepwise?: boolean;
  /**
   * Nobody else works on these databases while this program does: `settle` goes by what was committed here (SVC-68), and which events every consumer has is
   * written down when it stops. Default off.
   */
  readonly alone?: boolean;
  /** Workers take a lease in the database, because other processes may host this service too. Default off. */
  readonly lease?: boolean;
}

/** A running service. */
export interface HostedService {
  readonly name: string;
  /** Fires due timers and publishes; grows with everything that happened. See `settleAll`. */
  settleTimers(first: boolean): Promise<number>;
  settleWorkers(first: boolean): Promise<void>;
  settleStore(): Promise<void>;
  /** Until nothing of this service is left to do: events relayed and handled, due timers fired, workers run. */
  settle(): Promise<void>;
  nextTimerAt(): Promise<Instant | undefined>;
  /** Of a stepwise host: see {@link PracticeHost}. */
  nextSteps(): Promise<NextTimers>;
  step(): Promise<boolean>;
  /** Marks what was published. */
  flush(): Promise<void>;
  wake(worker: string): void;
  /** Publishes what somebody put into the outbox beside the pipeline, as identity's sign-in does. */
  readOutbox(): void;
  /** From the next unit of work on (SVC-38); a practice that is not hosted here is passed over. */
  change(practiceId: string, facts: PracticeFacts): void;
  /** A query's answer without a trace, for who hosts the service: see `observe.ts`. */
  observe(practiceId: string, name: string, input: unknown): Promise<unknown>;
  /** Takes no more work, finishes what it has, and lets go of the bus. The databases belong to who opened them. */
  stop(): Promise<void>;
}

/** Requests at once; more are told to try again, so that a flood cannot fill the memory. */
const REQUESTS_MAX = 500;

/** Migrates the practices' schemas, then serves the service's operations and consumers on the bus. */
export async function hostService<Api extends ServiceApi, Schema, Ports>(
  options: HostOptions<Api, Schema, Ports>,
): Promise<HostedService> {
  const { definition, bus, log, background = true, lease = false, stepwise = false, alone = false } = options;
  const { storage = boundlessStorage, seed = "", checkReplies = false } = options;
  const service = { ...options, storage, seed, checkReplies, stepwise };
  const hosts = new Map<string, PracticeHost<Api, Schema, Ports>>();
  for (const { practice, db } of options.practices) {
    const applied = await migrate(db, definition.name, definition.migrations);
    if (applied.length > 0) {
      log.info({ event: "migrated", service: definition.name, practiceId: practice.id, count: applied.length });
    }
    const host = new PracticeHost(service, practice, db, { background, lease, stepwise, alone });
    await host.prepare();
    hosts.set(practice.id, host);
  }
  const subscriptions = [
    ...(await consumeAll(definition, bus, hosts, log)),
    ...(await serveAll(definition, bus, hosts)),
  ];
  if (!stepwise) for (const host of hosts.values()) host.start(options.firstLookMs ?? 0);
  log.info({ event: "started", service: definition.name, count: hosts.size });
  return hosted(definition.name, bus, hosts, subscriptions, log);
}

type Hosts<Api extends ServiceApi, Schema, Ports> = ReadonlyMap<string, PracticeHost<Api, Schema, Ports>>;

function hosted<Api extends ServiceApi, Schema, Ports>(
  name: string,
  bus: Bus,
  hosts: Hosts<Api, Schema, Ports>,
  subscriptions: readonly Subscription[],
  log: Log,
): HostedService {
  const all = [...hosts.values()];
  const self: HostedService = {
    name,
    async settleTimers(first) {
      let progress = 0;
      for (const host of all) progress += await host.settleTimers(first);
      return progress;
    },
    async settleWorkers(first) {
      for (const host of all) await host.settleWorkers(first);
    },
    async settleStore() {
      for (const host of all) await host.settleStore();
    },
    settle: () => settleAll([self], bus),
    async nextTimerAt() {
      const times = await Promise.all(all.map((host) => host.nextTimerAt()));
      return times.filter((at) => at !== undefined).toSorted()[0];
    },
    async nextSteps() {
      return earliest(await Promise.all(all.map((host) => host.nextSteps())));
    },
    async step() {
      let did = false;
      for (const host of all) did = (await host.step()) || did;
      return did;
    },
    async flush() {
      for (const host of all) await host.relay.flush();
    },
    wake(worker) {
      for (const host of all) host.wake(worker);
    },
    readOutbox() {
      for (const host of all) host.readOutbox();
    },
    change: (practiceId, facts) => hosts.get(practiceId)?.change(facts),
    observe: (practiceId, query, input) => must(hosts.get(practiceId), NO_PRACTICE).observe(query, input),
    async stop() {
      log.info({ event: "stopping", service: name });
      await Promise.all(subscriptions.map((subscription) => subscription.stop()));
      await Promise.all(all.map((host) => host.stop()));
      log.info({ event: "stopped", service: name });
    },
  };
  return self;
}

const SETTLE_ROUNDS_MAX = 500;

/** Goes round services and bus until a whole round, workers included, brought nothing new. */
export async function settleAll(services: readonly HostedService[], bus: Bus): Promise<void> {
  let before = -1;
  for (let round = 0; ; round += 1) {
    assert(round < SETTLE_ROUNDS_MAX, "services keep giving each other work: is there a loop of events?");
    for (const service of services) await service.settleWorkers(round === 0);
    let progress = 0;
    for (const service of services) progress += await service.settleTimers(round === 0);
    await bus.drain();
    if (progress === before) break;
    before = progress;
  }
  for (const service of services) await service.settleStore();
}

/** The same for stepwise hosts: who has nothing to do is not asked. */
export async function stepAll(services: readonly HostedService[], bus: Bus): Promise<void> {
  for (let round = 0; ; round += 1) {
    assert(round < SETTLE_ROUNDS_MAX, "services keep giving each other work: is there a loop of events?");
    let did = false;
    for (const service of services) did = (await service.step()) || did;
    if (!did) break;
    await bus.drain();
  }
  for (const service of services) await service.flush();
}

const NO_PRACTICE = "no such practice in this host";

async function consumeAll<Api extends ServiceApi, Schema, Ports>(
  definition: ServiceDefinition<Api, Schema, Ports>,
  bus: Bus,
  hosts: Hosts<Api, Schema, Ports>,
  log: Log,
): Promise<Subscription[]> {
  const consume = async (name: string, event: EventEnvelope, attempt: number) => {
    const host = hosts.get(event.practiceId);
    if (!host) throw new HandlerFailed(NO_PRACTICE);
    await host.consume(name, event, attempt);
  };
  const consumeTogether = async (name: string, events: readonly EventEnvelope[]) => {
    for (const [practiceId, ofPractice] of Map.groupBy(events, (event) => event.practiceId)) {
      const host = hosts.get(practiceId);
      if (!host) throw new HandlerFailed(NO_PRACTICE);
      await host.consumeTogether(name, ofPractice);
    }
  };
  const bury = async (name: string, event: EventEnvelope, reason: string) => {
    const host = hosts.get(event.practiceId);
    if (host) return host.bury(name, event, reason);
    // There is no database to keep it in. Its outbox has it, should the practice come back.
    const { practiceId, traceId } = event;
    log.error({ event: "dead-letter", service: definition.name, name, practiceId, traceId, error: reason });
  };
  return Promise.all(
    Object.entries(definition.consumers).map(([name, consumer]) =>
      bus.consume({
        durable: `${definition.name}-${name}`,
        events: [consumer.event.name],
        maxDeliveries: CONSUMER_DELIVERIES_MAX,
        backoffMs: CONSUMER_BACKOFF_MS,
        handler: (event, { attempt }) => consume(name, event, attempt),
        handleTogether: (events) => consumeTogether(name, events),
        onDead: (event, reason) => bury(name, event, reason),
      }),
    ),
  );
}

async function serveAll<Api extends ServiceApi, Schema, Ports>(
  definition: ServiceDefinition<Api, Schema, Ports>,
  bus: Bus,
  hosts: Hosts<Api, Schema, Ports>,
): Promise<Subscription[]> {
  const names = [...Object.keys(definition.api), ...Object.keys(operations)];
  let inFlight = 0;
  const serve = (name: string) =>
    bus.serve(`svc.${definition.name}.${name}`, async (message, from) => {
      if (inFlight >= REQUESTS_MAX) return asJson(fail("try-again", { detail: { busy: 1 } }));
      inFlight += 1;
      try {
        return asJson(await route(hosts, name, message, from));
      } finally {
        inFlight -= 1;
      }
    });
  return Promise.all(names.map(serve));
}

async function route<Api extends ServiceApi, Schema, Ports>(
  hosts: Hosts<Api, Schema, Ports>,
  name: string,
  message: JsonValue,
  from: Asker,
): Promise<ReplyEnvelope> {
  const request = requestEnvelope.safeParse(message);
  if (!request.success) return fail("invalid-input", { field: "request" });
  if (!mayVouch(from.signer, request.data.actor)) return fail("not-allowed");
  const host = hosts.get(request.data.practiceId);
  return host ? host.answer(name, request.data) : fail("not-found");
}
