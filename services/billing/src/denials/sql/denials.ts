import type { Tx } from "@practicum/db/db";
import type { BillingSchema } from "../../sql/schema.ts";

/** Denials with the claim and visit that they are about. */
export function denials(tx: Tx<BillingSchema>) {
  return tx
    .selectFrom("denial as d")
    .innerJoin("claim as c", "c.claim_id", "d.claim_id")
    .innerJoin("visit as v", "v.encounter_id", "c.encounter_id")
    .innerJoin("remittance_claim as rc", "rc.remittance_claim_id", "d.remittance_claim_id")
    .select([
      "d.denial_id",
      "d.claim_id",
      "d.patient_id",
      "d.amount",
      "d.adjustment_group",
      "d.reason",
      "d.remarks",
      "d.codes",
      "d.status",
      "d.deadline",
      "d.opened_at",
      "d.version",
      "c.number",
      "c.payer_name",
      "c.service_date",
      "c.provider_name",
      "c.content",
      "c.encounter_id",
      "c.coverage_id",
      "v.provider_id",
      "rc.remittance_id",
    ]);
}

export type DenialRow = Awaited<ReturnType<ReturnType<typeof denials>["executeTakeFirstOrThrow"]>>;
