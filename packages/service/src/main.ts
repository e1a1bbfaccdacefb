import type { Bus } from "@practicum/bus/bus";
import { connectNats } from "@practicum/bus/nats";
import type { ServiceApi } from "@practicum/contracts/operation";
import type { Db } from "@practicum/db/db";
import { errorLabel } from "@practicum/db/errors";
import { openPg } from "@practicum/db/pg";
import { assert } from "@practicum/kernel/assert";
import type { Clock } from "@practicum/kernel/ports";
import { OffsetClock, systemClock, systemRandom } from "./clock.ts";
import { changedPractices, type ProcessConfig } from "./config.ts";
import type { Practice, PracticeFacts, ServiceDefinition } from "./define-service.ts";
import { healthOf, serveHealth, type HealthSource } from "./health.ts";
import { hostService, type HostedService } from "./host.ts";
import { ConfigError, loadConfig } from "./load-config.ts";
import type { Log } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { pinoLog } from "./pino-log.ts";
import { allAnswer } from "./databases-answer.ts";
import { takesWrite } from "./takes-write.ts";
import { watchDisk } from "./watch-disk.ts";
import { giveBackStartMemory } from "./start-memory.ts";

export interface ServiceProcess<Api extends ServiceApi, Schema, Ports> {
  readonly definition: ServiceDefinition<Api, Schema, Ports>;
  /** The real adapters of the outside world, made from the configuration. */
  readonly ports: (made: {
    readonly config: ProcessConfig;
    readonly clock: Clock;
    readonly log: Log;
  }) => Ports | Promise<Ports>;
  /** What this process serves beside the service's operations: identity's sign-in. Stopped before the service. */
  readonly beside?: (made: {
    readonly config: ProcessConfig;
    readonly bus: Bus;
    readonly log: Log;
    /** To be called when it has put events into the outbox. */
    readonly told: () => void;
  }) => Promise<{ stop(): Promise<void>; change?(practiceId: string, facts: PracticeFacts): void }>;
}

/** Stopping takes no longer than this; what was not finished is found again in inboxes and outboxes. */
const STOP_MS = 15_000;

/**
 * The whole of a service's process, for `main.node.ts`. Tells its parent `{ ready: true }` over the IPC channel once it
 * serves; stops on SIGTERM, SIGINT, and when the parent is gone.
 */
export async function runServiceProcess<Api extends ServiceApi, Schema, Ports>(
  options: ServiceProcess<Api, Schema, Ports>,
): Promise<void> {
  const { name } = options.definition;
  const log = pinoLog("info");
  // Node would print the error with all it holds, and PostgreSQL's errors quote rows.
  const crash = (error: unknown): never => {
    log.error({
      event: "crashed",
      service: name,
      error: error instanceof ConfigError ? error.message : errorLabel(error),
    });
    process.exit(1);
  };
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  await loadConfig()
    .then((config) => start(options, config))
    .catch(crash);
}

async function start<Api extends ServiceApi, Schema, Ports>(
  options: ServiceProcess<Api, Schema, Ports>,
  config: ProcessConfig,
): Promise<void> {
  const { name } = options.definition;
  assert(config.service === name, `the configuration is for ${config.service}, and this is ${name}`);
  const log = pinoLog(config.logLevel);
  const metrics = new Metrics();
  const storage = watchDisk(config.dataDir, name, log);
  const bus = await connectNats({
    ...config.nats,
    name,
    onProblem: (problem) => log.warn({ event: "bus-problem", service: name, error: problem }),
  });
  const practices = config.practices.map((practice) => ({
    practice: practiceOf(practice),
    db: openDb<Schema>(practice, name, config),
  }));
  const clock = config.clockAheadMs === 0 ? systemClock : new OffsetClock(systemClock, config.clockAheadMs);
  const service = await hostService({
    definition: options.definition,
    practices,
    bus,
    clock,
    random: systemRandom,
    ports: await options.ports({ config, clock, log }),
    log,
    metrics,
    storage,
    checkReplies: config.checkReplies,
    lease: true,
  });
  const beside = await options.beside?.({ config, bus, log, told: () => service.readOutbox() });
  const databases = practices.map(({ db }) => db);
  const databaseAnswers = () => allAnswer(databases);
  const diskTakesWrite = () => takesWrite(config.ownDir ?? config.dataDir, name);
  await tellHealth({ service: name, bus, metrics, storage, databaseAnswers, diskTakesWrite }, config);
  process.on("message", (message) => {
    const told = changedPractices.safeParse(message);
    for (const { id, ...facts } of told.success ? told.data.practices : []) {
      service.change(id, facts);
      beside?.change?.(id, facts);
    }
  });
  stopWhenAsked(log, name, async () => {
    storage.stop();
    await beside?.stop();
    await stop(service, bus, databases);
  });
  process.send?.({ ready: true });
  giveBackStartMemory();
}

function practiceOf(configured: ProcessConfig["practices"][number]): Practice {
  const { id, slug, name, timeZone, demonstration, paused } = configured;
  return { id, slug, name, timeZone, demonstration, paused };
}

function openDb<Schema>(
  practice: ProcessConfig["practices"][number],
  schema: string,
  config: ProcessConfig,
): Db<Schema> {
  assert(practice.databaseUrl !== undefined, `the practice ${practice.slug} has no databaseUrl`);
  return openPg<Schema>({ url: practice.databaseUrl, schema, poolMax: config.poolMax, keepsOne: true });
}

/** On the bus at `svc.<service>.opsHealth`, without an envelope, and over HTTP where a port is configured. */
async function tellHealth(source: HealthSource, { http }: ProcessConfig): Promise<void> {
  await source.bus.serve(`svc.${source.service}.opsHealth`, async () => ({ ...(await healthOf(source)) }));
  if (http) await serveHealth(source, http);
}

async function stop<Schema>(service: HostedService, bus: Bus, databases: readonly Db<Schema>[]): Promise<void> {
  await service.stop();
  await bus.close();
  await Promise.all(databases.map((db) => db.close()));
}

function stopWhenAsked(log: Log, service: string, work: () => Promise<void>): void {
  let stopping = false;
  const end = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    await work().catch(() => log.error({ event: "stopped", service, error: "not everything could be closed" }));
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, () => void end());
}
