import type { EventEnvelope } from "@practicum/bus/bus";
import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { seededRandom, uuidV7 } from "@practicum/kernel/random";
import { afterAll, describe, expect, test } from "vitest";
import { serviceModule } from "./in-process-host.ts";
import { testHost, testNow, type TestHost } from "./test-kit.ts";
import { counter, notes, notesApi, notesPorts } from "./test-services.ts";

const nurse = { as: ["medical-assistant"] } as const;
/** The ids that a screen would have made. */
const screen = uuidV7({ now: () => testNow }, seededRandom("screen"));
const commands = Array.from({ length: 4 }, () => screen.next<"command">());
const patientId = screen.next<"patient">();

describe.each(databaseKinds)("what follows from what on %s", (database) => {
  const kits: TestHost[] = [];
  afterAll(async () => {
    for (const kit of kits) await kit.stop();
  });

  /** The same four commands; `noise` says what else is asked between them. */
  async function run(noise: number): Promise<TestHost> {
    const kit = await testHost({
      database,
      modules: [serviceModule(notes, notesPorts()), serviceModule(counter, { broken: new Set<string>() })],
    });
    kits.push(kit);
    const call = kit.caller("notes", notesApi);
    for (const [index, commandId] of commands.entries()) {
      for (let n = 0; n < noise; n += 1) {
        await call("list", { patientId }, nurse);
        await call("write", { patientId, body: "" }, nurse);
      }
      const body = `caused ${index}`;
      const reply = await call("write", { patientId, body, remindInMinutes: 5 }, { ...nurse, commandId });
      expect(reply.ok).toBe(true);
    }
    await kit.settle();
    return kit;
  }

  test("SVC-4: records and events have the same ids whatever else was asked between; none is there twice", async () => {
    const quiet = await run(0);
    const noisy = await run(3);
    const seen = async (kit: TestHost) => ({
      notes: await kit.rows("notes", "select * from note order by body"),
      timers: await kit.rows("notes", "select * from timer order by name, key"),
      tally: await kit.rows("counter", "select * from tally"),
      events: await kit
        .events("notes", "notes.noted.v1")
        .then((all) => all.map((event) => ({ ...event, traceId: "" }))),
    });
    expect(await seen(noisy)).toEqual(await seen(quiet));
    const ids = await noisy.rows<{ event_id: string }>("notes", "select event_id from outbox");
    // Four commands with two events each, and an entry for each of twelve reads and of twelve refused attempts.
    expect(ids).toHaveLength(32);
    expect(new Set(ids.map((row) => row.event_id)).size).toBe(32);
  }, 120_000);

  test("SVC-5: events and timers name the command behind them; a read is nobody's consequence", async () => {
    const kit = await run(1);
    const causes = async (name: string) => (await kit.events("notes", name)).map((event) => event.causedBy);
    expect(await causes("notes.noted.v1")).toEqual(commands);
    const timers = await kit.rows("notes", "select caused_by from timer where name = 'remind' order by key");
    expect(timers).toEqual(commands.map((commandId) => ({ caused_by: commandId })));
    const entries = await kit.events("notes", "notes.access-recorded.v1");
    const reads = entries.filter((entry) => outcomeOf(entry) === "query");
    expect(reads.map((entry) => entry.causedBy)).toEqual([null, null, null, null]);
    await kit.advanceTo(addMinutes(testNow, 6));
    expect(await kit.rows("notes", "select 1 from timer where name = 'remind'")).toEqual([]);
  }, 120_000);
});

function outcomeOf({ payload }: EventEnvelope): unknown {
  return typeof payload === "object" && payload !== null ? Reflect.get(payload, "kind") : undefined;
}
