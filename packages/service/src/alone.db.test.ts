import type { EventEnvelope } from "@practicum/bus/bus";
import { MemoryBus } from "@practicum/bus/memory";
import type { Db } from "@practicum/db/db";
import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serviceModule, type ServiceModule } from "./in-process-host.ts";
import { testHost, type TestHost } from "./test-kit.ts";
import { counter, notes, notesApi, notesPorts } from "./test-services.ts";

class RefusingBus extends MemoryBus {
  refusing = false;

  override async publish(events: readonly EventEnvelope[]): Promise<void> {
    if (this.refusing) throw new Error("away");
    await super.publish(events);
  }
}

const nurse = { as: ["medical-assistant"] } as const;

describe.each(databaseKinds)("a host that is alone, on %s", (database) => {
  let kit: TestHost;
  const bus = new RefusingBus();
  const ports = notesPorts();
  let transactions = 0;
  /** An answer of the database that is on its way until this is over. */
  let onItsWay: Promise<void> | undefined;
  let answered: (() => void) | undefined;

  function counted(module: ServiceModule): ServiceModule {
    const counting = <Schema>(db: Db<Schema>): Db<Schema> => ({
      ...db,
      async transact(work, options) {
        transactions += 1;
        const value = await db.transact(work, options);
        if (options?.readOnly) {
          answered?.();
          await onItsWay;
        }
        return value;
      },
      transactEndingWith: (...given) => ((transactions += 1), db.transactEndingWith(...given)),
    });
    return {
      ...module,
      host: ({ openDb, ...shared }) =>
        module.host({ ...shared, openDb: (practice, service) => counting(openDb(practice, service)) }),
    };
  }

  const write = async (body: string, remindInMinutes: number | null = null) => {
    const patientId = kit.ids.next<"patient">();
    const call = kit.caller("notes", notesApi);
    expect((await call("write", { patientId, body, remindInMinutes }, nurse)).ok).toBe(true);
    return patientId;
  };
  const tally = (patientId: string) => kit.rows("counter", `select 1 from tally where patient_id = '${patientId}'`);
  const reminded = () => ports.reminded.map((line) => line.split(" ")[1]);

  beforeAll(async () => {
    const modules = [serviceModule(notes, ports), serviceModule(counter, { broken: new Set<string>() })];
    kit = await testHost({ database, modules: modules.map(counted), bus, alone: true });
  });
  afterAll(() => kit.stop());

  test("SVC-68 what was committed is done, and with nothing to do no table is asked", async () => {
    const patientId = await write("first");
    await kit.settle();
    expect(await tally(patientId)).toHaveLength(1);
    const before = transactions;
    await kit.settle();
    await kit.settle();
    expect(transactions).toBe(before);
  });

  test("SVC-68 timers fire when they are due, and not before", async () => {
    await write("soon", 10);
    await kit.advanceTo(addMinutes(kit.clock.now(), 9));
    expect(reminded()).toEqual([]);
    await kit.advanceTo(addMinutes(kit.clock.now(), 2));
    expect(reminded()).toEqual(["soon"]);
    await write("later", 20);
    await write("sooner", 5);
    await kit.advanceTo(addMinutes(kit.clock.now(), 6));
    expect(reminded()).toEqual(["soon", "sooner"]);
    await kit.advanceTo(addMinutes(kit.clock.now(), 15));
    expect(reminded()).toEqual(["soon", "sooner", "later"]);
  });

  test("SVC-68 a timer that is set while the table is asked is not forgotten", async () => {
    // After a timer fired, the table is asked again.
    await write("asks", 1);
    await kit.advanceTo(addMinutes(kit.clock.now(), 2));
    const gate = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    await write("asks again", 1);
    kit.clock.moveTo(addMinutes(kit.clock.now(), 2));
    onItsWay = gate.promise;
    answered = asked.resolve;
    const settled = kit.settle();
    await asked.promise;
    await write("meanwhile", 10);
    gate.resolve();
    onItsWay = undefined;
    await settled;
    await kit.advanceTo(addMinutes(kit.clock.now(), 11));
    expect(reminded()).toContain("meanwhile");
  });

  test("SVC-68 what could not be published goes with the next settling", async () => {
    bus.refusing = true;
    const patientId = await write("refused");
    await kit.settle();
    expect(await tally(patientId)).toEqual([]);
    bus.refusing = false;
    await kit.settle();
    expect(await tally(patientId)).toHaveLength(1);
  });

  test("SVC-68 a worker runs when it is woken, and each hour", async () => {
    await kit.settle();
    const before = ports.sent.length;
    await kit.caller("notes", notesApi)("wakeSender", {}, nurse);
    await kit.settle();
    expect(ports.sent.length).toBe(before + 1);
    kit.clock.moveTo(addMinutes(kit.clock.now(), 5));
    await kit.settle();
    expect(ports.sent.length).toBe(before + 1);
    kit.clock.moveTo(addMinutes(kit.clock.now(), 60));
    await kit.settle();
    expect(ports.sent.length).toBe(before + 2);
  });

  test("SVC-68 at the end it is written down that everything was published and consumed", async () => {
    await write("last");
    await kit.settle();
    await kit.host.stop();
    for (const service of ["notes", "counter"]) {
      expect(await kit.rows(service, "select 1 from outbox where published_at is null")).toEqual([]);
      expect(await kit.rows(service, "select 1 from relay_state where consumed_until is not null")).toHaveLength(1);
    }
  });
});
