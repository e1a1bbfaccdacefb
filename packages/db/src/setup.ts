import { assert } from "@practicum/kernel/assert";
import pg from "pg";

export interface ServiceLogin {
  /** The service's name, which is its schema's too. */
  readonly service: string;
  readonly password: string;
}

export interface PracticeDatabase {
  /** A connection string that may create databases and roles; its own database does not matter. */
  readonly adminUrl: string;
  /** The practice's database. Made when it is not there. */
  readonly database: string;
  readonly services: readonly ServiceLogin[];
}

/** What the services' SQL may rely on. All three are trusted extensions of PostgreSQL's own distribution. */
export const EXTENSIONS = ["btree_gist", "pg_trgm", "unaccent"] as const;

const NAME = /^[a-z_][a-z0-9_]{0,40}$/;
/** Roles belong to the whole server, so two set-ups at once would trip over each other. */
const LOCK_KEY = 7_203_115;

/** The role of a service in a practice's database. */
export function roleOf(database: string, service: string): string {
  return `${database}_${service}`;
}

/**
 * Makes a practice's database: one schema and one role a service, where a role reaches its own schema and nothing else.
 * Running it again mends what is missing and sets the passwords given. Tables are made by the services' migrations.
 *
 * @returns each service's connection string.
 */
export async function setUpPracticeDatabase(options: PracticeDatabase): Promise<{ [service: string]: string }> {
  assert(NAME.test(options.database), "a database's name is lower case letters, digits and _");
  for (const { service } of options.services) assert(NAME.test(service), "a service's name is lower case letters");
  await withClient(options.adminUrl, (client) => locked(client, () => createDatabase(client, options)));
  await withClient(at(options.adminUrl, options.database), (client) =>
    locked(client, async () => {
      await secureDatabase(client, options.database);
      for (const login of options.services) await createSchema(client, options.database, login);
    }),
  );
  return Object.fromEntries(
    options.services.map(({ service, password }) => [
      service,
      at(options.adminUrl, options.database, roleOf(options.database, service), password),
    ]),
  );
}

async function createDatabase(client: pg.Client, { database }: PracticeDatabase): Promise<void> {
  const found = await client.query("select 1 from pg_database where datname = $1", [database]);
  if (found.rowCount === 0)
    await client.query(`create database ${quoted(database)} template template0 encoding 'UTF8'`);
}

async function secureDatabase(client: pg.Client, database: string): Promise<void> {
  await client.query(`revoke all on database ${quoted(database)} from public`);
  await client.query("revoke create on schema public from public");
  for (const extension of EXTENSIONS) await client.query(`create extension if not exists ${extension} schema public`);
}

async function createSchema(client: pg.Client, database: string, { service, password }: ServiceLogin): Promise<void> {
  const role = roleOf(database, service);
  const found = await client.query("select 1 from pg_roles where rolname = $1", [role]);
  const verb = found.rowCount === 0 ? "create" : "alter";
  const limits = "login nosuperuser nocreatedb nocreaterole noreplication noinherit";
  await client.query(`${verb} role ${quoted(role)} ${limits} password ${client.escapeLiteral(password)}`);
  await client.query(`grant connect, temporary on database ${quoted(database)} to ${quoted(role)}`);
  // The creator of a schema for another role must be able to act as it; a superuser can, others need the membership.
  await client.query(`grant ${quoted(role)} to current_user`);
  await client.query(`create schema if not exists ${quoted(service)} authorization ${quoted(role)}`);
  await client.query(`revoke all on schema ${quoted(service)} from public`);
}

/** Removes a practice's database with everything in it, and its roles. */
export async function dropPracticeDatabase(options: {
  readonly adminUrl: string;
  readonly database: string;
  readonly services: readonly string[];
}): Promise<void> {
  await withClient(options.adminUrl, async (client) => {
    await client.query(`drop database if exists ${quoted(options.database)} with (force)`);
    for (const service of options.services) {
      await client.query(`drop role if exists ${quoted(roleOf(options.database, service))}`);
    }
  });
}

function at(url: string, database: string, user?: string, password?: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  if (user !== undefined) changed.username = user;
  if (password !== undefined) changed.password = encodeURIComponent(password);
  return changed.href;
}

function quoted(name: string): string {
  return pg.escapeIdentifier(name);
}

async function locked<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query("select pg_advisory_lock($1)", [LOCK_KEY]);
  try {
    return await work();
  } finally {
    await client.query("select pg_advisory_unlock($1)", [LOCK_KEY]);
  }
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
