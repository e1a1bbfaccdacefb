import { event } from "@practicum/contracts/operation";
import { id } from "@practicum/contracts/schema";
import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { consumer, defineService } from "./define-service.ts";
import { serviceModule } from "./in-process-host.ts";
import { testHost, type TestHost } from "./test-kit.ts";
import { noted, notes, notesPorts } from "./test-services.ts";

/** A service that only passes on what it hears, and keeps some of it from everybody. */

const echoed = event(
  "echo.echoed.v1",
  z.object({ patientId: id("patient") }),
  (payload) => ({ patientId: payload.patientId }),
  "task.read",
  [],
);

interface EchoPorts {
  readonly kept: Set<string>;
  /** How many events came in each transaction. */
  readonly asked: number[];
}

const echo = defineService<object, EchoPorts>()({
  name: "echo",
  api: {},
  async hearing({ ports }, events) {
    ports.asked.push(events.length);
    const kept = events.filter(({ payload }) => ports.kept.has(String(Reflect.get(Object(payload), "patientId"))));
    return new Map(kept.map((one) => [one.id, "nobody"]));
  },
  handlers: {},
  consumers: {
    noted: consumer(noted, async ({ emit }, { patientId }) => emit(echoed, { patientId })),
  },
  timers: {},
  workers: {},
  migrations: {},
});

describe.each(databaseKinds)("who hears what a consumer tells on %s", (database) => {
  let kit: TestHost;
  const ports: EchoPorts = { kept: new Set(), asked: [] };
  beforeAll(async () => {
    kit = await testHost({ database, modules: [serviceModule(notes, notesPorts()), serviceModule(echo, ports)] });
  });
  afterAll(() => kit.stop());

  test.each([1, 5])(
    "SVC-63 of %i events that wait, each one's echo is kept from whom it is to be kept",
    async (many) => {
      const patients = Array.from({ length: many }, () => kit.ids.next<"patient">());
      const kept = patients.filter((_, at) => at % 2 === 0);
      for (const one of kept) ports.kept.add(one);
      ports.asked.length = 0;
      for (const patientId of patients)
        await kit.deliver("notes.noted.v1", { noteId: kit.ids.next(), patientId, body: "x" });
      await kit.settle();
      const told = (await kit.events("echo", "echo.echoed.v1")).map(
        ({ keys, hearing }) => [keys["patientId"], hearing] as const,
      );
      for (const patientId of patients)
        expect(told.filter(([of]) => of === patientId)).toEqual([
          [patientId, kept.includes(patientId) ? "nobody" : undefined],
        ]);
      // The first goes at once and the others are one transaction: both ways were taken.
      expect(ports.asked).toEqual(many === 1 ? [1] : [1, many - 1]);
    },
  );
});
