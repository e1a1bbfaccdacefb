import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** When the payer decided on a claim last; null where it never did. */
export async function lastDecisionOn(tx: BillingTx, claimId: string): Promise<LocalDate | null> {
  const row = await tx
    .selectFrom("remittance_claim as c")
    .innerJoin("remittance as r", "r.remittance_id", "c.remittance_id")
    .where("c.claim_id", "=", claimId)
    .where("c.posted", "=", true)
    .select((eb) => eb.fn.max<string | null>("r.payment_date").as("on"))
    .executeTakeFirstOrThrow();
  return row.on;
}

/** The first 277CA by which the payer accepted a claim: the proof of when it was filed. */
export async function filingProof(tx: BillingTx, claimId: string) {
  return tx
    .selectFrom("claim_event as e")
    .innerJoin("exchange_file as f", "f.file_id", "e.file_id")
    .select(["e.at", "f.file_id", "f.name"])
    .where("e.claim_id", "=", claimId)
    .where("f.kind", "=", "277CA")
    .where("e.what", "like", "Accepted%")
    .orderBy("e.sequence")
    .limit(1)
    .executeTakeFirst();
}
