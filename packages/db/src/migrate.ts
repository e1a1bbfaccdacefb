import { assert } from "@practicum/kernel/assert";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import type { Db, Tx } from "./db.ts";
import { platformMigrations } from "./platform-migrations.ts";

export interface Migrations {
  readonly [name: string]: Migration;
}

const TIMEOUT_MS = 120_000;

/**
 * Brings a service's schema up to date: the platform's tables, then the service's own migrations by name. One transaction,
 * so a failure leaves everything as it was; one at a time across processes. What is done is not done again.
 *
 * Kysely's Migrator is not used: it reads the whole catalog several times a run, which takes longer than the migrations in
 * PGlite, and it cannot run inside our transaction. The `Migration` type is Kysely's.
 *
 * @returns the names that were applied now.
 * @throws when the database knows a migration that this program does not (an older program on a newer database), or when a
 *   new migration sorts before one that is already applied.
 */
export async function migrate<Schema>(db: Db<Schema>, schema: string, migrations: Migrations): Promise<string[]> {
  return db.transact(
    async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtext(${`practicum migrate ${schema}`}))`.execute(tx);
      await createSchema(tx, schema);
      await sql`create table if not exists migration (
        name text primary key,
        applied_at timestamptz not null default now()
      )`.execute(tx);
      const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(tx);
      const done = rows.map((row) => row.name);
      const all = ordered(migrations);
      const known = new Set(all.map(([name]) => name));
      const unknown = done.filter((name) => !known.has(name));
      assert(unknown.length === 0, `the database of ${schema} is newer than this program: ${unknown.join(", ")}`);
      return applyPending(tx, schema, all, new Set(done));
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

/** The names under which a service's migrations are entered once they are applied, the platform's with them. */
export function migrationNames(migrations: Migrations): readonly string[] {
  return ordered(migrations).map(([name]) => name);
}

/** Where the practice's database was set up by an administrator the schema is there, and this role may make none. */
async function createSchema<Schema>(tx: Tx<Schema>, schema: string): Promise<void> {
  const { rows } = await sql`select 1 from pg_namespace where nspname = ${schema}`.execute(tx);
  if (rows.length === 0) await sql`create schema ${sql.id(schema)}`.execute(tx);
}

async function applyPending<Schema>(
  tx: Tx<Schema>,
  schema: string,
  all: readonly (readonly [string, Migration])[],
  done: ReadonlySet<string>,
): Promise<string[]> {
  const pending = all.filter(([name]) => !done.has(name));
  for (const prefix of [PLATFORM, SERVICE]) {
    const last =
      [...done]
        .filter((name) => name.startsWith(prefix))
        .toSorted()
        .at(-1) ?? "";
    const late = pending.filter(([name]) => name.startsWith(prefix) && name < last);
    assert(
      late.length === 0,
      `migrations of ${schema} come before ones already applied: ${late.map(([n]) => n).join(", ")}`,
    );
  }
  for (const [name, migration] of pending) {
    await migration.up(tx);
    await sql`insert into migration (name) values (${name})`.execute(tx);
  }
  return pending.map(([name]) => name);
}

const PLATFORM = "platform/";
const SERVICE = "service/";

function ordered(migrations: Migrations): [string, Migration][] {
  const named = (prefix: string, from: Migrations): [string, Migration][] =>
    Object.keys(from)
      .toSorted()
      .map((name) => {
        const migration = from[name];
        assert(migration !== undefined, "a migration's name has no migration");
        return [prefix + name, migration];
      });
  return [...named(PLATFORM, platformMigrations), ...named(SERVICE, migrations)];
}
