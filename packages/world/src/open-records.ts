import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { pgliteExtensions } from "@practicum/db/pglite-extensions";
import { SeedFiles, type FileChanges } from "./seed-files.ts";

/**
 * The files are in memory already, and there is one connection: a large cache and tables for a hundred would cost their filling at
 * the start. No page is ever half written.
 */
const IN_MEMORY = [
  "shared_buffers=16MB",
  "max_connections=10",
  "max_wal_senders=0",
  "autovacuum_worker_slots=1",
  "full_page_writes=off",
  // There is no disk that a commit could wait for; a moment is taken after a checkpoint.
  "synchronous_commit=off",
];

/** A prepared database, and what has changed in it since it was prepared. */
export interface Records {
  /** A tar of its data directory. It belongs to the database that is opened. */
  readonly archive: Promise<ArrayBuffer>;
  readonly changes?: FileChanges;
}

/**
 * Opens a world's database in memory.
 *
 * @param engine PGlite's parts where they are at hand; PGlite finds its own where they are not.
 * @param settings of PostgreSQL, `name=value`, beside ours.
 */
export async function openRecords(
  { archive, changes }: Records,
  engine: Pick<PGliteOptions, "pgliteWasmModule" | "initdbWasmModule" | "fsBundle"> = {},
  settings: readonly string[] = [],
): Promise<{ readonly pglite: PGlite; readonly files: SeedFiles }> {
  const files = new SeedFiles(archive, changes);
  const pglite = await PGlite.create({
    ...engine,
    extensions: pgliteExtensions,
    fs: files,
    startParams: [...PGlite.defaultStartParams, ...[...IN_MEMORY, ...settings].flatMap((setting) => ["-c", setting])],
  });
  return { pglite, files };
}
