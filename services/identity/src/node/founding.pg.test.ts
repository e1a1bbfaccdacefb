import { MemoryBus } from "@practicum/bus/memory";
import { authReply, type AuthEndpoint } from "@practicum/contracts/auth";
import { openPg } from "@practicum/db/pg";
import { must } from "@practicum/kernel/assert";
import { addMinutes } from "@practicum/kernel/instant";
import { uuidV7 } from "@practicum/kernel/random";
import { OffsetClock, systemClock, systemRandom } from "@practicum/service/clock";
import { serviceModule, startInProcess, type InProcessHost } from "@practicum/service/in-process-host";
import { startPostgres, type TestDatabase } from "@practicum/testing/postgres";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { memoryAnchor } from "../ports/memory-anchor.ts";
import { identityService } from "../service.ts";
import { foundingProgress, newFoundingLink } from "./founding-link.ts";
import { serveAuth } from "./serve-auth.ts";

const practice = {
  id: uuidV7(systemClock, systemRandom).next<"practice">(),
  slug: "practice",
  name: "To be founded",
  timeZone: "America/Los_Angeles",
};
const profile = {
  name: "Oak Street Family Medicine",
  npi: "1234567893",
  taxId: "330123456",
  taxonomy: "207Q00000X",
  billingAddress: { line1: "12 Oak St", line2: null, city: "Portland", state: "OR", zip: "972010001" },
  phone: "5035550100",
  clia: null,
  timeZone: "America/Chicago",
};
const manager = { family: "Reyes", given: "Ana", credential: "", email: "Ana@oak.example" };
const PASSWORD = "purple lamp walks uphill";

const bus = new MemoryBus();
let database: TestDatabase;
let host: InProcessHost;
let served: { stop(): Promise<void> };
let sql: pg.Client;

beforeAll(async () => {
  database = await (await startPostgres()).newDatabase("identity_founding");
  sql = new pg.Client({ connectionString: database.url, options: "-c search_path=identity" });
  await sql.connect();
  await sql.query("create schema identity");
  host = await startInProcess({
    modules: [serviceModule(identityService, { auditAnchor: memoryAnchor() })],
    practices: [practice],
    openDb: (_, service) => openPg({ url: database.url, schema: service, poolMax: 3 }),
    clock: new OffsetClock(systemClock),
    bus,
  });
  served = await serveAuth({
    bus,
    practices: [{ practice, databaseUrl: database.url }],
    secret: "a-secret-of-tests-that-is-long-enough",
    secureCookies: false,
    onError: (where, error) => console.error(where, error),
  });
});
afterAll(async () => {
  await sql.end();
  await served.stop();
  await host.stop();
  await database.drop();
});
beforeEach(async () => {
  await sql.query("delete from auth_user; delete from founding; delete from practice_profile; delete from attempt");
  await sql.query("delete from account_notice; delete from known_device; delete from staff; delete from outbox");
});

/** A browser: keeps its cookies. */
function browser() {
  let cookie = "";
  return async (name: AuthEndpoint, body: object = {}) => {
    const message = { practice: null, cookie, address: "127.0.0.1", body: JSON.parse(JSON.stringify(body)) };
    const reply = await bus.request(`svc.identity.auth-${name}`, message, { timeoutMs: 10_000 });
    const { setCookies, result } = authReply.parse(reply.ok ? reply.value : null);
    cookie = [cookie, ...setCookies.map((set) => must(set.split(";")[0]))].filter((each) => each !== "").join("; ");
    return result.ok ? result.value : result.error.code;
  };
}
const link = () => newFoundingLink(database.url, systemClock);
const opened = async () => {
  const call = browser();
  expect(await call("found-open", { token: must(await link()).token })).toEqual({});
  return call;
};

test("IDN-100 the link opens once, for an hour, and a new one ends the one before with its browser; its hash alone is kept", async () => {
  const first = must(await link());
  const kept = await sql.query<{ link_hash: string }>("select * from founding");
  expect(JSON.stringify(kept.rows)).not.toContain(first.token);
  const call = browser();
  expect(await call("found-open", { token: `${first.token}x` })).toBe("founding-link");
  expect(await call("found-open", { token: first.token })).toEqual({});
  expect(await browser()("found-open", { token: first.token })).toBe("founding-link");
  expect(await call("found-state")).toMatchObject({ step: "practice", practice: null });

  const second = must(await link());
  expect(await call("found-state")).toBe("founding-link");
  await sql.query("update founding set link_expires_at = $1", [addMinutes(systemClock.now(), -1)]);
  expect(await call("found-open", { token: second.token })).toBe("founding-link");
});

