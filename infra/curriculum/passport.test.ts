import { must } from "@practicum/kernel/assert";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { credentialOf } from "@practicum/passport/credential";
import { issued, NoPassport, recordOf, type Passport } from "@practicum/passport/passport";
import { newKeys, signed, signerOf, type Signer } from "@practicum/passport/proof";
import { chainStart, linked, NOTICE, type Link, type PassportRecord } from "@practicum/passport/record";
import { verify, type Bench, type Verification } from "@practicum/passport/verify";
import { lessonById } from "@practicum/curriculum/lessons";
import { NOBODY } from "@practicum/world/colleagues/staffing";
import { beforeAll, expect, test } from "vitest";
import { openBase, openLesson } from "./lesson-world.ts";

const BUILD = "0123456789abcdef0123456789abcdef";
const SAID = { build: BUILD, world: "curriculum", attempts: 2 };
const NOW = "2026-11-29T02:00:00Z";
const bench: Bench = { build: BUILD, world: "curriculum", open: openBase };
const TIMEOUT_MS = 120_000;

/** One step is a hand-over by the clock, one a read, the rest commands. */
const lesson = lessonById("ma.01");

let signer: Signer;
let passport: Passport;

beforeAll(async () => {
  signer = await signerOf(await newKeys());
  const opened = await openLesson(lesson, "passport");
  try {
    for (const step of lesson.golden(opened.facts)) await step.run(opened.practice);
    // As the page does: of a copy that stands still.
    const still = await opened.fork();
    passport = await issued(await recordOf(still.world, SAID), signer, { name: "A learner", now: NOW });
    await still.close();
  } finally {
    await opened.close();
  }
}, TIMEOUT_MS);

const check = (one: unknown, at = bench): Promise<Verification> => verify(JSON.stringify(one), at);

/** What a forger does who knows the rules: the chain is made anew over the log, and signed. */
function forged(change: (record: PassportRecord) => PassportRecord): Promise<Passport> {
  return remade(change(passport.record));
}

async function remade(record: PassportRecord): Promise<Passport> {
  const log: Link[] = [];
  for (const one of record.log) log.push(linked(log.at(-1)?.hash ?? chainStart(record), one));
  return issued({ ...record, log }, signer, { name: "A forger", now: NOW });
}

/** The last command of the log. */
function lastCommand(record: PassportRecord): number {
  return record.log.findLastIndex(({ entry }) => entry.kind === "command");
}

const withLog = (log: readonly Link[]) => (record: PassportRecord) => ({ ...record, log: [...log] });

test(
  "CUR-24, CUR-26: a passport holds on its own build, and says what the learner reached",
  async () => {
    const { record, credential } = passport;
    const found = await check(passport);
    expect(found).toMatchObject({ holds: true, signedBy: signer.did, issuer: "A learner, self-issued" });
    expect(record).toMatchObject({ score: 100, passed: true, attempts: 2, hints: {}, notice: NOTICE });
    expect(record.outcomes.map((one) => one.state)).toEqual(lesson.outcomes.map(() => "met"));
    expect(record.traps).toEqual({ fallenFor: [], avoided: lesson.traps.map((one) => one.id) });
    expect(record.log[0]?.entry).toMatchObject({ kind: "lesson", lesson: "ma.01", seed: "passport" });
    expect(record.log.length).toBeGreaterThan(4);
    expect(credential).toMatchObject({ type: ["VerifiableCredential", "OpenBadgeCredential"], description: NOTICE });
  },
  TIMEOUT_MS,
);

test(
  "CUR-27: whoever changes the file without making it anew is told at which entry",
  async () => {
    const { log } = passport.record;
    const at = lastCommand(passport.record);
    const other = (links: readonly Link[]) => check({ ...passport, record: { ...passport.record, log: links } });
    const entry = must(log[at]).entry;
    const changed = { ...entry, at: must(log[at - 1]).entry.at } as Link["entry"];
    expect(await other(log.with(at, { ...must(log[at]), entry: changed }))).toMatchObject({
      holds: false,
      entry: at + 1,
    });
    expect(await other(log.toSpliced(2, 1))).toMatchObject({ holds: false, entry: 3 });
    expect(await other(log.toSpliced(1, 2, must(log[2]), must(log[1])))).toMatchObject({ holds: false, entry: 2 });
    expect(await other(log.toSpliced(2, 0, must(log[1])))).toMatchObject({ holds: false, entry: 3 });
    expect(await other(log.slice(0, -1))).toMatchObject({ holds: false, because: /speak of this record/ as never });
  },
  TIMEOUT_MS,
);

