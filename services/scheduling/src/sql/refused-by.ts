import { constraintOf, sqlState } from "@practicum/db/errors";
import { err, ok, type Result } from "@practicum/kernel/result";

/** 23505 unique violation, 23P01 exclusion violation (PostgreSQL manual, appendix A). */
const REFUSALS = new Set(["23505", "23P01"]);

/**
 * Runs an update that a constraint may refuse. After a refusal PostgreSQL takes nothing more in this transaction: the caller
 * returns its failure, and the pipeline rolls back. Inserts don't need it: they use ON CONFLICT DO NOTHING.
 *
 * @returns what the work gave, or the name of the constraint that refused it.
 */
export async function refusedBy<T>(work: () => Promise<T>): Promise<Result<T, string>> {
  try {
    return ok(await work());
  } catch (error) {
    if (!REFUSALS.has(sqlState(error) ?? "")) throw error;
    return err(constraintOf(error) ?? "unknown");
  }
}
