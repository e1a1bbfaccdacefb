import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import { must } from "@practicum/kernel/assert";
import { addMs } from "@practicum/kernel/instant";
import type { ScriptedPractice } from "@practicum/seed/practice-port";
import { seedPractice } from "@practicum/seed/run-seed";
import { portOn } from "../../apps/sandbox/src/lessons/world-port.ts";
import { forkOf } from "../../apps/sandbox/src/world/fork.ts";
import { openRecords } from "../../apps/sandbox/src/world/open-records.ts";
import { World, type WorldState } from "../../apps/sandbox/src/world/world.ts";
import { openEmptyWorld, practice, start } from "../simtest/empty-world.ts";
import { recordedPractice } from "../simtest/recorded-practice.ts";

const SEED = "curriculum";
const HOUR_MS = 3_600_000;

/** A world as it was at one moment: opened as often as one wants. */
interface Copy {
  readonly records: Uint8Array<ArrayBuffer>;
  readonly state: WorldState;
}

interface Opened {
  readonly world: World;
  close(): Promise<void>;
}

let base: Promise<Copy> | undefined;
const begun = new Map<string, Promise<Copy>>();
/** The databases of the worlds that are open. */
const databases = new WeakMap<World, Awaited<ReturnType<typeof openRecords>>>();

/** A small practice on a Monday before eight with a week behind it, made once a process. The product's has more people, and the same rules. */
async function makeBase(): Promise<Copy> {
  const { world, pglite, close } = await openEmptyWorld(SEED);
  try {
    const size = { patients: 12, weeks: 1, pastVisitsPerProvider: 1, comingVisitsPerProvider: 1 };
    const now = addMs(start, HOUR_MS);
    await seedPractice(recordedPractice(world, SEED, false), { ...size, now, seed: SEED, progress: () => {} });
    databases.set(world, pglite);
    return await copy(world);
  } finally {
    await close();
  }
}

function copy(world: World): Promise<Copy> {
  const pglite = must(databases.get(world));
  return world.pause(async (state) => {
    await pglite.exec("checkpoint");
    return { records: new Uint8Array(await (await pglite.dumpDataDir("none")).arrayBuffer()), state };
  });
}

async function open({ records, state }: Copy): Promise<Opened> {
  const pglite = await openRecords({ archive: Promise.resolve(records.slice().buffer) });
  const named = { practice, seed: SEED };
  const world = await World.open({ ...named, pglite, state, fork: forkOf(pglite, named) });
  databases.set(world, pglite);
  return {
    world,
    async close() {
      await world.stop();
      await pglite.close();
    },
  };
}

/** A lesson at its start, ready to be done in some way. */
export interface OpenLesson extends Opened {
  readonly facts: unknown;
  /** What is done here is the learner's. */
  readonly practice: ScriptedPractice;
}

/** Opens a lesson after its set-up. The set-up is done once for each seed of a learner. */
export async function openLesson(lesson: AnyLesson, seed: string): Promise<OpenLesson> {
  const key = `${lesson.id}/${seed}`;
  if (!begun.has(key)) begun.set(key, begin(lesson.id, seed));
  const { world, close } = await open(await must(begun.get(key)));
  const { facts } = must(world.play);
  return { world, close, facts, practice: portOn(world, `${key}/learner`, () => {}) };
}

async function begin(lesson: string, seed: string): Promise<Copy> {
  base ??= makeBase();
  const { world, close } = await open(await base);
  try {
    await world.apply({ kind: "lesson", at: world.now, lesson, seed });
    return await copy(world);
  } finally {
    await close();
  }
}

/** The copies of one lesson are let go. */
export function forget(lesson: AnyLesson): void {
  for (const key of begun.keys()) if (key.startsWith(`${lesson.id}/`)) begun.delete(key);
}
