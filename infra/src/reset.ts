/* `npm run reset`: stops what runs from this folder and removes its data. Fetched programs stay. */
import "./data-folder.ts";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { cacheRoot, dataRoot } from "@practicum/tooling/paths";
import { postgresInstallation } from "@practicum/tooling/postgres-binaries";
import { practices } from "./practices.ts";
import { paths } from "./state.ts";
import { stopRunning } from "./stop-running.ts";

/** Real people's records are deleted by nobody in passing. */
async function refuseForRealPractices(): Promise<void> {
  const real = (await practices([]).catch(() => [])).filter((practice) => practice.demonstration !== true);
  if (real.length === 0) return;
  throw new Error(
    `This folder holds ${real.map(({ name }) => name).join(", ")}, which is no demonstration: nothing was deleted. ` +
      `\`npm run practicum -- stop\` stops it and keeps its data. Who means to delete it removes ${dataRoot} by hand.`,
  );
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
  await refuseForRealPractices();
  await stopRunning((text) => console.log(text));
  await removeData();
  console.log("Everything this folder kept is gone. `npm start` begins anew.");
  if (process.env.DATABASE_URL) console.log("DATABASE_URL is set: the databases on that server are left as they are.");
} catch (error) {
  console.error(`✖ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
