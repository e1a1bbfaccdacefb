import { identity } from "@practicum/contracts/identity";
import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, testNow, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryAnchor } from "./ports/memory-anchor.ts";
import { identityService } from "./service.ts";

const [one, other] = ["00000000-0000-7000-8000-00000000aaaa", "00000000-0000-7000-8000-00000000cccc"];
const commandId = "00000000-0000-7000-8000-00000000dddd";
const session = { name: "Somebody", sessionId: "s" };

describe.each(databaseKinds)("printing on %s", (database) => {
  let kit: TestHost;
  beforeAll(async () => {
    kit = await testHost({ database, modules: [serviceModule(identityService, { auditAnchor: memoryAnchor() })] });
  });
  afterAll(() => kit.stop());
  const call = () => kit.caller("identity", identity);
  const printings = async (patientId: string) => {
    await kit.settle();
    const span = { from: testNow, to: addMinutes(testNow, 60) };
    const found = await call()("auditTrail", { patientId, staffId: null, ...span, before: null, limit: 200 });
    return found.ok ? found.value.entries.filter((entry) => entry.operation.startsWith("print")) : [];
  };

  test("GTW-101 who printed which paper about whom is one entry, however often it is told", async () => {
    const told = () => call()("printFaceSheet", { patientIds: [one] }, { commandId });
    expect([await told(), await told()]).toEqual([
      { ok: true, value: {} },
      { ok: true, value: {} },
    ]);
    expect(await printings(one)).toMatchObject([{ operation: "printFaceSheet", kind: "command", outcome: "ok" }]);
    await call()("printFaceSheet", { patientIds: [one] });
    expect(await printings(one)).toHaveLength(2);
  });
  test("GTW-101 of a paper about several each one's trail has it", async () => {
    await call()("printDaySheet", { patientIds: [one, other] });
    expect(await printings(other)).toMatchObject([{ operation: "printDaySheet", patientIds: [one, other] }]);
  });
  test("GTW-101 a role that may not read what stands on a paper is refused, and that is entered too", async () => {
    const reply = await call()("printVisitSummary", { patientIds: [other] }, { as: ["front-desk"] });
    expect(reply).toMatchObject({ error: { code: "not-allowed" } });
    expect((await printings(other))[0]).toMatchObject({ operation: "printVisitSummary", outcome: "denied" });
  });
  test("GTW-101 a patient prints nothing of the practice's", async () => {
    const actor = { kind: "patient", patientId: one, ...session } as const;
    const reply = await call()("printFaceSheet", { patientIds: [one] }, { as: actor });
    expect(reply).toMatchObject({ error: { code: "not-allowed" } });
  });
});
