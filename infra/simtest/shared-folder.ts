import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SHARED_FOLDER } from "./once-a-run.ts";

/** Of one run of Vitest, which calls this before its workers begin: nothing is kept from run to run. */
export default async function sharedFolder(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "practicum-tests-"));
  process.env[SHARED_FOLDER] = folder;
  return () => rm(folder, { recursive: true, force: true });
}
