import pg from "pg";

/** Kept as the database's comment, so that it lives and dies with the data it speaks of. */
export const SEED_BEGUN = "Practicum demonstration: being filled";
export const SEED_DONE = "Practicum demonstration: filled";
/** Of a practice of real people, in the same place. */
export const REAL_PRACTICE = "Practicum practice";

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

/**
 * A server keeps demonstrations or real practices, never both: whoever works in one of them must not be able to take it for the other
 * (IDN-106).
 *
 * @throws with the names of the databases that are in the way.
 */
export async function refuseMixed(adminUrl: string, demonstration: boolean, own: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query<{ name: string }>(
      `select datname as name from pg_database where not datname = any($1)
        and case when $2 then shobj_description(oid, 'pg_database') = $3
          else shobj_description(oid, 'pg_database') in ($4, $5) end order by 1`,
      [own, demonstration, REAL_PRACTICE, SEED_BEGUN, SEED_DONE],
    );
    if (found.rows.length === 0) return;
    const names = found.rows.map((row) => row.name).join(", ");
    throw new Error(
      demonstration
        ? `this PostgreSQL holds a practice of real people (${names}), and a demonstration does not belong beside it. Give the demonstration a server of its own, or leave DATABASE_URL out: one is brought along.`
        : `this PostgreSQL holds a demonstration (${names}), and a practice of real people does not belong beside it. Give the practice a server of its own.`,
    );
  } finally {
    await client.end();
  }
}

/** Says in the database itself that it is a practice of real people. */
export async function markReal(adminUrl: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`comment on database ${pg.escapeIdentifier(database)} is ${pg.escapeLiteral(REAL_PRACTICE)}`);
  } finally {
    await client.end();
  }
}
