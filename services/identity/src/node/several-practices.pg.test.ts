import { MemoryBus } from "@practicum/bus/memory";
import { authReply, type AuthEndpoint, type AuthReply } from "@practicum/contracts/auth";
import { openPg } from "@practicum/db/pg";
import { must } from "@practicum/kernel/assert";
import { uuidV7 } from "@practicum/kernel/random";
import { OffsetClock, systemClock, systemRandom } from "@practicum/service/clock";
import { serviceModule, startInProcess, type InProcessHost } from "@practicum/service/in-process-host";
import { startPostgres, type TestDatabase } from "@practicum/testing/postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { memoryAnchor } from "../ports/memory-anchor.ts";
import { identityService } from "../service.ts";
import { newFoundingLink } from "./founding-link.ts";
import { serveAuth } from "./serve-auth.ts";

const ids = uuidV7(systemClock, systemRandom);
const practices = ["north", "south"].map((slug) => ({
  id: ids.next<"practice">(),
  slug,
  name: "To be founded",
  timeZone: "America/Los_Angeles",
}));
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
const PASSWORD = "purple lamp walks uphill";
const bus = new MemoryBus();
const databases: TestDatabase[] = [];
let host: InProcessHost;
let served: Awaited<ReturnType<typeof serveAuth>>;

beforeAll(async () => {
  const postgres = await startPostgres();
  for (const { slug } of practices) {
    const database = await postgres.newDatabase(`identity_${slug}`);
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    await owner.query("create schema identity");
    await owner.end();
    databases.push(database);
  }
  const urlOf = (id: string) => must(databases[practices.findIndex((one) => one.id === id)]).url;
  host = await startInProcess({
    modules: [serviceModule(identityService, { auditAnchor: memoryAnchor() })],
    practices,
    openDb: ({ id }, service) => openPg({ url: urlOf(id), schema: service, poolMax: 3 }),
    clock: new OffsetClock(systemClock),
    bus,
  });
  served = await serveAuth({
    bus,
    practices: practices.map((practice) => ({ practice, databaseUrl: urlOf(practice.id) })),
    secret: "a-secret-of-tests-that-is-long-enough",
    secureCookies: false,
    onError: (where, error) => console.error(where, error),
  });
});
afterAll(async () => {
  await served.stop();
  await host.stop();
  for (const database of databases) await database.drop();
});

async function post(
  name: AuthEndpoint,
  body: object,
  from: { readonly practice?: string | null; readonly cookie?: string } = {},
): Promise<AuthReply> {
  const { practice = null, cookie = "" } = from;
  const message = { practice, cookie, address: "203.0.113.9", agent: "test", body: JSON.parse(JSON.stringify(body)) };
  const reply = await bus.request(`svc.identity.auth-${name}`, message, { timeoutMs: 20_000 });
  if (!reply.ok) throw new Error(reply.error);
  return authReply.parse(reply.value);
}

async function found(slug: "north" | "south", email: string): Promise<void> {
  const at = practices.findIndex((one) => one.slug === slug);
  const link = await newFoundingLink(must(databases[at]).url, systemClock);
  const opened = await post("found-open", { token: must(link).token });
  expect([opened.result.ok, opened.practice]).toEqual([true, slug]);
  const from = { practice: slug, cookie: opened.setCookies.map((set) => set.split(";")[0]).join("; ") };
  const other = slug === "north" ? "south" : "north";
  expect((await post("found-state", {}, { ...from, practice: other })).result).toMatchObject({ ok: false });
  expect((await post("found-practice", { ...profile, name: `${slug} clinic` }, from)).result.ok).toBe(true);
  const manager = { family: "Reyes", given: "Ana", credential: "", email, password: PASSWORD };
  expect((await post("found-manager", manager, from)).result.ok).toBe(true);
}

const signIn = (practice: string, email: string) => post("sign-in", { practice, email, password: PASSWORD });

test("IDN-151 each link founds the practice that it was made for, also where another works already; its people are nobody in the other", async () => {
  await found("south", "ana@south.example");
  expect((await post("found-open", { token: "x".repeat(43) })).result).toMatchObject({
    ok: false,
    error: { code: "founding-link" },
  });
  await found("north", "ana@north.example");
  expect((await signIn("south", "ana@south.example")).result.ok).toBe(true);
  expect((await signIn("north", "ana@north.example")).result.ok).toBe(true);
  expect((await signIn("north", "ana@south.example")).result).toMatchObject({ error: { code: "bad-credentials" } });
  expect((await signIn("south", "ana@north.example")).result).toMatchObject({ error: { code: "bad-credentials" } });
  const session = (await signIn("south", "ana@south.example")).setCookies.map((set) => set.split(";")[0]).join("; ");
  const who = async (practice: string) =>
    bus.request(
      "svc.identity.auth-resolve",
      { practice, cookie: session, address: "203.0.113.9", agent: "test", body: {} },
      { timeoutMs: 5000 },
    );
  expect(await who("south")).toMatchObject({ ok: true, value: { session: { practice: { slug: "south" } } } });
  expect(await who("north")).toMatchObject({ ok: true, value: { session: null } });
});

test("IDN-150 at a paused practice who has the right password is told, without a session; a stranger learns nothing; the other goes on", async () => {
  const south = must(practices[1]);
  served.change(south.id, { name: "south clinic", timeZone: "America/Chicago", paused: true });
  const refused = await signIn("south", "ana@south.example");
  expect([refused.setCookies, refused.result]).toEqual([[], { ok: false, error: { code: "practice-paused" } }]);
  const wrong = await post("sign-in", {
    practice: "south",
    email: "ana@south.example",
    password: "not this one at all",
  });
  expect(wrong.result).toMatchObject({ error: { code: "bad-credentials" } });
  expect((await signIn("north", "ana@north.example")).result.ok).toBe(true);
  served.change(south.id, { name: "south clinic", timeZone: "America/Chicago", paused: false });
  expect((await signIn("south", "ana@south.example")).result.ok).toBe(true);
});
