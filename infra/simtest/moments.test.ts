import type { PGlite } from "@electric-sql/pglite";
import { services } from "@practicum/contracts/services";
import { addMs, dateIn, type Instant } from "@practicum/kernel/instant";
import { actorOf, staffByKey, timeZone } from "@practicum/seed/practice";
import { seedPractice } from "@practicum/seed/run-seed";
import { seededId } from "@practicum/seed/seeded-ids";
import { eveningOf, type RoutineTools } from "@practicum/world/colleagues/routines";
import { NOBODY } from "@practicum/world/colleagues/staffing";
import { comingUp } from "@practicum/world/coming";
import { differences } from "@practicum/world/digest";
import type { Entry } from "@practicum/world/entry";
import { eventsBetween } from "@practicum/world/events";
import { blockNames, BlockDamaged, fromBlocks, toBlocks } from "@practicum/world/file-blocks";
import { memoryChest, type KeptEntry, type KeptWorld } from "@practicum/world/kept/chest";
import { Moments } from "@practicum/world/kept/moments";
import { howItWent, openKept } from "@practicum/world/kept/open-kept";
import { readSaved } from "@practicum/world/kept/saved-world";
import { compared, courseOf } from "@practicum/world/futures";
import { withoutStep } from "@practicum/world/kept/without-step";
import { turnedOff, withEntry } from "@practicum/world/kept/shelf";
import { openWorld, type Moment, type OpenWorld } from "@practicum/world/open-world";
import { EntryFailed, reopen } from "@practicum/world/reopen";
import { parseReply, portOn } from "@practicum/world/world-port";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyBase, openEmptyWorld, start } from "./empty-world.ts";
import { countedDatabase } from "./faults.ts";
import { recordedPractice } from "./recorded-practice.ts";

const SEED = "moments";
const DAY_MS = 86_400_000;
const TIMEOUT_MS = 300_000;
const base = emptyBase(SEED);

function lose(blocks: Map<string, Uint8Array>): void {
  blocks.delete([...blocks.keys()][3] ?? "");
}

