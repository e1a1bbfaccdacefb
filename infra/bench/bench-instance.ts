import { join } from "node:path";
import { startInstance, type StartedInstance } from "../src/instance.ts";
import { paths } from "../src/state.ts";

/** The demonstration practice that all rows of one run share: making it takes longer than most of what they measure. */
const dataDir = join(paths.root, "bench");
let made = false;

/**
 * Starts the whole installation on the practice of this run, which the first call makes, and stops it after the work, however
 * that ended.
 *
 * @param env settings of this start, such as how fast the payers' days pass.
 */
export async function withBenchInstance<T>(
  work: (instance: StartedInstance) => Promise<T>,
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  const instance = await startInstance({ dataDir, fresh: !made, env: { PRACTICUM_DEMO: "small", ...env } });
  made = true;
  try {
    return await work(instance);
  } finally {
    await instance.stop();
  }
}
