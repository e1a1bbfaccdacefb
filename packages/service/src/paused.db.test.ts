import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serviceModule } from "./in-process-host.ts";
import { testHost, type Caller, type TestHost } from "./test-kit.ts";
import { notes, notesApi, notesPorts } from "./test-services.ts";

const nurse = { as: ["medical-assistant"] } as const;

describe.each(databaseKinds)("what changes about a practice while it is hosted, on %s", (database) => {
  let kit: TestHost;
  let call: Caller<typeof notesApi>;
  beforeAll(async () => {
    kit = await testHost({ database, practices: 2, modules: [serviceModule(notes, notesPorts())] });
    call = kit.caller("notes", notesApi);
  });
  afterAll(() => kit.stop());
  const change = (index: number, facts: { name?: string; timeZone?: string; paused?: boolean }) => {
    const practice = must(kit.practices[index]);
    const { name, timeZone, paused = false } = { ...practice, ...facts };
    for (const service of kit.host.services) service.change(practice.id, { name, timeZone, paused });
  };

  test("SVC-39 a paused practice refuses with words and does nothing by itself; another works on; what was due is done when it goes on", async () => {
    const [one, other] = [must(kit.practices[0]), must(kit.practices[1])];
    const patientId = kit.ids.next<"patient">();
    await call("write", { patientId, body: "soon", remindInMinutes: 5 }, { ...nurse, practice: one });
    await call("write", { patientId, body: "soon", remindInMinutes: 5 }, { ...nurse, practice: other });
    const waiting = async () =>
      (await kit.rows<{ name: string }>("notes", "select name from timer where name = 'remind'")).length;
    expect(await waiting()).toBe(1);
    change(0, { paused: true });
    const paused = { ok: false, error: { code: "practice-paused" } };
    expect(await call("write", { patientId, body: "no" }, { ...nurse, practice: one })).toEqual(paused);
    expect(await call("list", { patientId }, { ...nurse, practice: one })).toEqual(paused);
    expect(await call("list", { patientId }, { ...nurse, practice: other })).toMatchObject(ok([{ body: "soon" }]));
    kit.clock.moveTo(addMinutes(kit.clock.now(), 6));
    await kit.settle();
    expect(await waiting()).toBe(1);
    change(0, { paused: false });
    await kit.settle();
    expect(await waiting()).toBe(0);
    expect(await call("list", { patientId }, { ...nurse, practice: one })).toMatchObject(ok([{ body: "soon" }]));
  });

  test("SVC-38 a practice's day is that of its new time zone from the next request on, and nobody else's", async () => {
    const days = async () =>
      Promise.all([0, 1].map((at) => call("today", {}, { ...nurse, practice: must(kit.practices[at]) })));
    kit.clock.moveTo("2026-11-24T05:00:00.000Z");
    expect(await days()).toEqual([ok("2026-11-23"), ok("2026-11-23")]);
    change(0, { timeZone: "Europe/Berlin" });
    expect(await days()).toEqual([ok("2026-11-24"), ok("2026-11-23")]);
  });
});
