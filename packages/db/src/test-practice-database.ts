import { must } from "@practicum/kernel/assert";
import { startPostgres } from "@practicum/testing/postgres";
import pg from "pg";
import { migrate, type Migrations } from "./migrate.ts";
import { openPg } from "./pg.ts";
import { roleOf, setUpPracticeDatabase } from "./setup.ts";

/**
 * For tests: a practice's database as an installation has it, a role a service, with the services' tables. It is a copy of one that
 * was migrated once a run.
 *
 * @param key names all that the migrations make.
 */
export async function practiceDatabase(
  modules: readonly { readonly name: string; readonly migrations: Migrations }[],
  key: string,
): Promise<{ readonly urls: { readonly [service: string]: string }; drop(): Promise<void> }> {
  const services = modules.map(({ name }) => ({ service: name, password: "test" }));
  const prepare = async (adminUrl: string) => {
    const urls = await setUpPracticeDatabase({ adminUrl, database: new URL(adminUrl).pathname.slice(1), services });
    for (const { name, migrations } of modules) {
      const db = openPg({ url: must(urls[name]), schema: name, poolMax: 1 });
      await migrate(db, name, migrations);
      await db.close();
    }
  };
  const template = { key: `${process.ppid} with roles ${key}`, prepare };
  const database = await (await startPostgres()).newDatabase({ name: "practice", template });
  const urls = await setUpPracticeDatabase({ adminUrl: database.url, database: database.name, services });
  await reassign(database);
  return { urls, drop: () => database.drop() };
}

/** What belongs to the template's roles becomes that of the copy's own. */
async function reassign({ url, name }: { readonly url: string; readonly name: string }): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ service: string; owner: string }>(
      "select nspname as service, pg_get_userbyid(nspowner) as owner from pg_namespace where pg_get_userbyid(nspowner) like '%\\_' || nspname",
    );
    for (const { service, owner } of rows)
      await client.query(
        `reassign owned by ${pg.escapeIdentifier(owner)} to ${pg.escapeIdentifier(roleOf(name, service))}`,
      );
  } finally {
    await client.end();
  }
}
