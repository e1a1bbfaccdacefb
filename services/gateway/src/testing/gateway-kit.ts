import { MemoryBus } from "@practicum/bus/memory";
import type { identity } from "@practicum/contracts/identity";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Role } from "@practicum/contracts/permission";
import { openPg } from "@practicum/db/pg";
import { practiceDatabase } from "@practicum/db/test-practice-database";
import { memoryAnchor } from "@practicum/identity/ports/memory-anchor";
import type { AuthSettings } from "@practicum/identity/node/auth-options";
import { givePasswords } from "@practicum/identity/node/provision";
import { serveAuth } from "@practicum/identity/node/serve-auth";
import { identityService } from "@practicum/identity/service";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { npiCheckDigit } from "@practicum/kernel/npi";
import { uuidV7 } from "@practicum/kernel/random";
import { serviceClient } from "@practicum/service/client";
import { OffsetClock, systemClock, systemRandom } from "@practicum/service/clock";
import type { Practice } from "@practicum/service/define-service";
import {
  serviceModule,
  startInProcess,
  type InProcessHost,
  type ServiceModule,
} from "@practicum/service/in-process-host";
import type { Log, LogEntry } from "@practicum/service/log";
import { keyOf, staffActor } from "@practicum/service/test-kit";
import type { Limits } from "../limits.ts";
import type { Timeouts } from "../door.ts";
import { startGateway, type Gateway } from "../server.ts";
import type { SocketLimits } from "../sockets.ts";

/** For tests: real services on PostgreSQL, sign-in and the gateway in one process; two practices, a person a role in each. */
export interface GatewayKit {
  readonly gateway: Gateway;
  readonly bus: MemoryBus;
  readonly host: InProcessHost;
  readonly practices: readonly Practice[];
  readonly people: readonly Person[];
  /** Everything that was logged, as text. */
  readonly logged: string[];
  stop(): Promise<void>;
}

export interface Person {
  readonly practice: Practice;
  readonly role: Role;
  readonly staffId: Id<"staff">;
  readonly email: string;
}

export const PASSWORD = "correct horse battery";
export const kitIds = uuidV7(systemClock, systemRandom);

export interface KitOptions {
  readonly roles: readonly Role[];
  readonly modules?: readonly ServiceModule[];
  readonly staticDir?: string;
  readonly limits?: Limits;
  readonly sockets?: SocketLimits;
  readonly timeouts?: Timeouts;
  /** For a test that settles before it asks for what another service made: a record that does not exist is then said so at once. */
  readonly publishedAfterMs?: number;
}

const SIGN_IN = { secret: "a-secret-of-tests-that-is-long-enough", secureCookies: false, idleMinutes: 15 };

/** Enough for a test that calls everything as everybody. */
const wide = { requests: 1_000_000, seconds: 10 };
const wideBytes = { bytes: 1_000_000_000, seconds: 10 };
export const noLimits: Limits = {
  perAddress: wide,
  authPerAddress: wide,
  perSession: wide,
  bytesPerSession: wideBytes,
  largeBytesPerSession: wideBytes,
};

