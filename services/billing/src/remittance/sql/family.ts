import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import type { SiblingClaim } from "../domain/next-payer.ts";
import { CLAIM_COLUMNS, type ClaimRow } from "../../claims/sql/claims.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** A claim with its place among the payers of its visit. */
export interface FamilyClaim extends SiblingClaim {
  readonly row: ClaimRow;
  readonly patientId: string;
  readonly encounterId: string;
  readonly payerName: string;
  readonly serviceDate: LocalDate;
  /** The place of its coverage when it was built. */
  readonly priority: number;
  /** The decision that stands, with the day of its remittance. */
  readonly decidedBy: string | null;
  readonly decision: { readonly payment: ClaimPayment835; readonly on: LocalDate } | null;
}

type DecidedRow = ClaimRow & {
  readonly decided_content: ClaimPayment835 | null;
  readonly decided_by: string | null;
  readonly decided_outcome: string | null;
  readonly decided_on: LocalDate | null;
};

/** Claims, each with what its payer decided last. */
export function withDecision(tx: BillingTx) {
  return tx
    .selectFrom("claim as c")
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("remittance_claim as rc")
          .innerJoin("remittance as r", "r.remittance_id", "rc.remittance_id")
          .whereRef("rc.claim_id", "=", "c.claim_id")
          .where("rc.posted", "=", true)
          .orderBy("rc.sequence", "desc")
          .limit(1)
          .select((on) => [
            on.fn.coalesce("rc.keyed", "rc.content").as("decided_content"),
            "rc.remittance_claim_id as decided_by",
            "rc.outcome as decided_outcome",
            "r.payment_date as decided_on",
          ])
          .as("decided"),
      (join) => join.onTrue(),
    )
    .select(CLAIM_COLUMNS.map((name) => `c.${name}` as const))
    .select(["decided.decided_by", "decided.decided_content", "decided.decided_outcome", "decided.decided_on"]);
}

/** The claims of a visit, who was billed first first. */
export async function familyOf(tx: BillingTx, encounterId: string): Promise<FamilyClaim[]> {
  const rows = await withDecision(tx)
    .where("c.encounter_id", "=", encounterId)
    .orderBy("c.payer_order")
    .orderBy("c.claim_id")
    .execute();
  return rows.map(familyClaim);
}

/** Some claims, each with the decision that stands. */
export async function claimWithDecision(tx: BillingTx, claimIds: readonly string[]): Promise<FamilyClaim[]> {
  if (claimIds.length === 0) return [];
  return (await withDecision(tx).where("c.claim_id", "in", claimIds).execute()).map(familyClaim);
}

export function familyClaim(row: DecidedRow): FamilyClaim {
  const { decided_content: payment, decided_on: on } = row;
  const takenBack = row.decided_outcome === "reversal";
  return {
    row,
    claimId: row.claim_id,
    number: row.number,
    coverageId: row.coverage_id,
    order: row.payer_order,
    status: row.status,
    claimFiling: row.content.payer.claimFiling,
    payerClaimNumber: row.payer_claim_number,
    patientId: row.patient_id,
    encounterId: row.encounter_id,
    payerName: row.payer_name,
    serviceDate: row.service_date,
    priority: row.content.coverage.priority,
    takenBack,
    decidedBy: row.decided_by,
    decision: payment && on && !takenBack ? { payment, on } : null,
  };
}
