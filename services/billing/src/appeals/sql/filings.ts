import type { Tx } from "@practicum/db/db";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** When a claim was sent, the first sending first. */
export async function sendingsOf(tx: BillingTx, claimId: string) {
  return tx
    .selectFrom("claim_submission as s")
    .innerJoin("exchange_file as f", "f.file_id", "s.file_id")
    .select(["s.attempt", "s.submitted_at", "f.control_number", "f.reference"])
    .where("s.claim_id", "=", claimId)
    .orderBy("s.attempt")
    .execute();
}

/** What was answered to the claim by 999 and 277CA, the first answer first, with the file that said it. */
export async function acknowledgmentsOf(tx: BillingTx, claimId: string) {
  return tx
    .selectFrom("claim_event as e")
    .innerJoin("exchange_file as f", "f.file_id", "e.file_id")
    .select(["e.at", "e.what", "e.detail", "f.kind", "f.content"])
    .where("e.claim_id", "=", claimId)
    .where("f.kind", "in", ["999", "277CA"])
    .orderBy("e.sequence")
    .execute();
}

/** The decision that refused, with its remittance. */
export async function decisionOf(tx: BillingTx, remittanceClaimId: string) {
  return tx
    .selectFrom("remittance_claim as rc")
    .innerJoin("remittance as r", "r.remittance_id", "rc.remittance_id")
    .select(["rc.content", "rc.keyed", "r.trace", "r.payment_date"])
    .where("rc.remittance_claim_id", "=", remittanceClaimId)
    .executeTakeFirstOrThrow();
}

/** What of a refusal's claim a letter says beside the refusal itself. */
export async function refusedClaim(tx: BillingTx, denialId: string) {
  return tx
    .selectFrom("denial as d")
    .innerJoin("claim as c", "c.claim_id", "d.claim_id")
    .select(["d.remittance_claim_id", "c.total", "c.payer_claim_number"])
    .where("d.denial_id", "=", denialId)
    .executeTakeFirstOrThrow();
}