test(
  "CUR-27: the same with chain and signature made anew: the practice answers otherwise, or the log leads elsewhere",
  async () => {
    const { log } = passport.record;
    const at = lastCommand(passport.record);
    const entry = must(log[at]).entry;
    const told = async (change: (record: PassportRecord) => PassportRecord) => {
      const found = await check(await forged(change));
      if (found.holds) throw new Error("a forged passport holds");
      return found;
    };
    // Another body: the practice refuses it.
    expect(
      await told(withLog(log.with(at, { ...must(log[at]), entry: { ...entry, body: "{}" } as never }))),
    ).toMatchObject({
      entry: at + 1,
    });
    // The last command is left out: every answer is as it was, the outcome is not.
    expect((await told(withLog(log.toSpliced(at, 1)))).because).toMatch(/outcome "|the practice answers otherwise/);
    // In another order they are no times of one clock.
    expect((await told(withLog(log.toSpliced(1, 2, must(log[2]), must(log[1]))))).entry).toBe(3);
    // The same command twice is the same answer, and another time: the records say so.
    expect((await told(withLog(log.slice(0, 2)))).because).toMatch(/outcome "/);
    expect((await told((record) => ({ ...record, lesson: { ...record.lesson, seed: "another" } }))).because).toMatch(
      /does not begin with this lesson/,
    );
    const first = { ...must(log[0]), entry: { ...must(log[0]).entry, seed: "another" } as never };
    const seeded = await told((record) => ({
      ...record,
      lesson: { ...record.lesson, seed: "another" },
      log: [first, ...log.slice(1)],
    }));
    expect(seeded.entry).not.toBeNull();
    expect(
      (await told((record) => ({ ...record, digest: { ...record.digest, "charting.vitals": "1:0" } }))).because,
    ).toMatch(/charting.vitals/);
  },
  TIMEOUT_MS,
);

test(
  "CUR-27: nobody makes an outcome, a score or a trap better than the log",
  async () => {
    const opened = await openLesson(lesson, "half");
    let half: PassportRecord;
    try {
      for (const step of lesson.golden(opened.facts).slice(0, -1)) await step.run(opened.practice);
      half = await recordOf(opened.world, SAID);
    } finally {
      await opened.close();
    }
    expect(half.passed).toBe(false);
    const honest = await issued(half, signer, { name: "A learner", now: NOW });
    expect(await check(honest)).toMatchObject({ holds: true });
    const better: readonly ((record: PassportRecord) => PassportRecord)[] = [
      (record) => ({ ...record, outcomes: record.outcomes.map((one) => ({ ...one, state: "met" })) }),
      (record) => ({ ...record, score: 100 }),
      (record) => ({ ...record, passed: true }),
      (record) => ({ ...record, traps: { fallenFor: [], avoided: [] } }),
      (record) => ({ ...record, outcomes: record.outcomes.map((one) => ({ ...one, label: "Everything" })) }),
      (record) => ({ ...record, outcomes: record.outcomes.slice(0, 1) }),
    ];
    for (const change of better)
      expect(await check(await issued(change(half), signer, { name: "A forger", now: NOW }))).toMatchObject({
        holds: false,
      });
    // A credential that says more than its record.
    const { proof: _, ...unsigned } = {
      ...credentialOf(half, { did: signer.did, name: "A forger", validFrom: NOW }),
      proof: 0,
    };
    const boasting = { record: half, credential: await signed({ ...unsigned, name: "Master biller" }, signer, NOW) };
    expect(await check(boasting)).toMatchObject({ holds: false });
  },
  TIMEOUT_MS,
);

test("CUR-57: a passport of before the score had its parts is sent to its own build", async () => {
  const old = { ...passport, record: { ...passport.record, format: "practicum-passport-1" } };
  const found = await check(old);
  expect(found).toMatchObject({ holds: false, entry: null });
  expect(found.holds ? "" : found.because).toContain(`needs build ${BUILD}`);
});

test("CUR-26: another build is named, and nothing is said of the rest", async () => {
  const found = await check(passport, { ...bench, build: "f".repeat(32) });
  expect(found).toMatchObject({ holds: false, entry: null });
  expect(found.holds ? "" : found.because).toContain(BUILD);
  // A file that calls itself another build's does not hold on this one.
  const moved = await forged((record) => ({ ...record, build: "f".repeat(32) }));
  expect(await check(moved)).toMatchObject({ holds: false });
});

test(
  "CUR-28: no file from outside, no colleague, nobody else's hand",
  async () => {
    const { log } = passport.record;
    const { at } = must(log.at(-1)).entry;
    const answered = "0".repeat(64);
    const add = (entry: Link["entry"]) => withLog([...log, { entry, answered, hash: answered }]);
    const foreign: readonly Link["entry"][] = [
      { kind: "inject", at, file: { name: "era.835", content: "ISA" } },
      { kind: "staffing", at, staffing: { ...NOBODY, work: "always" } },
      { kind: "lesson", at, lesson: "fd.01", seed: "passport" },
      {
        kind: "read",
        at,
        staffId: staffByKey("alvarez").staffId,
        path: "charting.getChart",
        body: "{}",
        commandId: null,
      },
    ];
    for (const entry of foreign)
      expect(await check(await forged(add(entry)))).toMatchObject({ holds: false, entry: log.length + 1 });

    const opened = await openLesson(lesson, "passport");
    try {
      await opened.practice.run(
        "scheduling",
        "searchPatients",
        { text: "Kim", limit: 5 },
        actorOf(staffByKey("brooks")),
      );
      await opened.practice.run(
        "messaging",
        "createTask",
        {
          taskId: opened.facts === null ? "" : "0199f0a0-0000-7000-8000-000000000001",
          title: "Somebody else's",
          detail: "",
          patientId: null,
          ownerId: null,
          pool: null,
          dueOn: null,
          priority: "normal",
          about: null,
        },
        actorOf(staffByKey("brooks")),
      );
      await expect(recordOf(opened.world, SAID)).rejects.toThrow(NoPassport);
    } finally {
      await opened.close();
    }
  },
  TIMEOUT_MS,
);

test("CUR-29: what is no passport says so, and what it proves stands in each part of one", async () => {
  for (const text of ["", "[]", "{}", JSON.stringify({ record: passport.record })]) {
    const found = await verify(text, bench);
    expect(found).toMatchObject({ holds: false, entry: null });
    expect(found.holds ? "" : found.because).toMatch(/no passport/);
  }
  for (const part of [passport.record, passport.credential]) {
    expect(JSON.stringify(part)).toContain("does not prove who typed");
    expect(JSON.stringify(part)).toContain("not a licence");
  }
  const silent = await check({ ...passport, record: { ...passport.record, notice: "Licensed biller" } });
  expect(silent).toMatchObject({ holds: false });
});
