import type { Tx } from "@practicum/db/db";
import type { Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type ClaimRow = Selectable<BillingSchema["claim"]>;

export const CLAIM_COLUMNS = [
  "claim_id",
  "number",
  "encounter_id",
  "coverage_id",
  "payer_id",
  "patient_id",
  "payer_name",
  "payer_order",
  "service_date",
  "provider_name",
  "total",
  "paid",
  "patient_responsibility",
  "denied",
  "status",
  "status_since",
  "filing_deadline",
  "frequency",
  "attempt",
  "payer_claim_number",
  "content",
  "findings",
  "error_count",
  "version",
] as const;

export async function findClaim(tx: BillingTx, claimId: string): Promise<ClaimRow | null> {
  return (
    (await tx.selectFrom("claim").select(CLAIM_COLUMNS).where("claim_id", "=", claimId).executeTakeFirst()) ?? null
  );
}

/** Claims kept from others until the transaction ends; in the order of their ids, so that two callers can't lock each other out. */
export async function lockClaims(tx: BillingTx, claimIds: readonly string[]): Promise<ClaimRow[]> {
  if (claimIds.length === 0) return [];
  return tx
    .selectFrom("claim")
    .select(CLAIM_COLUMNS)
    .where("claim_id", "in", [...new Set(claimIds)])
    .orderBy("claim_id")
    .forUpdate()
    .execute();
}

export async function lockClaimByNumber(tx: BillingTx, number: string): Promise<ClaimRow | null> {
  return (
    (await tx.selectFrom("claim").select(CLAIM_COLUMNS).where("number", "=", number).forUpdate().executeTakeFirst()) ??
    null
  );
}
