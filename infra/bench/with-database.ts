import pg from "pg";
import { demoPractice } from "../src/demo.ts";
import type { StartedInstance } from "../src/instance.ts";

/** Opens the demonstration practice's database as the superuser. */
export async function withDatabase<T>(instance: StartedInstance, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(instance.databaseUrl);
  url.pathname = `/${demoPractice.database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
