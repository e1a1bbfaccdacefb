import { MemoryBus } from "@practicum/bus/memory";
import type { EventEnvelope } from "@practicum/bus/bus";
import type { Actor } from "@practicum/contracts/actor";
import type { DomainError } from "@practicum/contracts/error";
import { ALWAYS_FRESH } from "@practicum/contracts/fresh";
import type { ServiceApi } from "@practicum/contracts/operation";
import type { Role } from "@practicum/contracts/permission";
import type { Db } from "@practicum/db/db";
import { migrate, migrationNames } from "@practicum/db/migrate";
import { testPractice, type DatabaseKind, type OpenEmpty, type TestPractice } from "@practicum/db/test-databases";
import { assert, must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { Ids } from "@practicum/kernel/ports";
import { seededRandom, uuidV7 } from "@practicum/kernel/random";
import type { Result } from "@practicum/kernel/result";
import { sql } from "kysely";
import type { z } from "zod";
import { callService } from "./client.ts";
import { ManualClock } from "./clock.ts";
import type { Practice } from "./define-service.ts";
import { startInProcess, type InProcessHost, type ServiceModule } from "./in-process-host.ts";
import type { Storage } from "./storage.ts";

/** How services are tested: really hosted, on either database, with a clock that stands still until it is moved. */
export interface TestHost {
  readonly practices: readonly Practice[];
  readonly clock: ManualClock;
  readonly ids: Ids;
  readonly host: InProcessHost;
  readonly bus: MemoryBus;
  /** Typed calls to a service by its contract: `const call = kit.caller("scheduling", scheduling)`. */
  caller<Api extends ServiceApi>(service: string, api: Api): Caller<Api>;
  settle(): Promise<void>;
  advanceTo(at: Instant): Promise<void>;
  /** What a service has put into its outbox, oldest first; audit events only when asked for by name. */
  events(service: string, name?: string): Promise<EventEnvelope[]>;
  /** Rows of a service's own tables, for what no query shows. */
  rows<Row>(service: string, text: string): Promise<Row[]>;
  /** Publishes an event as if another service had emitted it; `settle()` delivers it. */
  deliver(
    name: string,
    payload: object,
    options?: { readonly id?: Id<"event">; readonly practice?: Practice },
  ): Promise<void>;
  stop(): Promise<void>;
}

export interface CallAs {
  /** Default: practice-manager. */
  readonly as?: readonly Role[] | Actor;
  readonly commandId?: Id<"command">;
  /** Default: the first. */
  readonly practice?: Practice;
}

export type Caller<Api extends ServiceApi> = <Name extends keyof Api & string>(
  operation: Name,
  input: z.input<Api[Name]["input"]>,
  options?: CallAs,
) => Promise<Result<z.output<Api[Name]["output"]>, DomainError>>;

export interface TestHostOptions {
  readonly database: DatabaseKind;
  readonly modules: readonly ServiceModule[];
  /** Default 1. */
  readonly practices?: number;
  /** Default Monday 2026-11-23, 8:00 in San Diego. */
  readonly now?: Instant;
  readonly seed?: string;
  /** One that fails on purpose; default a plain one. */
  readonly bus?: MemoryBus;
  /** Events, timers and workers go by themselves, as in the clinic. Default false: `settle` alone decides. */
  readonly background?: boolean;
  /** Nobody else works on the databases (SVC-68). Default false. */
  readonly alone?: boolean;
  readonly storage?: Storage;
}

export const testNow: Instant = "2026-11-23T16:00:00.000Z";

export async function testHost(options: TestHostOptions): Promise<TestHost> {
  const clock = new ManualClock(options.now ?? testNow);
  const random = seededRandom(options.seed ?? "test");
  const ids = uuidV7(clock, random);
  const practices = Array.from({ length: options.practices ?? 1 }, (_, index): Practice => {
    const number = index + 1;
    return { id: ids.next(), slug: `practice-${number}`, name: `Practice ${number}`, timeZone: "America/Los_Angeles" };
  });
  const names = options.modules.map((module) => module.name);
  const databases = new Map<string, TestPractice>();
  const prepared = {
    key: options.modules.map(keyOf).join("\n"),
    prepare: async (open: OpenEmpty) => {
      for (const { name, migrations } of options.modules) await migrate(open(name), name, migrations);
    },
  };
  for (const practice of practices) databases.set(practice.id, await testPractice(options.database, names, prepared));
  const bus = options.bus ?? new MemoryBus();
  const host = await startInProcess({
    modules: options.modules,
    practices,
    openDb: (practice, service) => must(databases.get(practice.id)).open(service),
    clock,
    bus,
    seed: options.seed ?? "test",
    ids,
    background: options.background ?? false,
    alone: options.alone ?? false,
    ...(options.storage === undefined ? {} : { storage: options.storage }),
  });
  return kit({ practices, databases, clock, ids, host, bus });
}

/** Names what a module's migrations make. Test services share names; their migrations do as well, and do other things. */
export function keyOf({ name, migrations }: ServiceModule): string {
  const programs = Object.values(migrations).map(({ up }) => up.toString());
  return [name, ...migrationNames(migrations), ...programs].join(" ");
}

interface Parts {
  readonly practices: readonly Practice[];
  readonly databases: ReadonlyMap<string, TestPractice>;
  readonly clock: ManualClock;
  readonly ids: Ids;
  readonly host: InProcessHost;
  readonly bus: MemoryBus;
}

function kit({ practices, databases, clock, ids, host, bus }: Parts): TestHost {
  const first = must(practices[0]);
  const opened = new Map<string, Db<unknown>>();
  const rows = async <Row>(service: string, text: string): Promise<Row[]> => {
    const db = opened.get(service) ?? must(databases.get(first.id)).open(service);
    opened.set(service, db);
    return db.transact(async (tx) => (await sql.raw<Row>(text).execute(tx)).rows);
  };
  return {
    practices,
    clock,
    ids,
    host,
    bus,
    caller:
      <Api extends ServiceApi>(service: string, api: Api): Caller<Api> =>
      async <Name extends keyof Api & string>(
        operation: Name,
        input: z.input<Api[Name]["input"]>,
        options: CallAs = {},
      ) => {
        const isCommand = api[operation]?.kind === "command";
        const reply = await callService(bus, service, operation, {
          practiceId: (options.practice ?? first).id,
          actor: staffActor(options.as ?? ["practice-manager"]),
          commandId: options.commandId ?? (isCommand ? ids.next() : null),
          traceId: ids.next(),
          input,
        });
        return reply as Result<z.output<Api[Name]["output"]>, DomainError>;
      },
    settle: () => host.settle(),
    advanceTo: (at) => host.advanceTo(at),
    async events(service, name) {
      const stored = await rows<{ envelope: EventEnvelope }>(service, "select envelope from outbox order by sequence");
      const envelopes = stored.map((row) => row.envelope);
      return envelopes.filter((event) => (name ? event.name === name : !event.name.endsWith(".access-recorded.v1")));
    },
    rows,
    async deliver(name, payload, { id, practice = first } = {}) {
      await bus.publish([
        {
          id: id ?? ids.next(),
          name,
          practiceId: practice.id,
          occurredAt: clock.now(),
          traceId: "test",
          actor: { kind: "system", name: "test" },
          keys: {},
          payload: JSON.parse(JSON.stringify(payload)),
        },
      ]);
    },
    async stop() {
      await host.stop();
      for (const database of databases.values()) await database.drop();
    },
  };
}

/** One person per set of roles, always the same. */
export function staffActor(as: readonly Role[] | Actor): Actor {
  if ("kind" in as) return as;
  assert(as.length > 0, "a person has at least one role");
  const roles = [...as];
  const staffId = uuidV7({ now: () => testNow }, seededRandom(roles.join())).next<"staff">();
  const sessionId = `session-${roles.join("-")}`;
  return { kind: "staff", staffId, name: `Test ${roles.join()}`, roles, sessionId, verifiedAt: ALWAYS_FRESH };
}
