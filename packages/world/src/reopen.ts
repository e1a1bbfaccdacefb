import type { Entry } from "./entry.ts";
import { openWorld, type Moment, type OpeningOptions, type OpenWorld, type WorldBase } from "./open-world.ts";

/** A moment of a world that was kept: after so many entries of its log. */
export interface KeptMoment {
  readonly entries: number;
  /** @throws when it is not as it was written. */
  load(): Promise<Moment>;
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
 * @param told the number of the entry that is done next.
 */
export async function reopen(
  base: WorldBase,
  log: readonly Entry[],
  moments: readonly KeptMoment[],
  options: Omit<OpeningOptions, "from"> = {},
  told: (entry: number) => void = () => {},
): Promise<Reopened> {
  const damaged: number[] = [];
  const usable = moments.filter((one) => one.entries <= log.length).toSorted((a, b) => b.entries - a.entries);
  for (const kept of usable) {
    const open = await openKept(base, kept, options);
    if (open !== null) return { open: await repeat(open, log, kept.entries, told), spared: kept.entries, damaged };
    damaged.push(kept.entries);
  }
  return { open: await repeat(await openWorld(base, options), log, 0, told), spared: 0, damaged };
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
  told: (entry: number) => void,
): Promise<OpenWorld> {
  for (const [index, entry] of log.entries()) {
    if (index < from) continue;
    told(index);
    await open.world.apply(entry);
  }
  return open;
}
