import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BackupKeeper } from "./keeper.ts";
import { backupName } from "./kept.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "practicum-keeper-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const said: string[] = [];
let full = false;
let now = new Date("2026-05-20T00:00:00.000Z");

function keeper(): BackupKeeper {
  said.length = 0;
  return new BackupKeeper({
    folder,
    everyHours: 6,
    keepAll: 1,
    keepDaily: 3,
    keepMonthly: 0,
    make: async () => {
      if (full) throw new Error("no room");
      await writeFile(join(folder, backupName(now)), "");
    },
    say: (text) => void said.push(text),
    onFailed: (why) => void said.push(`told: ${why}`),
  });
}

const passes = async (keeping: BackupKeeper, hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000);
  await keeping.look(now);
};
const moments = async () =>
  (await readdir(folder))
    .filter((name) => name.startsWith("practicum"))
    .toSorted()
    .map((name) => name.slice(10, 23));

test("makes one when the newest is too old, and clears away what nobody needs", async () => {
  const keeping = keeper();
  await writeFile(join(folder, "notes.txt"), "somebody's own");
  await passes(keeping, 0);
  await passes(keeping, 5);
  await passes(keeping, 1);
  expect(await moments()).toEqual(["2026-05-20T00", "2026-05-20T06"]);
  for (let times = 0; times < 20; times += 1) await passes(keeping, 6);
  // Until the 25th, 6 o'clock: a day of all of them, and of the two days before the last ones.
  expect(await moments()).toEqual([
    "2026-05-22T18",
    "2026-05-23T18",
    "2026-05-24T12",
    "2026-05-24T18",
    "2026-05-25T00",
    "2026-05-25T06",
  ]);
  expect(await readdir(folder)).toContain("notes.txt");
  expect(said).toEqual([]);
});

test("one that fails is told once, tried again, and nothing is cleared away meanwhile", async () => {
  const keeping = keeper();
  now = new Date("2026-05-20T00:00:00.000Z");
  await passes(keeping, 0);
  await passes(keeping, 6);
  full = true;
  for (let times = 0; times < 12; times += 1) await passes(keeping, 24);
  expect(await moments()).toEqual(["2026-05-20T00", "2026-05-20T06"]);
  expect(said).toEqual([
    "No backup could be made: no room. It is tried again every quarter of an hour.",
    "told: no room",
  ]);
  full = false;
  await passes(keeping, 0.1);
  expect(await moments()).toHaveLength(2);
  await passes(keeping, 0.25);
  expect(await moments()).toEqual(["2026-06-01T06"]);
  expect(said.at(-1)).toBe("A backup could be made again.");
});
