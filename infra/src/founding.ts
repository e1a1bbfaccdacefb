import { foundingProgress, newFoundingLink } from "@practicum/identity/node/founding-link";
import { must } from "@practicum/kernel/assert";
import { sleep } from "@practicum/tooling/child";
import { installationClock } from "./installation-clock.ts";
import { demoPractice } from "./demo.ts";
import { knownPractices, practices, savePractices, unfoundedPractice, type PracticeEntry } from "./practices.ts";
import { paths } from "./state.ts";
import type { DatabaseUrls } from "./steps/set-up-databases.ts";

/**
 * The practices to start: those of this folder, or at its first start the demonstration, or a practice that is yet to be founded.
 *
 * @throws where an empty installation was asked for in the folder of the demonstration.
 */
export async function practicesToStart(empty: boolean): Promise<readonly PracticeEntry[]> {
  const known = await knownPractices();
  if (empty && known.some((practice) => practice.demonstration === true)) {
    throw new Error(
      `this folder (${paths.root}) holds the demonstration, and a practice of real people does not belong beside it. ` +
        "Give the practice a folder of its own: PRACTICUM_DATA_DIR=/where/it/is/kept npm start -- --empty. " +
        "Or delete the demonstration first: npm run reset",
    );
  }
  return practices([empty ? unfoundedPractice() : demoPractice]);
}

export interface Founding {
  /** With the names and time zones of the practices' own profiles. */
  readonly practices: readonly PracticeEntry[];
  /** Whether one has said what it is: then there is somebody's day to keep. Those that have not hear of it within seconds. */
  readonly profiled: boolean;
  /** Whether one has somebody who can sign in: then other machines may come in. */
  readonly founded: boolean;
}

/** How far the practices are. What changed in their profiles is written down for the next start. */
export async function foundingOf(entries: readonly PracticeEntry[], urls: DatabaseUrls): Promise<Founding> {
  const after: PracticeEntry[] = [];
  let [profiled, founded] = [false, false];
  for (const entry of entries) {
    const state = entry.demonstration === true ? undefined : await foundingProgress(identityUrl(urls, entry));
    const { name, timeZone } = state?.profile ?? entry;
    after.push({ ...entry, name, timeZone });
    profiled ||= state?.profile !== null;
    founded ||= state?.founded !== false;
  }
  if (JSON.stringify(after) !== JSON.stringify(entries)) await savePractices(after);
  return { practices: after, profiled, founded };
}

const ASK_AGAIN_MS = 300;

/** Waits until the practices are so far; undefined where that is not wanted any more. */
export async function untilFounding(
  far: "profiled" | "founded",
  { entries, urls, over }: { entries: readonly PracticeEntry[]; urls: DatabaseUrls; over: () => boolean },
): Promise<Founding | undefined> {
  while (!over()) {
    // A database that is away for a moment is asked again.
    const found = await foundingOf(entries, urls).catch(() => undefined);
    if (found?.[far] === true) return found;
    await sleep(ASK_AGAIN_MS);
  }
  return undefined;
}

/** The lines that tell the operator how to go on; none where every practice has somebody who can sign in. */
export async function aboutFounding(
  entries: readonly PracticeEntry[],
  urlOf: (entry: PracticeEntry) => string,
  gateway: string,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const entry of entries) {
    if (entry.demonstration === true) continue;
    const link = await newFoundingLink(urlOf(entry), installationClock);
    if (link === null) continue;
    lines.push(
      entries.length === 1
        ? "  This installation has no practice yet. Open this on this machine, within an hour; it works once:"
        : `  The practice "${entry.slug}" is to be founded. Give this to who founds it, within an hour; it works once:`,
      "",
      `    ${gateway}/found#${link.token}`,
      "",
      "  Another link, should this one be lost: npm run practicum -- found",
      "",
    );
  }
  return lines;
}

export const identityUrl = (urls: DatabaseUrls, { id }: PracticeEntry): string => must(urls[id]?.["identity"]);
