/*
 * Keeps the shared test PostgreSQL: started detached by the first test that wants one, ends when nobody has been
 * connected for a while. Each start begins with empty data, so nothing of a broken run is left.
 */
import { appendFileSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sleep } from "@practicum/tooling/child";
import { freePort } from "@practicum/tooling/ports";
import { markOf } from "@practicum/tooling/process-mark";
import { runPostgres } from "@practicum/tooling/postgres-server";
import pg from "pg";
import { dataFolder } from "./postgres-data.ts";
import { TEST_SETTINGS } from "./postgres.ts";

const IDLE_MS_MAX = 180_000;
const folder = process.argv[2] ?? fail("usage: postgres-keeper.ts FOLDER");
const serverFile = join(folder, "postgres.json");
const lockFile = join(folder, "postgres.lock");
const log = (text: string) => appendFileSync(join(folder, "keeper.log"), `${text}\n`);

function fail(message: string): never {
  throw new Error(message);
}

async function keep(): Promise<void> {
  await writeFile(lockFile, JSON.stringify(markOf(process.pid)));
  await rm(join(folder, "keeper.log"), { force: true });
  const { dataDir, remove } = await dataFolder(folder);
  const server = await runPostgres({
    dataDir,
    port: await freePort(),
    password: "test",
    settings: TEST_SETTINGS,
    onLog: log,
  });
  const written = `${serverFile}.${process.pid}`;
  await writeFile(written, JSON.stringify({ url: server.url, keeper: markOf(process.pid) }), { mode: 0o600 });
  await rename(written, serverFile);
  try {
    await untilIdle(server.url);
  } finally {
    await rm(serverFile, { force: true });
    await server.stop();
    await remove();
  }
}

async function untilIdle(url: string): Promise<void> {
  let idleMs = 0;
  while (idleMs < IDLE_MS_MAX) {
    await sleep(5000);
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    const others = await client.query(
      "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1",
    );
    await client.end();
    idleMs = others.rowCount === 0 ? idleMs + 5000 : 0;
  }
}

try {
  await keep();
} catch (error) {
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
} finally {
  await rm(lockFile, { force: true });
}
