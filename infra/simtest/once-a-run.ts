import { randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Names the folder of what the test files of one run share; without it each process makes its own. */
export const SHARED_FOLDER = "PRACTICUM_TEST_SHARED";

/**
 * What takes long to make, and is the same for every test file of a run: made by the first that asks. Two that ask at once both make it, and both go on with
 * what was there first: whatever is made of it must fit to it.
 */
export async function onceARun(name: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const folder = process.env[SHARED_FOLDER];
  if (folder === undefined) return make();
  const file = join(folder, name);
  const kept = await readFile(file).catch(unlessMissing);
  if (kept !== null) return kept;
  const draft = join(folder, randomUUID());
  await writeFile(draft, await make());
  // Who is second keeps the first one's.
  await link(draft, file).catch((error: unknown) => {
    if (codeOf(error) !== "EEXIST") throw error;
  });
  await rm(draft);
  return readFile(file);
}

function unlessMissing(error: unknown): null {
  if (codeOf(error) !== "ENOENT") throw error;
  return null;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
