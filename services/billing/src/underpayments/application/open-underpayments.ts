import type { BillingContext } from "../../application/context.ts";
import type { PostingPlan } from "../../remittance/domain/plan-posting.ts";
import type { ReceivedDecision } from "../../remittance/domain/posting-facts.ts";
import type { FactsClaim } from "../../remittance/sql/posting-facts.ts";
import { dropJudgedLines, writeJudgedLines } from "../sql/judged-lines.ts";
import { insertUnderpayments, type FoundShort } from "../sql/underpayments.ts";
import { judgeDecision } from "./judge-decision.ts";

type Plan = Pick<PostingPlan<FactsClaim>, "claim" | "downcoded" | "outcome">;

/**
 * BIL-133, BIL-389: a line that was paid as a cheaper service, or below the contract of its day, waits in a queue of its own; how each line
 * stands to the contract is kept for the report (BIL-399), as long as the decision stands.
 */
export async function openUnderpayments(
  context: BillingContext,
  { claim, downcoded, outcome }: Plan,
  { remittanceClaimId, payment }: ReceivedDecision,
): Promise<void> {
  const { tx } = context;
  if (outcome === "reversal") return dropJudgedLines(tx, claim.claimId);
  const { short, lines } = await judgeDecision(tx, claim, { remittanceClaimId, payment, downcoded });
  await writeJudgedLines(tx, claim.claimId, lines);
  await enterQueue(context, { claimId: claim.claimId, patientId: claim.patientId, remittanceClaimId }, short);
}

/** What was found waits to be worked. */
export async function enterQueue(
  context: BillingContext,
  of: { readonly claimId: string; readonly patientId: string; readonly remittanceClaimId: string },
  short: readonly FoundShort[],
): Promise<void> {
  await insertUnderpayments(
    context.tx,
    short.map((row) => ({
      underpayment_id: context.ids.next<"underpayment">(),
      claim_id: of.claimId,
      remittance_claim_id: of.remittanceClaimId,
      patient_id: of.patientId,
      status: "open" as const,
      note: null,
      opened_at: context.now,
      version: 1,
      left_queue: false,
      ...row,
    })),
  );
}
