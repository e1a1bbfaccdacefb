import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { end, ended, gone, sleep } from "./child.ts";
import { guard } from "./guard.ts";
import { endLeftOver } from "./postgres-left-over.ts";
import { postgresInstallation, type PostgresInstallation } from "./postgres-binaries.ts";

export interface PostgresOptions {
  /** The folder of the data. It is initialised when it is empty. */
  readonly dataDir: string;
  readonly port: number;
  /** Of the superuser `postgres`. Fixed when the data folder is initialised. */
  readonly password: string;
  /** Server settings, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Receives the server's own log, line by line. It may hold SQL but is started so that it holds no parameters. */
  readonly onLog?: (line: string) => void;
}

export interface RunningPostgres {
  readonly process: ChildProcess;
  /** The superuser's connection string to the database `postgres`. */
  readonly url: string;
  readonly dataDir: string;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL on 127.0.0.1 and waits until it takes connections. The server ends with this process,
 * even when this process is killed.
 *
 * @throws with the last lines of the server's log when it does not start.
 */
export async function runPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const at = await postgresInstallation(options.dataDir);
  await endLeftOver(at.dataDir);
  await initialise(at, options.password);
  const url = `postgresql://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/postgres`;
  const child = await startServer(at, options, url);
  return {
    process: child,
    url,
    dataDir: at.dataDir,
    async stop() {
      await end(child, "SIGINT");
    },
  };
}

async function initialise(at: PostgresInstallation, password: string): Promise<void> {
  const done = await stat(join(at.dataDir, "PG_VERSION")).catch(() => undefined);
  if (done !== undefined) return;
  await mkdir(dirname(at.dataDir), { recursive: true });
  // A folder without PG_VERSION is what an interrupted initdb leaves: nothing in it can be of use.
  await rm(at.dataDir, { recursive: true, force: true });
  await mkdir(at.dataDir, { mode: 0o700 });
  const passwordFile = join(tmpdir(), `practicum-${randomBytes(9).toString("base64url")}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (at.owner !== undefined) {
    await chown(at.dataDir, at.owner.uid, at.owner.gid);
    await chown(passwordFile, at.owner.uid, at.owner.gid);
  }
  try {
    await initdb(at, passwordFile);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function initdb(at: PostgresInstallation, passwordFile: string): Promise<void> {
  const child = spawn(
    at.initdb,
    [
      `--pgdata=${at.dataDir}`,
      `--pwfile=${passwordFile}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // The built-in provider sorts the same on every machine and as PGlite does; lists for people sort by their own keys.
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
    ],
    { ...asOwner(at), stdio: ["ignore", "ignore", "pipe"] },
  );
  const errors = collect(child);
  await gone(child);
  if (child.exitCode !== 0) throw new Error(`initdb failed (${ended(child) ?? "not started"}): ${errors()}`);
}

async function startServer(at: PostgresInstallation, options: PostgresOptions, url: string): Promise<ChildProcess> {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    log_parameter_max_length: "0",
    log_parameter_max_length_on_error: "0",
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(at.postgres, ["-D", at.dataDir, "-p", String(options.port), ...flags], {
    ...asOwner(at),
    // A session of its own: Ctrl-C in the terminal reaches the launcher alone, which stops the services first.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  guard(child, "INT");
  const errors = collect(child, options.onLog);
  for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 50) {
    if (ended(child) !== undefined || child.pid === undefined) break;
    if (await answers(url)) return child;
    await sleep(50);
  }
  await end(child, "SIGINT");
  throw new Error(`PostgreSQL did not start on port ${options.port} with data in ${at.dataDir}: ${errors()}`);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

function asOwner(at: PostgresInstallation): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } {
  const base = { cwd: dirname(at.postgres), env: { ...process.env, LC_ALL: "C" } };
  return at.owner === undefined ? base : { ...base, uid: at.owner.uid, gid: at.owner.gid };
}

/** Reads a child's error stream so that it never blocks, and keeps its last lines for a message. */
export function collect(child: ChildProcess, onLine?: (line: string) => void): () => string {
  const last: string[] = [];
  let rest = "";
  child.once("error", (error) => last.push(error.message));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      onLine?.(line);
      last.push(line);
      if (last.length > 12) last.shift();
    }
  });
  return () => [...last, rest].join("\n").trim();
}
