import { MemoryBus } from "@practicum/bus/memory";
import type { EventEnvelope } from "@practicum/bus/bus";
import { fail } from "@practicum/contracts/error";
import { operations } from "@practicum/contracts/operations";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { addMinutes } from "@practicum/kernel/instant";
import { ok } from "@practicum/kernel/result";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serviceModule } from "./in-process-host.ts";
import { counter, notes, notesApi, notesPorts } from "./test-services.ts";
import { testHost, type Caller, type TestHost } from "./test-kit.ts";

const nurse = { as: ["medical-assistant"] } as const;

describe.each(databaseKinds)("events, timers and workers on %s", (database) => {
  let kit: TestHost;
  let call: Caller<typeof notesApi>;
  let operate: Caller<typeof operations>;
  const ports = notesPorts();
  const broken = new Set<string>();
  let bodies = 0;
  beforeAll(async () => {
    const modules = [serviceModule(notes, ports), serviceModule(counter, { broken })];
    kit = await testHost({ database, modules });
    call = kit.caller("notes", notesApi);
    operate = kit.caller("counter", operations);
  });
  afterAll(() => kit.stop());

  const write = async (patientId: Id<"patient">, more: { body?: string; remindInMinutes?: number } = {}) => {
    bodies += 1;
    const reply = await call("write", { patientId, body: `body ${bodies}`, ...more }, nurse);
    expect(reply.ok).toBe(true);
  };
  const tally = (patientId: string) =>
    kit.rows<{ notes: number; letters: number }>(
      "counter",
      `select notes, letters from tally where patient_id = '${patientId}'`,
    );
  const deadLetters = async () => {
    const reply = await operate("opsDeadLetters", { open: true, limit: 100 });
    return reply.ok ? reply.value : [];
  };

  test("what was committed reaches the other service once, however often it is published", async () => {
    const patientId = kit.ids.next<"patient">();
    await write(patientId, { body: "ten chars!" });
    await kit.settle();
    expect(await tally(patientId)).toEqual([{ notes: 1, letters: 10 }]);
    const replayed = await kit.caller("notes", operations)("opsReplayOutbox", {
      from: addMinutes(kit.clock.now(), -1),
      to: addMinutes(kit.clock.now(), 1),
    });
    expect(replayed.ok && replayed.value.events).toBeGreaterThan(1);
    await kit.settle();
    expect(await kit.rows("notes", "select 1 from outbox where published_at is null")).toEqual([]);
    expect(await tally(patientId)).toEqual([{ notes: 1, letters: 10 }]);
  });

  test("shuffled, repeated and delayed events reach the same state", async () => {
    const event = fc.record({ letters: fc.integer({ min: 1, max: 9 }), copies: fc.integer({ min: 1, max: 3 }) });
    const plan = fc.array(event, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        plan,
        fc.infiniteStream(fc.nat()),
        fc.integer({ min: 1, max: 4 }),
        async (events, chance, batch) => {
          const patientId = kit.ids.next<"patient">();
          const deliveries = events.flatMap(({ letters, copies }) => {
            const id = kit.ids.next<"event">();
            return Array.from({ length: copies }, () => ({
              id,
              body: "x".repeat(letters),
              order: chance.next().value,
            }));
          });
          deliveries.sort((a, b) => a.order - b.order);
          for (const [index, { id, body }] of deliveries.entries()) {
            // A bus of its own each time forgets ids, as JetStream does after its window: the inbox alone must hold.
            await deliverPastTheBus(kit, id, { noteId: id, patientId, body });
            if (index % batch === 0) await kit.settle();
          }
          await kit.settle();
          const letters = events.reduce((sum, { letters: n }) => sum + n, 0);
          expect(await tally(patientId)).toEqual([{ notes: events.length, letters }]);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  test("an event that keeps failing is a dead letter that a person can see and replay, once", async () => {
    const patientId = kit.ids.next<"patient">();
    broken.add("poison");
    await write(patientId, { body: "poison" });
    await write(patientId, { body: "fine" });
    await kit.settle();
    expect(await tally(patientId)).toEqual([{ notes: 1, letters: 4 }]);
    const [letter, ...others] = await deadLetters();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      kind: "event",
      handler: "noted",
      subject: "notes.noted.v1",
      attempts: 8,
      reason: "Error",
    });
    const deadLetterId = must(letter).deadLetterId;
    expect(await operate("opsReplayDeadLetter", { deadLetterId })).toEqual(fail("internal"));
    expect((await deadLetters()).length).toBe(1);
    broken.clear();
    expect(await operate("opsReplayDeadLetter", { deadLetterId })).toEqual(ok({ replayed: true }));
    expect(await operate("opsReplayDeadLetter", { deadLetterId })).toEqual(ok({ replayed: false }));
    expect(await tally(patientId)).toEqual([{ notes: 2, letters: 10 }]);
    expect(await deadLetters()).toEqual([]);
    expect(await operate("opsReplayDeadLetter", { deadLetterId: kit.ids.next() })).toEqual(fail("not-found"));
  });

  test("events that wait are handled together: a bad one is buried alone, and the others count once", async () => {
    const patientId = kit.ids.next<"patient">();
    broken.add("spoiled");
    const events = ["a", "bb", "spoiled", "ccc", "dddd"].map((body) => ({ id: kit.ids.next<"event">(), body }));
    const publish = async (some: typeof events) => {
      await Promise.all(some.map(({ id, body }) => deliverPastTheBus(kit, id, { noteId: id, patientId, body })));
      await kit.settle();
    };
    await publish(events);
    // Again, as after a lost acknowledgement, with one twice in the same breath.
    await publish([...events, ...events].filter(({ body }) => body !== "spoiled"));
    expect(await tally(patientId)).toEqual([{ notes: 4, letters: 10 }]);
    const [letter, ...others] = await deadLetters();
    expect(others).toEqual([]);
    broken.clear();
    expect(await operate("opsReplayDeadLetter", { deadLetterId: must(letter).deadLetterId })).toEqual(
      ok({ replayed: true }),
    );
    expect(await tally(patientId)).toEqual([{ notes: 5, letters: 17 }]);
  });

  test("only who operates the practice sees dead letters", async () => {
    expect(await operate("opsDeadLetters", { open: true, limit: 1 }, { as: ["physician"] })).toEqual(
      fail("not-allowed"),
    );
  });

  test("timers fire in order of their time, with the clock where they are due", async () => {
    const patientId = kit.ids.next<"patient">();
    const start = kit.clock.now();
    for (const minutes of [50, 10, 30]) await write(patientId, { body: `in ${minutes}`, remindInMinutes: minutes });
    await kit.settle();
    expect(ports.reminded).toEqual([]);
    await kit.advanceTo(addMinutes(start, 40));
    const at = (minutes: number) => addMinutes(start, minutes);
    expect(ports.reminded).toEqual([`${at(10)} in 10 ${at(10)}`, `${at(30)} in 30 ${at(30)}`]);
    await call("forget", { key: "in 50" }, nurse);
    await kit.advanceTo(addMinutes(start, 60));
    expect(ports.reminded.length).toBe(2);
  });

  test("timers that are overdue fire in order of their time, whatever their keys", async () => {
    ports.reminded.length = 0;
    const start = kit.clock.now();
    for (const [body, minutes] of [
      ["a third", 3],
      ["c first", 1],
      ["b second", 2],
    ] as const) {
      await write(kit.ids.next<"patient">(), { body, remindInMinutes: minutes });
    }
    kit.clock.moveTo(addMinutes(start, 10));
    await kit.settle();
    expect(ports.reminded.map((line) => line.split(" ").slice(1, 3).join(" "))).toEqual([
      "c first",
      "b second",
      "a third",
    ]);
  });

  test("a timer that fails comes again later, then is a dead letter that can be replayed", async () => {
    ports.reminded.length = 0;
    ports.broken.add("stubborn");
    const start = kit.clock.now();
    const operateNotes = kit.caller("notes", operations);
    ports.broken.delete("stubborn");
    await write(kit.ids.next<"patient">(), { body: "stubborn", remindInMinutes: 1 });
    ports.broken.add("stubborn");
    await kit.advanceTo(addMinutes(start, 2));
    expect(await kit.rows("notes", "select attempts, last_error from timer where key = 'stubborn'")).toEqual([
      { attempts: 4, last_error: "Error" },
    ]);
    await kit.advanceTo(addMinutes(start, 600));
    const listed = await operateNotes("opsDeadLetters", { open: true, limit: 10 });
    const [letter] = listed.ok ? listed.value : [];
    expect(letter).toMatchObject({ kind: "timer", handler: "remind", subject: "stubborn", attempts: 8 });
    ports.broken.clear();
    await operateNotes("opsReplayDeadLetter", { deadLetterId: must(letter).deadLetterId });
    await kit.settle();
    expect(ports.reminded).toEqual([`${kit.clock.now()} stubborn ${addMinutes(start, 1)}`]);
  });

  test("SVC-30: dead letters go on page after page, also where some died at the same moment; none is there twice", async () => {
    await kit.rows(
      "counter",
      `insert into dead_letter (dead_letter_id, kind, handler, content, reason, attempts, died_at)
      select gen_random_uuid(), 'timer', 'remind', json_build_object('key', 'key ' || n), 'Error', 8,
        timestamptz '2026-11-20T17:00:00Z' + (n / 3) * interval '1 minute' from generate_series(1, 11) as n`,
    );
    const page = async (after: string | null) => {
      const reply = await operate("opsDeadLetters", { open: true, limit: 4, after });
      return reply.ok ? reply.value : [];
    };
    const pages: string[][] = [];
    for (let after: string | null = null; ;) {
      const rows = await page(after);
      pages.push(rows.map((one) => one.subject));
      after = rows.at(-1)?.deadLetterId ?? null;
      if (rows.length < 4) break;
    }
    expect(pages.map((one) => one.length)).toEqual([4, 4, 3]);
    expect(new Set(pages.flat())).toEqual(new Set(Array.from({ length: 11 }, (_, n) => `key ${n + 1}`)));
    expect(pages[0]?.slice(0, 3).toSorted()).toEqual(["key 10", "key 11", "key 9"]);
    await kit.rows("counter", "delete from dead_letter where reason = 'Error' and handler = 'remind'");
  });

  test("a worker runs when it is woken, and whenever things settle", async () => {
    ports.sent.length = 0;
    await call("wakeSender", {}, nurse);
    await expect.poll(() => ports.sent.length).toBeGreaterThan(0);
    const runs = ports.sent.length;
    await kit.settle();
    expect(ports.sent.length).toBeGreaterThan(runs);
  });

  test("what waits can be seen", async () => {
    const nothing = { unpublished: 0, unpublishedSeconds: 0, timersDue: 0, timersLateSeconds: 0, timersWaiting: 0 };
    expect(await operate("opsStatus", {})).toEqual(ok({ ...nothing, deadLetters: 0 }));
  });

  test("SVC-44 how long the oldest waits is told in seconds", async () => {
    const late = "2026-11-23T15:58:00.000Z";
    await kit.rows(
      "counter",
      `insert into timer (name, key, due_at, fires_at, payload, attempts) values ('remind', 'late', '${late}', '${late}', '{}', 0)`,
    );
    await kit.rows(
      "counter",
      `insert into outbox (event_id, name, occurred_at, envelope) values (gen_random_uuid(), 'x', '${late}', '{}')`,
    );
    const status = await operate("opsStatus", {});
    await kit.rows("counter", "delete from timer where key = 'late'");
    await kit.rows("counter", "delete from outbox where name = 'x'");
    const seconds = (Date.parse(kit.clock.now()) - Date.parse(late)) / 1000;
    expect(status).toMatchObject(
      ok({ unpublished: 1, unpublishedSeconds: seconds, timersDue: 1, timersLateSeconds: seconds }),
    );
  });
});

describe.each(databaseKinds)("a bus that fails on %s", (database) => {
  test("keeps commands working; events wait in the outbox and none is lost", async () => {
    const bus = new UnreliableBus();
    const ports = notesPorts();
    const modules = [serviceModule(notes, ports), serviceModule(counter, { broken: new Set<string>() })];
    const kit = await testHost({ database, modules, bus });
    const call = kit.caller("notes", notesApi);
    const patientId = kit.ids.next<"patient">();
    bus.failing = true;
    for (const body of ["one", "two", "three"]) expect((await call("write", { patientId, body }, nurse)).ok).toBe(true);
    await kit.settle();
    const waiting = () => kit.rows<{ name: string }>("notes", "select name from outbox where published_at is null");
    expect((await waiting()).length).toBe(6);
    bus.failing = false;
    await kit.settle();
    expect(await waiting()).toEqual([]);
    expect(await kit.rows("counter", "select notes from tally")).toEqual([{ notes: 3 }]);
    await kit.stop();
  }, 60_000);

  test("a lost store is noticed, and what nobody had consumed is published again", async () => {
    const bus = new UnreliableBus();
    const modules = [serviceModule(notes, notesPorts()), serviceModule(counter, { broken: new Set<string>() })];
    const kit = await testHost({ database, modules, bus });
    const call = kit.caller("notes", notesApi);
    const patientId = kit.ids.next<"patient">();
    await call("write", { patientId, body: "before" }, nurse);
    await kit.settle();
    kit.clock.moveTo(addMinutes(kit.clock.now(), 1));
    bus.losing = true;
    await call("write", { patientId, body: "lost" }, nurse);
    await expect.poll(() => kit.rows("notes", "select 1 from outbox where published_at is null")).toEqual([]);
    expect(await kit.rows("counter", "select notes from tally")).toEqual([{ notes: 1 }]);
    bus.losing = false;
    bus.name = "another store";
    await kit.settle();
    await kit.settle();
    expect(await kit.rows("counter", "select notes from tally")).toEqual([{ notes: 2 }]);
    // What was consumed shortly before may be published again as well: the inbox makes that harmless.
    expect(bus.published.filter((event) => event.name === "notes.noted.v1").length).toBeGreaterThanOrEqual(3);
    await kit.stop();
  }, 60_000);
});

/** Refuses events, or takes them and loses them. */
class UnreliableBus extends MemoryBus {
  failing = false;
  losing = false;
  name = "store";
  readonly published: EventEnvelope[] = [];

  override async publish(events: readonly EventEnvelope[]): Promise<void> {
    if (this.failing) throw new Error("away");
    this.published.push(...events);
    if (!this.losing) await super.publish(events);
  }

  override async storeId(): Promise<string> {
    return this.name;
  }

  override async drained(): Promise<boolean> {
    return !this.losing && (await super.drained());
  }
}

/** The memory bus refuses a repeated id; a second host's consumer on another bus does not know that it was there. */
async function deliverPastTheBus(kit: TestHost, id: Id<"event">, payload: object): Promise<void> {
  kit.bus.forgetIds();
  await kit.deliver("notes.noted.v1", payload, { id });
}
