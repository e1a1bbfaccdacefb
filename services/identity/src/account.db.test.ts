import type { Actor } from "@practicum/contracts/actor";
import { identity } from "@practicum/contracts/identity";
import type { Role } from "@practicum/contracts/permission";
import { databaseKinds } from "@practicum/db/test-databases";
import { assert, must } from "@practicum/kernel/assert";
import { addMinutes } from "@practicum/kernel/instant";
import { serviceModule } from "@practicum/service/in-process-host";
import { staffActor, testHost, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryAnchor } from "./ports/memory-anchor.ts";
import { identityService } from "./service.ts";

describe.each(databaseKinds)("what is told of accounts, on %s", (database) => {
  let kit: TestHost;
  const people: { [name: string]: ReturnType<typeof person> } = {};
  beforeAll(async () => {
    kit = await testHost({ database, modules: [serviceModule(identityService, { auditAnchor: memoryAnchor() })] });
    for (const [name, roles] of Object.entries({
      owner: ["practice-manager", "owner"],
      boss: ["practice-manager"],
      desk: ["front-desk"],
    } as const)) {
      people[name] = person(name, [...roles]);
      const saved = await call()("saveStaff", { ...people[name], version: null });
      assert(saved.ok, `${name} is added`);
    }
  });
  afterAll(() => kit.stop());

  const person = (name: string, roles: Role[]) => ({
    staffId: kit.ids.next<"staff">(),
    email: `${name}@example.test`,
    family: name,
    given: "Test",
    credential: "",
    roles,
    npi: null,
    taxonomy: null,
    supervisorId: null,
    active: true,
    version: 1,
  });
  const call = () => kit.caller("identity", identity);
  const as = (name: string): Actor => {
    const { staffId, roles } = must(people[name]);
    return { ...(staffActor(roles) as Extract<Actor, { kind: "staff" }>), staffId, name };
  };
  const change = async (name: string, more: object, by: string) => {
    const one = must(people[name]);
    const saved = await call()("saveStaff", { ...one, ...more }, { as: as(by) });
    if (saved.ok && !saved.value.waits) people[name] = { ...one, ...more, version: saved.value.version };
    kit.clock.moveTo(addMinutes(kit.clock.now(), 1));
    return saved;
  };
  const noticesOf = async (name: string) => {
    const list = await call()("listAccountNotices", { before: null, limit: 100 }, { as: as(name) });
    return list.ok ? list.value.notices : [];
  };

  test("IDN-116 roles, closing, opening and the address are told to the person, at the old address too, also in the own name", async () => {
    expect(await noticesOf("desk")).toEqual([]);
    await change("desk", { family: "Renamed" }, "boss");
    expect(await noticesOf("desk")).toEqual([]);
    await change("desk", { roles: ["front-desk", "biller"] }, "boss");
    await change("desk", { active: false }, "boss");
    await change("desk", { active: true }, "boss");
    await change("desk", { email: "mine@example.test" }, "boss");
    await change("boss", { email: "thief@example.test" }, "boss");
    expect((await noticesOf("desk")).map(({ kind, by, detail }) => [kind, by, detail])).toEqual([
      ["email-changed", "boss", "mine@example.test"],
      ["made-active", "boss", ""],
      ["made-inactive", "boss", ""],
      ["roles-changed", "boss", "Front desk, Biller"],
    ]);
    const events = await kit.events("identity", "identity.account-noticed.v1");
    expect(events.map(({ payload }) => (payload as { emails: string[] }).emails)).toEqual([
      ["desk@example.test"],
      ["desk@example.test"],
      ["desk@example.test"],
      ["desk@example.test", "mine@example.test"],
      ["boss@example.test", "thief@example.test"],
    ]);
  });

  test("IDN-116 a notice is the person's alone to read and to call known; pages of one lose none", async () => {
    const all = await noticesOf("desk");
    expect(all.length).toBeGreaterThan(3);
    const paged = [];
    for (let before = null as (typeof all)[number] | null, more = true; more;) {
      const at = before && { at: before.at, noticeId: before.noticeId };
      const page = await call()("listAccountNotices", { before: at, limit: 1 }, { as: as("desk") });
      if (!page.ok) throw new Error(page.error.code);
      paged.push(...page.value.notices);
      before = page.value.notices.at(-1) ?? null;
      more = page.value.next !== null;
    }
    expect(paged).toEqual(all);
    const second = must(all[1]).noticeId;
    // A manager finds none of them and marks none.
    expect(await call()("readAccountNotices", { upTo: second }, { as: as("boss") })).toMatchObject({
      error: { code: "not-found" },
    });
    expect((await noticesOf("desk")).every((one) => one.readAt === null)).toBe(true);
    expect(await call()("readAccountNotices", { upTo: second }, { as: as("desk") })).toEqual({
      ok: true,
      value: { read: all.length - 1 },
    });
    expect((await noticesOf("desk")).map((one) => one.readAt !== null)).toEqual(all.map((_, index) => index > 0));
  });

  test("IDN-115 the owners see what managers did and tried, page after page, and a manager neither sees nor shortens it", async () => {
    await call()("saveSignInPolicy", { roles: [], graceDays: 3, version: null }, { as: as("boss") });
    await call()("saveSignInPolicy", { roles: [], graceDays: 3, version: null }, { as: as("boss") });
    for (const [service, operation, roles] of [
      ["billing", "writeOffBalance", ["practice-manager"]],
      ["billing", "writeOffBalance", ["biller"]],
      ["billing", "exportJournal", ["practice-manager"]],
      ["scheduling", "bookAppointment", ["practice-manager"]],
      ["scheduling", "daySheet", ["practice-manager"]],
    ] as const)
      await kit.deliver(`${service}.access-recorded.v1`, {
        service,
        operation,
        kind: operation === "exportJournal" || operation === "daySheet" ? "query" : "command",
        actor: { ...staffActor([...roles]), name: `${roles.join()} ${operation}` },
        patientIds: [],
        permission: "p",
        outcome: "ok",
        commandId: null,
        at: kit.clock.now(),
      });
    await kit.settle();
    const page = async (before: number | null, limit: number) => {
      const list = await call()("listOwnerActs", { before, limit }, { as: as("owner") });
      if (!list.ok) throw new Error(list.error.code);
      return list.value;
    };
    const { entries } = await page(null, 200);
    const acts = entries.map(({ operation, actorName, outcome }) => `${operation} by ${actorName}: ${outcome}`);
    expect(acts).toContain("saveSignInPolicy by boss: ok");
    expect(acts).toContain("saveSignInPolicy by boss: stale-version");
    expect(acts).toContain("writeOffBalance by practice-manager writeOffBalance: ok");
    expect(acts).toContain("exportJournal by practice-manager exportJournal: ok");
    expect(
      acts.some((act) => act.includes("daySheet") || act.includes("bookAppointment") || act.includes("by biller")),
    ).toBe(false);
    // The trail says whose account it was.
    const told = entries.find((one) => one.operation === "saveStaff" && one.actorName === "boss");
    expect([people["desk"]?.staffId, people["boss"]?.staffId]).toContain(told?.aboutStaffId);
    const paged = [];
    for (let before: number | null = null, more = true; more;) {
      const next: Awaited<ReturnType<typeof page>> = await page(before, 2);
      paged.push(...next.entries.map((one) => one.sequence));
      before = next.next;
      more = before !== null;
    }
    expect(paged).toEqual(entries.map((one) => one.sequence));
    expect(await call()("listOwnerActs", { before: null, limit: 10 }, { as: as("boss") })).toMatchObject({
      error: { code: "not-allowed" },
    });
    for (const statement of [
      "delete from audit_entry",
      "update audit_entry set operation = 'x'",
      "truncate audit_entry",
    ])
      await expect(kit.rows("identity", statement)).rejects.toThrow(/only added to|permission denied/);
    expect((await page(null, 200)).entries.length).toBeGreaterThanOrEqual(entries.length);
  });

  test("IDN-113 IDN-114 what is stored decides: a manager takes nothing from an owner, and makes none", async () => {
    const refused = { error: { code: "owner-alone" } };
    expect(await change("owner", { active: false }, "boss")).toMatchObject(refused);
    expect(await change("owner", { roles: ["front-desk"] }, "boss")).toMatchObject(refused);
    expect(await change("boss", { roles: ["practice-manager", "owner"] }, "boss")).toMatchObject(refused);
    expect(await change("owner", { roles: ["practice-manager"] }, "owner")).toMatchObject({
      error: { code: "last-owner" },
    });
    // The control: the owner makes another one, with a second person, and may go then.
    expect(await change("boss", { roles: ["practice-manager", "owner"] }, "owner")).toMatchObject({
      value: { waits: true },
    });
    const open = await call()("listAccountRequests", {}, { as: as("boss") });
    const request = must(open.ok ? open.value.find((one) => one.status === "open") : undefined);
    expect(
      await call()("decideAccountRequest", { requestId: request.requestId, approve: true }, { as: as("boss") }),
    ).toMatchObject({ ok: true });
    expect((await noticesOf("boss"))[0]).toMatchObject({ kind: "roles-changed", by: "owner and boss" });
    expect(await change("owner", { roles: ["practice-manager"] }, "owner")).toMatchObject({ value: { waits: false } });
  });

  test("IDN-117 who may decide is told how many of others' requests wait, and nobody else", async () => {
    await kit.rows(
      "identity",
      `insert into practice_profile (name, npi, tax_id, taxonomy, billing_address, phone, time_zone, version)
       values ('north', '1000000004', '123456789', '261Q00000X', '{"line1":"1 Main St","line2":null,"city":"San Diego","state":"CA","zip":"921010001"}', '6195550100', 'America/Los_Angeles', 1)`,
    );
    const waiting = async (name: string) => {
      const me = await call()("me", {}, { as: as(name) });
      return me.ok ? me.value.waiting : me.error.code;
    };
    expect(await waiting("owner")).toBe(0);
    expect(await change("desk", { roles: ["front-desk", "medical-assistant"] }, "boss")).toMatchObject({
      value: { waits: true },
    });
    expect([await waiting("owner"), await waiting("boss"), await waiting("desk")]).toEqual([1, 0, 0]);
    const me = await call()("me", {}, { as: as("desk") });
    expect(me.ok && me.value.notices).toBe(1);
    kit.clock.moveTo(addMinutes(kit.clock.now(), 7 * 24 * 60 + 1));
    expect(await waiting("owner")).toBe(0);
  });
});
