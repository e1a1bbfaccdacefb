import { access } from "@practicum/contracts/audit-event";
import { operatorActor, type Actor } from "@practicum/contracts/actor";
import { fail } from "@practicum/contracts/error";
import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { ok } from "@practicum/kernel/result";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callService } from "./client.ts";
import { serviceModule } from "./in-process-host.ts";
import { notes, notesApi, notesPorts } from "./test-services.ts";
import { staffActor, testHost, type Caller, type TestHost } from "./test-kit.ts";

const nurse = { as: ["medical-assistant"] } as const;

describe.each(databaseKinds)("the pipeline on %s", (database) => {
  let kit: TestHost;
  let call: Caller<typeof notesApi>;
  const ports = notesPorts();
  beforeAll(async () => {
    kit = await testHost({ database, modules: [serviceModule(notes, ports)], practices: 2 });
    call = kit.caller("notes", notesApi);
  });
  afterAll(() => kit.stop());

  const audits = async () => {
    const events = await kit.events("notes", "notes.access-recorded.v1");
    return events.map((event) => access.parse(event.payload));
  };
  const bodies = async () =>
    (await kit.rows<{ body: string }>("notes", "select body from note")).map((row) => row.body);

  test("a command does its work, tells of it, and is audited, all at once", async () => {
    const patientId = kit.ids.next<"patient">();
    const reply = await call("write", { patientId, body: "first" }, nurse);
    const noteId = reply.ok ? reply.value.noteId : "";
    expect(reply).toEqual(ok({ noteId }));
    expect(await call("list", { patientId }, nurse)).toEqual(ok([{ noteId, body: "first", at: kit.clock.now() }]));
    const [event] = await kit.events("notes");
    expect(event).toMatchObject({
      name: "notes.noted.v1",
      practiceId: kit.practices[0]?.id,
      occurredAt: kit.clock.now(),
      keys: { noteId },
      payload: { noteId, patientId, body: "first" },
      actor: { kind: "staff", roles: ["medical-assistant"] },
    });
    const [wrote, read] = await audits();
    expect(wrote).toMatchObject({
      service: "notes",
      operation: "write",
      kind: "command",
      patientIds: [patientId],
      permission: "vitals.record",
      outcome: "ok",
      at: kit.clock.now(),
    });
    expect(read).toMatchObject({ operation: "list", kind: "query", patientIds: [patientId], commandId: null });
  });

  test("what is wrong with an input is told field by field, and nothing runs", async () => {
    const ran = ports.ran.length;
    const wrong = { patientId: "not-a-guid", body: "   ", remindInMinutes: 0 };
    const reply = await call("write", wrong, nurse);
    expect(reply).toMatchObject({ ok: false, error: { code: "invalid-input", field: "patientId" } });
    expect(reply.ok ? [] : reply.error.fields?.map((field) => field.field)).toEqual([
      "patientId",
      "body",
      "remindInMinutes",
    ]);
    const extra = { patientId: kit.ids.next(), body: "x", practiceId: "mass assignment" };
    expect(await call("write", extra, nurse)).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    expect(ports.ran.length).toBe(ran);
  });

  test("what PostgreSQL can't keep, or is nested without end, is refused by its place; an error is short whatever was sent", async () => {
    const patientId = kit.ids.next<"patient">();
    const ran = ports.ran.length;
    for (const body of ["nul \u0000 inside", "half \ud83d of a pair"]) {
      const reply = await call("write", { patientId, body }, nurse);
      expect(reply).toMatchObject({ ok: false, error: { code: "invalid-input", field: "body" } });
      expect(await call("write", { patientId, body }, { as: ["front-desk"] })).toEqual(fail("not-allowed"));
    }
    expect(await call("write", { patientId, body: "a pair \ud83d\ude00 is kept" }, nurse)).toMatchObject({ ok: true });
    let deep: object = {};
    for (let n = 0; n < 5000; n += 1) deep = [deep];
    expect(await call("list", { patientId, deep } as never, nurse)).toMatchObject({ error: { code: "invalid-input" } });
    const unknown = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`key ${n}`, "x"]));
    const long = await call("write", { patientId, body: "x", ...unknown, ["y".repeat(100_000)]: 1 } as never, nurse);
    expect(long).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    expect(JSON.stringify(long).length).toBeLessThan(8000);
    expect(ports.ran.length).toBe(ran + 1);
  });

  test("who may not do it learns nothing of the input, and the attempt is audited with the patient", async () => {
    const patientId = kit.ids.next<"patient">();
    expect(await call("write", { patientId, body: "no" }, { as: ["front-desk"] })).toEqual(fail("not-allowed"));
    expect(await call("write", { patientId, body: "" }, { as: ["biller"] })).toEqual(fail("not-allowed"));
    expect(await call("list", { patientId }, { as: ["front-desk"] })).toEqual(fail("not-allowed"));
    const denied = (await audits()).slice(-3);
    expect(denied.map((entry) => [entry.operation, entry.outcome, entry.patientIds])).toEqual([
      ["write", "denied", [patientId]],
      ["write", "denied", [patientId]],
      ["list", "denied", [patientId]],
    ]);
    expect(await bodies()).not.toContain("no");
  });

  test("several roles together may what one of them may", async () => {
    const input = { patientId: kit.ids.next<"patient">(), body: "both" };
    expect((await call("write", input, { as: ["front-desk", "physician"] })).ok).toBe(true);
  });

  test("a refused command leaves nothing but its audit entry, and its id can be used again", async () => {
    const commandId = kit.ids.next<"command">();
    const input = { patientId: kit.ids.next<"patient">(), body: "first", remindInMinutes: 5 };
    const before = (await kit.events("notes")).length;
    expect(await call("write", input, { ...nurse, commandId })).toEqual(fail("already-recorded", { field: "body" }));
    expect((await kit.events("notes")).length).toBe(before);
    expect(await kit.rows("notes", "select * from timer where name = 'remind'")).toEqual([]);
    expect((await audits()).at(-1)).toMatchObject({
      outcome: "already-recorded",
      commandId,
      patientIds: [input.patientId],
    });
    expect((await call("write", { ...input, body: "mended" }, { ...nurse, commandId })).ok).toBe(true);
  });

  test("a bug is told as such, leaves nothing but its audit entry, and does not leak", async () => {
    ports.broken.add("Canary Patient");
    const input = { patientId: kit.ids.next<"patient">(), body: "Canary Patient" };
    const reply = await call("write", input, nurse);
    expect(reply).toEqual(fail("internal"));
    expect(JSON.stringify(reply)).not.toContain("Canary");
    expect(await bodies()).not.toContain("Canary Patient");
    expect((await audits()).at(-1)).toMatchObject({ outcome: "internal", patientIds: [input.patientId] });
  });

  test("the same command again gets the same reply, and nothing is done twice", async () => {
    const options = { ...nurse, commandId: kit.ids.next<"command">() };
    const input = { patientId: kit.ids.next<"patient">(), body: "once" };
    const first = await call("write", input, options);
    const [ran, events, audited] = [ports.ran.length, (await kit.events("notes")).length, (await audits()).length];
    expect(await call("write", input, options)).toEqual(first);
    const reordered = { body: input.body, patientId: input.patientId };
    expect(await call("write", reordered, options)).toEqual(first);
    expect([ports.ran.length, (await kit.events("notes")).length, (await audits()).length]).toEqual([
      ran,
      events,
      audited,
    ]);
  });

  test("a command id that comes back with other content, operation or person is refused", async () => {
    const options = { ...nurse, commandId: kit.ids.next<"command">() };
    const input = { patientId: kit.ids.next<"patient">(), body: "reused" };
    await call("write", input, options);
    const reused = fail("command-id-reused");
    expect(await call("write", { ...input, body: "other" }, options)).toEqual(reused);
    expect(await call("forget", { key: "x" }, options)).toEqual(reused);
    expect(await call("write", input, { ...options, as: ["physician"] })).toEqual(reused);
    expect(await bodies()).not.toContain("other");
  });

  test("a command without an id is not run", async () => {
    const request = { practiceId: kit.practices[0]?.id ?? "", commandId: null, traceId: "t", input: { key: "x" } };
    const actor = staffActor(["physician"]);
    const reply = await callService(kit.bus, "notes", "forget", { ...request, actor });
    expect(reply).toEqual(fail("invalid-input", { field: "commandId" }));
  });

  test("a request that is no envelope, an unknown practice and an unknown operation are refused", async () => {
    const request = { practiceId: kit.ids.next<"practice">(), commandId: null, traceId: "t", input: {} };
    const actor = staffActor(["physician"]);
    expect(await callService(kit.bus, "notes", "count", { ...request, actor })).toEqual(fail("not-found"));
    const reply = await kit.bus.request(
      "svc.notes.count",
      { practiceId: "x", actor: { kind: "admin" } },
      { timeoutMs: 1000 },
    );
    expect(reply).toEqual(ok(fail("invalid-input", { field: "request" })));
    const nobody = await callService(kit.bus, "notes", "nothing", { ...request, actor }, { deadlineMs: 300 });
    expect(nobody).toEqual(fail("try-again"));
  });

  describe("who is not of the practice", () => {
    const ofPatient = (patientId: string): Actor => ({ kind: "patient", patientId, name: "Ada", sessionId: "s" });
    const ask = (name: string, actor: Actor, input: object, commandId = kit.ids.next<"command">()) =>
      callService(kit.bus, "notes", name, { practiceId: kit.practices[0]!.id, actor, commandId, traceId: "t", input });
    const denied = fail("not-allowed");

    test("reaches the own record alone, as far as the input says whose it is", async () => {
      const [mine, other] = [kit.ids.next<"patient">(), kit.ids.next<"patient">()];
      for (const patientId of [mine, other]) await call("write", { patientId, body: `of ${patientId}` }, nurse);
      const me = ofPatient(mine);
      expect(await ask("record", me, { patientId: mine })).toEqual(ok({ notes: 1 }));
      expect(await ask("record", me, { patientId: other })).toEqual(denied);
      // No permission at all; a permission, and nobody whom it is about.
      expect(await ask("list", me, { patientId: mine })).toEqual(denied);
      expect(await ask("everybody", me, {})).toEqual(denied);
      expect((await call("everybody", {}, nurse)).ok).toBe(true);
      expect(
        (await audits()).slice(-4).map(({ actor, operation, outcome }) => [actor.kind, operation, outcome]),
      ).toEqual([
        ["patient", "record", "denied"],
        ["patient", "list", "denied"],
        ["patient", "everybody", "denied"],
        ["staff", "everybody", "ok"],
      ]);
    });

    test("gets nothing, and changes nothing, by an id in the input that leads to another's record", async () => {
      const [mine, other] = [kit.ids.next<"patient">(), kit.ids.next<"patient">()];
      const noteId = async (patientId: string) => {
        const written = await call("write", { patientId, body: `by ${patientId}` }, nurse);
        return written.ok ? written.value.noteId : "";
      };
      const [own, others] = [await noteId(mine), await noteId(other)];
      const me = ofPatient(mine);
      expect(await ask("recordMark", me, { patientId: mine, noteId: own })).toEqual(ok({}));
      expect(await ask("recordMark", me, { patientId: mine, noteId: others })).toEqual(denied);
      const marked = await kit.rows<{ note_id: string }>("notes", "select note_id from note where body like '%*'");
      expect(marked).toEqual([{ note_id: own }]);
      expect((await audits()).at(-1)).toMatchObject({ outcome: "not-allowed", patientIds: [mine, other] });
    });

    test("a proxy and an instructor reach whom they were given", async () => {
      const [child, other] = [kit.ids.next<"patient">(), kit.ids.next<"patient">()];
      const given = { patientIds: [child], name: "Eva", sessionId: "s" };
      const both: readonly Extract<Actor, { kind: "proxy" | "instructor" }>[] = [
        { kind: "proxy", proxyId: kit.ids.next(), ...given },
        { kind: "instructor", instructorId: kit.ids.next(), ...given },
      ];
      for (const actor of both) {
        expect(await ask("record", actor, { patientId: child })).toEqual(ok({ notes: 0 }));
        expect(await ask("record", actor, { patientId: other })).toEqual(denied);
        expect(await ask("record", { ...actor, patientIds: [] }, { patientId: child })).toEqual(denied);
      }
    });

    test("a learner has the roles that are practised, and an integration what it was given", async () => {
      const learner: Actor = {
        kind: "learner",
        learnerId: kit.ids.next(),
        roles: ["biller"],
        name: "L",
        sessionId: "s",
      };
      const input = { patientId: kit.ids.next<"patient">() };
      expect(await ask("list", learner, input)).toEqual(ok([]));
      expect(await ask("write", learner, { ...input, body: "no" })).toEqual(denied);
      const app: Actor = { kind: "integration", clientId: "app", name: "App", grants: ["note.billed"] };
      expect(await ask("list", app, input)).toEqual(ok([]));
      expect(await ask("record", app, input)).toEqual(denied);
    });

    test("nobody asks as the service itself, nor as the operator without the operator's key", async () => {
      for (const actor of [{ kind: "system", name: "notes-timer" } as const, operatorActor])
        expect(await ask("opsStatus", actor, {})).toEqual(denied);
      expect((await ask("opsStatus", staffActor(["practice-manager"]), {})).ok).toBe(true);
    });
  });

  describe("the guard", () => {
    const refused = fail("chart-restricted");
    const guarded = async () => {
      const patientId = kit.ids.next<"patient">();
      const written = await call("write", { patientId, body: patientId }, nurse);
      ports.kept.add(patientId);
      ports.asked.length = 0;
      ports.ran.length = 0;
      return { patientId, noteId: written.ok ? written.value.noteId : "" };
    };

    test("SVC-60 nothing is done or told of whom it keeps, by whatever way one comes to them", async () => {
      const { patientId, noteId } = await guarded();
      const other = kit.ids.next<"patient">();
      expect(await call("list", { patientId }, nurse)).toEqual(refused);
      expect(await call("write", { patientId, body: "not kept" }, nurse)).toEqual(refused);
      expect(ports.ran).toEqual([]);
      // By another's name, and by a list.
      expect(await call("recordMark", { patientId: other, noteId }, nurse)).toEqual(refused);
      expect(await bodies()).toContain(patientId);
      expect(await call("everybody", {}, nurse)).toEqual(refused);
      const four = (await audits()).slice(-4);
      expect(four.map((entry) => [entry.operation, entry.outcome, entry.patientIds.includes(patientId)])).toEqual(
        ["list", "write", "recordMark", "everybody"].map((operation) => [operation, "chart-restricted", true]),
      );
      ports.kept.clear();
      expect((await call("list", { patientId }, nurse)).ok).toBe(true);
    });

    test("SVC-61 a refusal of the handler tells nothing of them", async () => {
      const { patientId } = await guarded();
      const [other, noteId] = [kit.ids.next<"patient">(), kit.ids.next<"note">()];
      expect(await call("recordMark", { patientId: other, noteId }, nurse)).toEqual(fail("not-found"));
      expect(await call("write", { patientId: other, body: patientId }, nurse)).toMatchObject({
        error: { code: "already-recorded" },
      });
      expect(await call("write", { patientId, body: patientId }, nurse)).toEqual(refused);
      ports.kept.clear();
    });

    test("SVC-62 it is asked once about a patient, and not at all where nothing is told", async () => {
      const { patientId, noteId } = await guarded();
      ports.kept.clear();
      await call("recordMark", { patientId, noteId }, nurse);
      expect(ports.asked).toEqual([patientId]);
      await call("count", {}, nurse);
      await call("today", {}, nurse);
      await call("whether", { patientId }, nurse);
      expect(ports.asked).toEqual([patientId]);
      ports.kept.add(patientId);
      expect(await call("whether", { patientId }, nurse)).toEqual(ok(true));
      ports.kept.clear();
    });
  });

  test("SVC-63 whom a live update is kept from goes with the event, whatever began it, and with the note", async () => {
    const [kept, other] = [kit.ids.next<"patient">(), kit.ids.next<"patient">()];
    const notes: [body: string, hearing: unknown][] = [];
    // What the tests before left on its way is told before anybody listens.
    await kit.settle();
    const heard = await kit.bus.listen((_, note) => void notes.push([String(note.keys["noteId"]), note.hearing]));
    await call("write", { patientId: other, body: "hear all", remindInMinutes: 5 }, nurse);
    // What is written while it is kept is refused here, so the timer and the worker tell of it.
    ports.kept.add(kept);
    await kit.advanceTo(addMinutes(kit.clock.now(), 6));
    await call("wakeSender", {}, nurse);
    await kit.settle();
    const told = (await kit.events("notes", "notes.noted.v1")).filter(({ payload }) => {
      const patientId: unknown = Reflect.get(Object(payload), "patientId");
      return patientId === kept || patientId === other;
    });
    const bodyOf = (payload: unknown) => String(Reflect.get(Object(payload), "body"));
    const said = told.map(({ payload, hearing }) => [bodyOf(payload), hearing]);
    expect(said).toEqual(
      expect.arrayContaining([
        ["hear all", undefined],
        ["hear all", "nobody"],
        ["sent", "nobody"],
      ]),
    );
    expect(notes.map(([, hearing]) => hearing)).toEqual(told.map(({ hearing }) => hearing));
    ports.kept.clear();
    await heard.stop();
  });

  test("a query that opens no record is not audited and can't write", async () => {
    const before = await audits();
    expect(await call("count", {}, { as: ["front-desk"] })).toEqual(ok({ notes: (await bodies()).length }));
    const notesBefore = await bodies();
    expect(await call("sneaky", {}, nurse)).toEqual(fail("internal"));
    expect(await bodies()).toEqual(notesBefore);
    expect(await audits()).toEqual(before);
  });

  test("a reply that breaks its contract is a bug", async () => {
    expect(await call("badReply", {}, nurse)).toEqual(fail("internal"));
  });

  test("neither of two practices sees the other", async () => {
    const [, practice] = kit.practices;
    const patientId = kit.ids.next<"patient">();
    const commandId = kit.ids.next<"command">();
    const here = await call("write", { patientId, body: "shared words" }, { ...nurse, commandId });
    const there = await call("write", { patientId, body: "shared words" }, { ...nurse, commandId, practice });
    expect([here.ok, there.ok]).toEqual([true, true]);
    expect(there).not.toEqual(here);
    const listed = await call("list", { patientId }, { ...nurse, practice });
    expect(listed.ok && listed.value.length).toBe(1);
    expect(await call("count", {}, { ...nurse, practice })).toEqual(ok({ notes: 1 }));
  });
});
