import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { ok } from "@practicum/kernel/result";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serviceModule } from "./in-process-host.ts";
import type { Storage } from "./storage.ts";
import { testHost, type Caller, type TestHost } from "./test-kit.ts";
import { notes, notesApi, notesPorts } from "./test-services.ts";

const nurse = { as: ["medical-assistant"] } as const;

describe.each(databaseKinds)("a disk without room, on %s", (database) => {
  const disk: { -readonly [Key in keyof Storage]: Storage[Key] } = { state: "ok", whenRoom: async () => {} };
  let kit: TestHost;
  let call: Caller<typeof notesApi>;
  beforeAll(async () => {
    kit = await testHost({ database, modules: [serviceModule(notes, notesPorts())], storage: disk });
    call = kit.caller("notes", notesApi);
  });
  afterAll(() => kit.stop());

  test("a command is refused with words, one done before keeps its reply, reading goes on and is audited", async () => {
    const patientId = kit.ids.next<"patient">();
    const commandId = kit.ids.next<"command">();
    const input = { patientId, body: "before" };
    const first = await call("write", input, { ...nurse, commandId });
    disk.state = "full";
    expect(await call("write", input, { ...nurse, commandId })).toEqual(first);
    const refused = await call("write", { patientId, body: "after" }, nurse);
    expect(refused).toEqual({ ok: false, error: { code: "storage-full" } });
    const listed = await call("list", { patientId }, nurse);
    expect(listed).toMatchObject(ok([{ body: "before" }]));
    const audits = await kit.events("notes", "notes.access-recorded.v1");
    expect(audits.at(-1)?.payload).toMatchObject({ operation: "list", patientIds: [patientId] });
    disk.state = "low";
    expect(await call("write", { patientId, body: "after" }, nurse)).toMatchObject({ ok: true });
  });

  test("what is due waits, and nothing is published, until there is room", async () => {
    disk.state = "ok";
    const patientId = kit.ids.next<"patient">();
    await kit.settle();
    const published = () =>
      kit.rows<{ count: number }>("notes", "select count(*) as count from outbox where published_at is null");
    await call("write", { patientId, body: "soon", remindInMinutes: 5 }, nurse);
    await kit.settle();
    disk.state = "full";
    kit.clock.moveTo(addMinutes(kit.clock.now(), 6));
    await call("list", { patientId }, nurse);
    await kit.settle();
    expect(await kit.rows("notes", "select name from timer where name = 'remind'")).toHaveLength(1);
    expect(await published()).toEqual([{ count: 1 }]);
    disk.state = "ok";
    await kit.settle();
    expect(await kit.rows("notes", "select name from timer where name = 'remind'")).toEqual([]);
    // What was published is marked a moment later.
    await expect.poll(published).toEqual([{ count: 0 }]);
  });
});
