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

/** As which a note stands in the history. */
export const NOTE = "Note";

/** What people noted, the newest first. */
export async function claimNotes(tx: BillingTx, claimId: string): Promise<{ at: string; by: string; text: string }[]> {
  return tx
    .selectFrom("claim_event")
    .select(["at", "by_name as by", "detail as text"])
    .where("claim_id", "=", claimId)
    .where("what", "=", NOTE)
    .orderBy("sequence", "desc")
    .execute();
}
