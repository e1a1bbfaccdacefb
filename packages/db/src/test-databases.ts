import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { startPostgres } from "@practicum/testing/postgres";
import pg from "pg";
import type { Db } from "./db.ts";
import { openPg } from "./pg.ts";
import { dropTemplates, pgliteExtensions, setUpPglite } from "./pglite-extensions.ts";
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

/** What many tests of a run begin with, such as the services' tables: it is made once, and copied or put back. */
export interface Prepared {
  /** Names all that changes what is made. */
  readonly key: string;
  /** Fills the empty schemas. Who uses the practice may do it too: a second time it changes nothing. */
  prepare(open: OpenEmpty): Promise<void>;
}

export async function testPractice(
  kind: DatabaseKind,
  services: readonly string[],
  prepared?: Prepared,
): Promise<TestPractice> {
  return kind === "pg" ? onPostgres(services, prepared) : onPglite(services, prepared);
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

/** A PGlite whose schemas are as they were when they were prepared, or that has none yet. */
interface Kept {
  readonly pglite: PGlite;
  services: readonly string[];
  key: string;
  /** What the catalog held then, so that tables that a test changed are not taken for those. */
  prepared: string;
}

/** A PGlite takes a second to make and another for the tables, so those of one process are used again, emptied. */
const idle: Kept[] = [];

async function onPglite(services: readonly string[], prepared: Prepared | undefined): Promise<TestPractice> {
  const key = `${services.join(" ")} ${prepared?.key ?? ""}`;
  const kept = await takeKept(key);
  const { pglite } = kept;
  const open = <Schema>(service: string) => openPglite<Schema>(pglite, { schema: service });
  if (kept.key !== key) {
    for (const service of kept.services) await pglite.exec(`drop schema "${service}" cascade`);
    kept.services = services;
    await setUpPglite(pglite, services);
    await prepared?.prepare(open);
    await keepRows(pglite, services);
    kept.prepared = await catalogOf(pglite, services);
    kept.key = key;
  }
  return {
    kind: "pglite",
    open,
    async drop() {
      const isSame = (await catalogOf(pglite, services)) === kept.prepared;
      if (isSame) await empty(pglite, services);
      else kept.key = "";
      idle.push(kept);
    },
  };
}

async function takeKept(key: string): Promise<Kept> {
  const found = idle.findIndex((one) => one.key === key);
  const [kept] = idle.splice(found === -1 ? idle.length - 1 : found, 1);
  return kept ?? { pglite: await bootPglite(), services: [], key: "", prepared: "" };
}

/** Tables, rules and functions of the schemas; not the files of tables, which change when they are emptied. */
async function catalogOf(pglite: PGlite, services: readonly string[]): Promise<string> {
  const { rows } = await pglite.query<{ of: string }>(
    `with mine as (select oid from pg_namespace where nspname = any($1)),
       relations as (select oid, relname, relkind, relnatts, relrowsecurity, relispartition from pg_class where relnamespace in (table mine))
     select concat_ws(' ',
       (select md5(string_agg(relations::text, ',' order by oid)) from relations),
       (select md5(string_agg(concat_ws(' ', oid, tgenabled), ',' order by oid)) from pg_trigger where tgrelid in (select oid from relations)),
       (select md5(string_agg(concat_ws(' ', oid, convalidated), ',' order by oid)) from pg_constraint where connamespace in (table mine)),
       (select md5(string_agg(concat_ws(' ', oid, md5(prosrc)), ',' order by oid)) from pg_proc where pronamespace in (table mine)),
       (select md5(string_agg(concat_ws(' ', attrelid, attnum, atttypid, attnotnull, attisdropped), ',' order by attrelid, attnum))
          from pg_attribute where attnum > 0 and attrelid in (select oid from relations where relkind in ('r', 'p')))) as of`,
    [services],
  );
  return rows[0]?.of ?? "";
}

/** What the tables were prepared with stands beside them, in the schema `prepared`. */
async function keepRows(pglite: PGlite, services: readonly string[]): Promise<void> {
  await pglite.exec(`
    drop schema if exists prepared cascade;
    create schema prepared;
    do $$
    declare one record; is_filled boolean; place int := 0;
    begin
      create table prepared.kept (place int, relation regclass, copy text);
      for one in select c.oid::regclass as relation from pg_class c
        where relkind = 'r' and relnamespace in (select oid from pg_namespace where nspname in (${inList(services)}))
      loop
        execute format('select exists (select 1 from %s)', one.relation) into is_filled;
        continue when not is_filled;
        place := place + 1;
        execute format('create table prepared.%I as table %s', 'rows_' || place, one.relation);
        insert into prepared.kept values (place, one.relation, format('prepared.%I', 'rows_' || place));
      end loop;
    end $$`);
}

/** Puts back what stood in the tables and the sequences when they were prepared. */
async function empty(pglite: PGlite, services: readonly string[]): Promise<void> {
  await pglite.exec(`
    do $$
    declare one record; is_filled boolean; filled text[] := '{}';
    begin
      -- Triggers that refuse changes are for what people do.
      set local session_replication_role = replica;
      for one in select c.oid::regclass as relation from pg_class c
        where relkind = 'r' and relnamespace in (select oid from pg_namespace where nspname in (${inList(services)}))
      loop
        execute format('select exists (select 1 from %s)', one.relation) into is_filled;
        if is_filled then filled := filled || one.relation::text; end if;
      end loop;
      if filled <> '{}' then
        execute 'truncate ' || array_to_string(filled, ', ') || ' cascade';
      end if;
      for one in select * from prepared.kept loop
        execute format('insert into %s select * from %s', one.relation, one.copy);
      end loop;
      for one in select c.oid::regclass as sequence, seqstart from pg_class c join pg_sequence on seqrelid = c.oid
        where relnamespace in (select oid from pg_namespace where nspname in (${inList(services)}))
      loop
        perform setval(one.sequence, one.seqstart, false);
      end loop;
    end $$`);
}

function inList(services: readonly string[]): string {
  return services.map((service) => pg.escapeLiteral(service)).join(", ");
}

/** As little as one connection needs: a large cache and tables for a hundred connections cost a second to fill. */
const SMALL = [
  "shared_buffers=16MB",
  "max_connections=10",
  "max_wal_senders=0",
  "autovacuum_worker_slots=1",
  // A service's tables are made in one transaction, which holds a lock on each of them and on each of their indexes.
  "max_locks_per_transaction=256",
];
const small = {
  extensions: pgliteExtensions,
  startParams: [...PGlite.defaultStartParams, ...SMALL.flatMap((setting) => ["-c", setting])],
};

/** Boots from a snapshot of an empty database, which the first test of this PGlite version leaves for the others. */
async function bootPglite(): Promise<PGlite> {
  const file = join(tmpdir(), `practicum-pglite-${await pgliteVersion()}-lean.tar`);
  const snapshot = await readFile(file).catch(() => undefined);
  if (snapshot) return PGlite.create({ ...small, loadDataDir: new Blob([new Uint8Array(snapshot)]) });
  const pglite = await PGlite.create({ ...small, initDbStartParams: ["--wal-segsize=1", "--no-data-checksums"] });
  await setUpPglite(pglite, []);
  await dropTemplates(pglite);
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
