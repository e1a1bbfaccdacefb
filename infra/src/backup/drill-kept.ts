import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { paths, writePrivate } from "../state.ts";

/** The last drill, for `doctor`. */
export interface DrillKept {
  readonly at: string;
  readonly backup: string;
  readonly seconds: number;
  readonly whole: boolean;
}

const file = join(paths.root, "drill.json");

export async function keepDrill(done: DrillKept): Promise<void> {
  await writePrivate(file, JSON.stringify(done, undefined, 2));
}

/** Undefined when there was none. */
export async function lastDrill(): Promise<DrillKept | undefined> {
  try {
    const kept: DrillKept = JSON.parse(await readFile(file, "utf8"));
    return kept;
  } catch {
    return undefined;
  }
}
