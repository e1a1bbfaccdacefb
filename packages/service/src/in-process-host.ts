import { MemoryBus } from "@practicum/bus/memory";
import type { Bus } from "@practicum/bus/bus";
import type { ServiceApi } from "@practicum/contracts/operation";
import type { Db } from "@practicum/db/db";
import type { Migrations } from "@practicum/db/migrate";
import { assert, must } from "@practicum/kernel/assert";
import { addMs, type Instant } from "@practicum/kernel/instant";
import type { Ids, Random } from "@practicum/kernel/ports";
import { uuidV7 } from "@practicum/kernel/random";
import { systemRandom, type MovableClock } from "./clock.ts";
import type { Practice, ServiceDefinition } from "./define-service.ts";
import { hostService, settleAll, stepAll, type HostedService, type HostOptions } from "./host.ts";
import { silentLog, type Log } from "./log.ts";
import { Metrics } from "./metrics.ts";
import type { Storage } from "./storage.ts";
import { earliest, type NextTimers } from "./timers.ts";

/** A service with its ports, its types kept inside: see {@link serviceModule}. */
export interface ServiceModule {
  readonly name: string;
  readonly migrations: Migrations;
  host(shared: SharedHostOptions): Promise<HostedService>;
}

/** What all services of a process share. */
export type SharedHostOptions = Omit<
  HostOptions<ServiceApi, unknown, unknown>,
  "definition" | "ports" | "practices"
> & {
  readonly practices: readonly Practice[];
  readonly openDb: OpenDb;
};

/** Opens a service's share of a practice's database; the schema has the service's name. */
export type OpenDb = <Schema>(practice: Practice, service: string) => Db<Schema>;

/** A service ready to be hosted beside others. */
export function serviceModule<Api extends ServiceApi, Schema, Ports>(
  definition: ServiceDefinition<Api, Schema, Ports>,
  ports: Ports,
): ServiceModule {
  return {
    name: definition.name,
    migrations: definition.migrations,
    host: ({ practices, openDb, ...shared }) =>
      hostService({
        ...shared,
        definition,
        ports,
        practices: practices.map((practice) => ({ practice, db: openDb<Schema>(practice, definition.name) })),
      }),
  };
}

export interface InProcessOptions {
  readonly modules: readonly ServiceModule[];
  readonly practices: readonly Practice[];
  readonly openDb: OpenDb;
  readonly clock: MovableClock;
  readonly bus?: Bus;
  /** See {@link HostOptions}. */
  readonly seed?: string;
  readonly random?: Random;
  /** For who calls the services: ids of commands and traces. */
  readonly ids?: Ids;
  readonly log?: Log;
  readonly metrics?: Metrics;
  /** Default: there is always room. */
  readonly storage?: Storage;
  /** Default true: who runs in one process is a test, the seed or the sandbox. */
  readonly checkReplies?: boolean;
  /** Timers, workers and the outbox go by the real time too, as in the sandbox. Default false: `settle` alone decides. */
  readonly background?: boolean;
  /** Nothing happens by itself and nothing at once: `step` does what is left, in one order. */
  readonly stepwise?: boolean;
  /** Nobody else works on these databases: see {@link HostOptions}. Default false. */
  readonly alone?: boolean;
  /** When the background's first look is, after the start. Default 0: at once. */
  readonly firstLookMs?: number;
  /** See {@link HostOptions}. */
  readonly publishedAfterMs?: number;
}

export interface InProcessHost {
  readonly bus: Bus;
  readonly clock: MovableClock;
  readonly ids: Ids;
  readonly services: readonly HostedService[];
  /** Until nothing is left to do at this moment: events handled, due timers fired, workers run. */
  settle(): Promise<void>;
  /**
   * Moves the clock, stopping at every timer on the way and at least once in `stepMs` (default a day) so that workers see
   * time pass; everything is settled at each stop.
   */
  advanceTo(at: Instant, options?: { readonly stepMs?: number }): Promise<void>;
  /** Of a stepwise host: all that is left to do at this moment, one thing after the other. */
  step(): Promise<void>;
  /** Of a stepwise host: the worker runs at the next step. */
  wake(service: string, worker: string): void;
  /** A query's answer without a trace: see `observe.ts`. */
  observe(service: string, practiceId: string, name: string, input: unknown): Promise<unknown>;
  /** Of a stepwise host: when the next timers fire. */
  nextSteps(): Promise<NextTimers>;
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** Hosts services side by side on one memory bus, over PostgreSQL or PGlite. */
export async function startInProcess(options: InProcessOptions): Promise<InProcessHost> {
  const { clock, seed, random } = options;
  const ids = options.ids ?? uuidV7(clock, systemRandom);
  const stepwise = options.stepwise ?? false;
  const bus = options.bus ?? new MemoryBus(stepwise ? "stepwise" : ids.next(), { onlyDrained: stepwise });
  const services: HostedService[] = [];
  for (const module of options.modules) {
    const hosted = await module.host({
      practices: options.practices,
      openDb: options.openDb,
      bus,
      clock,
      ...(seed === undefined ? {} : { seed }),
      ...(random === undefined ? {} : { random }),
      log: options.log ?? silentLog,
      metrics: options.metrics ?? new Metrics(),
      ...(options.storage === undefined ? {} : { storage: options.storage }),
      checkReplies: options.checkReplies ?? true,
      background: options.background ?? false,
      stepwise,
      alone: options.alone ?? false,
      firstLookMs: options.firstLookMs ?? 0,
      ...(options.publishedAfterMs === undefined ? {} : { publishedAfterMs: options.publishedAfterMs }),
    });
    services.push(hosted);
  }
  const settle = () => settleAll(services, bus);
  return {
    bus,
    clock,
    ids,
    services,
    settle,
    advanceTo: (at, { stepMs = DAY_MS } = {}) => advance(services, clock, at, stepMs, settle),
    step: () => stepAll(services, bus),
    wake: (name, worker) => services.find((service) => service.name === name)?.wake(worker),
    observe: (name, practiceId, query, input) =>
      must(services.find((service) => service.name === name)).observe(practiceId, query, input),
    async nextSteps() {
      return earliest(await Promise.all(services.map((service) => service.nextSteps())));
    },
    async stop() {
      await Promise.all(services.map((service) => service.stop()));
      await bus.close();
    },
  };
}

async function advance(
  services: readonly HostedService[],
  clock: MovableClock,
  target: Instant,
  stepMs: number,
  settle: () => Promise<void>,
): Promise<void> {
  assert(stepMs > 0, "time moves by steps above nothing");
  await settle();
  for (let now = clock.now(); now < target; now = clock.now()) {
    const timers = await Promise.all(services.map((service) => service.nextTimerAt()));
    const [next] = [...timers.filter((at) => at !== undefined), addMs(now, stepMs), target].toSorted();
    // A clock that also runs may have come past it meanwhile.
    if (next !== undefined && next > clock.now()) clock.moveTo(next);
    await settle();
  }
}
