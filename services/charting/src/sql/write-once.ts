import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";

/** What became of a row whose id the screen made: written now, or there already with the same content or with another. */
export type WroteOnce = "written" | "same" | "other";

/**
 * An answer can be lost after its commit. What was sent is then corrected and sent again under the same id: that is another
 * content, and the person must hear that the first one counts. Whoever inserts does nothing where the id is there, and then looks, by
 * a statement of its own (it sees a rival that the insert waited for), whether each of these columns holds this value, null for null.
 */
export function isSame<DB, TB extends keyof DB>(
  eb: ExpressionBuilder<DB, TB>,
  content: { readonly [column: string]: string | number | boolean | null },
): Expression<SqlBool> {
  return eb.and(
    Object.entries(content).map(([column, value]) => eb(sql.ref(column), "is not distinct from", sql.val(value))),
  );
}
