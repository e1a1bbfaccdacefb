/**
 * Real PostgreSQL for tests.
 *
 *     const postgres = await startPostgres();
 *     const database = await postgres.newDatabase();              // empty, yours alone
 *     const copy = await postgres.newDatabase({ template: { key: "billing-migrated", prepare: migrate } });
 *     ... database.url ...
 *     await database.drop();
 *
 * One server is shared by every test of this checkout: the first caller starts it, it ends by itself when nobody has
 * been connected for a while. With TEST_DATABASE_URL (or DATABASE_URL) set to a superuser's connection string that
 * server is used. A test that wants to kill its server takes `startPrivatePostgres()`.
 */
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmod, chown, mkdir, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { end, gone, sleep } from "@practicum/tooling/child";
import { repositoryRoot } from "@practicum/tooling/paths";
import { freePort } from "@practicum/tooling/ports";
import { isStill, markOf, type ProcessMark } from "@practicum/tooling/process-mark";
import { postgresInstallation } from "@practicum/tooling/postgres-binaries";
import { runPostgres, type RunningPostgres } from "@practicum/tooling/postgres-server";
import pg from "pg";
import type { TestPair } from "./certificates.ts";

export interface TestPostgres {
  /** A superuser's connection string to the database `postgres`. */
  readonly url: string;
  /**
   * A database of one's own.
   *
   * @param options a name's beginning, or what to copy: `prepare` runs once per `key` on the whole server, then each
   *   database is a copy of what it made (some 30 ms instead of a run of all migrations).
   */
  newDatabase(options?: string | NewDatabase): Promise<TestDatabase>;
  /** Lets go of it. The shared server goes on for others. */
  stop(): Promise<void>;
}

export interface NewDatabase {
  readonly name?: string;
  readonly template?: Template;
}

export interface Template {
  /** Names what `prepare` makes. Put into it whatever changes the outcome, such as the names of the migrations. */
  readonly key: string;
  /** Fills an empty database. It must close its connections. */
  prepare(url: string): Promise<void>;
}

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  drop(): Promise<void>;
}

export interface PrivatePostgres extends TestPostgres {
  readonly port: number;
  /** Ends the server with SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port. */
  restart(): Promise<void>;
}

/** Written by the keeper once its server answers. */
interface ServerFile {
  readonly url: string;
  readonly keeper: ProcessMark;
}

/** Faster by not surviving a power cut, which a test database need not. */
export const TEST_SETTINGS: Readonly<Record<string, string>> = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "300",
  max_locks_per_transaction: "256",
  deadlock_timeout: "200ms",
  jit: "off",
  // Copying a template fails while anything is connected to it, and parallel workers can linger.
  max_parallel_workers_per_gather: "0",
};

const folder = join(repositoryRoot, ".data", "test");
const serverFile = join(folder, "postgres.json");
const lockFile = join(folder, "postgres.lock");

/** The shared server: see the top of this file. */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  const url = given ?? (await sharedServer());
  return { url, newDatabase: (options) => newDatabase(url, options), stop: async () => {} };
}

