import type { EventEnvelope } from "@practicum/bus/bus";
import { MemoryBus } from "@practicum/bus/memory";
import { migrate } from "@practicum/db/migrate";
import { databaseKinds, testPractice } from "@practicum/db/test-databases";
import type { Id } from "@practicum/kernel/brand";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { ManualClock } from "./clock.ts";
import { silentLog } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { Relay } from "./relay.ts";
import type { StoredEvent } from "./runtime.ts";
import { boundlessStorage } from "./storage.ts";
import { testNow } from "./test-kit.ts";
import { notes, notesPorts, type NotesTables } from "./test-services.ts";
import { appendEvents } from "./unit-of-work.ts";

class HearingBus extends MemoryBus {
  readonly heard: string[] = [];

  override async publish(events: readonly EventEnvelope[]): Promise<void> {
    this.heard.push(...events.map(({ keys }) => String(keys["n"])));
  }
}

const PRACTICE = "00000000-0000-7000-8000-000000000001" as Id<"practice">;
const eventOf = (n: number): EventEnvelope => ({
  id: `00000000-0000-7000-8000-${String(n + 10).padStart(12, "0")}` as Id<"event">,
  name: "notes.noted.v1",
  practiceId: PRACTICE,
  occurredAt: testNow,
  traceId: "t",
  actor: { kind: "system", name: "test" },
  keys: { n: String(n) },
  payload: {},
});

async function withRelay(
  database: (typeof databaseKinds)[number],
  work: (of: {
    readonly bus: HearingBus;
    readonly relay: Pick<Relay<typeof notes.api, object, unknown>, "committed" | "flush">;
    /** Commits so many events in one transaction. */
    commit(from: number, count: number): Promise<readonly StoredEvent[]>;
    unpublished(): Promise<number>;
  }) => Promise<void>,
): Promise<void> {
  const practice = await testPractice(database, ["notes"]);
  const bus = new HearingBus();
  const db = practice.open<NotesTables>("notes");
  try {
    await migrate(db, "notes", notes.migrations);
    const relay = new Relay(
      {
        service: {
          definition: notes,
          bus,
          clock: new ManualClock(testNow),
          seed: "relay",
          ports: notesPorts(),
          log: silentLog,
          metrics: new Metrics(),
          storage: boundlessStorage,
          checkReplies: true,
        },
        practice: { id: PRACTICE, slug: "p", name: "P", timeZone: "America/Los_Angeles" },
        db,
        committed: () => undefined,
      },
      { stepwise: true, againByTime: false, marksLate: false },
    );
    // What a process before may have left in the table is looked for first.
    relay.poll();
    await relay.flush();
    await work({
      bus,
      relay,
      async commit(from, count) {
        const events = Array.from({ length: count }, (_, at) => eventOf(from + at));
        const sequences = await db.transact((tx) => appendEvents(tx, events));
        return events.map((envelope, at) => ({ sequence: sequences[at] ?? 0, envelope }));
      },
      unpublished: () =>
        db.transact(async (tx) => {
          const { rows } = await sql<{ n: number }>`select count(*)::int as n from outbox
            where published_at is null`.execute(tx);
          return rows[0]?.n ?? -1;
        }),
    });
    await relay.stop();
  } finally {
    await practice.drop();
    await bus.close();
  }
}

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, at) => String(from + at));

test.each(databaseKinds)(
  "SVC-66 on %s: a burst is published whole, once, in the order in which it was committed",
  async (database) => {
    await withRelay(database, async ({ bus, relay, commit, unpublished }) => {
      // Several batches, and one that ends at the border of one.
      for (const [from, count] of [
        [0, 450],
        [450, 200],
        [650, 201],
      ] as const)
        relay.committed(await commit(from, count));
      await relay.flush();
      expect(bus.heard).toEqual(numbers(0, 851));
      expect(await unpublished()).toBe(0);
    });
  },
  60_000,
);

test.each(databaseKinds)(
  "SVC-66 on %s: what memory does not take is published from the table, and nothing is lost",
  async (database) => {
    await withRelay(database, async ({ bus, relay, commit, unpublished }) => {
      relay.committed(await commit(0, 2001));
      await relay.flush();
      expect([...new Set(bus.heard)]).toHaveLength(2001);
      expect(await unpublished()).toBe(0);
    });
  },
  60_000,
);
