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

async function readEntries(): Promise<readonly PracticeEntry[] | undefined> {
  try {
    const known: readonly PracticeEntry[] = JSON.parse(await readFile(file, "utf8"));
    return known;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
