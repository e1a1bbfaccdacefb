import { readdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { Source } from "./archive.ts";

/** What PostgreSQL makes anew at its start ("Base Backup of a running server", chapter 25.3.4 of its manual). */
const EMPTY_AFTERWARDS = new Set([
  "pg_wal",
  "pg_replslot",
  "pg_dynshmem",
  "pg_notify",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
]);
const LEFT_OUT = /^(postmaster\.(pid|opts)|pgsql_tmp.*|backup_label(\.old)?|tablespace_map)$/;

/**
 * The database server's files as of one moment, though it goes on: files first, then the log of what was written meanwhile.
 * PostgreSQL brings both together at its first start.
 *
 * @param scratch an empty folder for what the server says at the end.
 */
export async function* databaseFiles(adminUrl: string, dataDir: string, scratch: Scratch): AsyncGenerator<Source> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on("error", () => {});
  await client.connect();
  try {
    // Keeps the log of the time of the backup; it goes with this connection.
    await client.query("select pg_create_physical_replication_slot('practicum_backup', true, true)");
    const first = await walFile(client, "pg_backup_start('practicum', true)");
    yield* filesBelow(dataDir, "postgres");
    const { rows } = await client.query<{ lsn: string; label: string }>(
      "select lsn, labelfile as label from pg_backup_stop(false)",
    );
    const stopped = rows[0];
    if (stopped === undefined) throw new Error("PostgreSQL did not end the backup");
    yield { path: await scratch.write("backup_label", stopped.label), name: "postgres/backup_label" };
    const { rows: ends } = await client.query<{ file: string }>("select pg_walfile_name($1::pg_lsn) as file", [
      stopped.lsn,
    ]);
    const last = ends[0]?.file ?? first;
    const logs = (await readdir(join(dataDir, "pg_wal"))).filter((name) => /^[0-9A-F]{24}$/.test(name));
    for (const name of logs.toSorted())
      if (name >= first && name <= last) yield { path: join(dataDir, "pg_wal", name), name: `postgres/pg_wal/${name}` };
  } finally {
    await client.end();
  }
}

export interface Scratch {
  /** @returns the path of the file. */
  write(name: string, text: string): Promise<string>;
}

async function walFile(client: pg.Client, lsn: string): Promise<string> {
  const { rows } = await client.query<{ file: string }>(`select pg_walfile_name(${lsn}) as file`);
  return rows[0]?.file ?? "";
}

async function* filesBelow(folder: string, name: string): AsyncGenerator<Source> {
  yield { path: folder, name };
  // A table that is dropped meanwhile takes its file with it; the log knows.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (LEFT_OUT.test(entry.name)) continue;
    const source = { path: join(folder, entry.name), name: `${name}/${entry.name}` };
    if (!entry.isDirectory()) yield source;
    else if (name === "postgres" && EMPTY_AFTERWARDS.has(entry.name)) {
      yield source;
      if (entry.name === "pg_wal")
        for (const inner of ["archive_status", "summaries"])
          yield { path: join(source.path, inner), name: `${source.name}/${inner}` };
    } else yield* filesBelow(source.path, source.name);
  }
}

/** Every file below a folder, whatever it is. */
export async function* everythingBelow(folder: string, name: string): AsyncGenerator<Source> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  yield { path: folder, name };
  for (const entry of entries) {
    const source = { path: join(folder, entry.name), name: `${name}/${entry.name}` };
    if (entry.isDirectory()) yield* everythingBelow(source.path, source.name);
    else yield source;
  }
}
