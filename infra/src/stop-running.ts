import { sleep } from "@practicum/tooling/child";
import { isLauncher, runningInstance } from "./state.ts";

const STOP_MS_MAX = 60_000;

/**
 * Ends the launcher that runs on this folder, which ends what it started. No other process is touched, whatever id it has.
 *
 * @returns whether one ran.
 * @throws when it is there still after a minute.
 */
export async function stopRunning(say: (text: string) => void): Promise<boolean> {
  const instance = await runningInstance();
  if (instance === undefined) return false;
  say(`Stopping Practicum (process ${instance.pid})...`);
  process.kill(instance.pid, "SIGTERM");
  for (let waitedMs = 0; isLauncher(instance) && waitedMs < STOP_MS_MAX; waitedMs += 100) await sleep(100);
  if (!isLauncher(instance)) return true;
  throw new Error(
    `Practicum (process ${instance.pid}) did not stop within ${STOP_MS_MAX / 1000} s. Its data is safe; ` +
      `\`kill -9 ${instance.pid}\` ends it, and what it started ends with it.`,
  );
}
