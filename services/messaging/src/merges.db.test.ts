import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryNotifier } from "./ports/memory-notifier.ts";
import { messagingService } from "./service.ts";
import { caller, openOutreach } from "./test-campaign.ts";
import { patientPayload } from "./test-events.ts";

describe.each(databaseKinds)("merged conversations on %s", (database) => {
  let kit: TestHost;
  const kept = "00000000-0000-7000-8000-00000000aaaa";
  const other = "00000000-0000-7000-8000-00000000bbbb";
  beforeAll(async () => {
    kit = await testHost({ database, modules: [serviceModule(messagingService, { notifier: memoryNotifier() })] });
    for (const id of [kept, other]) await kit.deliver("scheduling.patient-changed.v1", patientPayload(id));
    await kit.settle();
  });
  afterAll(() => kit.stop());

  const statement = async (patientId: string, number: string) => {
    const statementId = kit.ids.next();
    const money = { balance: 1200, dueDate: "2026-12-20", date: "2026-11-20" };
    await kit.deliver("billing.statement-issued.v1", { statementId, patientId, number, ...money });
    await kit.settle();
  };
  const said = (what: "merged" | "unmerged", mergeId: string) =>
    kit
      .deliver(`scheduling.patients-${what}.v1`, {
        mergeId,
        survivorId: kept,
        duplicateId: other,
        by: "W",
        at: kit.clock.now(),
        mergedAt: kit.clock.now(),
      })
      .then(() => kit.settle());
  const threads = () =>
    kit.rows<{ patient_id: string; kind: string | null; messages: number }>(
      "messaging",
      `select t.patient_id, t.kind, count(m.*)::int as messages from thread t join message m using (thread_id)
        group by t.thread_id order by t.patient_id, t.kind nulls last`,
    );

  test("MSG-61, MSG-63 statements of both stand beside each other, late ones go into the survivor's, and all go home", async () => {
    for (const id of [kept, other]) await statement(id, `S-${id.slice(-1)}`);
    const before = await threads();
    const mergeId = kit.ids.next();
    await said("merged", mergeId);
    expect(await threads()).toEqual([
      { patient_id: kept, kind: "statements", messages: 1 },
      { patient_id: kept, kind: null, messages: 1 },
    ]);
    await statement(other, "S-late");
    expect(await threads()).toEqual([
      { patient_id: kept, kind: "statements", messages: 2 },
      { patient_id: kept, kind: null, messages: 1 },
    ]);
    await said("unmerged", mergeId);
    expect(await threads()).toEqual(before.map((row) => (row.patient_id === kept ? { ...row, messages: 2 } : row)));
  });
});

test.each(databaseKinds)(
  "MSG-62 on %s: who asked not to be called is called under neither record",
  async (database) => {
    const o = await openOutreach(database);
    try {
      const [kept, duplicateId] = [o.kit.ids.next<"patient">(), o.kit.ids.next<"patient">()];
      for (const id of [kept, duplicateId]) await o.kit.deliver("scheduling.patient-changed.v1", patientPayload(id));
      await o.kit.settle();
      const [one, two] = [await o.newCampaign(), await o.newCampaign()];
      const { members: asked } = await o.addRoster(one, [o.row(1)]);
      const { members: others } = await o.addRoster(two, [o.row(2)]);
      o.value(await o.call("linkMember", { memberId: must(asked[0]), patientId: duplicateId }));
      o.value(await o.call("linkMember", { memberId: must(others[0]), patientId: kept }));
      o.value(await o.record(must(asked[0]), 1, "do-not-call"));
      const moment = o.kit.clock.now();
      const of = { mergeId: o.kit.ids.next(), survivorId: kept, duplicateId, by: "W", at: moment, mergedAt: moment };
      await o.kit.deliver("scheduling.patients-merged.v1", of);
      await o.kit.settle();
      const barred = () =>
        o.kit.rows("messaging", "select patient_id from do_not_call where patient_id is not null order by patient_id");
      expect(await barred()).toEqual([{ patient_id: kept }]);
      expect(await o.call("holdCard", { memberId: must(others[0]) }, { as: caller(1) })).toMatchObject({ ok: false });
      await o.kit.deliver("scheduling.patients-unmerged.v1", of);
      await o.kit.settle();
      expect(await barred()).toEqual([{ patient_id: duplicateId }]);
      expect(await o.call("holdCard", { memberId: must(others[0]) }, { as: caller(1) })).toMatchObject({ ok: true });
      expect(await o.call("holdCard", { memberId: must(asked[0]) }, { as: caller(1) })).toMatchObject({ ok: false });
    } finally {
      await o.kit.stop();
    }
  },
  60_000,
);
