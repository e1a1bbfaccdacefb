import { identity } from "@practicum/contracts/identity";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, testNow, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryAnchor } from "./ports/memory-anchor.ts";
import { identityService } from "./service.ts";

describe("at the same moment, on real PostgreSQL", () => {
  let kit: TestHost;
  beforeAll(async () => {
    const modules = [serviceModule(identityService, { auditAnchor: memoryAnchor() })];
    kit = await testHost({ database: "pg", modules });
  });
  afterAll(() => kit.stop());
  const manager = (n: number) => ({
    staffId: kit.ids.next<"staff">(),
    email: `m${n}@example.test`,
    family: `Manager${n}`,
    given: "A",
    credential: "",
    roles: ["practice-manager" as const],
    npi: null,
    taxonomy: null,
    supervisorId: null,
    active: true,
    version: null,
  });

  test("IDN-4 managers who put each other out leave one", async () => {
    const call = kit.caller("identity", identity);
    for (let round = 0; round < 5; round += 1) {
      const managers = [1, 2, 3, 4].map((n) => manager(round * 10 + n));
      for (const each of managers) expect(await call("saveStaff", each)).toMatchObject({ ok: true });
      const everybody = await call("listStaff", {});
      const active = everybody.ok ? everybody.value.filter((person) => person.active) : [];
      const outcomes = await Promise.all(active.map((person) => call("saveStaff", { ...person, active: false })));
      const codes = outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.code));
      expect(codes.filter((code) => code === "last-administrator")).toHaveLength(1);
      expect(codes.filter((code) => code === "ok")).toHaveLength(active.length - 1);
    }
  }, 30_000);
  test("IDN-113 owners who put each other out leave one", async () => {
    const call = kit.caller("identity", identity);
    const as = ["practice-manager", "owner"] as const;
    for (let round = 0; round < 5; round += 1) {
      const more = [1, 2, 3].map((n) => ({ ...manager(1000 + round * 10 + n), roles: ["owner" as const] }));
      for (const each of more) expect(await call("saveStaff", each, { as })).toMatchObject({ ok: true });
      const everybody = await call("listStaff", {});
      const owners = everybody.ok ? everybody.value.filter((p) => p.active && p.roles.includes("owner")) : [];
      expect(owners.length).toBeGreaterThan(2);
      const outcomes = await Promise.all(owners.map((p) => call("saveStaff", { ...p, active: false }, { as })));
      const codes = outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.code));
      expect(codes.filter((code) => code === "last-owner")).toHaveLength(1);
      expect(codes.filter((code) => code === "ok")).toHaveLength(owners.length - 1);
    }
  }, 30_000);
  test("IDN-1 one e-mail is taken once", async () => {
    const call = kit.caller("identity", identity);
    const twins = Array.from({ length: 6 }, () => ({ ...manager(99), email: "Twin@example.test" }));
    const outcomes = await Promise.all(twins.map((twin) => call("saveStaff", twin)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    for (const outcome of outcomes)
      if (!outcome.ok) expect(outcome.error).toMatchObject({ code: "invalid-input", field: "email" });
  });
  test("IDN-20 IDN-21 accesses of five services at once make one chain without a gap", async () => {
    const services = ["identity", "scheduling", "charting", "billing", "messaging"];
    const before = await kit.rows<{ count: number }>("identity", "select count(*) as count from audit_entry");
    for (let n = 0; n < 200; n += 1) {
      const service = services[n % services.length] ?? "identity";
      const actor = { kind: "system", name: "test" };
      const access = {
        service,
        operation: "x",
        kind: "query",
        actor,
        patientIds: [],
        permission: "p",
        outcome: "ok",
        commandId: null,
        at: testNow,
      };
      await kit.deliver(`${service}.access-recorded.v1`, access);
    }
    await kit.settle();
    const [after] = await kit.rows<{ count: number; last: number }>(
      "identity",
      "select count(*) as count, max(sequence) as last from audit_entry",
    );
    expect(after?.count).toBeGreaterThanOrEqual((before[0]?.count ?? 0) + 200);
    expect(after?.last).toBe(after?.count);
    const checked = await kit.caller("identity", identity)("verifyAuditChain", {});
    expect(checked).toMatchObject({ ok: true, value: { brokenAt: null } });
  }, 30_000);
});
