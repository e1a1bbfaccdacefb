import { deserialize, serialize } from "node:v8";
import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import { must } from "@practicum/kernel/assert";
import { addMs } from "@practicum/kernel/instant";
import type { ScriptedPractice } from "@practicum/seed/practice-port";
import { seedPractice } from "@practicum/seed/run-seed";
import type { LessonBegun } from "@practicum/world/entry";
import { openWorld, type Moment, type OpenWorld } from "@practicum/world/open-world";
import { portOn } from "@practicum/world/world-port";
import type { World } from "@practicum/world/world";
import { emptyBase, openEmptyWorld, start } from "../simtest/empty-world.ts";
import { onceARun } from "../simtest/once-a-run.ts";
import { recordedPractice } from "../simtest/recorded-practice.ts";

const SEED = "curriculum";
const HOUR_MS = 3_600_000;
/** A world is opened for each way through a lesson, and filling a large cache with zeros takes as long as many steps. */
const SMALL = ["shared_buffers=4MB"];

let base: Promise<Moment> | undefined;
const begun = new Map<string, Promise<Moment>>();

interface Opened {
  readonly world: World;
  close(): Promise<void>;
}

/** A small practice on a Monday before eight with a week behind it. The product's has more people, and the same rules. */
async function makeBase(): Promise<Uint8Array> {
  const { world, moment, close } = await openEmptyWorld(SEED);
  try {
    const size = { patients: 12, weeks: 1, pastVisitsPerProvider: 1, comingVisitsPerProvider: 1 };
    const now = addMs(start, HOUR_MS);
    await seedPractice(recordedPractice(world, SEED, false), { ...size, now, seed: SEED, progress: () => {} });
    return serialize(await moment());
  } finally {
    await close();
  }
}

/** Made once a run of tests, or once a process. It is what differs from the empty records, which are made once, too. */
async function sharedBase(): Promise<Moment> {
  return deserialize(await onceARun(`${SEED}.moment`, makeBase));
}

function open(from: Moment): Promise<OpenWorld> {
  return openWorld(emptyBase(SEED), { from, settings: SMALL });
}

/** A lesson at its start, ready to be done in some way. */
export interface OpenLesson extends Opened {
  readonly facts: unknown;
  /** A copy of it as it is now, that stands still. */
  fork(): Promise<Opened>;
  /** What is done here is the learner's. */
  readonly practice: ScriptedPractice;
}

/** Opens a lesson after its set-up. The set-up is done once for each seed of a learner, and each help. */
export async function openLesson(
  lesson: AnyLesson,
  seed: string,
  help: Pick<LessonBegun, "mode" | "nonce"> = {},
): Promise<OpenLesson> {
  const key = `${lesson.id}/${seed}/${JSON.stringify(help)}`;
  if (!begun.has(key)) begun.set(key, begin({ lesson: lesson.id, seed, ...help }));
  const { world, fork, close } = await open(await must(begun.get(key)));
  const { facts } = must(world.play);
  return { world, fork, close, facts, practice: portOn(world, `${key}/learner`, () => {}) };
}

/** The practice before any lesson, a copy of its own each time. */
export async function openBase(): Promise<OpenWorld> {
  base ??= sharedBase();
  return open(await base);
}

async function begin(lesson: LessonBegun): Promise<Moment> {
  const { world, moment, close } = await openBase();
  try {
    await world.apply({ kind: "lesson", at: world.now, ...lesson });
    return await moment();
  } finally {
    await close();
  }
}

/** The copies of one lesson are let go. */
export function forget(lesson: AnyLesson): void {
  for (const key of begun.keys()) if (key.startsWith(`${lesson.id}/`)) begun.delete(key);
}
