import { patientsMerged } from "@practicum/contracts/scheduling/merges";
import type { Db } from "@practicum/db/db";
import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consumer, defineService, type Context } from "./define-service.ts";
import { followsMerges } from "./follow-merges.ts";
import { serviceModule, type ServiceModule } from "./in-process-host.ts";
import type { PatientTables } from "./patient-tables.ts";
import { testHost, type TestHost } from "./test-kit.ts";
import { noted } from "./test-services.ts";

interface HeardTables {
  readonly heard: { readonly heard_id: string; readonly patient_id: string; readonly body: string };
}

interface HeardPorts {
  /** What the consumer waits for in its transaction, after it is told so. */
  hold: { readonly begun: () => void; readonly until: Promise<void> } | undefined;
}

type At = Context<HeardTables, HeardPorts>;
type Note = { readonly noteId: string; readonly patientId: string; readonly body: string };

const tables: PatientTables<At> = { tables: [{ table: "heard", key: "heard_id" }] };

async function hear({ tx, ports }: At, { noteId, patientId, body }: Note): Promise<void> {
  if (ports.hold) {
    ports.hold.begun();
    await ports.hold.until;
  }
  await tx.insertInto("heard").values({ heard_id: noteId, patient_id: patientId, body }).execute();
}

async function hearSeveral({ tx }: At, events: readonly { readonly payload: unknown }[]): Promise<void> {
  for (const { payload } of events) {
    const { noteId, patientId, body } = noted.payload.parse(payload);
    const row = { heard_id: flipped(noteId), patient_id: patientId, body: `${body}, too` };
    await tx.insertInto("heard").values(row).execute();
  }
}

const merges = followsMerges<HeardTables, HeardPorts>("messaging", tables);

/** Writes down what it hears of patients, one by one and several at once. */
const listener = defineService<HeardTables, HeardPorts>()({
  name: "messaging",
  api: {},
  handlers: {},
  patients: tables,
  consumers: {
    ...merges.consumers,
    noted: consumer(noted, hear),
    several: {
      ...consumer(noted, (context: At, payload) => hearSeveral(context, [{ payload }])),
      handleSeveral: hearSeveral,
    },
  },
  timers: merges.timers,
  workers: {},
  migrations: {
    "0001-heard": {
      async up(db) {
        await sql`create table heard (heard_id uuid primary key, patient_id uuid not null, body text not null)`.execute(
          db,
        );
      },
    },
  },
});

/** Another id for the same note. */
function flipped(id: string): string {
  return `${id.slice(0, -1)}${id.endsWith("f") ? "0" : (Number.parseInt(id.slice(-1), 16) + 1).toString(16)}`;
}

describe.each(databaseKinds)("what comes late for a merged record, on %s", (database) => {
  let kit: TestHost;
  const ports: HeardPorts = { hold: undefined };
  const asked: string[] = [];

  /** The service over a database that hears which statements name merges. */
  function listening(module: ServiceModule): ServiceModule {
    const over = <Schema>(db: Db<Schema>): Db<Schema> => ({
      ...db,
      transactEndingWith: (work, ...more) =>
        db.transactEndingWith(
          (tx) =>
            work(
              tx.withPlugin({
                transformQuery: ({ node }) => {
                  const text = JSON.stringify(node);
                  if (text.includes("patient_merge")) asked.push(text);
                  return node;
                },
                transformResult: async ({ result }) => result,
              }),
            ),
          ...more,
        ),
    });
    return {
      ...module,
      host: ({ openDb, ...shared }) =>
        module.host({ ...shared, openDb: (practice, service) => over(openDb(practice, service)) }),
    };
  }

  beforeAll(async () => {
    kit = await testHost({ database, modules: [listening(serviceModule(listener, ports))] });
  });
  afterAll(() => kit.stop());

  const note = (patientId: string, body: string) =>
    kit.deliver(noted.name, { noteId: kit.ids.next<"note">(), patientId, body });
  const merge = (survivorId: string, duplicateId: string) =>
    kit.deliver(patientsMerged.name, {
      mergeId: kit.ids.next<"merge">(),
      survivorId,
      duplicateId,
      by: "W",
      at: kit.clock.now(),
      mergedAt: kit.clock.now(),
    });
  const of = async (patientId: string) =>
    (await kit.rows<{ body: string }>("messaging", `select body from heard where patient_id = '${patientId}'`))
      .map(({ body }) => body)
      .toSorted();

  test("SVC-67, SCH-127 goes to the survivor, whether it comes alone or among others", async () => {
    const [survivor, duplicate, third] = [kit.ids.next(), kit.ids.next(), kit.ids.next()];
    await merge(survivor, duplicate);
    await kit.settle();
    await note(duplicate, "alone");
    await kit.settle();
    expect([await of(survivor), await of(duplicate)]).toEqual([["alone", "alone, too"], []]);
    await Promise.all([note(third, "third"), note(duplicate, "one"), note(survivor, "two"), note(duplicate, "three")]);
    await kit.settle();
    expect(await of(survivor)).toEqual(
      ["alone", "one", "three", "two"].flatMap((body) => [body, `${body}, too`]).toSorted(),
    );
    expect([await of(duplicate), await of(third)]).toEqual([[], ["third", "third, too"]]);
  });

  test("SVC-67 where nobody was merged, it is looked at once for all of them", async () => {
    const patients = Array.from({ length: 20 }, () => kit.ids.next());
    asked.length = 0;
    await Promise.all(patients.map((patientId, at) => note(patientId, `note ${at}`)));
    await kit.settle();
    for (const patientId of patients) expect(await of(patientId)).toHaveLength(2);
    // Two consumers, and the first event of each may go before the others.
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  test.skipIf(database === "pglite")("SVC-67 what was under way when they were merged goes along later", async () => {
    const [survivor, duplicate] = [kit.ids.next(), kit.ids.next()];
    const begun = Promise.withResolvers<void>();
    const until = Promise.withResolvers<void>();
    ports.hold = { begun: begun.resolve, until: until.promise };
    await note(duplicate, "under way");
    await begun.promise;
    await merge(survivor, duplicate);
    await expect
      .poll(() => kit.rows("messaging", `select 1 from patient_merge where duplicate_id = '${duplicate}'`))
      .toHaveLength(1);
    until.resolve();
    ports.hold = undefined;
    await kit.settle();
    expect(await of(duplicate)).toContain("under way");
    await kit.advanceTo(addMinutes(kit.clock.now(), 3));
    expect([await of(survivor), await of(duplicate)]).toEqual([["under way", "under way, too"], []]);
  });
});
