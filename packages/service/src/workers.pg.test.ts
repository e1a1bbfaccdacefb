import { MemoryBus } from "@practicum/bus/memory";
import { testPractice } from "@practicum/db/test-databases";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { ManualClock, systemIds, systemRandom } from "./clock.ts";
import { silentLog } from "./log.ts";
import { Metrics } from "./metrics.ts";
import type { PracticeRuntime } from "./runtime.ts";
import { testNow } from "./test-kit.ts";
import { notes, notesPorts, type NotesPorts, type NotesTables } from "./test-services.ts";
import { migrate } from "@practicum/db/migrate";
import { boundlessStorage } from "./storage.ts";
import { runWorker } from "./workers.ts";

test("a worker runs in one process at a time, and a process that died loses its lease", async () => {
  const database = await testPractice("pg", ["notes"]);
  const db = database.open<NotesTables>("notes");
  await migrate(db, "notes", notes.migrations);
  let entered = 0;
  const { promise: gate, resolve: release } = Promise.withResolvers<void>();
  const definition = {
    ...notes,
    workers: {
      sender: {
        everyMs: 1000,
        async run() {
          entered += 1;
          await gate;
        },
      },
    },
  };
  const clock = new ManualClock(testNow);
  const service = {
    definition,
    bus: new MemoryBus(),
    clock,
    seed: "",
    random: systemRandom,
    ports: notesPorts(),
    log: silentLog,
    metrics: new Metrics(),
    storage: boundlessStorage,
    checkReplies: true,
  };
  const runtime: PracticeRuntime<typeof notes.api, NotesTables, NotesPorts> = {
    service,
    practice: { id: systemIds.next(), slug: "w", name: "W", timeZone: "America/Los_Angeles" },
    db,
    committed: () => {},
  };
  const first = runWorker(runtime, "sender", { lease: true });
  await expect.poll(() => entered).toBe(1);
  expect(await runWorker(runtime, "sender", { lease: true })).toBe("elsewhere");
  // As if the holder had died more than a lease ago.
  await db.transact((tx) => sql`update worker_lease set until = clock_timestamp() - interval '1 second'`.execute(tx));
  const second = runWorker(runtime, "sender", { lease: true });
  await expect.poll(() => entered).toBe(2);
  release();
  expect(await Promise.all([first, second])).toEqual(["ok", "ok"]);
  const { rows } = await db.transact((tx) => sql`select 1 from worker_lease`.execute(tx));
  expect(rows).toEqual([]);
  await database.drop();
}, 60_000);
