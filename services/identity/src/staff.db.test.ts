import type { Actor } from "@practicum/contracts/actor";
import { identity } from "@practicum/contracts/identity";
import { databaseKinds } from "@practicum/db/test-databases";
import { addMs } from "@practicum/kernel/instant";
import { npiCheckDigit } from "@practicum/kernel/npi";
import { serviceModule } from "@practicum/service/in-process-host";
import { systemClock } from "@practicum/service/clock";
import { staffActor, testHost, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryAnchor } from "./ports/memory-anchor.ts";
import { identityService } from "./service.ts";

const npi = `100000001${npiCheckDigit("100000001")}`;
const address = { line1: "1 Main St", line2: null, city: "San Diego", state: "CA", zip: "921010001" };

describe.each(databaseKinds)("identity on %s", (database) => {
  let kit: TestHost;
  beforeAll(async () => {
    const modules = [serviceModule(identityService, { auditAnchor: memoryAnchor() })];
    kit = await testHost({ database, modules, practices: 2 });
  });
  afterAll(() => kit.stop());
  const person = (email: string, more: object = {}) => ({
    staffId: kit.ids.next<"staff">(),
    email,
    family: "Ortiz",
    given: "Ana",
    credential: "",
    roles: ["practice-manager" as const],
    npi: null,
    taxonomy: null,
    supervisorId: null,
    active: true,
    version: null,
    ...more,
  });

  test("IDN-5 IDN-7 a person is added, changed, and told of whole", async () => {
    const call = kit.caller("identity", identity);
    const ana = person("ana@example.test");
    expect(await call("saveStaff", ana)).toEqual({
      ok: true,
      value: { staffId: ana.staffId, version: 1, waits: false },
    });
    expect(await call("saveStaff", { ...ana, family: "Ruiz", version: 1 })).toMatchObject({
      ok: true,
      value: { version: 2 },
    });
    expect(await call("saveStaff", { ...ana, version: 1 })).toMatchObject({
      ok: false,
      error: { code: "stale-version" },
    });
    const list = await call("listStaff", {}, { as: ["front-desk"] });
    expect(list).toMatchObject({ ok: true, value: [{ family: "Ruiz", version: 2 }] });
    const told = await kit.events("identity", "identity.staff-changed.v1");
    expect(told.map((event) => event.payload)).toMatchObject([
      { family: "Ortiz", version: 1 },
      { family: "Ruiz", version: 2 },
    ]);
  });
  test("IDN-191 a DEA number is a provider's, is told to who looks after the accounts alone, and stays where a form does not send it", async () => {
    const call = kit.caller("identity", identity);
    const roles = ["nurse-practitioner" as const];
    const nora = person("nora@example.test", { roles, npi, taxonomy: "363LF0000X", family: "Zuniga" });
    const refused = await call("saveStaff", person("desk@example.test", { roles: ["front-desk"], dea: "MN1234563" }));
    expect(refused).toMatchObject({ error: { code: "invalid-input", field: "dea" } });
    const wrong = await call("saveStaff", { ...nora, dea: "MN1234564" });
    expect(wrong).toMatchObject({ error: { code: "invalid-input", fields: [{ field: "dea" }] } });
    const saved = await call("saveStaff", { ...nora, dea: "MN1234563" });
    if (!saved.ok || saved.value.waits) throw new Error("it was to be saved at once");
    const seen = async (as: "practice-manager" | "front-desk" | "physician") => {
      const list = await call("listStaff", {}, { as: [as] });
      return list.ok ? list.value.find((one) => one.staffId === nora.staffId)?.dea : list;
    };
    expect([await seen("practice-manager"), await seen("front-desk"), await seen("physician")]).toEqual([
      "MN1234563",
      undefined,
      undefined,
    ]);
    expect(await call("saveStaff", { ...nora, given: "Nora", version: 1 })).toMatchObject({ ok: true });
    expect(await seen("practice-manager")).toBe("MN1234563");
    expect(await call("saveStaff", { ...nora, dea: null, version: 2 })).toMatchObject({ ok: true });
    expect(await seen("practice-manager")).toBeUndefined();
  });
  test("IDN-59 who has not shown lately who it is changes nothing", async () => {
    const call = kit.caller("identity", identity);
    const late = { ...staffActor(["practice-manager"]), verifiedAt: "2026-11-23T15:49:59.000Z" } as Actor;
    const { verifiedAt: _, ...never } = late as Extract<Actor, { kind: "staff" }>;
    const lately = { ...late, verifiedAt: "2026-11-23T15:50:01.000Z" } as Actor;
    const bo = person("bo@example.test", { roles: ["front-desk"], family: "Zorn" });
    for (const as of [late, never])
      expect(await call("saveStaff", bo, { as })).toMatchObject({ error: { code: "confirm-identity" } });
    const list = await call("listStaff", {});
    expect(list.ok).toBe(true);
    expect(JSON.stringify(list)).not.toContain("bo@example.test");
    expect(await call("saveStaff", bo, { as: lately })).toMatchObject({ ok: true });
    // Reading asks for nothing, and who may not is told that first.
    expect(await call("listStaff", {}, { as: late })).toMatchObject({ ok: true });
    const desk = { ...never, roles: ["front-desk" as const] };
    expect(await call("saveStaff", bo, { as: desk })).toMatchObject({ error: { code: "not-allowed" } });
  });
  test("IDN-1 IDN-4 the rules hold against what is stored", async () => {
    const call = kit.caller("identity", identity);
    expect(await call("saveStaff", person("ANA@example.test"))).toMatchObject({
      error: { code: "invalid-input", field: "email" },
    });
    const list = await call("listStaff", {});
    const ana = list.ok ? list.value[0] : undefined;
    expect(await call("saveStaff", { ...ana!, active: false })).toMatchObject({
      error: { code: "last-administrator" },
    });
  });
  test("the other practice has its own people", async () => {
    const call = kit.caller("identity", identity);
    const other = kit.practices[1]!;
    expect(await call("listStaff", {}, { practice: other })).toEqual({ ok: true, value: [] });
    expect(await call("saveStaff", person("ana@example.test"), { practice: other })).toMatchObject({ ok: true });
  });
  test("sites", async () => {
    const call = kit.caller("identity", identity);
    const site = {
      locationId: kit.ids.next<"location">(),
      name: "Hillcrest",
      address,
      phone: "6195550100",
      npi: null,
      placeOfService: "11",
      active: true,
      version: null,
    };
    expect(await call("saveLocation", site)).toMatchObject({ ok: true, value: { version: 1 } });
    expect(await call("saveLocation", site)).toMatchObject({ ok: false, error: { code: "stale-version" } });
    expect(await call("saveLocation", { ...site, name: "North Park", version: 1 })).toMatchObject({
      value: { version: 2 },
    });
    const list = await call("listLocations", {}, { as: ["biller"] });
    expect(list).toEqual({ ok: true, value: [{ ...site, name: "North Park", version: 2 }] });
  });
  test("IDN-9 the profile, and who am I", async () => {
    const call = kit.caller("identity", identity);
    const list = await call("listStaff", {});
    const ana = list.ok ? list.value[0]! : undefined;
    const as = { kind: "staff" as const, staffId: ana!.staffId, name: "Ana", roles: ana!.roles, sessionId: "s" };
    expect(await call("me", {}, { as })).toMatchObject({ ok: false, error: { code: "not-found" } });
    const profile = {
      name: "Bayview Family Practice",
      npi,
      taxId: "123456789",
      taxonomy: "207Q00000X",
      billingAddress: address,
      phone: "6195550100",
      timeZone: "America/Los_Angeles",
      version: null,
    };
    const wrong = [
      { ...profile, timeZone: "Somewhere" },
      { ...profile, billingAddress: { ...address, line1: "P.O. Box 12" } },
      { ...profile, billingAddress: { ...address, zip: "92101" } },
    ];
    for (const input of wrong)
      expect(await call("savePractice", input)).toMatchObject({ error: { code: "invalid-input" } });
    expect(await call("savePractice", profile)).toMatchObject({ ok: true, value: { version: 1 } });
    expect(await call("savePractice", profile)).toMatchObject({ error: { code: "stale-version" } });
    expect(await call("me", {}, { as })).toMatchObject({
      ok: true,
      value: {
        staff: { email: "ana@example.test" },
        practice: { ...profile, version: 1 },
        permissions: expect.arrayContaining(["audit.read"]),
      },
    });
  });

  test("IDN-75 IDN-76 IDN-77 SVC-17 what ended long ago is forgotten; what still counts is kept", async () => {
    // Sessions end by the machine's clock: the practice's is not behind it, whenever this runs.
    const machineNow = systemClock.now();
    if (kit.clock.now() < machineNow) await kit.advanceTo(machineNow);
    const ana = person("forgotten@example.test");
    expect(await kit.caller("identity", identity)("saveStaff", ana)).toMatchObject({ ok: true });
    const ago = (days: number) => `now() - interval '${days} days'`;
    const { staffId } = ana;
    for (const text of [
      `insert into auth_user (id, staff_id, name, email) values ('u', '${staffId}', 'Ana', 'forgotten@example.test')
        on conflict do nothing`,
      `insert into auth_session (id, user_id, token, expires_at) select t, (select id from auth_user where staff_id = '${staffId}'), t, at
        from (values ('ended', ${ago(8)}), ('just ended', ${ago(6)}), ('alive', ${ago(-1)})) as s (t, at)`,
      `insert into auth_verification (id, identifier, value, expires_at) values ('old', 'x', 'x', ${ago(8)}), ('new', 'x', 'x', ${ago(1)})`,
    ])
      await kit.rows("identity", `${text} returning 1`);
    const before = (days: number) => `'${kit.clock.now()}'::timestamptz - interval '${days} days'`;
    await kit.rows("identity", `insert into sign_in_code values ('${staffId}', 'x', ${before(8)}, 0) returning 1`);
    await kit.rows(
      "identity",
      `insert into known_device values ('${staffId}', 'lost', ${before(181)}), ('${staffId}', 'desk', ${before(160)}) returning 1`,
    );
    await kit.rows(
      "identity",
      `insert into attempt values ('old', 3, ${before(30)}), ('new', 3, ${before(-8)}) returning 1`,
    );
    await kit.advanceTo(addMs(kit.clock.now(), 8 * 86_400_000));
    const left = async (column: string, table: string) =>
      (await kit.rows<{ of: string }>("identity", `select ${column} as of from ${table} order by 1`)).map(
        ({ of }) => of,
      );
    expect(await left("id", "auth_session")).toEqual(["alive", "just ended"]);
    expect(await left("id", "auth_verification")).toEqual(["new"]);
    expect(await left("code_hash", "sign_in_code")).toEqual([]);
    expect(await left("device_hash", "known_device")).toEqual(["desk"]);
    expect(await left("key", "attempt")).toEqual(["new"]);
  });
});
