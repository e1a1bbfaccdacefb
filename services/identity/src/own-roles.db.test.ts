import type { Actor } from "@practicum/contracts/actor";
import { identity } from "@practicum/contracts/identity";
import type { OwnRoleInput } from "@practicum/contracts/identity/own-roles";
import type { Role } from "@practicum/contracts/permission";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { serviceModule } from "@practicum/service/in-process-host";
import { staffActor, testHost, type TestHost } from "@practicum/service/test-kit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memoryAnchor } from "./ports/memory-anchor.ts";
import { identityService } from "./service.ts";

describe.each(databaseKinds)("roles of the practice's own, on %s", (database) => {
  let kit: TestHost;
  const ids = new Map<string, { staffId: string; roles: Role[] }>();
  beforeEach(async () => {
    kit = await testHost({ database, modules: [serviceModule(identityService, { auditAnchor: memoryAnchor() })] });
    ids.clear();
    for (const [name, roles] of Object.entries({
      boss: ["practice-manager"],
      second: ["practice-manager"],
      anna: ["front-desk"],
      ben: ["front-desk"],
    } as const))
      await save(name, { roles: [...roles], version: null });
  });
  afterEach(() => kit.stop());

  const call = () => kit.caller("identity", identity);
  const as = (name: string): Actor => {
    const { staffId, roles } = must(ids.get(name));
    return { ...(staffActor(roles) as Extract<Actor, { kind: "staff" }>), staffId, name };
  };
  async function save(name: string, more: { roles?: Role[]; ownRoles?: string[]; version: number | null }) {
    const one = ids.get(name) ?? { staffId: kit.ids.next<"staff">(), roles: more.roles ?? [] };
    const isNew = !ids.has(name);
    ids.set(name, one);
    const input = {
      staffId: one.staffId,
      email: `${name}@example.test`,
      family: name,
      given: "Test",
      credential: "",
      roles: one.roles,
      npi: null,
      taxonomy: null,
      supervisorId: null,
      active: true,
      ...more,
    };
    return call()("saveStaff", input, isNew ? {} : { as: as("boss") });
  }
  const desk = (more: Partial<OwnRoleInput> = {}): OwnRoleInput => ({
    roleId: "0190e000-0000-7000-8000-0000000000d1",
    name: "Desk without cash",
    base: "front-desk",
    added: ["claim.read"],
    removed: ["payment.take"],
    retired: false,
    version: null,
    ...more,
  });
  const person = async (name: string) => {
    const list = await call()("listStaff", {});
    return list.ok ? must(list.value.find((one) => one.staffId === must(ids.get(name)).staffId)) : null;
  };
  const open = async (by: string) => {
    const list = await call()("listAccountRequests", {}, { as: as(by) });
    return list.ok ? list.value.filter((one) => one.status === "open") : [];
  };

  test("IDN-152, IDN-158 acts for everybody who has it and nobody else, who are told, and the services hear it whole", async () => {
    expect(await call()("saveOwnRole", desk(), { as: as("boss") })).toMatchObject({
      value: { version: 1, waits: false },
    });
    expect(await save("anna", { ownRoles: [desk().roleId], version: 1 })).toMatchObject({
      value: { waits: false, version: 2 },
    });
    expect(await person("anna")).toMatchObject({ granted: ["claim.read"], withheld: ["payment.take"] });
    expect(await person("ben")).not.toHaveProperty("granted");
    expect(
      await call()("saveOwnRole", desk({ added: ["charge.write"], version: 1 }), { as: as("boss") }),
    ).toMatchObject({
      value: { version: 2, waits: false },
    });
    expect(await person("anna")).toMatchObject({ granted: ["charge.write"], withheld: ["payment.take"], version: 3 });
    expect(await person("ben")).toMatchObject({ version: 1 });
    const told = await kit.events("identity", "identity.staff-changed.v1");
    expect(told.at(-1)?.payload).toMatchObject({
      staffId: must(ids.get("anna")).staffId,
      granted: ["charge.write"],
      version: 3,
    });
    const notices = await call()("listAccountNotices", { before: null, limit: 10 }, { as: as("anna") });
    expect(notices.ok && notices.value.notices.map(({ kind, by }) => [kind, by])).toEqual([
      ["rights-changed", "boss"],
      ["rights-changed", "boss"],
    ]);
    const none = await call()("listAccountNotices", { before: null, limit: 10 }, { as: as("ben") });
    expect(none.ok && none.value.notices).toEqual([]);
    // Each version stays, with who made it.
    const versions = await call()("ownRoleVersions", { roleId: desk().roleId }, { as: as("boss") });
    expect(versions.ok && versions.value.map(({ version, added, by }) => [version, added, by])).toEqual([
      [2, ["charge.write"], "boss"],
      [1, ["claim.read"], "boss"],
    ]);
    const listed = await call()("listOwnRoles", {});
    expect(listed).toMatchObject({
      value: [{ name: "Desk without cash", version: 2, holders: [must(ids.get("anna")).staffId] }],
    });
  });

  test("IDN-155 the difference is told before, changes nothing, and what opens charts waits for a second person", async () => {
    await call()("saveOwnRole", desk(), { as: as("boss") });
    for (const name of ["anna", "ben"]) await save(name, { ownRoles: [desk().roleId], version: 1 });
    const wish = desk({ added: ["claim.read", "chart.read"], removed: [], version: 1 });
    const both = ["anna", "ben"].map((name) => must(ids.get(name)).staffId);
    const preview = await call()("previewOwnRole", wish, { as: as("boss") });
    expect(preview).toEqual({
      ok: true,
      value: {
        gains: [
          { permission: "chart.read", staffIds: both },
          { permission: "payment.take", staffIds: both },
        ],
        losses: [],
        twoPersons: true,
      },
    });
    expect(await person("anna")).toMatchObject({ granted: ["claim.read"], version: 2 });
    expect(await call()("saveOwnRole", wish, { as: as("boss") })).toMatchObject({ value: { waits: true, version: 1 } });
    // Another role that is asked for is another request.
    const other = desk({ roleId: "0190e000-0000-7000-8000-0000000000d2", name: "Other", version: null });
    expect(await call()("saveOwnRole", other, { as: as("boss") })).toMatchObject({ value: { waits: false } });
    expect(await person("anna")).toMatchObject({ granted: ["claim.read"], version: 2 });
    const [asked, ...more] = await open("second");
    expect(more).toEqual([]);
    expect(asked).toMatchObject({
      kind: "own-role",
      ownRoles: ["Desk without cash"],
      opens: [{ permission: "chart.read", people: 2 }],
      own: false,
      staffId: null,
    });
    const decide = (by: string) =>
      call()("decideAccountRequest", { requestId: must(asked).requestId, approve: true }, { as: as(by) });
    expect(await decide("boss")).toMatchObject({ error: { code: "own-request" } });
    expect(await decide("second")).toEqual({ ok: true, value: { status: "used" } });
    expect(await person("ben")).toMatchObject({ granted: ["chart.read", "claim.read"], version: 3 });
    const notices = await call()("listAccountNotices", { before: null, limit: 1 }, { as: as("ben") });
    expect(notices).toMatchObject({ value: { notices: [{ kind: "rights-changed", by: "boss and second" }] } });
    // To give the role to one more is as much.
    await save("carl", { roles: ["front-desk"], version: null });
    expect(await save("carl", { ownRoles: [wish.roleId], version: 1 })).toMatchObject({ value: { waits: true } });
    expect(await person("carl")).not.toHaveProperty("granted");
    const [given] = await open("second");
    expect(given).toMatchObject({ kind: "roles", ownRoles: ["Desk without cash"], staffName: "Test carl" });
  });

  test("IDN-155 what was agreed to is judged again: a role that was changed since stays as it is", async () => {
    await call()("saveOwnRole", desk(), { as: as("boss") });
    await save("anna", { ownRoles: [desk().roleId], version: 1 });
    await call()("saveOwnRole", desk({ added: ["chart.read"], version: 1 }), { as: as("boss") });
    const [asked] = await open("second");
    await call()("saveOwnRole", desk({ added: [], version: 1 }), { as: as("second") });
    const requestId = must(asked).requestId;
    expect(await call()("decideAccountRequest", { requestId, approve: true }, { as: as("second") })).toMatchObject({
      error: { code: "stale-version" },
    });
    expect(await person("anna")).not.toHaveProperty("granted");
  });

  test("IDN-160 who tries a role on looks with the narrower rights, changes nothing, and is named with it", async () => {
    const tried: Actor = { ...as("boss"), as: { label: "Front desk", roles: ["front-desk"] } } as Actor;
    expect(await call()("listStaff", {}, { as: tried })).toMatchObject({ ok: true });
    expect(await call()("listSignIns", {}, { as: tried })).toMatchObject({ error: { code: "not-allowed" } });
    // What the role may and the person may not stays closed, too.
    const clerk = { ...as("anna"), as: { label: "Practice manager", roles: ["practice-manager"] } } as Actor;
    expect(await call()("listSignIns", {}, { as: clerk })).toMatchObject({ error: { code: "not-allowed" } });
    const manager = { ...as("boss"), as: { label: "Practice manager", roles: ["practice-manager"] } } as Actor;
    expect(await call()("listSignIns", {}, { as: manager })).toMatchObject({ ok: true });
    expect(await call()("saveOwnRole", desk(), { as: manager })).toMatchObject({ error: { code: "testing-role" } });
    expect(await call()("listOwnRoles", {})).toMatchObject({ value: [] });
    await kit.settle();
    const rows = await kit.rows<{ actor_name: string; operation: string; outcome: string; roles: string[] }>(
      "identity",
      "select actor_name, operation, outcome, roles from audit_entry where actor_name like '%as role%' order by sequence",
    );
    expect(rows).toEqual(
      [
        ["boss, as role Front desk", "listStaff", "ok"],
        ["boss, as role Front desk", "listSignIns", "denied"],
        ["anna, as role Practice manager", "listSignIns", "denied"],
        ["boss, as role Practice manager", "listSignIns", "ok"],
        ["boss, as role Practice manager", "saveOwnRole", "testing-role"],
      ].map(([actor_name, operation, outcome], at) => ({
        actor_name,
        operation,
        outcome,
        roles: at === 2 ? ["front-desk"] : ["practice-manager"],
      })),
    );
  });

  test("IDN-161, IDN-162 uses are counted by person, permission and day: not what was refused, not what was tried on", async () => {
    for (const name of ["anna", "ben"]) await call()("listStaff", {}, { as: as(name) });
    await call()("listStaff", {}, { as: as("anna") });
    await call()("listSignIns", {}, { as: as("anna") });
    await call()("listSignIns", {}, { as: as("second") });
    await call()(
      "listSignIns",
      {},
      { as: { ...as("boss"), as: { label: "M", roles: ["practice-manager"] } } as Actor },
    );
    await kit.settle();
    const uses = async () => {
      const rows = await kit.rows<{ staff_id: string; permission: string; uses: number }>(
        "identity",
        "select staff_id, permission, uses from permission_use order by uses, permission",
      );
      const names = new Map([...ids].map(([name, { staffId }]) => [staffId, name]));
      return rows.flatMap((row) => {
        const name = names.get(row.staff_id);
        return name === undefined ? [] : [`${name} ${row.permission} ${row.uses}`];
      });
    };
    expect((await uses()).toSorted()).toEqual(["anna staff.read 2", "ben staff.read 1", "second staff.manage 1"]);
    // What came together is counted together, on top of what is there.
    await call()("listStaff", {}, { as: as("anna") });
    await kit.settle();
    expect(await uses()).toContain("anna staff.read 3");
    const report = await call()("unusedRights", {}, { as: as("boss") });
    if (!report.ok) throw new Error(report.error.code);
    const unused = (name: string) =>
      must(report.value.people.find((one) => one.staffId === must(ids.get(name)).staffId)).unused;
    expect(unused("second")).not.toContain("staff.manage");
    expect(unused("boss")).toContain("staff.manage");
    expect(report.value.days).toBe(0);
    // After 90 days it is as if it had not been; after 13 months the count goes.
    await kit.rows("identity", "update permission_use set day = day - 89");
    const still = await call()("unusedRights", {}, { as: as("boss") });
    expect(still.ok && still.value.days).toBe(89);
    expect(
      still.ok && still.value.people.find((one) => one.staffId === must(ids.get("second")).staffId)?.unused,
    ).not.toContain("staff.manage");
    await kit.rows("identity", "update permission_use set day = day - 2 where permission = 'staff.manage'");
    const later = await call()("unusedRights", {}, { as: as("boss") });
    expect(later.ok && later.value.days).toBe(90);
    expect(
      later.ok && later.value.people.find((one) => one.staffId === must(ids.get("second")).staffId)?.unused,
    ).toContain("staff.manage");
  });

  test("IDN-163 an auditor reads the trail, verifies it and takes it out, and does nothing else", async () => {
    const auditor = staffActor(["auditor"]);
    const span = { patientId: null, staffId: null, from: "2000-01-01T00:00:00.000Z", to: "2100-01-01T00:00:00.000Z" };
    await call()("listSignIns", {}, { as: as("boss") });
    await kit.settle();
    const trail = await call()("auditTrail", { ...span, before: null, limit: 50 }, { as: auditor });
    expect(trail.ok && trail.value.entries.some((one) => one.operation === "listSignIns")).toBe(true);
    expect(await call()("verifyAuditChain", { limit: 100 }, { as: auditor })).toMatchObject({
      value: { brokenAt: null },
    });
    const file = await call()("exportAuditTrail", span, { as: auditor });
    expect(file).toMatchObject({ ok: true, value: { cut: false } });
    expect(file.ok && file.value.csv).toContain(",listSignIns,");
    expect(file.ok && file.value.csv.split("\r\n").length).toBe((file.ok ? file.value.entries : 0) + 2);
    for (const [operation, input] of [
      ["listSignIns", {}],
      ["listOwnerActs", { before: null, limit: 10 }],
      ["previewOwnRole", desk()],
      ["unusedRights", {}],
    ] as const)
      expect(await call()(operation, input as never, { as: auditor })).toMatchObject({
        error: { code: "not-allowed" },
      });
    expect(await call()("exportAuditTrail", span, { as: as("anna") })).toMatchObject({
      error: { code: "not-allowed" },
    });
  });
});
