import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { startPostgres } from "@practicum/testing/postgres";
import pg from "pg";
import type { Db } from "./db.ts";
import { openPg } from "./pg.ts";
import { pgliteExtensions, setUpPglite } from "./pglite-extensions.ts";
import { openPglite } from "./pglite.ts";
import { EXTENSIONS } from "./setup.ts";

/** For tests only: an empty practice's database of either kind, with the extensions and a schema a service. */
export interface TestPractice {
  readonly kind: DatabaseKind;
  open<Schema>(service: string): Db<Schema>;
  /** Closes what was opened and throws the data away. */
  drop(): Promise<void>;
}

export type DatabaseKind = "pg" | "pglite";
export const databaseKinds: readonly DatabaseKind[] = ["pg", "pglite"];

export type OpenEmpty = <Schema>(service: string) => Db<Schema>;

/** What many tests of a run begin with, such as the services' tables: where it can be copied it is made once. */
export interface Prepared {
  /** Names all that changes what is made. */
  readonly key: string;
  /** Fills the empty schemas. Who uses the practice does it too, as PGlite copies nothing: so a second time it changes nothing. */
  prepare(open: OpenEmpty): Promise<void>;
}

export async function testPractice(
  kind: DatabaseKind,
  services: readonly string[],
  prepared?: Prepared,
): Promise<TestPractice> {
  return kind === "pg" ? onPostgres(services, prepared) : onPglite(services);
}

async function onPostgres(services: readonly string[], prepared?: Prepared): Promise<TestPractice> {
  const postgres = await startPostgres();
  // The files of one run are children of one process, and their program is the same.
  const key = `${process.ppid} ${services.join(" ")} ${prepared?.key ?? ""}`;
  const template = { key, prepare: (url: string) => fill(url, services, prepared) };
  const database = await postgres.newDatabase({ name: services[0] ?? "test", template });
  const opened: Pick<Db<unknown>, "close">[] = [];
  return {
    kind: "pg",
    open<Schema>(service: string) {
      const db = openPg<Schema>({ url: database.url, schema: service, poolMax: 8 });
      opened.push(db);
      return db;
    },
    async drop() {
      await Promise.all(opened.map((db) => db.close()));
      await database.drop();
    },
  };
}

async function fill(url: string, services: readonly string[], prepared: Prepared | undefined): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const extension of EXTENSIONS) await client.query(`create extension if not exists ${extension} schema public`);
  for (const service of services) await client.query(`create schema ${pg.escapeIdentifier(service)}`);
  await client.end();
  const opened: Pick<Db<unknown>, "close">[] = [];
  const open = <Schema>(service: string) => {
    const db = openPg<Schema>({ url, schema: service, poolMax: 1 });
    opened.push(db);
    return db;
  };
  try {
    await prepared?.prepare(open);
  } finally {
    await Promise.all(opened.map((db) => db.close()));
  }
}

/** A PGlite takes seconds to make, so those of one test file are used again, emptied. */
const idle: PGlite[] = [];

async function onPglite(services: readonly string[]): Promise<TestPractice> {
  const pglite = idle.pop() ?? (await bootPglite());
  await setUpPglite(pglite, services);
  return {
    kind: "pglite",
    open: <Schema>(service: string) => openPglite<Schema>(pglite, { schema: service }),
    async drop() {
      for (const service of services) await pglite.exec(`drop schema "${service}" cascade`);
      idle.push(pglite);
    },
  };
}

/** Boots from a snapshot of an empty database, which the first test of this PGlite version leaves for the others. */
async function bootPglite(): Promise<PGlite> {
  const file = join(tmpdir(), `practicum-pglite-${await pgliteVersion()}.tar`);
  const snapshot = await readFile(file).catch(() => undefined);
  if (snapshot) {
    return PGlite.create({ extensions: pgliteExtensions, loadDataDir: new Blob([new Uint8Array(snapshot)]) });
  }
  const pglite = await PGlite.create({ extensions: pgliteExtensions });
  await setUpPglite(pglite, []);
  const dump = await pglite.dumpDataDir("none");
  const partial = `${file}.${process.pid}`;
  await mkdir(tmpdir(), { recursive: true });
  await writeFile(partial, Buffer.from(await dump.arrayBuffer()));
  await rename(partial, file);
  return pglite;
}

async function pgliteVersion(): Promise<string> {
  const manifest = new URL("../package.json", import.meta.resolve("@electric-sql/pglite"));
  const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version: string };
  return version;
}
