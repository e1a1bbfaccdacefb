import type { Tx } from "@practicum/db/db";
import type { BillingSchema } from "../../sql/schema.ts";

/** A claim as it stands, by its number. */
export async function claimByNumber(tx: Tx<BillingSchema>, number: string) {
  return tx
    .selectFrom("claim")
    .select(["patient_id", "service_date", "content"])
    .where("number", "=", number)
    .executeTakeFirst();
}
