import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { paths, writePrivate } from "./state.ts";

/** A practice of this installation and where its data is. Many can share one set of processes. */
export interface PracticeEntry {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  /** The name of its database. */
  readonly database: string;
  /** Filled with made-up people at its first start, with payers that are simulated. */
  readonly demonstration?: boolean;
  /** By the operator: nobody of it works for now (SVC-39). */
  readonly paused?: boolean;
  /** When it was paused: an export of before is not all of it. */
  readonly pausedAt?: string;
  /** The last export, read back whole. */
  readonly exported?: { readonly file: string; readonly at: string };
  /** At the next start it is removed, and nothing of it is there any more (SVC-42). */
  readonly remove?: boolean;
}

const file = join(paths.root, "practices.json");

/** The practices of this installation, without making any. */
export async function knownPractices(): Promise<readonly PracticeEntry[]> {
  return (await readEntries()) ?? [];
}

/** What a practice is until somebody has said what it is (IDN-100). */
export function unfoundedPractice(): PracticeEntry {
  const id = randomUUID();
  return {
    id,
    slug: "practice",
    name: "A practice to be founded",
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    database: `practicum_${id.slice(0, 8)}`,
  };
}

export async function savePractices(entries: readonly PracticeEntry[]): Promise<void> {
  await writePrivate(file, JSON.stringify(entries, undefined, 2));
}

/** The practices of this installation, or those given when it has none yet. */
export async function practices(atFirst: readonly PracticeEntry[]): Promise<readonly PracticeEntry[]> {
  const known = await readEntries();
  if (known !== undefined) return known;
  await savePractices(atFirst);
  return atFirst;
}

/**
 * Changes one of them, as it is written down now.
 *
 * @throws where there is none of that short name.
 */
export async function changePractice(
  slug: string,
  change: (entry: PracticeEntry) => PracticeEntry,
): Promise<PracticeEntry> {
  const known = await knownPractices();
  const before = known.find((entry) => entry.slug === slug);
  if (before === undefined)
    throw new Error(`There is no practice "${slug}" here: \`npm run practicum -- practice list\` names them.`);
  const after = change(before);
  await savePractices(known.map((entry) => (entry === before ? after : entry)));
  return after;
}

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/**
 * One more practice, to be founded by the link that the next start prints.
 *
 * @throws where the short name is taken or no name, and beside a demonstration.
 */
export async function addPractice(slug: string): Promise<PracticeEntry> {
  const known = await knownPractices();
  if (!SLUG.test(slug))
    throw new Error(`"${slug}" is no short name: up to 40 small letters, digits and hyphens, such as bay-street.`);
  if (known.some((entry) => entry.slug === slug)) throw new Error(`There is a practice "${slug}" already.`);
  if (known.some((entry) => entry.demonstration === true))
    throw new Error("This folder holds the demonstration, and a practice of real people does not belong beside it.");
  const entry = { ...unfoundedPractice(), slug };
  await savePractices([...known, entry]);
  return entry;
}

async function readEntries(): Promise<readonly PracticeEntry[] | undefined> {
  try {
    const known: readonly PracticeEntry[] = JSON.parse(await readFile(file, "utf8"));
    return known;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
