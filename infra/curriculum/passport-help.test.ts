import { lessonById } from "@practicum/curriculum/lessons";
import { must } from "@practicum/kernel/assert";
import { addMs } from "@practicum/kernel/instant";
import { issued, recordOf, type Passport } from "@practicum/passport/passport";
import { newKeys, signerOf, type Signer } from "@practicum/passport/proof";
import { chainStart, linked, type Link, type PassportRecord } from "@practicum/passport/record";
import { verify, type Bench, type Verification } from "@practicum/passport/verify";
import type { LessonBegun } from "@practicum/world/entry";
import type { World } from "@practicum/world/world";
import { beforeAll, expect, test } from "vitest";
import { openBase, openLesson } from "./lesson-world.ts";

const BUILD = "0123456789abcdef0123456789abcdef";
const SAID = { build: BUILD, world: "curriculum", attempts: 2 };
const NOW = "2026-11-29T02:00:00Z";
const bench: Bench = { build: BUILD, world: "curriculum", open: openBase };
const TIMEOUT_MS = 120_000;

const lesson = lessonById("ma.01");

let signer: Signer;

beforeAll(async () => {
  signer = await signerOf(await newKeys());
});

const check = (one: unknown): Promise<Verification> => verify(JSON.stringify(one), bench);

/** What a forger does who knows the rules: the chain is made anew over what was changed, and signed. */
async function remade(record: PassportRecord): Promise<Passport> {
  const log: Link[] = [];
  for (const one of record.log) log.push(linked(log.at(-1)?.hash ?? chainStart(record), one));
  return issued({ ...record, log }, signer, { name: "A forger", now: NOW });
}

/** A passport of the lesson, begun with this help and done with these entries besides. */
async function passportOf(
  help: Pick<LessonBegun, "mode" | "nonce">,
  besides: (world: World) => Promise<void>,
): Promise<Passport> {
  const opened = await openLesson(lesson, "helped", help);
  try {
    await besides(opened.world);
    for (const step of lesson.golden(opened.facts)) await step.run(opened.practice);
    if (help.mode === "exam") await opened.world.apply({ kind: "hand-in", at: addMs(opened.world.now, 1000) });
    return await issued(await recordOf(opened.world, SAID), signer, { name: "A learner", now: NOW });
  } finally {
    await opened.close();
  }
}

const askHint = (world: World) => world.apply({ kind: "hint", at: addMs(world.now, 1), outcome: "reason" });

test(
  "CUR-50, CUR-51: help is in the log: a passport names the mode and each hint, and nobody makes it less",
  async () => {
    const told: string[] = [];
    const hinted = await passportOf({ mode: "hinted" }, async (world) => {
      for (let asked = 0; asked < 4; asked += 1) told.push(await askHint(world));
    });
    // Three there are; who asks again gets none.
    expect(told).toEqual([...must(lesson.outcomes.find((one) => one.id === "reason")).hints, ""]);
    expect(hinted.record).toMatchObject({ lesson: { mode: "hinted", nonce: null }, hints: { reason: 3 }, score: 100 });
    expect(await check(hinted)).toMatchObject({ holds: true });
    const better: readonly ((record: PassportRecord) => PassportRecord)[] = [
      (record) => ({ ...record, hints: { reason: 1 } }),
      (record) => ({ ...record, hints: {} }),
      (record) => ({ ...record, lesson: { ...record.lesson, mode: "unaided" } }),
      (record) => ({ ...record, points: record.points.map((one) => ({ ...one, parts: 100 })) }),
    ];
    for (const change of better)
      expect(await check(await remade(change(hinted.record)))).toMatchObject({ holds: false });
  },
  TIMEOUT_MS,
);

test(
  "CUR-51, CUR-52: who chose no hints gets none, and they are not counted",
  async () => {
    for (const mode of ["unaided", "exam"] as const) {
      const told: string[] = [];
      const made = await passportOf({ mode }, async (world) => void told.push(await askHint(world)));
      expect(told, mode).toEqual([""]);
      expect(made.record).toMatchObject({ lesson: { mode }, hints: {} });
      expect(await check(made)).toMatchObject({ holds: true });
    }
  },
  TIMEOUT_MS,
);

test(
  "CUR-53: an exam has other people for each word of an instructor, is handed in once, and nothing counts after it",
  async () => {
    const people = async (help: Pick<LessonBegun, "mode" | "nonce">) => {
      const opened = await openLesson(lesson, "helped", help);
      await opened.close();
      return JSON.stringify(lesson.materials(opened.facts)) + JSON.stringify(lesson.story(opened.facts));
    };
    const plain = await people({ mode: "exam" });
    expect(await people({ mode: "hinted" })).toBe(plain);
    const spring = await people({ mode: "exam", nonce: "spring" });
    expect(spring).not.toBe(plain);
    expect(await people({ mode: "exam", nonce: "autumn" })).not.toBe(spring);

    const handedIn = await passportOf({ mode: "exam", nonce: "spring" }, () => Promise.resolve());
    expect(handedIn.record.lesson).toMatchObject({ mode: "exam", nonce: "spring" });
    expect(await check(handedIn)).toMatchObject({ holds: true });
    // Another instructor's word over the same log.
    const other = { ...handedIn.record, lesson: { ...handedIn.record.lesson, nonce: "autumn" } };
    expect(await check(await remade(other))).toMatchObject({ holds: false, entry: 1 });

    const opened = await openLesson(lesson, "helped", { mode: "exam", nonce: "spring" });
    try {
      const steps = lesson.golden(opened.facts);
      for (const step of steps.slice(0, -1)) await step.run(opened.practice);
      await expect(recordOf(opened.world, SAID)).rejects.toThrow(/not handed in/);
      await opened.world.apply({ kind: "hand-in", at: addMs(opened.world.now, 1000) });
      expect((await recordOf(opened.world, SAID)).passed).toBe(false);
      await must(steps.at(-1)).run(opened.practice);
      await expect(recordOf(opened.world, SAID)).rejects.toThrow(/after the exam was handed in/);
    } finally {
      await opened.close();
    }
  },
  TIMEOUT_MS,
);
