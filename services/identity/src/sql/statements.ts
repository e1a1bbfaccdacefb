import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** A migration of statements run one after the other. */
export function statements(list: readonly string[]): Migration {
  return {
    async up(db) {
      for (const statement of list) await sql.raw(statement).execute(db);
    },
  };
}
