import type { Entry } from "../entry.ts";
import type { OpeningOptions, OpenWorld, WorldBase } from "../open-world.ts";
import { reopen, type KeptMoment } from "../reopen.ts";
import { parseReply } from "../world-port.ts";
import type { KeptEntry } from "./chest.ts";

/** A world of the shelf that is open again. */
export interface OpenedAgain {
  readonly open: OpenWorld;
  /** How each entry went now. */
  readonly log: readonly KeptEntry[];
  /** Those that went otherwise than when they were done first, by their place in the log: on another build its rules decide. */
  readonly otherwise: readonly number[];
  /** How many entries a moment spared. */
  readonly spared: number;
}

/**
 * Opens a kept world at the end of its log, and compares how its entries go with how they went.
 *
 * @param next told the place of the entry that is done next.
 * @throws {@link EntryFailed}
 */
export async function openKept(
  base: WorldBase,
  kept: readonly KeptEntry[],
  moments: readonly KeptMoment[],
  options: Omit<OpeningOptions, "from">,
  next: (index: number) => void,
): Promise<OpenedAgain> {
  const log = [...kept];
  const otherwise: number[] = [];
  const { open, spared } = await reopen(
    base,
    kept.map(({ entry }) => entry),
    moments,
    options,
    {
      // What the last one came to may never have been noted: the tab was closed.
      mayFail: (index) => kept[index]?.how === "failed" || index === kept.length - 1,
      next,
      done(index, reply) {
        const before = kept[index];
        if (before === undefined) return;
        const now = howItWent(before.entry, reply);
        log[index] = now;
        if (before.how !== "unknown" && now.how !== before.how) otherwise.push(index);
      },
    },
  );
  return { open, log, otherwise, spared };
}

/** @param reply the answer that it got. */
export function howItWent(entry: Entry, reply: string): KeptEntry {
  const refused = entry.kind === "command" && parseReply(reply).refused !== null;
  return refused ? { entry, how: "refused" } : { entry };
}
