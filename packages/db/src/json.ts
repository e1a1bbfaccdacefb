import { sql, type RawBuilder } from "kysely";

/** A jsonb parameter. Needed where the value is an array, a text, or null inside JSON; a plain object may be passed as it is. */
export function json<T>(value: T): RawBuilder<T> {
  return sql`${JSON.stringify(value)}::jsonb`;
}
