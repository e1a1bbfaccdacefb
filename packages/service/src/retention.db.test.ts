import type { EventEnvelope } from "@practicum/bus/bus";
import { MemoryBus } from "@practicum/bus/memory";
import { operations } from "@practicum/contracts/operations";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { ok } from "@practicum/kernel/result";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serviceModule } from "./in-process-host.ts";
import { testHost, testNow, type Caller, type TestHost } from "./test-kit.ts";
import { counter, notes, notesApi, notesPorts } from "./test-services.ts";

const nurse = { as: ["medical-assistant"] } as const;
const day = (n: number): Instant => addMs(testNow, n * 86_400_000);

/** A bus whose consumers can lag behind. */
class LaggingBus extends MemoryBus {
  lags = false;
  override async drained(): Promise<boolean> {
    return !this.lags && (await super.drained());
  }
}

describe.each(databaseKinds)("retention on %s", (database) => {
  let kit: TestHost;
  let call: Caller<typeof notesApi>;
  const ports = notesPorts();
  const bus = new LaggingBus();
  const broken = new Set<string>();
  const patientId: Id<"patient"> = "00000000-0000-7000-8000-000000000001";
  beforeAll(async () => {
    kit = await testHost({ database, modules: [serviceModule(notes, ports), serviceModule(counter, { broken })], bus });
    call = kit.caller("notes", notesApi);
  });
  afterAll(() => kit.stop());

  const count = async (service: string, from: string) =>
    must((await kit.rows<{ n: number }>(service, `select count(*) as n from ${from}`))[0]).n;
  const letters = async () =>
    must((await kit.rows<{ letters: number }>("counter", "select letters from tally"))[0]).letters;
  /** The broker brings an event once more, long after its window for repeated ids. */
  const deliverAgain = async () => {
    bus.forgetIds();
    await bus.publish(stored);
    await kit.settle();
  };
  let stored: EventEnvelope[] = [];

  test("SVC-11 SVC-13: within its time a command is answered from its stored reply, and an event that comes again is recognised", async () => {
    const [first, second] = [kit.ids.next<"command">(), kit.ids.next<"command">()];
    const input = { patientId, body: "twelve chars" };
    const reply = await call("write", input, { ...nurse, commandId: first });
    expect(reply.ok).toBe(true);
    await kit.settle();
    stored = await kit.events("notes", "notes.noted.v1");
    expect(stored).toHaveLength(1);
    await kit.advanceTo(day(60));
    await call("jot", { line: "younger" }, { ...nurse, commandId: second });
    await kit.advanceTo(day(88));
    expect(await call("write", input, { ...nurse, commandId: first })).toEqual(reply);
    expect(await count("notes", "note")).toBe(1);
    await deliverAgain();
    expect(await letters()).toBe(12);
    // The outbox forgot it long ago; what was done later is still there.
    await kit.advanceTo(day(98));
    const kept = await kit.rows<{ command_id: string }>("notes", "select command_id from command_inbox");
    expect(kept.map((row) => row.command_id)).toEqual([second]);
    expect(await count("counter", "event_inbox")).toBe(0);
  }, 120_000);

  test("SVC-14: what comes after the inbox forgot it is a dead letter, not a second effect; a person may still do it", async () => {
    await deliverAgain();
    await deliverAgain();
    expect(await letters()).toBe(12);
    const operate = kit.caller("counter", operations);
    const open = await operate("opsDeadLetters", { open: true, limit: 10 });
    const [letter, ...others] = open.ok ? open.value : [];
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ handler: "noted", subject: "notes.noted.v1" });
    expect(await operate("opsReplayDeadLetter", { deadLetterId: must(letter).deadLetterId })).toEqual(
      ok({ replayed: true }),
    );
    expect(await letters()).toBe(24);
    await deliverAgain();
    expect(await count("counter", "dead_letter where replayed_at is null")).toBe(0);
  });

  test("SVC-12: an event stays in the outbox for 30 days, and until every consumer has it", async () => {
    const start = kit.clock.now();
    await call("write", { patientId, body: "lagging" }, nurse);
    await kit.settle();
    const there = () => count("notes", "outbox where envelope->'payload'->>'body' = 'lagging'");
    bus.lags = true;
    // What was published while a consumer lagged is not known to have arrived.
    await kit.rows("notes", `update relay_state set consumed_until = '${start}' returning 1`);
    await kit.advanceTo(addMs(start, 45 * 86_400_000));
    expect(await there()).toBe(1);
    bus.lags = false;
    // Something new is published, after which the bus is known to be quiet.
    await call("jot", { line: "quiet again" }, nurse);
    await kit.settle();
    await kit.advanceTo(addMs(start, 53 * 86_400_000));
    expect(await there()).toBe(0);
    expect(await count("notes", "outbox")).toBeGreaterThan(0);
  }, 120_000);

  test("SVC-12: before the 30 days are over it stays", async () => {
    const start = kit.clock.now();
    await call("write", { patientId, body: "young" }, nurse);
    await kit.advanceTo(addMs(start, 29 * 86_400_000));
    expect(await count("notes", "outbox where envelope->'payload'->>'body' = 'young'")).toBe(1);
    const operate = kit.caller("notes", operations);
    const again = await operate("opsReplayOutbox", { from: start, to: addMs(start, 1000) });
    expect(again.ok && again.value.events).toBeGreaterThan(0);
    const before = await letters();
    await kit.settle();
    expect(await letters()).toBe(before);
  }, 60_000);

  test("SVC-13 SVC-15: an open dead letter stays, and with it what the inbox knows of its event; a replayed one goes", async () => {
    const letterId = kit.ids.next();
    const [open, done] = [kit.ids.next(), kit.ids.next()];
    const long = addMs(kit.clock.now(), -200 * 86_400_000);
    const letter = (id: string, eventId: string, replayedAt: string) =>
      `('${id}', 'event', 'noted', '${eventId}', '{}', 'test', 8, '${long}', ${replayedAt})`;
    await kit.rows(
      "counter",
      `insert into dead_letter values ${letter(letterId, open, "null")}, ${letter(kit.ids.next(), done, `'${long}'`)} returning 1`,
    );
    await kit.rows(
      "counter",
      `insert into event_inbox values ('noted', '${open}', '${long}'), ('noted', '${done}', '${long}'), ('other', '${open}', '${long}') returning 1`,
    );
    await kit.advanceTo(addMs(kit.clock.now(), 8 * 86_400_000));
    const left = await kit.rows<{ dead_letter_id: string }>("counter", "select dead_letter_id from dead_letter");
    expect(left.map((row) => row.dead_letter_id)).toContain(letterId);
    expect(await count("counter", `dead_letter where event_id = '${done}'`)).toBe(0);
    const known = await kit.rows<{ consumer: string; event_id: string }>(
      "counter",
      `select consumer, event_id from event_inbox where event_id in ('${open}', '${done}')`,
    );
    expect(known).toEqual([{ consumer: "noted", event_id: open }]);
  }, 60_000);

  test("SVC-10 SVC-16: on one Sunday all goes that is due, a portion at a time; then the timer waits for the next", async () => {
    await kit.rows(
      "notes",
      `insert into command_inbox select gen_random_uuid(), 'jot', '', '', '{}', '2020-01-01' from generate_series(1, 12000) returning 1`,
    );
    const [waiting] = await kit.rows<{ fires_at: Instant }>("notes", "select fires_at from timer");
    const sunday = must(waiting).fires_at;
    expect(new Date(sunday).getUTCDay()).toBe(0);
    await kit.advanceTo(addMs(sunday, -60_000));
    expect(await count("notes", "command_inbox where done_at < '2021-01-01'")).toBe(12_000);
    await kit.advanceTo(sunday);
    expect(await count("notes", "command_inbox where done_at < '2021-01-01'")).toBe(0);
    expect(await kit.rows("notes", "select name, fires_at, attempts from timer")).toEqual([
      { name: "platform.retention", fires_at: addMs(sunday, 7 * 86_400_000), attempts: 0 },
    ]);
    expect(await kit.caller("notes", operations)("opsStatus", {})).toMatchObject({
      ok: true,
      value: { timersWaiting: 0 },
    });
  }, 60_000);
});
