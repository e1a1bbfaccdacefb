import type { Tx } from "@practicum/db/db";
import { sql, type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool } from "kysely";
import type { ChartingTables } from "./tables.ts";

/** What became of a row whose id the screen made: written now, or there already with the same content or with another. */
export type WroteOnce = "written" | "same" | "other";

/**
 * An answer can be lost after its commit. What was sent is then corrected and sent again under the same id: that is another
 * content, and the person must hear that the first one counts.
 *
 * @param insert does nothing where the id is there, and returns the row it wrote.
 * @param same finds the row with this id and this content. It is a statement of its own: it sees a rival that the insert waited for.
 */
export async function writeOnce(
  tx: Tx<ChartingTables>,
  insert: RawBuilder<unknown>,
  same: RawBuilder<unknown>,
): Promise<WroteOnce> {
  if ((await insert.execute(tx)).rows.length > 0) return "written";
  return (await same.execute(tx)).rows.length > 0 ? "same" : "other";
}

/** That each of these columns holds this value, null for null. */
export function isSame<DB, TB extends keyof DB>(
  eb: ExpressionBuilder<DB, TB>,
  content: { readonly [column: string]: string | number | boolean | null },
): Expression<SqlBool> {
  return eb.and(
    Object.entries(content).map(([column, value]) => eb(sql.ref(column), "is not distinct from", sql.val(value))),
  );
}
