import { PGlite } from "@electric-sql/pglite";
import { definitions } from "@practicum/all-services/definitions";
import { migrate } from "@practicum/db/migrate";
import { openPglite } from "@practicum/db/pglite";
import { pgliteExtensions, setUpPglite } from "@practicum/db/pglite-extensions";
import { leanArchive } from "../src/lean-archive.ts";
import { onceARun } from "./once-a-run.ts";

let base: Promise<Uint8Array> | undefined;

/** A database with every table and no row, made once a run of tests, or once a process. */
export async function emptyRecords(): Promise<ArrayBuffer> {
  base ??= onceARun("records.tar", makeRecords);
  // Who opens it takes it.
  return new Uint8Array(await base).buffer;
}

async function makeRecords(): Promise<Buffer> {
  const pglite = await PGlite.create({
    extensions: pgliteExtensions,
    relaxedDurability: true,
    initDbStartParams: ["--wal-segsize=1", "--no-data-checksums"],
  });
  try {
    await setUpPglite(pglite, Object.keys(definitions));
    for (const [name, definition] of Object.entries(definitions))
      await migrate(openPglite(pglite, { schema: name }), name, definition.migrations);
    return await leanArchive(pglite);
  } finally {
    await pglite.close();
  }
}
