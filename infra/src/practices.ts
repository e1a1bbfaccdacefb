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

/** The practices of this installation, or those given when it has none yet. */
export async function practices(atFirst: readonly PracticeEntry[]): Promise<readonly PracticeEntry[]> {
  try {
    const known: readonly PracticeEntry[] = JSON.parse(await readFile(file, "utf8"));
    return known;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  await writePrivate(file, JSON.stringify(atFirst, undefined, 2));
  return atFirst;
}
