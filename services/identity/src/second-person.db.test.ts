import type { Actor } from "@practicum/contracts/actor";
import { identity } from "@practicum/contracts/identity";
import type { Role } from "@practicum/contracts/permission";
import { databaseKinds } from "@practicum/db/test-databases";
import type { Id } from "@practicum/kernel/brand";
import { must } from "@practicum/kernel/assert";
import { addMinutes } from "@practicum/kernel/instant";
import { npiCheckDigit } from "@practicum/kernel/npi";
import { serviceModule } from "@practicum/service/in-process-host";
import { staffActor, testHost, type TestHost } from "@practicum/service/test-kit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memoryAnchor } from "./ports/memory-anchor.ts";
import { identityService } from "./service.ts";

/** The attacks of one manager whose session is in the wrong hands, and beside each what goes on being done. */
describe.each(databaseKinds)("two persons, on %s", (database) => {
  let kit: TestHost;
  let people: { [name: string]: ReturnType<typeof person> };
  beforeEach(async () => {
    kit = await testHost({ database, modules: [serviceModule(identityService, { auditAnchor: memoryAnchor() })] });
    people = {};
    for (const [name, roles] of Object.entries({
      boss: ["practice-manager"],
      second: ["practice-manager"],
      doctor: ["physician"],
      desk: ["front-desk"],
    } as const))
      await add(name, [...roles]);
  });
  afterEach(() => kit.stop());

  const provider = { npi: `100000001${npiCheckDigit("100000001")}`, taxonomy: "207Q00000X" };
  const person = (name: string, roles: Role[], more: object = {}) => ({
    staffId: kit.ids.next<"staff">(),
    email: `${name}@example.test`,
    family: name,
    given: "Test",
    credential: "",
    roles,
    npi: null as string | null,
    taxonomy: null as string | null,
    supervisorId: null,
    active: true,
    version: null as number | null,
    ...(roles.includes("physician") ? provider : {}),
    ...more,
  });
  async function add(name: string, roles: Role[]): Promise<void> {
    const one = person(name, roles);
    expect(await kit.caller("identity", identity)("saveStaff", one)).toMatchObject({
      ok: true,
      value: { waits: false },
    });
    people[name] = { ...one, version: 1 };
  }
  const as = (name: string): Actor => {
    const { staffId, roles } = must(people[name]);
    return { ...(staffActor(roles) as Extract<Actor, { kind: "staff" }>), staffId, name };
  };
  const call = () => kit.caller("identity", identity);
  const save = (name: string, change: object, by: string) =>
    call()("saveStaff", { ...must(people[name]), ...change }, { as: as(by) });
  const rolesOf = async (name: string) => {
    const list = await call()("listStaff", {});
    return list.ok ? list.value.find((one) => one.staffId === must(people[name]).staffId)?.roles : undefined;
  };
  const open = async (by: string) => {
    const list = await call()("listAccountRequests", {}, { as: as(by) });
    return list.ok ? list.value.filter((one) => one.status === "open") : [];
  };
  const decide = (requestId: Id<"account-request">, approve: boolean, by: string) =>
    call()("decideAccountRequest", { requestId, approve }, { as: as(by) });

  test("IDN-78, IDN-80 a manager does not become a physician, nor lets the desk become a manager, alone", async () => {
    for (const [name, change] of [
      ["boss", { roles: ["practice-manager", "physician"] as Role[], ...provider }],
      ["desk", { roles: ["practice-manager"] as Role[] }],
      ["desk", { roles: ["front-desk", "medical-assistant"] as Role[] }],
      // Nor while the account is closed, to be opened afterwards.
      ["desk", { roles: ["front-desk", "medical-assistant"] as Role[], active: false }],
    ] as const) {
      const before = await rolesOf(name);
      expect(await save(name, change, "boss")).toMatchObject({ ok: true, value: { waits: true, version: 1 } });
      expect(await rolesOf(name)).toEqual(before);
    }
    const asked = await open("boss");
    // The desk was asked for three times: what was asked last counts.
    expect(asked.map((one) => [one.staffName, one.own])).toEqual([
      ["Test boss", true],
      ["Test desk", true],
    ]);
    for (const { requestId } of asked)
      expect(await decide(requestId, true, "boss")).toMatchObject({ error: { code: "own-request" } });
    expect(await decide(must(asked[0]).requestId, true, "desk")).toMatchObject({ error: { code: "not-allowed" } });
    expect(await rolesOf("boss")).toEqual(["practice-manager"]);
    // The control: what opens nothing is done at once, and what another agrees to is done.
    expect(await save("desk", { roles: ["front-desk", "biller"] }, "boss")).toMatchObject({ value: { waits: false } });
    expect(await save("second", { active: false }, "boss")).toMatchObject({ value: { waits: false } });
    expect(await save("second", { version: 2 }, "boss")).toMatchObject({ value: { waits: false } });
    expect((await open("doctor")).every((one) => !one.own)).toBe(true);
    expect(await decide(must(asked[0]).requestId, true, "doctor")).toEqual({ ok: true, value: { status: "used" } });
    expect(await rolesOf("boss")).toEqual(["practice-manager", "physician"]);
    expect(await decide(must(asked[0]).requestId, false, "second")).toMatchObject({
      error: { code: "already-decided" },
    });
    // The desk's account was changed since: what was asked for does not overwrite that.
    expect(await decide(must(asked[1]).requestId, true, "second")).toMatchObject({ error: { code: "stale-version" } });
    expect(await decide(must(asked[1]).requestId, false, "second")).toMatchObject({ value: { status: "refused" } });
    expect(await rolesOf("desk")).toEqual(["front-desk", "biller"]);
  });

  test("IDN-79 nobody is alone by closing the others' accounts; who is alone does it alone", async () => {
    for (const name of ["second", "doctor"])
      expect(await save(name, { active: false }, "boss")).toMatchObject({ value: { waits: false } });
    const grant = { roles: ["practice-manager", "physician"] as Role[], ...provider };
    expect(await save("boss", grant, "boss")).toMatchObject({ value: { waits: true } });
    kit.clock.moveTo(addMinutes(kit.clock.now(), 24 * 60 + 1));
    expect(await save("boss", grant, "boss")).toMatchObject({ value: { waits: false } });
    expect(await rolesOf("boss")).toEqual(["practice-manager", "physician"]);
  });

  test("IDN-79 a person without a sign-in decides nothing where others have one", async () => {
    await signInOf("boss");
    expect(await call()("resetSecondFactor", { staffId: must(people["desk"]).staffId }, { as: as("boss") })).toEqual({
      ok: true,
      value: { waits: false },
    });
    await signInOf("doctor");
    expect(await call()("resetSecondFactor", { staffId: must(people["desk"]).staffId }, { as: as("boss") })).toEqual({
      ok: true,
      value: { waits: true },
    });
  });

  test("IDN-81, IDN-82 a lost authenticator is ended by two, of this person alone, with all sessions", async () => {
    for (const name of ["boss", "doctor", "desk"]) await signInOf(name);
    const factors = async () => {
      const list = await call()("listSignIns", {}, { as: as("boss") });
      const names = new Map(Object.entries(people).map(([name, { staffId }]) => [staffId as string, name]));
      return list.ok
        ? list.value
            .filter((one) => one.twoFactor)
            .map((one) => names.get(one.staffId) ?? "")
            .toSorted((a, b) => a.localeCompare(b))
        : [];
    };
    const sessions = async () =>
      (await kit.rows<{ id: string }>("identity", "select id from auth_session order by id")).map((row) => row.id);
    expect(await factors()).toEqual(["boss", "desk", "doctor"]);
    const { staffId } = must(people["doctor"]);
    await call()("resetSecondFactor", { staffId }, { as: as("boss") });
    expect(await factors()).toEqual(["boss", "desk", "doctor"]);
    const [asked] = await open("doctor");
    expect(await decide(must(asked).requestId, true, "boss")).toMatchObject({ error: { code: "own-request" } });
    expect(await factors()).toEqual(["boss", "desk", "doctor"]);
    expect(await decide(must(asked).requestId, true, "second")).toMatchObject({ value: { status: "used" } });
    expect(await factors()).toEqual(["boss", "desk"]);
    expect(await sessions()).toEqual(["boss", "desk"]);
    expect(await call()("listSignIns", {}, { as: as("doctor") })).toMatchObject({ error: { code: "not-allowed" } });
  });

  test("IDN-122 one manager alone asks for no less at sign-in; for more, at once", async () => {
    const policy = async () => {
      const now = await call()("getSignInPolicy", {}, { as: as("boss") });
      if (!now.ok) throw new Error(now.error.code);
      return now.value;
    };
    const set = async (roles: Role[], graceDays: number, by: string, version?: number | null) =>
      call()("saveSignInPolicy", { roles, graceDays, version: version ?? (await policy()).version }, { as: as(by) });
    const waits = (is: boolean) => ({ ok: true, value: { waits: is } });
    // The control: what asks for more, or for something for the first time, is done by one.
    expect(await set(["physician"], 7, "boss")).toMatchObject(waits(false));
    expect(await set(["physician", "practice-manager"], 3, "boss")).toMatchObject(waits(false));
    const strict = await policy();
    for (const [roles, days] of [
      [[], 3],
      [["practice-manager", "biller"], 3],
      [["physician", "practice-manager"], 4],
    ] as [Role[], number][]) {
      expect(await set(roles, days, "boss")).toMatchObject(waits(true));
      expect(await policy()).toEqual(strict);
    }
    // Asked for three times by one person: what was asked last counts.
    const asked = await open("second");
    expect(asked).toMatchObject([
      { kind: "sign-in-policy", staffId: null, roles: ["physician", "practice-manager"], graceDays: 4, own: false },
    ]);
    const { requestId } = must(asked[0]);
    expect(await decide(requestId, true, "boss")).toMatchObject({ error: { code: "own-request" } });
    expect(await decide(requestId, true, "desk")).toMatchObject({ error: { code: "not-allowed" } });
    expect(await policy()).toEqual(strict);
    // Made stricter meanwhile: what was asked for does not undo that.
    expect(await set(["physician", "practice-manager", "biller"], 3, "second")).toMatchObject(waits(false));
    expect(await decide(requestId, true, "doctor")).toMatchObject({ error: { code: "stale-version" } });
    expect(await decide(requestId, false, "doctor")).toMatchObject({ value: { status: "refused" } });
    expect(await set(["physician"], 3, "boss")).toMatchObject(waits(true));
    expect(await decide(must((await open("doctor"))[0]).requestId, true, "doctor")).toMatchObject({ ok: true });
    expect(await policy()).toMatchObject({ roles: ["physician"], graceDays: 3 });
    // A version that is over is told so at once, not put before anybody.
    expect(await set([], 3, "boss", 1)).toMatchObject({ error: { code: "stale-version" } });
  });

  async function signInOf(name: string): Promise<void> {
    const { staffId } = must(people[name]);
    for (const statement of [
      `insert into auth_user (id, staff_id, name, email, two_factor_enabled) values ('${name}', '${staffId}', 'x', '${name}', true)`,
      `insert into auth_two_factor (id, user_id, secret, backup_codes) values ('${name}', '${name}', 'x', 'x')`,
      `insert into auth_session (id, user_id, token, expires_at) values ('${name}', '${name}', '${name}', now() + interval '1 hour')`,
    ])
      await kit.rows("identity", statement);
  }
});