/** A server of one's own, to be killed and started again. It keeps to its disk, as a production server does. */
export async function startPrivatePostgres({ tls }: { readonly tls?: TestPair } = {}): Promise<PrivatePostgres> {
  const scratch = await mkdtemp(join(tmpdir(), "practicum-pg-"));
  // Where we are root the server is another user's, who must be able to get there.
  await chmod(scratch, 0o755);
  const dataDir = join(scratch, "data");
  const port = await freePort();
  const secure = tls === undefined ? {} : await tlsSettings(scratch, tls);
  const settings = { max_connections: "150", ...secure };
  const start = () => runPostgres({ dataDir, port, password: "test", settings });
  let server: RunningPostgres = await start();
  return {
    url: server.url,
    port,
    newDatabase: (options) => newDatabase(server.url, options),
    async kill() {
      server.process.kill("SIGKILL");
      await gone(server.process);
    },
    async restart() {
      server = await startAgain(start);
    },
    async stop() {
      await end(server.process, "SIGINT");
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

/** A server that was killed leaves children, who see it and end a moment later; until then nothing starts on their data. */
async function startAgain(start: () => Promise<RunningPostgres>): Promise<RunningPostgres> {
  for (let waitedMs = 0; ; waitedMs += 250) {
    try {
      return await start();
    } catch (error) {
      const isLeft = error instanceof Error && error.message.includes("pre-existing shared memory block");
      if (!isLeft || waitedMs > 30_000) throw error;
      await sleep(250);
    }
  }
}

/** Takes TLS beside plain connections. The server insists that the key is its own user's alone. */
async function tlsSettings(folder: string, { cert, key }: TestPair): Promise<Readonly<Record<string, string>>> {
  const files = { ssl_cert_file: join(folder, "certificate.pem"), ssl_key_file: join(folder, "key.pem") };
  await writeFile(files.ssl_cert_file, cert, { mode: 0o644 });
  await writeFile(files.ssl_key_file, key, { mode: 0o600 });
  const { owner } = await postgresInstallation(join(folder, "data"));
  if (owner !== undefined) await chown(files.ssl_key_file, owner.uid, owner.gid);
  return { ssl: "on", ...files };
}

async function sharedServer(): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (let waitedMs = 0; waitedMs < 90_000; waitedMs += 100) {
    const running = await readServerFile();
    if (running !== undefined && isKept(running) && (await connects(running.url))) return running.url;
    if (await takeLock()) startKeeper();
    await sleep(100);
  }
  const log = await readFile(join(folder, "keeper.log"), "utf8").catch(() => "");
  throw new Error(`the shared test PostgreSQL did not start within 90 s: ${log.slice(-2000)}`);
}

async function readServerFile(): Promise<ServerFile | undefined> {
  try {
    return JSON.parse(await readFile(serverFile, "utf8"));
  } catch {
    return undefined;
  }
}

/** The lock is held from here until the keeper has ended; it holds the id of the process that answers for it. */
async function takeLock(): Promise<boolean> {
  try {
    const file = await open(lockFile, "wx");
    await file.write(JSON.stringify(markOf(process.pid)));
    await file.close();
    return true;
  } catch {
    // An empty file is one that is being written.
    const holder = await readFile(lockFile, "utf8").catch(() => "");
    if (holder !== "" && !isHeld(holder)) await rm(lockFile, { force: true });
    return false;
  }
}

function isHeld(holder: string): boolean {
  try {
    const mark: ProcessMark = JSON.parse(holder);
    return isStill(mark);
  } catch {
    return false;
  }
}

function isKept({ keeper }: Partial<ServerFile>): boolean {
  return keeper !== undefined && isStill(keeper);
}

function startKeeper(): void {
  const keeper = fileURLToPath(new URL("postgres-keeper.ts", import.meta.url));
  spawn(process.execPath, [keeper, folder], { detached: true, stdio: "ignore" }).unref();
}

async function connects(url: string): Promise<boolean> {
  return withClient(url, async () => true).catch(() => false);
}

async function newDatabase(url: string, options: string | NewDatabase = {}): Promise<TestDatabase> {
  const { name: beginning = "test", template } = typeof options === "string" ? { name: options } : options;
  const name = `${beginning
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, "_")
    .slice(0, 40)}_${randomBytes(6).toString("hex")}`;
  const from = template === undefined ? "template0" : await preparedTemplate(url, template);
  // By file: by its log, which is the default, each new connection maps the server's whole cache for a few megabytes of template.
  await withClient(url, (client) => client.query(`create database "${name}" template "${from}" strategy file_copy`));
  return {
    url: databaseUrl(url, name),
    name,
    async drop() {
      await withClient(url, (client) => client.query(`drop database if exists "${name}" with (force)`));
    },
  };
}

/** Makes the template once. A crash half-way leaves it under its working name, which the next caller throws away. */
async function preparedTemplate(url: string, template: Template): Promise<string> {
  const name = `template_${createHash("sha256").update(template.key).digest("hex").slice(0, 24)}`;
  const making = `${name}_making`;
  await withClient(url, async (client) => {
    await client.query("select pg_advisory_lock(hashtext($1))", [name]);
    const found = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount !== 0) return;
    await client.query(`drop database if exists "${making}" with (force)`);
    await client.query(`create database "${making}" template template0`);
    await template.prepare(databaseUrl(url, making));
    // A pool that was told to end may still be saying goodbye.
    await client.query("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1", [making]);
    await client.query(`alter database "${making}" rename to "${name}"`);
  });
  return name;
}

function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
