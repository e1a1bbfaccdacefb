import type { Tx } from "@practicum/db/db";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** A claim's history is only ever added to. */
export async function insertClaimEvents(
  tx: BillingTx,
  events: readonly Omit<BillingSchema["claim_event"], "sequence">[],
): Promise<void> {
  if (events.length > 0)
    await tx
      .insertInto("claim_event")
      .values([...events])
      .execute();
}

/** The newest first. */
export async function claimEvents(tx: BillingTx, claimId: string) {
  return tx
    .selectFrom("claim_event")
    .select(["at", "what", "detail", "by_name", "file_id"])
    .where("claim_id", "=", claimId)
    .orderBy("sequence", "desc")
    .execute();
}
