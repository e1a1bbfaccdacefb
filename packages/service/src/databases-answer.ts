import type { Db } from "@practicum/db/db";
import { sql } from "kysely";

/** Whether each of these databases answers within two seconds. */
export async function allAnswer<Schema>(databases: readonly Db<Schema>[]): Promise<boolean> {
  const ask = (db: Db<Schema>) =>
    db.transact(async (tx) => void (await sql`select 1`.execute(tx)), { readOnly: true, timeoutMs: 2000 });
  const answers = await Promise.allSettled(databases.map(ask));
  return answers.every((answer) => answer.status === "fulfilled");
}
