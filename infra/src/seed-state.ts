import pg from "pg";

/** Kept as the database's comment, so that it lives and dies with the data it speaks of. */
export const SEED_BEGUN = "Practicum demonstration: being filled";
export const SEED_DONE = "Practicum demonstration: filled";

/** How far the demonstration in a database is; undefined when nothing was begun or there is no such database. */
export async function seedState(adminUrl: string, database: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query<{ comment: string | null }>(
      "select shobj_description(oid, 'pg_database') as comment from pg_database where datname = $1",
      [database],
    );
    return found.rows[0]?.comment ?? undefined;
  } finally {
    await client.end();
  }
}
