import { must } from "@practicum/kernel/assert";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { Refused } from "@practicum/seed/practice-port";
import type { KeptEntry } from "@practicum/world/kept/chest";
import { howItWent, openKept } from "@practicum/world/kept/open-kept";
import { withoutStep } from "@practicum/world/kept/without-step";
import { compared, courseOf, type Comparison } from "@practicum/world/futures";
import { openWorld, type OpenWorld } from "@practicum/world/open-world";
import type { KeptMoment } from "@practicum/world/reopen";
import { portOn } from "@practicum/world/world-port";
import type { ComparisonWish } from "../protocol.ts";
import type { OpenedWorld } from "./opened-world.ts";
import type { WorldShelf } from "./world-shelf.ts";

/** A copy of a practice, to be played on and thrown away. */
interface Copy {
  readonly open: OpenWorld;
  readonly log: readonly KeptEntry[];
}

/**
 * Plays the open practice and another one on by so many days, and compares. Both are copies, one after the other, for two at once would need
 * the room of both: the open practice, and what is kept of it, stay as they are (WLD-46).
 */
export async function twoFutures(
  shelf: WorldShelf,
  here: OpenedWorld,
  { other, days }: ComparisonWish,
  begin: Instant,
): Promise<Comparison> {
  const own: Copy = { open: await here.open.fork(), log: here.log };
  const log = [...here.log];
  // Both begin at the later of the two moments: what has happened in the one is given to the other as time.
  const now = own.open.world.now;
  let right: Copy | undefined;
  try {
    right = await otherOf(shelf, here, other, log);
    const from = right.open.world.now > now ? right.open.world.now : now;
    const parts = other.kind === "without" ? must(here.log[other.entry]).entry.at : begin;
    const span = { begin, since: addMs(parts, -1), from, days };
    const course = await courseOf(right.open, right.log, span);
    await right.open.close();
    right = undefined;
    return compared(await courseOf(own.open, own.log, span), course);
  } finally {
    await right?.open.close();
    await own.open.close();
  }
}

async function otherOf(
  shelf: WorldShelf,
  here: OpenedWorld,
  other: ComparisonWish["other"],
  log: readonly KeptEntry[],
): Promise<Copy> {
  const { base, options } = await shelf.opening();
  const done = async (kept: readonly KeptEntry[], moments: readonly KeptMoment[]): Promise<Copy> => {
    // What follows on a step that was left out may be impossible now: that is a part of the answer.
    const forgiven = kept.map(({ entry }): KeptEntry => ({ entry, how: "failed" }));
    const again = await openKept(base, forgiven, moments, options, () => {});
    return { open: again.open, log: again.log };
  };
  switch (other.kind) {
    case "without":
      return done(
        withoutStep(log, other.entry),
        (await shelf.momentsOf(here.about.worldId)).filter((one) => one.entries <= other.entry),
      );
    case "world":
      return done(await shelf.logOf(other.worldId), await shelf.momentsOf(other.worldId));
    case "shown":
      return shown(await openWorld(base, options), must(log[0]));
  }
}

/** The lesson from its start, done as it is shown afterwards. */
async function shown(open: OpenWorld, start: KeptEntry): Promise<Copy> {
  const log: KeptEntry[] = [start];
  await open.world.apply(start.entry);
  const { lesson, facts, state } = must(open.world.play, "the way of a lesson is shown");
  const port = portOn(open.world, `${state.seed}/shown`, (entry, reply) => log.push(howItWent(entry, reply)));
  for (const step of lesson.golden(facts)) {
    try {
      await step.run(port);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
  return { open, log };
}
