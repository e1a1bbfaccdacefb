/*
 * Keeps the database of this version, as every later one must be able to take it over:
 *
 *     node infra/upgrade/keep-state.ts NAME        # 0.2.0, or the day and commit of a version without a number
 *
 * writes infra/upgrade/states/NAME.json.br, which is committed with the release. The people in it are the demonstration's: made up.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Db } from "@practicum/db/db";
import { openPg } from "@practicum/db/pg";
import { setUpPracticeDatabase } from "@practicum/db/setup";
import { atLocal } from "@practicum/kernel/instant";
import { practiceId, profile, timeZone } from "@practicum/seed/practice";
import { freePort } from "@practicum/tooling/ports";
import { runPostgres } from "@practicum/tooling/postgres-server";
import pg from "pg";
import { runSeed } from "../src/seed-practice.ts";
import { SERVICES } from "../src/service-names.ts";

/** A Tuesday morning: the same in each version, so that what differs is the version. */
const NOW = atLocal("2026-11-17", "09:40", timeZone);
const SIZE = { patients: 16, weeks: 1, pastVisitsPerProvider: 1, comingVisitsPerProvider: 1, history: false };
const PRACTICE = { id: practiceId, slug: "kept", name: profile.name, timeZone };
/** What only serves to repeat or to recognise: a few rows show what they look like. */
const FEW: Readonly<Record<string, string>> = { outbox: "1", command_inbox: "1", event_inbox: "1" };
const FEW_ROWS = 20;

/** Every statement that makes a table, a function or a trigger is written down by the database itself, whatever program sends it. */
const RECORDER = `
  create schema recorder;
  create table recorder.statement (id bigint generated always as identity, schema text, text text);
  create function recorder.record() returns event_trigger language plpgsql security definer as $$
    begin insert into recorder.statement (schema, text) values (current_schema(), current_query()); end $$;
  grant usage on schema recorder to public;
  create event trigger recorder on ddl_command_end execute function recorder.record()`;

const name = process.argv[2] ?? fail("usage: node infra/upgrade/keep-state.ts NAME");

function fail(message: string): never {
  throw new Error(message);
}

const folder = await mkdtemp(join(tmpdir(), "practicum-keep-state-"));
const server = await runPostgres({
  dataDir: join(folder, "postgres"),
  port: await freePort(),
  password: "kept",
  settings: { fsync: "off", max_connections: "100", max_locks_per_transaction: "256" },
});
try {
  const database = "kept";
  const services = SERVICES.map((service) => ({ service, password: "kept" }));
  const urls = await setUpPracticeDatabase({ adminUrl: server.url, database, services });
  const admin = new pg.Client({ connectionString: server.url.replace(/\/postgres$/, `/${database}`) });
  admin.on("error", () => {});
  await admin.connect();
  await admin.query(RECORDER);
  await seed(urls);
  const state = await read(admin);
  await admin.end();
  const file = join(import.meta.dirname, "states", `${name}.json.br`);
  const text = JSON.stringify({ name, now: NOW, practice: PRACTICE, ...state });
  const packed = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } });
  await writeFile(file, packed);
  console.log(`${file}: ${Math.ceil(packed.length / 1024)} kB of ${Math.ceil(text.length / 1024)} kB`);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function seed(urls: Readonly<Record<string, string>>): Promise<void> {
  const opened: Pick<Db<never>, "close">[] = [];
  const openDb = <Schema>(_: unknown, service: string): Db<Schema> => {
    const db = openPg<Schema>({ url: urls[service] ?? fail(service), schema: service });
    opened.push(db);
    return db;
  };
  const { refused } = await runSeed({ practice: PRACTICE, openDb, now: NOW, ...SIZE, progress: () => {} });
  for (const db of opened) await db.close();
  if (refused.length > 0) console.error(`steps that were refused: ${refused.join(", ")}`);
}

async function read(admin: pg.Client) {
  const { rows: said } = await admin.query<{ schema: string; text: string }>(
    "select schema, text from recorder.statement where schema = any($1) order by id",
    [SERVICES],
  );
  // One text may hold several statements, each of which is written down with all of it.
  const statements = said.filter((one, at) => one.text !== said[at - 1]?.text || one.schema !== said[at - 1]?.schema);
  const tables = [];
  for (const { schema, table, columns } of await tablesOf(admin)) {
    const order = FEW[table];
    const { rows } = await admin.query<{ rows: string }>(
      `select coalesce(json_agg(kept_row), '[]')::text as rows from (select ${columns.map(pg.escapeIdentifier).join(", ")}
        from ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}
        ${order === undefined ? "" : `order by ${order} desc limit ${FEW_ROWS}`}) kept_row`,
    );
    tables.push({ schema, table, columns, rows: rows[0]?.rows ?? "[]" });
  }
  const { rows: sequences } = await admin.query(
    `select schemaname as schema, sequencename as sequence, last_value::text as value from pg_sequences
      where schemaname = any($1) and last_value is not null order by 1, 2`,
    [SERVICES],
  );
  return { statements, tables, sequences };
}

/** With the columns that somebody wrote: what the database works out it works out again. */
async function tablesOf(admin: pg.Client) {
  const { rows } = await admin.query<{ schema: string; table: string; columns: string[] }>(
    `select c.table_schema as schema, c.table_name as table, array_agg(c.column_name::text order by c.ordinal_position) as columns
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = any($1) and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER' group by 1, 2 order by 1, 2`,
    [SERVICES],
  );
  return rows;
}
