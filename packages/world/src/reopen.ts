import type { Entry } from "./entry.ts";
import { openWorld, type Moment, type OpeningOptions, type OpenWorld, type WorldBase } from "./open-world.ts";

/** A moment of a world that was kept: after so many entries of its log. */
export interface KeptMoment {
  readonly entries: number;
  /** @throws when it is not as it was written. */
  load(): Promise<Moment>;
}

/** An entry of a log could not be done at all, as on a build that has lost its operation. */
export class EntryFailed extends Error {
  override readonly name = "EntryFailed";
  /** Its place in the log. */
  readonly index: number;

  constructor(index: number, cause: unknown) {
    super(`step ${index + 1} could not be done again`, { cause });
    this.index = index;
  }
}

export interface Follower {
  /** Whether an entry may end in a fault: it did so when it was done first. */
  readonly mayFail?: (index: number) => boolean;
  /** Before an entry is done, with its place in the log. */
  readonly next?: (index: number) => void;
  /** After it, with its answer. */
  readonly done?: (index: number, reply: string) => void;
}

export interface Reopened {
  readonly open: OpenWorld;
  /** How many entries the moment spared that it began from. */
  readonly spared: number;
  /** Kept moments that could not be used: the log made up for them. */
  readonly damaged: readonly number[];
}

/**
 * Opens a world at the end of its log (WLD-5): from the last kept moment that is whole, and the rest of the log from there; from its
 * beginning where there is none. So a moment that is damaged costs time, and nothing else.
 *
 * @throws {@link EntryFailed}
 */
export async function reopen(
  base: WorldBase,
  log: readonly Entry[],
  moments: readonly KeptMoment[],
  options: Omit<OpeningOptions, "from"> = {},
  follower: Follower = {},
): Promise<Reopened> {
  const damaged: number[] = [];
  const usable = moments.filter((one) => one.entries <= log.length).toSorted((a, b) => b.entries - a.entries);
  for (const kept of usable) {
    const open = await openKept(base, kept, options);
    if (open !== null) return { open: await repeat(open, log, kept.entries, follower), spared: kept.entries, damaged };
    damaged.push(kept.entries);
  }
  return { open: await repeat(await openWorld(base, options), log, 0, follower), spared: 0, damaged };
}

async function openKept(
  base: WorldBase,
  kept: KeptMoment,
  options: Omit<OpeningOptions, "from">,
): Promise<OpenWorld | null> {
  try {
    return await openWorld(base, { ...options, from: await kept.load() });
  } catch {
    // Whatever is wrong with it, a block or the database in it: the log has it all.
    return null;
  }
}

async function repeat(
  open: OpenWorld,
  log: readonly Entry[],
  from: number,
  { mayFail = () => false, next = () => {}, done = () => {} }: Follower,
): Promise<OpenWorld> {
  for (const [index, entry] of log.entries()) {
    if (index < from) continue;
    next(index);
    try {
      done(index, await open.world.apply(entry));
    } catch (cause) {
      if (mayFail(index)) continue;
      await open.close();
      throw new EntryFailed(index, cause);
    }
  }
  return open;
}
