import { MemoryBus } from "@practicum/bus/memory";
import type { EventEnvelope, LiveNote } from "@practicum/bus/bus";
import { authReply, resolvedSession, type AuthEndpoint, type AuthReply, type Session } from "@practicum/contracts/auth";
import { identity } from "@practicum/contracts/identity";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Role } from "@practicum/contracts/permission";
import { openPg } from "@practicum/db/pg";
import type { Instant } from "@practicum/kernel/instant";
import { uuidV7 } from "@practicum/kernel/random";
import { callService } from "@practicum/service/client";
import { ManualClock, systemClock, systemRandom } from "@practicum/service/clock";
import { serviceModule, startInProcess } from "@practicum/service/in-process-host";
import { staffActor } from "@practicum/service/test-kit";
import { startPostgres } from "@practicum/testing/postgres";
import pg from "pg";
import { memoryAnchor } from "../ports/memory-anchor.ts";
import { identityService } from "../service.ts";
import { givePasswords } from "../node/provision.ts";
import { serveAuth } from "../node/serve-auth.ts";

/** For tests of the door: one practice, its people with passwords, and browsers. */

export const PASSWORD = "correct horse battery";
const settings = { secret: "a-secret-of-tests-that-is-long-enough", secureCookies: false, idleMinutes: 15 };
const ids = uuidV7(systemClock, systemRandom);

export type Door = Awaited<ReturnType<typeof openDoor>>;

export async function openDoor(people: { readonly [name: string]: readonly Role[] }) {
  const practice = { id: ids.next<"practice">(), slug: "north", name: "north", timeZone: "America/Los_Angeles" };
  const postgres = await startPostgres();
  const database = await postgres.newDatabase("identity_account");
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query("create schema identity");
  await owner.end();
  const bus = new MemoryBus();
  // Sessions last by the machine's clock; what is moved here is what the practice counts by.
  const clock = new ManualClock(systemClock.now());
  const host = await startInProcess({
    modules: [serviceModule(identityService, { auditAnchor: memoryAnchor() })],
    practices: [practice],
    openDb: (_, service) => openPg({ url: database.url, schema: service, poolMax: 3 }),
    clock,
    bus,
  });
  const served = await serveAuth({
    bus,
    practices: [{ practice, databaseUrl: database.url }],
    ...settings,
    clock,
    onError: (where, error) => console.error(where, error),
  });
  const notes: LiveNote[] = [];
  await bus.listen((_, note) => notes.push(note));
  const sql = new pg.Client({ connectionString: database.url, options: "-c search_path=identity" });
  await sql.connect();

  const ask = async (operation: keyof typeof identity, input: object, staff: StaffMember) => {
    const actor = { ...staffActor(staff.roles), staffId: staff.staffId, name: `${staff.given} ${staff.family}` };
    const commandId = identity[operation].kind === "command" ? ids.next<"command">() : null;
    return callService(bus, "identity", operation, {
      practiceId: practice.id,
      actor: actor as never,
      commandId,
      traceId: ids.next(),
      input,
    });
  };
  const staff: { [name: string]: StaffMember } = {};
  for (const [name, roles] of Object.entries(people)) {
    const person: StaffMember = {
      staffId: ids.next<"staff">(),
      email: `${name}@example.test`,
      family: "Diaz",
      given: name,
      credential: "",
      roles: [...roles],
      npi: null,
      taxonomy: null,
      supervisorId: null,
      active: true,
      version: 1,
    };
    const reply = await ask("saveStaff", { ...person, version: null }, { ...person, roles: ["practice-manager"] });
    if (!reply.ok) throw new Error(reply.error.code);
    staff[name] = person;
  }
  await givePasswords({ databaseUrl: database.url, ...settings }, Object.values(staff), PASSWORD);
  return {
    clock,
    sql,
    notes,
    ask,
    person: (name: string): StaffMember => {
      const found = staff[name];
      if (!found) throw new Error(`nobody is ${name}`);
      return found;
    },
    moveClock: (to: Instant) => clock.moveTo(to),
    browser: () => new Browser(bus),
    /** Notices that were told by events, oldest first. */
    async told(): Promise<readonly EventEnvelope["payload"][]> {
      const found = await sql.query<{ envelope: EventEnvelope }>(
        "select envelope from outbox where name = 'identity.account-noticed.v1' order by sequence",
      );
      return found.rows.map((row) => row.envelope.payload);
    },
    async stop() {
      await sql.end();
      await served.stop();
      await host.stop();
      await database.drop();
    },
  };
}

/** It keeps its cookies, and the practice as the gateway does. */
export class Browser {
  readonly cookies = new Map<string, string>();
  agent = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
  /** Which of our addresses its page is at, as the gateway says. */
  origin: string | null = "https://north.example";
  readonly #bus: MemoryBus;

  constructor(bus: MemoryBus) {
    this.#bus = bus;
  }

  async post(name: AuthEndpoint, body: object): Promise<AuthReply["result"]> {
    const reply = await this.#bus.request(`svc.identity.auth-${name}`, this.#asked(body), { timeoutMs: 20_000 });
    if (!reply.ok) throw new Error(reply.error);
    const answer: AuthReply = authReply.parse(reply.value);
    for (const set of answer.setCookies) {
      const [pair = "", ...attributes] = set.split(";");
      const at = pair.indexOf("=");
      if (/max-age=0/i.test(attributes.join())) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer.result;
  }

  signIn(name: string, password = PASSWORD): Promise<AuthReply["result"]> {
    return this.post("sign-in", { practice: "north", email: `${name}@example.test`, password });
  }

  async who(): Promise<Session | null> {
    const reply = await this.#bus.request("svc.identity.auth-resolve", this.#asked({}), { timeoutMs: 5000 });
    return reply.ok ? resolvedSession.parse(reply.value).session : null;
  }

  #asked(body: object) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return {
      practice: "north",
      cookie,
      address: "203.0.113.7",
      agent: this.agent,
      origin: this.origin,
      body: JSON.parse(JSON.stringify(body)),
    };
  }
}
