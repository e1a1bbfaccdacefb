import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { BillingSchema } from "./schema.ts";

/**
 * The next number of a row of numbers, without gaps: a number whose transaction fails is given again. Holds the row until the
 * transaction ends, so ask late.
 */
export async function nextNumber(
  tx: Tx<BillingSchema>,
  name: "receipt" | "claim" | "interchange" | "statement" | "deposit" | "estimate",
): Promise<number> {
  const row = await tx
    .insertInto("counter")
    .values({ name, value: 1 })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: sql`counter.value + 1` }))
    .returning("value")
    .executeTakeFirstOrThrow();
  return row.value;
}

/** Waits until nobody else works on these patients' accounts in this practice. Sorted, so that two callers can't lock each other out. */
export async function lockPatients(tx: Tx<BillingSchema>, patientIds: readonly string[]): Promise<void> {
  for (const patientId of [...new Set(patientIds)].toSorted())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`account ${patientId}`}, 0))`.execute(tx);
}
