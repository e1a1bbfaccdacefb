import { MemoryBus } from "@practicum/bus/memory";
import { operations } from "@practicum/contracts/operations";
import { testPractice, type TestPractice } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { uuidV7 } from "@practicum/kernel/random";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callService, serviceClient } from "./client.ts";
import { ManualClock, systemRandom } from "./clock.ts";
import type { Practice } from "./define-service.ts";
import { serviceModule, startInProcess, type InProcessHost } from "./in-process-host.ts";
import { counter, notes, notesApi, notesPorts, type NotesTables } from "./test-services.ts";
import { staffActor, testNow } from "./test-kit.ts";

/** Two processes of the same services on one database, as after a deployment that overlaps: two hosts on one bus. */
describe("two processes of one service", () => {
  const clock = new ManualClock(testNow);
  const ids = uuidV7(clock, systemRandom);
  const practice: Practice = { id: ids.next(), slug: "race", name: "Race", timeZone: "America/Los_Angeles" };
  const bus = new MemoryBus();
  const ports = notesPorts();
  const actor = staffActor(["physician", "practice-manager"]);
  const call = serviceClient<typeof notesApi>(bus, "notes", { practiceId: practice.id, actor, traceId: "t" });
  const hosts: InProcessHost[] = [];
  let database: TestPractice;
  beforeAll(async () => {
    database = await testPractice("pg", ["notes", "counter"]);
    const modules = [serviceModule(notes, ports), serviceModule(counter, { broken: new Set<string>() })];
    const start = () =>
      startInProcess({ modules, practices: [practice], openDb: (_, service) => database.open(service), clock, bus });
    hosts.push(...(await Promise.all([start(), start()])));
  });
  afterAll(async () => {
    for (const host of hosts) await host.stop();
    await database.drop();
  });

  const settle = async () => {
    await Promise.all(hosts.map((host) => host.settle()));
    await Promise.all(hosts.map((host) => host.settle()));
  };
  const rows = <Row>(service: string, text: string) =>
    database.open<NotesTables>(service).transact(async (tx) => (await sql.raw<Row>(text).execute(tx)).rows);

  test("the same command sent many times at once is done once, and all get its reply", async () => {
    for (let round = 0; round < 5; round += 1) {
      const commandId = ids.next<"command">();
      const input = { patientId: ids.next<"patient">(), body: `race ${round}`, remindInMinutes: null };
      const replies = await Promise.all(Array.from({ length: 8 }, () => call("write", input, commandId)));
      expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
      expect(replies[0]?.ok).toBe(true);
      expect(await rows("notes", `select 1 from note where body = 'race ${round}'`)).toHaveLength(1);
    }
    const noted = await rows("notes", "select 1 from outbox where name = 'notes.noted.v1'");
    const audited = await rows("notes", "select 1 from outbox where name = 'notes.access-recorded.v1'");
    expect([noted.length, audited.length]).toEqual([5, 5]);
  });

  test("the inbox alone keeps a command from being done twice, where no constraint does", async () => {
    for (let round = 0; round < 5; round += 1) {
      const commandId = ids.next<"command">();
      const line = `line ${round}`;
      const replies = await Promise.all(Array.from({ length: 8 }, () => call("jot", { line }, commandId)));
      expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
      expect(await rows("notes", `select 1 from jotting where line = '${line}'`)).toHaveLength(1);
    }
  });

  test("different commands for one thing: one wins, the others are refused, none is lost", async () => {
    const input = { patientId: ids.next<"patient">(), body: "wanted by all", remindInMinutes: null };
    const replies = await Promise.all(Array.from({ length: 8 }, () => call("write", input, ids.next<"command">())));
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1);
    const codes = replies.flatMap((reply) => (reply.ok ? [] : [reply.error.code]));
    expect(new Set(codes)).toEqual(new Set(["already-recorded"]));
  });

  test("both relay and consume, and every effect happens once", async () => {
    const patientId = ids.next<"patient">();
    const bodies = Array.from({ length: 30 }, (_, n) => `burst ${n}`);
    const replies = await Promise.all(
      bodies.map((body) => call("write", { patientId, body, remindInMinutes: null }, ids.next<"command">())),
    );
    expect(replies.every((reply) => reply.ok)).toBe(true);
    await settle();
    expect(await rows("counter", `select notes from tally where patient_id = '${patientId}'`)).toEqual([{ notes: 30 }]);
    expect(await rows("notes", "select 1 from outbox where published_at is null")).toEqual([]);
  });

  test("each timer fires in one of them", async () => {
    const names = Array.from({ length: 20 }, (_, n) => `timer ${n}`);
    for (const body of names) {
      await call("write", { patientId: ids.next<"patient">(), body, remindInMinutes: 10 }, ids.next<"command">());
    }
    ports.reminded.length = 0;
    clock.moveTo(addMinutes(clock.now(), 11));
    await settle();
    expect(ports.reminded.map((line) => line.split(" ").slice(1, 3).join(" ")).toSorted()).toEqual(names.toSorted());
  });

  test("a dead letter replayed twice at once has its effect once", async () => {
    const patientId = ids.next<"patient">();
    const deadLetterId = ids.next();
    const event = {
      id: ids.next(),
      name: "notes.noted.v1",
      practiceId: practice.id,
      occurredAt: clock.now(),
      traceId: "t",
      actor: { kind: "system", name: "test" },
      keys: {},
      payload: { noteId: ids.next(), patientId, body: "dead" },
    };
    await rows(
      "counter",
      `insert into dead_letter (dead_letter_id, kind, handler, event_id, content, reason, attempts, died_at)
       values ('${deadLetterId}', 'event', 'noted', '${event.id}', '${JSON.stringify(event)}', 'Error', 8, now())`,
    );
    const replay = () =>
      callService(bus, "counter", "opsReplayDeadLetter", {
        practiceId: practice.id,
        actor,
        commandId: ids.next(),
        traceId: "t",
        input: operations.opsReplayDeadLetter.input.parse({ deadLetterId }),
      });
    const replies = await Promise.all([replay(), replay(), replay()]);
    expect(replies.map((reply) => (reply.ok ? JSON.stringify(reply.value) : "")).toSorted()).toEqual([
      '{"replayed":false}',
      '{"replayed":false}',
      '{"replayed":true}',
    ]);
    expect(await rows("counter", `select notes from tally where patient_id = '${patientId}'`)).toEqual([{ notes: 1 }]);
  });
});
