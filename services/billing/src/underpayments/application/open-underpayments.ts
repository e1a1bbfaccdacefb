import { insertUnderpayments } from "../sql/underpayments.ts";
import { missingMoney } from "../domain/missing-money.ts";
import { pricesOn } from "../../charges/sql/prices.ts";
import type { BillingContext } from "../../application/context.ts";
import type { PostingPlan } from "../../remittance/domain/plan-posting.ts";
import type { ReceivedDecision } from "../../remittance/domain/posting-facts.ts";
import type { FactsClaim } from "../../remittance/sql/posting-facts.ts";

/** BIL-133: a line that was paid as a cheaper service waits in a queue of its own, whether the payer said so or not. */
export async function openUnderpayments(
  context: BillingContext,
  { claim, downcoded }: Pick<PostingPlan<FactsClaim>, "claim" | "downcoded">,
  received: ReceivedDecision,
): Promise<void> {
  if (downcoded.length === 0) return;
  const codes = downcoded.flatMap((one) => [one.billedCode, one.paidCode]);
  const prices = await pricesOn(context.tx, claim.serviceDate, codes);
  const price = (code: string) => prices.get(code)?.price ?? null;
  const rows = downcoded
    .map((one) => ({
      ...one,
      missing: missingMoney(one.allowed, { billed: price(one.billedCode), paid: price(one.paidCode) }),
    }))
    .filter((one) => one.missing === null || one.missing > 0);
  await insertUnderpayments(
    context.tx,
    rows.map((one) => ({
      underpayment_id: context.ids.next<"underpayment">(),
      claim_id: claim.claimId,
      remittance_claim_id: received.remittanceClaimId,
      patient_id: claim.patientId,
      charge_id: one.chargeId,
      billed_code: one.billedCode,
      billed_label: claim.row.content.lines.find((line) => line.chargeId === one.chargeId)?.label ?? "",
      paid_code: one.paidCode,
      announced: one.announced,
      billed: one.billed,
      allowed: one.allowed,
      paid: one.paid,
      missing: one.missing,
      status: "open" as const,
      note: null,
      opened_at: context.now,
      version: 1,
    })),
  );
}