describe("moments of a world", () => {
  let live: OpenWorld;
  let log: readonly Entry[];
  /** The same, and how each went. */
  const shelved: KeptEntry[] = [];
  /** After the first half of the log, and after all but the last ten. */
  const kept = new Map<number, Moment>();
  const open: OpenWorld[] = [];
  const opened = (one: OpenWorld) => {
    open.push(one);
    return one;
  };

  beforeAll(async () => {
    const script = await openEmptyWorld(SEED);
    const practice = recordedPractice(script.world, SEED, true);
    const size = { patients: 6, weeks: 0, pastVisitsPerProvider: 1, comingVisitsPerProvider: 0 };
    const now = addMs(start, 12 * 3_600_000);
    await seedPractice(practice, { ...size, now, seed: SEED, progress: () => {} });
    await practice.advanceTo(addMs(now, 3 * DAY_MS));
    log = practice.log;
    await script.close();
    live = opened(await openEmptyWorld(SEED));
    for (const [index, entry] of log.entries()) {
      shelved.push(howItWent(entry, await live.world.apply(entry)));
      if (index + 1 === Math.floor(log.length / 2) || index + 1 === log.length - 10)
        kept.set(index + 1, await live.moment());
    }
  }, TIMEOUT_MS);

  afterAll(async () => {
    for (const one of open) await one.close();
  }, TIMEOUT_MS);

  /** As a browser keeps it. */
  function stored(entries: number, spoil: (blocks: Map<string, Uint8Array>) => void = () => {}) {
    const moment = kept.get(entries);
    if (moment === undefined) throw new Error("no such moment was kept");
    const { list, blocks } = toBlocks(moment.changes);
    const copies = new Map([...blocks].map(([name, block]) => [name, block.slice()]));
    spoil(copies);
    return { entries, load: async (): Promise<Moment> => ({ ...moment, changes: fromBlocks(list, copies) }) };
  }

  test(
    "WLD-4: nearest moment and the rest of the log is the same world as the whole log",
    async () => {
      const moments = [...kept.keys()].map((entries) => stored(entries));
      const done: number[] = [];
      const again = await reopen(base, log, moments, {}, { next: (entry) => done.push(entry) });
      opened(again.open);
      expect(again.spared).toBe(log.length - 10);
      expect(done).toEqual(Array.from({ length: 10 }, (_, index) => log.length - 10 + index));
      expect(differences(await live.world.digest(), await again.open.world.digest())).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "WLD-5: of damaged moments an older one is taken, or the log alone",
    async () => {
      const [half = 0, late = 0] = kept.keys();
      const flip = (blocks: Map<string, Uint8Array>) => {
        const block = [...blocks.values()].find((one) => one.length > 1000);
        if (block !== undefined) block[100] = (block[100] ?? 0) ^ 1;
      };
      const older = await reopen(base, log, [stored(half), stored(late, flip)]);
      opened(older.open);
      expect(older).toMatchObject({ spared: half, damaged: [late] });
      expect(differences(await live.world.digest(), await older.open.world.digest())).toEqual([]);
      const alone = await reopen(base, log.slice(0, half), [stored(half, lose)]);
      opened(alone.open);
      expect(alone).toMatchObject({ spared: 0, damaged: [half] });
    },
    TIMEOUT_MS,
  );

  test(
    "WLD-15: a world that the shelf's last moment opens is the one that was left",
    async () => {
      const moments = new Moments(memoryChest(), "build");
      for (const [entries, moment] of kept) await moments.keep("own", entries, moment);
      const again = await openKept(base, shelved, await moments.of("own"), {}, () => {});
      opened(again.open);
      expect(again).toMatchObject({ spared: log.length - 10, otherwise: [], log: shelved });
      expect(differences(await live.world.digest(), await again.open.world.digest())).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "WLD-16: entries that go otherwise are named; one that can't be done at all leaves the world unopened, unless it failed before",
    async () => {
      const from = [stored(log.length - 10)];
      const late = shelved.map((_, index) => index).slice(-10);
      const commands = late.filter((index) => shelved[index]?.entry.kind === "command");
      const [one = 0] = commands;
      const turned = shelved.map((kept, index): KeptEntry => {
        if (index !== one) return kept;
        return kept.how === "refused" ? { entry: kept.entry } : { entry: kept.entry, how: "refused" };
      });
      const other = await openKept(base, turned, from, {}, () => {});
      opened(other.open);
      expect(other.otherwise).toEqual([one]);
      expect(other.log).toEqual(shelved);

      const gone: Entry = { kind: "read", at: live.world.now, staffId: "", path: "no.such", body: "", commandId: null };
      const broken: readonly KeptEntry[] = [...shelved, { entry: gone }, { entry: gone }];
      const failure = await openKept(base, broken, from, {}, () => {}).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(EntryFailed);
      expect((failure as EntryFailed).index).toBe(shelved.length);
      const noted = broken.map((kept, index): KeptEntry =>
        index < shelved.length ? kept : { ...kept, how: "failed" },
      );
      const open = await openKept(base, noted, from, {}, () => {});
      opened(open.open);
      expect(differences(await live.world.digest(), await open.open.world.digest())).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "WLD-18: who goes back and does the same again has the same world; the one that was left is whole",
    async () => {
      const moments = new Moments(memoryChest(), "build");
      for (const [entries, moment] of kept) await moments.keep("own", entries, moment);
      const about = { worldId: "own", lesson: null, build: "build", openedAt: start, from: null, trouble: null };
      const empty = { ...about, entries: 0, steps: 0, isPassing: false, at: start, staffId: null };
      const world = shelved.reduce<KeptWorld>((sum, one) => withEntry(sum, one, one.entry.at), empty);
      const before = log.length - 4;
      const branch = turnedOff(world, shelved, before, { worldId: "branch", openedAt: start, at: start });
      expect(branch.world).toMatchObject({
        worldId: "branch",
        entries: before,
        from: { worldId: "own", entries: before },
      });
      expect(branch.world.at <= world.at).toBe(true);
      await moments.copy("own", "branch", before);
      const again = await openKept(base, branch.log, await moments.of("branch"), {}, () => {});
      opened(again.open);
      expect(again.spared).toBe(log.length - 10);
      expect(differences(await live.world.digest(), await again.open.world.digest())).not.toEqual([]);
      for (const entry of log.slice(before)) await again.open.world.apply(entry);
      expect(differences(await live.world.digest(), await again.open.world.digest())).toEqual([]);
      expect((await moments.of("own")).map((one) => one.entries)).toEqual([...kept.keys()]);
    },
    TIMEOUT_MS,
  );

  test(
    "WLD-19: a saved practice leads to the digests in its file, and one that was changed does not; a wrong file is named",
    async () => {
      const file = {
        format: "practicum-world-1",
        build: "build",
        seed: SEED,
        entries: log,
        digest: await live.world.digest(),
      };
      const read = readSaved(JSON.stringify(file), SEED);
      if (!read.ok) throw new Error(read.error);
      expect(read.value).toEqual(file);
      const [half = 0] = kept.keys();
      const dropped = shelved
        .slice(half)
        .find(({ entry, how }) => entry.kind === "command" && how === undefined)?.entry;
      const gone = dropped?.kind === "command" ? dropped.commandId : null;
      const changed = read.value.entries.filter((entry) => entry.kind !== "command" || entry.commandId !== gone);
      expect(changed.length).toBeLessThan(log.length);
      const other = await openKept(
        base,
        changed.map((entry) => ({ entry })),
        [stored(half)],
        {},
        () => {},
      );
      opened(other.open);
      expect(differences(file.digest, await other.open.world.digest())).not.toEqual([]);

      const errorOf = (text: string) => {
        const result = readSaved(text, SEED);
        return result.ok ? "" : result.error;
      };
      expect(errorOf("PK")).toContain("no saved practice");
      expect(errorOf(JSON.stringify({ ...file, format: "other" }))).toContain("no saved practice");
      expect(errorOf(JSON.stringify({ ...file, seed: "other" }))).toContain("other people");
      const bad = log.map((entry, index) => (index === 6 ? { ...entry, kind: "delete" } : entry));
      expect(errorOf(JSON.stringify({ ...file, entries: bad }))).toContain("Step 7 ");
    },
    TIMEOUT_MS,
  );

  test(
    "WLD-6: what is done in a fork is not done in the other; the same done in both is the same",
    async () => {
      const before = await live.world.digest();
      const fork = opened(await live.fork());
      expect(differences(before, await fork.world.digest())).toEqual([]);
      const deed: Entry = {
        kind: "command",
        at: addMs(live.world.now, 1),
        staffId: staffByKey("nair").staffId,
        path: "messaging.createTask",
        body: JSON.stringify({
          taskId: seededId<"task">(SEED, "task"),
          title: "Call the payer",
          detail: "",
          patientId: null,
          ownerId: null,
          pool: "biller",
          dueOn: null,
          priority: "normal",
          about: null,
        }),
        commandId: seededId<"command">(SEED, "task"),
      };
      expect(parseReply(await fork.world.apply(deed)).refused).toBeNull();
      expect(differences(before, await live.world.digest())).toEqual([]);
      expect(differences(before, await fork.world.digest())).toContain("messaging.task");
      const other = opened(await live.fork());
      await other.world.apply(deed);
      expect(differences(await fork.world.digest(), await other.world.digest())).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test("WLD-7: two moments share what did not change between them, and a block is what its name says", () => {
    const [one, other] = [...kept.values()].map((moment) => toBlocks(moment.changes));
    if (one === undefined || other === undefined) throw new Error("two moments were kept");
    const shared = [...blockNames(one.list)].filter((name) => blockNames(other.list).has(name));
    expect(shared.length).toBeGreaterThan(other.blocks.size / 4);
    const files = fromBlocks(other.list, other.blocks).written;
    for (const [name, content] of [...kept.values()][1]?.changes.written ?? [])
      expect(Buffer.compare(Buffer.from(content), Buffer.from(files.get(name) ?? [])), name).toBe(0);
    const first = [...other.blocks.keys()][0] ?? "";
    const swapped = new Map(other.blocks).set(first, [...other.blocks.values()][1] ?? new Uint8Array());
    expect(() => fromBlocks(other.list, swapped)).toThrow(BlockDamaged);
  });

  test(
    "WLD-8: events in one order, each with the command it came of",
    async () => {
      const events = await eventsBetween(live.pglite, start, live.world.now);
      const moments = events.map((event) => event.occurredAt);
      expect(moments).toEqual(moments.toSorted());
      const commands = new Map(log.flatMap((entry) => (entry.kind === "command" ? [[entry.commandId, entry]] : [])));
      const captured = events.filter((event) => event.name === "billing.charges-captured.v1");
      expect(captured.length).toBeGreaterThan(1);
      // Charges come of a signature, two events away from it.
      for (const { causedBy } of captured)
        expect(commands.get(causedBy ?? "")?.path).toMatch(/^charting\.(co)?signEncounter$/);
      const again = await openWorld(base, { from: await live.moment() });
      expect(await eventsBetween(opened(again).pglite, start, again.world.now)).toEqual(events);
    },
    TIMEOUT_MS,
  );

  test(
    "WLD-21: what comes is told in order and without a trace, and the next event is the first of it",
    async () => {
      // The evening's work sends what there is: payers have something to decide on.
      const { world, pglite } = opened(await live.fork());
      await eveningOf(eveningIn(world));
      const before = await world.digest();
      const coming = await comingUp(world, pglite, 60);
      expect(differences(before, await world.digest())).toEqual([]);
      expect(coming.length).toBeGreaterThan(1);
      expect(coming.map(({ at }) => at)).toEqual(coming.map(({ at }) => at).toSorted());
      expect(new Set(coming.map(({ kind }) => kind))).toContain("remittance");
      const ofItself = coming.filter(({ kind }) => kind !== "visits");
      expect(ofItself[0]?.at).toBe(await world.nextDueAt());
    },
    TIMEOUT_MS,
  );

  test(
    "WLD-45: a day in which nothing is due costs no transaction; a day in which something is costs some",
    async () => {
      let transactions = 0;
      const faults = (pglite: PGlite) => ({ openDb: countedDatabase(pglite, () => (transactions += 1)) });
      const { world, pglite } = opened(await openWorld(base, { from: await live.moment(), faults }));
      // Whom a rule for recalls means is asked each night, so no day of a practice that has one is without work.
      await switchRecallsOff(portOn(world, "quiet", () => {}));
      // The host wakes once for a timer that was taken back.
      await world.apply({ kind: "jump", at: world.now, to: addMs(world.now, DAY_MS) });
      // Claims go out, so that payers have something to answer.
      await eveningOf(eveningIn(world));
      const days: { readonly due: boolean; readonly transactions: number }[] = [];
      for (let day = 0; day < 40; day += 1) {
        const to = addMs(world.now, DAY_MS);
        const due = (await dueUpTo(pglite, to)) || world.state.payers.jobs.some((job) => job.dueAt <= to);
        transactions = 0;
        await world.apply({ kind: "jump", at: world.now, to });
        days.push({ due, transactions });
      }
      expect(days.filter((day) => !day.due).map((day) => day.transactions)).toEqual(
        days.filter((day) => !day.due).map(() => 0),
      );
      expect(days.filter((day) => !day.due).length).toBeGreaterThan(10);
      expect(days.filter((day) => day.due && day.transactions > 0).length).toBeGreaterThan(2);
    },
    TIMEOUT_MS,
  );

  test(
    "WLD-46, WLD-47: without a step the future differs by what came of it, and the world is as it was",
    async () => {
      const before = await live.world.digest();
      const moments = [...kept.keys()].map((entries) => stored(entries));
      const place = shelved.findIndex(
        ({ entry, how }) => entry.kind === "command" && entry.path === "billing.takePayment" && how === undefined,
      );
      const paid = shelved[place]?.entry;
      if (paid?.kind !== "command") throw new Error("somebody paid");
      const { amount }: { readonly amount: number } = JSON.parse(paid.body);
      const left = withoutStep(shelved, place);
      expect(left.length).toBeLessThan(shelved.length);
      const forgiven = left.map(({ entry }): KeptEntry => ({ entry, how: "failed" }));
      const usable = moments.filter((one) => one.entries <= place);
      const without = await openKept(base, forgiven, usable, {}, () => {});
      const span = { begin: start, since: addMs(paid.at, -1), from: live.world.now, days: 7 };
      const [own, other] = [opened(await live.fork()), opened(without.open)];
      const comparison = compared(await courseOf(own, shelved, span), await courseOf(other, without.log, span));
      const ends = [comparison.left, comparison.right].map((course) => course.points.at(-1)?.figures.cash ?? 0);
      expect((ends[0] ?? 0) - (ends[1] ?? 0)).toBe(amount);
      expect(comparison.left.points.map((point) => point.at)).toEqual(comparison.right.points.map((point) => point.at));
      expect(differences(before, await live.world.digest())).toEqual([]);
      const [difference] = comparison.differing;
      expect(difference).toMatchObject({ only: "left", kind: "payment", amount, whose: "yours" });
      expect(difference?.step?.what).toBe("Take payment");
      // Two copies of one world go the same way.
      const twin = await courseOf(opened(await live.fork()), shelved, span);
      expect(compared(comparison.left, twin).differing).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

/** The desk's evening, as colleagues do it. */
function eveningIn(world: OpenWorld["world"]): RoutineTools {
  return {
    observe: ((service: string, query: string, input: unknown) =>
      world.observe(`${service}.${query}`, input)) as RoutineTools["observe"],
    practice: portOn(world, "evening", () => {}),
    settle: async () => {},
    seed: SEED,
    now: world.now,
    today: dateIn(world.now, timeZone),
    staffing: NOBODY,
  };
}

async function switchRecallsOff(practice: RoutineTools["practice"]): Promise<void> {
  const manager = actorOf(staffByKey("whitfield"));
  for (const { ruleId, version } of await practice.run("messaging", "listRecallRules", {}, manager))
    await practice.run("messaging", "switchRecallRule", { ruleId, version, on: false }, manager);
}

/** Whether a timer of any service fires until then. */
async function dueUpTo(pglite: PGlite, to: Instant): Promise<boolean> {
  const each = Object.keys(services).map((service) => `select 1 from "${service}".timer where fires_at <= '${to}'`);
  const { rows } = await pglite.query(each.join(" union all "));
  return rows.length > 0;
}
