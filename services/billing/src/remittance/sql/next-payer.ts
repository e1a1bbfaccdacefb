import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import { sql } from "kysely";
import type { SiblingClaim } from "../domain/next-payer.ts";
import { CLAIM_COLUMNS, type ClaimRow } from "../../claims/sql/claims.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** A claim with its place among the payers of its visit. */
export interface FamilyClaim extends SiblingClaim {
  readonly row: ClaimRow;
  /** The decision that stands, with the day of its remittance. */
  readonly decision: { readonly payment: ClaimPayment835; readonly on: LocalDate } | null;
}

/** The claims of a visit, who was billed first first, kept from others until the transaction ends. */
export async function lockFamily(tx: BillingTx, encounterId: string): Promise<FamilyClaim[]> {
  await tx
    .selectFrom("claim")
    .select("claim_id")
    .where("encounter_id", "=", encounterId)
    .orderBy("claim_id")
    .forUpdate()
    .execute();
  return familyOf(tx, encounterId);
}

export async function familyOf(tx: BillingTx, encounterId: string): Promise<FamilyClaim[]> {
  const rows = await tx
    .selectFrom("claim")
    .select(CLAIM_COLUMNS)
    .where("encounter_id", "=", encounterId)
    .orderBy("payer_order")
    .orderBy("claim_id")
    .execute();
  const family: FamilyClaim[] = [];
  for (const row of rows) {
    const last = await lastDecision(tx, row.claim_id);
    family.push({
      row,
      claimId: row.claim_id,
      number: row.number,
      coverageId: row.coverage_id,
      order: row.payer_order,
      status: row.status,
      claimFiling: row.content.payer.claimFiling,
      payerClaimNumber: row.payer_claim_number,
      takenBack: last?.outcome === "reversal",
      decision: last && last.outcome !== "reversal" ? { payment: last.content, on: last.payment_date } : null,
    });
  }
  return family;
}

async function lastDecision(tx: BillingTx, claimId: string) {
  return tx
    .selectFrom("remittance_claim as c")
    .innerJoin("remittance as r", "r.remittance_id", "c.remittance_id")
    .where("c.claim_id", "=", claimId)
    .where("c.posted", "=", true)
    .orderBy("c.sequence", "desc")
    .select(["c.content", "c.outcome", "r.payment_date"])
    .executeTakeFirst();
}

/** What earlier payers left to a claim (BIL-71), and what they took off by contract on the visit's other claims. */
export async function leftTo(tx: BillingTx, claim: ClaimRow): Promise<{ left: number; givenUp: number }> {
  const rows = await tx
    .selectFrom("ledger_entry as e")
    .innerJoin("ledger_transaction as t", "t.transaction_id", "e.transaction_id")
    .where("e.patient_id", "=", claim.patient_id)
    .where("e.encounter_id", "=", claim.encounter_id)
    .where((eb) =>
      eb.or([
        eb.and([
          eb("e.account", "=", "insurance-receivable"),
          eb("e.claim_id", "=", claim.claim_id),
          eb("t.posting_key", "like", "next-payer%"),
        ]),
        eb.and([eb("e.account", "=", "contractual"), eb("e.claim_id", "<>", claim.claim_id)]),
      ]),
    )
    .groupBy("e.account")
    .select(["e.account", sql<number>`sum(e.amount)::bigint`.as("amount")])
    .execute();
  const of = (account: string) => rows.find((row) => row.account === account)?.amount ?? 0;
  return { left: of("insurance-receivable"), givenUp: of("contractual") };
}

/** What was passed on from a claim's decisions and not taken back since, by claim, account and charge. */
export async function passedOnFrom(tx: BillingTx, claimId: string) {
  return tx
    .selectFrom("ledger_entry as e")
    .innerJoin("ledger_transaction as t", "t.transaction_id", "e.transaction_id")
    .innerJoin("remittance_claim as c", (join) =>
      join.on(sql<boolean>`c.remittance_claim_id::text = t.source_id`).on("c.claim_id", "=", claimId),
    )
    .where("t.posting_key", "like", "next-payer%")
    .groupBy(["e.claim_id", "e.account", "e.charge_id", "e.patient_id", "e.encounter_id"])
    .having(sql<number>`sum(e.amount)`, "<>", 0)
    .select([
      "e.claim_id",
      "e.account",
      "e.charge_id",
      "e.patient_id",
      "e.encounter_id",
      sql<number>`sum(e.amount)::bigint`.as("amount"),
    ])
    .execute();
}

/** Which of some claims have a refusal that nobody has settled. */
export async function withOpenDenial(tx: BillingTx, claimIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (claimIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom("denial")
    .select("claim_id")
    .where("claim_id", "in", claimIds)
    .where("status", "in", ["open", "appealed", "corrected"])
    .distinct()
    .execute();
  return new Set(rows.map((row) => row.claim_id));
}
