/* `npm run reset`: stops what runs from this folder and removes its data. Fetched programs stay. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { alive, sleep } from "@practicum/tooling/child";
import { cacheRoot, dataRoot } from "@practicum/tooling/paths";
import { postgresInstallation } from "@practicum/tooling/postgres-binaries";
import { paths, runningInstance } from "./state.ts";

const STOP_MS_MAX = 60_000;

async function stopRunning(): Promise<void> {
  const instance = await runningInstance();
  if (instance === undefined) return;
  console.log(`Stopping Practicum (process ${instance.pid})...`);
  process.kill(instance.pid, "SIGTERM");
  for (let waitedMs = 0; alive(instance.pid) && waitedMs < STOP_MS_MAX; waitedMs += 100) await sleep(100);
  if (alive(instance.pid)) {
    throw new Error(
      `Process ${instance.pid} did not stop within ${STOP_MS_MAX / 1000} s. End it (kill ${instance.pid}) and try again.`,
    );
  }
}

async function removeData(): Promise<void> {
  // Where root runs from a folder that only root may enter, the database is kept elsewhere.
  const { dataDir } = await postgresInstallation(paths.postgres);
  await rm(dataDir, { recursive: true, force: true });
  const keep = new Set([cacheRoot, join(dataRoot, "test")]);
  for (const name of await readdir(dataRoot).catch(() => [])) {
    const path = join(dataRoot, name);
    if (!keep.has(path)) await rm(path, { recursive: true, force: true });
  }
}

try {
  await stopRunning();
  await removeData();
  console.log("Everything this folder kept is gone. `npm start` begins anew.");
  if (process.env.DATABASE_URL) console.log("DATABASE_URL is set: the databases on that server are left as they are.");
} catch (error) {
  console.error(`✖ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
