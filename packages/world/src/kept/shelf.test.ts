import type { Instant } from "@practicum/kernel/instant";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import { expect, test } from "vitest";
import type { Entry } from "../entry.ts";
import type { Moment } from "../open-world.ts";
import { memoryChest, type KeptEntry, type KeptWorld } from "./chest.ts";
import { Moments, worthKeeping } from "./moments.ts";
import { Shelf, withEntry } from "./shelf.ts";
import { stepsOf } from "./steps.ts";

const NOW: Instant = "2026-11-17T17:40:00.000Z";

function world(worldId: string, openedAt: Instant): KeptWorld {
  const begun = { entries: 0, steps: 0, isPassing: false, at: NOW, staffId: null, from: null, trouble: null };
  return { worldId, lesson: null, build: "b1", openedAt, ...begun };
}

function step(number: number): KeptEntry {
  const entry: Entry = {
    kind: "command",
    at: `2026-11-17T17:40:${String(number).padStart(2, "0")}.000Z`,
    staffId: `person ${number}`,
    path: "messaging.createTask",
    body: "{}",
    commandId: `command ${number}`,
  };
  return number % 3 === 0 ? { entry, how: "refused" } : { entry };
}

/** A moment with files of the given content. */
function moment(files: { readonly [name: string]: number }): Moment {
  const written = new Map(Object.entries(files).map(([name, fill]) => [name, new Uint8Array(40_000).fill(fill)]));
  return { state: { now: NOW } as Moment["state"], changes: { written, removed: new Set() } };
}

test("WLD-14: each world has its log, whichever is open; one goes only when it is thrown away", async () => {
  const shelf = new Shelf(memoryChest());
  const logs: { [worldId: string]: KeptEntry[] } = { own: [], lesson: [], third: [] };
  let worlds = [world("own", NOW), world("lesson", `${NOW}1`), world("third", `${NOW}2`)];
  const random = seededRandom("shelf");
  for (const one of worlds) await shelf.take(one);
  for (let number = 0; number < 40; number += 1) {
    const index = randomInt(random, 0, 2);
    const kept = step(number);
    worlds = worlds.map((one, at) => (at === index ? withEntry(one, kept, kept.entry.at) : one));
    const chosen = worlds[index];
    if (chosen === undefined) throw new Error("three worlds");
    logs[chosen.worldId]?.push(kept);
    await shelf.append(chosen, kept);
    await shelf.take(chosen);
    expect((await shelf.current())?.worldId).toBe(chosen.worldId);
  }
  for (const { worldId } of worlds) expect(await shelf.log(worldId)).toEqual(logs[worldId]);
  expect((await shelf.worlds()).map((one) => one.worldId)).toEqual(["third", "lesson", "own"]);
  expect((await shelf.worlds()).map((one) => one.entries)).toEqual(
    ["third", "lesson", "own"].map((worldId) => logs[worldId]?.length),
  );
  await shelf.remove("lesson");
  expect(await shelf.log("lesson")).toEqual([]);
  expect(await shelf.log("own")).toEqual(logs["own"]);
  expect(await shelf.log("third")).toEqual(logs["third"]);
});

test("WLD-15: of many moments few are kept, the last two among them, and none is needed that is far away", () => {
  let kept: readonly number[] = [];
  for (let entries = 10; entries <= 5000; entries += 10) {
    kept = worthKeeping([...kept, entries]);
    expect(kept.slice(-2)).toEqual([entries - 10, entries].filter((one) => one >= 10));
    expect(kept.length).toBeLessThanOrEqual(14);
    for (const back of [40, 160, 640, 2560].filter((one) => one < entries)) {
      const nearest = kept.findLast((one) => one <= entries - back) ?? 0;
      expect(entries - back - nearest, `${back} steps back from ${entries}`).toBeLessThanOrEqual(2 * back);
    }
  }
});

test("WLD-15: a moment of another build is not begun from; a block goes when no moment has it", async () => {
  const chest = memoryChest();
  const first = new Moments(chest, "b1");
  await first.keep("own", 5, moment({ same: 1, old: 2 }));
  const bytes = await first.keep("own", 9, moment({ same: 1, new: 3 }));
  expect(bytes).toBeLessThan(80_000);
  const [, last] = await first.of("own");
  expect((await last?.load())?.changes).toEqual(moment({ same: 1, new: 3 }).changes);

  const second = new Moments(chest, "b2");
  expect(await second.of("own")).toEqual([]);
  await second.keep("own", 12, moment({ other: 4 }));
  expect((await second.of("own")).map((one) => one.entries)).toEqual([12]);
  // Nobody could begin from the first build's any more.
  expect(await first.of("own")).toEqual([]);
  expect((await chest.keys("blocks", "")).length).toBe(2);
});

test("WLD-15: of a world that is not open the last moment stays, and one that is turned off has those up to there", async () => {
  const chest = memoryChest();
  const moments = new Moments(chest, "b1");
  for (const entries of [5, 9]) await moments.keep("own", entries, moment({ file: entries }));
  await moments.copy("own", "branch", 7);
  expect((await moments.of("branch")).map((one) => one.entries)).toEqual([5]);
  await moments.keep("branch", 8, moment({ file: 8 }));
  expect((await moments.of("own")).map((one) => one.entries)).toEqual([9]);
  expect((await moments.of("branch")).map((one) => one.entries)).toEqual([5, 8]);
  const [kept] = await moments.of("branch");
  expect((await kept?.load())?.changes).toEqual(moment({ file: 5 }).changes);
  await moments.forget();
  expect(await moments.of("own")).toEqual([]);
  expect(await chest.keys("blocks", "")).toEqual([]);
});

test("WLD-18: days that pass one after the other are one step, a look is none, and a refusal is told", () => {
  const day = (date: number): KeptEntry => ({
    entry: { kind: "jump", at: `2026-11-${date}T18:00:00.000Z`, to: `2026-11-${date + 1}T18:00:00.000Z` },
  });
  const looked: KeptEntry = {
    entry: { kind: "read", at: NOW, staffId: "p", path: "charting.getChart", body: "{}", commandId: null },
  };
  const steps = stepsOf([step(1), looked, day(18), day(19), looked, day(20), step(3)]);
  expect(steps.map(({ entry, what, to, refused }) => [entry, what, to.slice(8, 10), refused])).toEqual([
    [0, "Create task", "17", false],
    [2, "Time passed", "21", false],
    [6, "Create task", "17", true],
  ]);
  const log = [step(1), looked, day(18), day(19), looked, day(20), step(3), day(21)];
  const counted = log.reduce((sum, one) => withEntry(sum, one, one.entry.at), world("own", NOW));
  expect(counted.steps).toBe(stepsOf(log).length);
});