test("IDN-101 who did not open the link is told of nothing and changes nothing", async () => {
  const founder = await opened();
  await founder("found-practice", profile);
  const stranger = browser();
  for (const [name, body] of [
    ["found-state", {}],
    ["found-practice", { ...profile, name: "Another" }],
    ["found-manager", { ...manager, password: PASSWORD }],
  ] as const)
    expect(await stranger(name, body)).toBe("founding-link");
  expect(await founder("found-state")).toMatchObject({ step: "manager", practice: { name: profile.name } });
  expect((await sql.query("select 1 from staff")).rowCount).toBe(0);
});

test("IDN-102 each step is kept, may be given again, and makes neither a second practice nor a second person", async () => {
  const call = await opened();
  expect(await call("found-manager", { ...manager, password: PASSWORD })).toBe("invalid-input");
  expect(await call("found-practice", { ...profile, timeZone: "Portland" })).toBe("invalid-input");
  expect(await call("found-practice", { ...profile, npi: "1234567890" })).toBe("invalid-input");
  await call("found-practice", profile);
  await call("found-practice", { ...profile, phone: "5035550111" });
  expect(await call("found-state")).toMatchObject({ practice: { phone: "5035550111", version: 2 } });
  // It was cut short between the person and the password: the person is there, and nobody can sign in.
  await call("found-manager", { ...manager, password: PASSWORD });
  const [person] = (await sql.query<{ staff_id: string }>("select staff_id from staff")).rows;
  await sql.query("delete from auth_user");
  const again = browser();
  expect(await again("found-open", { token: must(await link()).token })).toEqual({});
  await sql.query("update founding set staff_id = $1", [must(person).staff_id]);
  expect(await again("found-manager", { ...manager, given: "Anna", password: PASSWORD })).toHaveProperty("session");
  const { rows } = await sql.query("select given, roles, version from staff");
  expect(rows).toEqual([{ given: "Anna", roles: ["practice-manager", "owner"], version: 2 }]);
});

test("IDN-103 with somebody who can sign in the founding is over: the browser is that person's, no link can be made, none opens", async () => {
  const call = await opened();
  await call("found-practice", profile);
  expect(await foundingProgress(database.url)).toMatchObject({
    profile: { timeZone: "America/Chicago" },
    founded: false,
  });
  const late = must(await link());
  const other = browser();
  await other("found-open", { token: late.token });
  expect(await other("found-manager", { ...manager, password: PASSWORD })).toMatchObject({
    session: { practice: { name: profile.name }, staff: { given: "Ana" } },
  });
  expect(await other("found-state")).toBe("founding-link");
  expect(await other("found-practice", profile)).toBe("founding-link");
  expect(await link()).toBeNull();
  expect((await foundingProgress(database.url)).founded).toBe(true);
  expect(await browser()("sign-in", { email: manager.email, password: PASSWORD })).toHaveProperty("session");
});

test("IDN-104 the first manager's password obeys the rules of all, and is not the demonstration's", async () => {
  const call = await opened();
  await call("found-practice", profile);
  for (const [password, code] of [
    ["short", "weak-password"],
    ["oak street family medicine", "common-password"],
    ["learn-by-doing", "common-password"],
    ["Learn-By-Doing", "common-password"],
  ])
    expect(await call("found-manager", { ...manager, password })).toBe(code);
  expect((await sql.query("select 1 from auth_user")).rowCount).toBe(0);
});

test("IDN-107 what is founded is told to the other services whole, and stands in the audit trail under the link's name", async () => {
  const call = await opened();
  await call("found-practice", profile);
  await call("found-manager", { ...manager, password: PASSWORD });
  const { rows } = await sql.query("select name, envelope->'payload' as told from outbox order by sequence");
  expect(rows).toMatchObject([
    { name: "identity.practice-changed.v1", told: { ...profile, version: 1 } },
    { name: "identity.staff-changed.v1", told: { ...manager, roles: ["practice-manager", "owner"], version: 1 } },
  ]);
  const trail = await sql.query(
    "select actor_name, operation, outcome from audit_entry order by sequence desc limit 3",
  );
  expect(trail.rows).toEqual([
    { actor_name: "Ana Reyes", operation: "sign-in", outcome: "ok" },
    { actor_name: "Founding link", operation: "found-manager", outcome: "ok" },
    { actor_name: "Founding link", operation: "found-practice", outcome: "ok" },
  ]);
});
