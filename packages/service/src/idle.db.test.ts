import type { EventEnvelope } from "@practicum/bus/bus";
import { MemoryBus } from "@practicum/bus/memory";
import { operations } from "@practicum/contracts/operations";
import type { Db } from "@practicum/db/db";
import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defineService } from "./define-service.ts";
import { serviceModule, type ServiceModule } from "./in-process-host.ts";
import { testHost, type TestHost } from "./test-kit.ts";
import { noted, notes, notesApi, notesPorts, type NotesPorts, type NotesTables } from "./test-services.ts";

/** Refuses events, or takes its time, while it is told to. */
class RefusingBus extends MemoryBus {
  refusing = false;
  /** What a publish waits for. */
  slow: Promise<void> | undefined;
  /** The patients of the notes of each publish, in order. */
  readonly published: string[][] = [];

  override async publish(events: readonly EventEnvelope[]): Promise<void> {
    if (this.refusing) throw new Error("away");
    const patients = events.flatMap(({ name, payload }) =>
      name === noted.name ? [noted.payload.parse(payload).patientId] : [],
    );
    if (patients.length > 0) this.published.push(patients);
    await this.slow;
    await super.publish(events);
  }
}

/** The notes with a worker that sees whether there is mail. */
interface MailPorts extends NotesPorts {
  readonly mail: string[];
  looks: number;
  failing: boolean;
}

const mailing = defineService<NotesTables, MailPorts>()({
  ...notes,
  workers: {
    sender: {
      everyMs: 100,
      async look({ ports }) {
        ports.looks += 1;
        return ports.mail.length > 0;
      },
      async run({ ports }) {
        ports.sent.push(ports.mail.join());
        if (ports.failing) throw new Error("no line");
        ports.mail.length = 0;
      },
    },
  },
});

const nurse = { as: ["medical-assistant"] } as const;
const QUIET_MS = 2500;

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });

describe.each(databaseKinds)("with nothing to do, on %s", (database) => {
  let kit: TestHost;
  const bus = new RefusingBus();
  const ports: MailPorts = { ...notesPorts(), mail: [], looks: 0, failing: false };
  let transactions = 0;

  /** The service over a database that counts. */
  function counted(module: ServiceModule): ServiceModule {
    const counting = <Schema>(db: Db<Schema>): Db<Schema> => ({
      ...db,
      transact: (...given) => ((transactions += 1), db.transact(...given)),
      transactEndingWith: (...given) => ((transactions += 1), db.transactEndingWith(...given)),
    });
    return {
      ...module,
      host: ({ openDb, ...shared }) =>
        module.host({ ...shared, openDb: (practice, service) => counting(openDb(practice, service)) }),
    };
  }

  const call = () => kit.caller("notes", notesApi);
  const write = async (body: string, remindInMinutes: number | null = null) => {
    const patientId = kit.ids.next<"patient">();
    expect((await call()("write", { patientId, body, remindInMinutes }, nurse)).ok).toBe(true);
    return patientId;
  };
  const waiting = () => kit.rows("notes", "select 1 from outbox where published_at is null");
  const isQuiet = async () => {
    const before = transactions;
    await pause(500);
    return transactions === before;
  };

  beforeAll(async () => {
    kit = await testHost({ database, modules: [counted(serviceModule(mailing, ports))], bus, background: true });
  });
  afterAll(() => kit.stop());

  test("SVC-34 SVC-35 SVC-36 no table is asked, and work that comes is done at once nevertheless", async () => {
    await write("first");
    await expect.poll(isQuiet, { timeout: 30_000 }).toBe(true);
    const [before, looks, runs] = [transactions, ports.looks, ports.sent.length];
    await pause(QUIET_MS);
    expect(transactions).toBe(before);
    expect(ports.looks).toBeGreaterThan(looks);
    expect(ports.sent.length).toBe(runs);
    await write("at once");
    await expect.poll(waiting, { timeout: 10_000 }).toEqual([]);
  }, 60_000);

  test("SVC-34 a timer fires when its time has come, also where the clock jumps there", async () => {
    await write("in an hour", 60);
    await expect.poll(isQuiet, { timeout: 30_000 }).toBe(true);
    const before = ports.reminded.length;
    kit.clock.moveTo(addMinutes(kit.clock.now(), 61));
    await expect.poll(() => ports.reminded.length, { timeout: 20_000 }).toBe(before + 1);
  }, 60_000);

  test("SVC-35 what could not be published, and what is to be published again, is published without anybody's looking", async () => {
    bus.refusing = true;
    await write("refused");
    await pause(300);
    expect((await waiting()).length).toBeGreaterThan(0);
    bus.refusing = false;
    await expect.poll(waiting, { timeout: 10_000 }).toEqual([]);
    const now = kit.clock.now();
    const again = await kit.caller("notes", operations)("opsReplayOutbox", {
      from: addMinutes(now, -120),
      to: addMinutes(now, 1),
    });
    expect(again.ok && again.value.events).toBeGreaterThan(0);
    await expect.poll(waiting, { timeout: 10_000 }).toEqual([]);
  }, 60_000);

  test("SVC-66 what is committed while others are on their way travels together, in its order", async () => {
    await expect.poll(isQuiet, { timeout: 30_000 }).toBe(true);
    bus.published.length = 0;
    let letGo = (): void => undefined;
    bus.slow = new Promise((resolve) => (letGo = resolve));
    const first = await write("goes at once");
    await expect.poll(() => bus.published, { timeout: 10_000 }).toEqual([[first]]);
    const more = [await write("second"), await write("third"), await write("fourth")];
    expect(bus.published).toEqual([[first]]);
    bus.slow = undefined;
    letGo();
    await expect.poll(waiting, { timeout: 10_000 }).toEqual([]);
    expect(bus.published).toEqual([[first], more]);
  }, 60_000);

  test("SVC-36 a worker runs where it sees something, again after a failure, and when it is woken", async () => {
    await expect.poll(isQuiet, { timeout: 30_000 }).toBe(true);
    ports.sent.length = 0;
    ports.failing = true;
    ports.mail.push("a letter");
    await expect.poll(() => ports.sent.length, { timeout: 10_000 }).toBeGreaterThan(2);
    // The look would find nothing now; what failed is done again all the same.
    ports.mail.length = 0;
    const failed = ports.sent.length;
    await expect.poll(() => ports.sent.length, { timeout: 10_000 }).toBeGreaterThan(failed + 1);
    ports.failing = false;
    await expect
      .poll(
        async () => {
          const runs = ports.sent.length;
          await pause(400);
          return ports.sent.length === runs;
        },
        { timeout: 10_000 },
      )
      .toBe(true);
    const done = ports.sent.length;
    await call()("wakeSender", {}, nurse);
    await expect.poll(() => ports.sent.length, { timeout: 10_000 }).toBe(done + 1);
  }, 60_000);
});
