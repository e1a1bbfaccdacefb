import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import { must } from "@practicum/kernel/assert";
import { addMs } from "@practicum/kernel/instant";
import type { PracticePort } from "@practicum/seed/practice-port";
import { seedPractice } from "@practicum/seed/run-seed";
import { Play } from "../../apps/sandbox/src/lessons/play.ts";
import { portOn } from "../../apps/sandbox/src/lessons/world-port.ts";
import { openRecords } from "../../apps/sandbox/src/world/open-records.ts";
import type { WorldState } from "../../apps/sandbox/src/world/world.ts";
import { openEmptyWorld, openOn, start, type OpenWorld } from "../simtest/empty-world.ts";
import { recordedPractice } from "../simtest/recorded-practice.ts";

const SEED = "curriculum";
const HOUR_MS = 3_600_000;

/** A world as it was at one moment: opened as often as one wants. */
interface Copy {
  readonly records: Uint8Array<ArrayBuffer>;
  readonly state: WorldState;
}

let base: Promise<Copy> | undefined;
const stages = new Map<string, Promise<Copy>>();

/** A small practice on a Monday at eight with a week behind it, made once a process. The product's has more people, and the same rules. */
async function makeBase(): Promise<Copy> {
  const empty = await openEmptyWorld(SEED);
  try {
    const size = { patients: 12, weeks: 1, pastVisitsPerProvider: 1, comingVisitsPerProvider: 1 };
    const now = addMs(start, 2 * HOUR_MS);
    await seedPractice(recordedPractice(empty.world, SEED, false), { ...size, now, seed: SEED, progress: () => {} });
    return await copy(empty);
  } finally {
    await empty.close();
  }
}

function copy({ world, pglite }: OpenWorld): Promise<Copy> {
  return world.pause(async (state) => {
    await pglite.exec("checkpoint");
    return { records: new Uint8Array(await (await pglite.dumpDataDir("none")).arrayBuffer()), state };
  });
}

async function open({ records, state }: Copy): Promise<OpenWorld> {
  return openOn(await openRecords({ archive: Promise.resolve(records.slice().buffer) }), SEED, state);
}

/** A lesson at its start, ready to be done in some way. */
export interface OpenLesson {
  readonly play: Play;
  readonly facts: unknown;
  readonly open: OpenWorld;
  /** What is done here is the learner's. */
  readonly port: PracticePort;
  close(): Promise<void>;
}

/** Opens a lesson after its set-up. The set-up is done once for each seed of a learner. */
export async function openLesson(lesson: AnyLesson, seed: string): Promise<OpenLesson> {
  base ??= makeBase();
  const { state } = await base;
  const stage = { seed, now: state.now };
  const key = `${lesson.id}/${seed}`;
  if (!stages.has(key)) stages.set(key, setUp(lesson, stage));
  const world = await open(await must(stages.get(key)));
  const play = new Play(lesson, stage, world.world, async () => {
    const future = await open(await copy(world));
    return { world: future.world, close: () => future.close() };
  });
  let entries = 0;
  const port = portOn(world.world, `${seed}/${lesson.id}/learner`, (entry, reply) => {
    entries += 1;
    play.record(entries, entry, reply);
  });
  return { play, facts: play.facts, open: world, port, close: () => world.close() };
}

async function setUp(
  lesson: AnyLesson,
  stage: { readonly seed: string; readonly now: WorldState["now"] },
): Promise<Copy> {
  const world = await open(await must(base));
  try {
    const play = new Play(lesson, stage, world.world, () => Promise.reject(new Error("nothing is judged here")));
    await play.setUp(stage.seed, () => {});
    return await copy(world);
  } finally {
    await world.close();
  }
}

/** The copies of one lesson are let go. */
export function forget(lesson: AnyLesson): void {
  for (const key of stages.keys()) if (key.startsWith(`${lesson.id}/`)) stages.delete(key);
}