export async function startKit(options: KitOptions): Promise<GatewayKit> {
  const practices = ["north", "south"].map((slug): Practice => ({
    id: kitIds.next(),
    slug,
    name: `Practice ${slug}`,
    timeZone: zoneOfNoon(),
  }));
  const modules = [serviceModule(identityService, { auditAnchor: memoryAnchor() }), ...(options.modules ?? [])];
  const databases = await Promise.all(practices.map(() => practiceDatabase(modules, modules.map(keyOf).join("\n"))));
  const urlOf = (practice: Practice, service: string) =>
    must(must(databases[practices.indexOf(practice)]).urls[service]);
  const bus = new MemoryBus();
  const logged: string[] = [];
  const log = logInto(logged);
  const host = await startInProcess({
    modules,
    practices,
    openDb: (practice, service) => openPg({ url: urlOf(practice, service), schema: service, poolMax: 4 }),
    clock: new OffsetClock(systemClock),
    bus,
    log,
    background: true,
    ...(options.publishedAfterMs === undefined ? {} : { publishedAfterMs: options.publishedAfterMs }),
  });
  const auth = await serveAuth({
    bus,
    told: () => host.services.find(({ name }) => name === "identity")?.readOutbox(),
    practices: practices.map((practice) => ({ practice, databaseUrl: urlOf(practice, "identity") })),
    ...SIGN_IN,
    onError: (where, error) => logged.push(`${where} ${String(error)}`),
  });
  const people: Person[] = [];
  for (const practice of practices) {
    const settings = { databaseUrl: urlOf(practice, "identity"), ...SIGN_IN };
    people.push(...(await hire(bus, practice, options.roles, settings)));
  }
  const gateway = await startGateway({
    bus,
    host: "127.0.0.1",
    port: 0,
    log,
    limits: options.limits ?? noLimits,
    ...(options.sockets === undefined ? {} : { sockets: options.sockets }),
    ...(options.timeouts === undefined ? {} : { timeouts: options.timeouts }),
    ...(options.staticDir === undefined ? {} : { staticDir: options.staticDir }),
  });
  return {
    gateway,
    bus,
    host,
    practices,
    people,
    logged,
    async stop() {
      await gateway.stop();
      await auth.stop();
      await host.stop();
      await Promise.all(databases.map((database) => database.drop()));
    },
  };
}

/** A time zone where it is about noon, so that a day's opening hours are open whenever the tests run. */
function zoneOfNoon(): string {
  const hours = 12 - Temporal.Now.zonedDateTimeISO("UTC").hour;
  // In these names the sign is that of the west.
  return hours === 0 ? "Etc/UTC" : `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
}

async function hire(
  bus: MemoryBus,
  practice: Practice,
  roles: readonly Role[],
  settings: AuthSettings,
): Promise<Person[]> {
  const people: Person[] = [];
  const members: StaffMember[] = [];
  const supervisorId = kitIds.next<"staff">();
  const ordered = [...roles].sort((a) => (a === "physician" ? -1 : 0));
  for (const [index, role] of ordered.entries()) {
    const staffId = role === "physician" ? supervisorId : kitIds.next<"staff">();
    const person = { practice, role, staffId, email: `${role}@${practice.slug}.test` };
    members.push(await hireOne(bus, person, index, role === "physician-assistant" ? supervisorId : null));
    people.push(person);
  }
  await givePasswords(settings, members, PASSWORD);
  return people;
}

async function hireOne(
  bus: MemoryBus,
  person: Person,
  index: number,
  supervisorId: Id<"staff"> | null,
): Promise<StaffMember> {
  const { practice, role, staffId, email } = person;
  const actor = staffActor(["practice-manager"]);
  const call = serviceClient<typeof identity>(bus, "identity", { practiceId: practice.id, actor, traceId: "test" });
  const nine = `1${String(index + 1).padStart(8, "0")}`;
  const provider = role === "physician" || role === "physician-assistant" || role === "nurse-practitioner";
  const member = {
    staffId,
    email,
    family: "Diaz",
    given: "Rosa",
    credential: "",
    roles: [role],
    npi: provider ? nine + npiCheckDigit(nine) : null,
    taxonomy: provider ? "207Q00000X" : null,
    supervisorId,
    active: true,
  };
  const saved = await call("saveStaff", { ...member, version: null }, kitIds.next());
  if (!saved.ok) throw new Error(`could not hire: ${JSON.stringify(saved.error)}`);
  return { ...member, version: saved.value.version };
}

function logInto(lines: string[]): Log {
  const keep = (entry: LogEntry) => void lines.push(JSON.stringify(entry));
  return { info: keep, warn: keep, error: keep };
}
