import { must } from "@practicum/kernel/assert";
import { contractOfClaim, factsOfClaim } from "../../contracts/application/contract-of-claim.ts";
import { pricesOn } from "../../charges/sql/prices.ts";
import type { BillingContext } from "../../application/context.ts";
import type { Downcoded } from "../../remittance/domain/decide-posting.ts";
import type { PostingPlan } from "../../remittance/domain/plan-posting.ts";
import type { ReceivedDecision } from "../../remittance/domain/posting-facts.ts";
import type { FactsClaim } from "../../remittance/sql/posting-facts.ts";
import { missingMoney } from "../domain/missing-money.ts";
import { shortPaid, type ShortPaid } from "../domain/short-paid.ts";
import { insertUnderpayments } from "../sql/underpayments.ts";

type Plan = Pick<PostingPlan<FactsClaim>, "claim" | "downcoded" | "outcome">;

/**
 * BIL-133, BIL-389: a line that was paid as a cheaper service, or below the contract of its day, waits in a queue of its own. What the
 * contract prices is judged by it alone; the rest by the payer's own rate.
 */
export async function openUnderpayments(
  context: BillingContext,
  { claim, downcoded, outcome }: Plan,
  received: ReceivedDecision,
): Promise<void> {
  if (outcome === "reversal") return;
  const judged = await judge(context, claim, received);
  const rest = downcoded.filter((one) => !judged?.known.has(one.chargeId));
  const rows = [
    ...(judged ? judged.short.map((one) => ofContract(claim, one, downcoded, judged)) : []),
    ...(await ofOwnRate(context, claim, rest)),
  ];
  await insertUnderpayments(
    context.tx,
    rows.map((row) => ({
      underpayment_id: context.ids.next<"underpayment">(),
      claim_id: claim.claimId,
      remittance_claim_id: received.remittanceClaimId,
      patient_id: claim.patientId,
      status: "open" as const,
      note: null,
      opened_at: context.now,
      version: 1,
      ...row,
    })),
  );
}

/** By the contract of the day. A later payer's claim is not judged: it pays what the one before left. */
async function judge({ tx }: BillingContext, claim: FactsClaim, { payment }: ReceivedDecision) {
  if (claim.order !== 1) return null;
  const { content } = claim.row;
  const contract = await contractOfClaim(tx, content);
  if (!contract) return null;
  const facts = await factsOfClaim(tx, [contract.content], content);
  const lines = content.lines.map((line) => ({ ...line, charge: line.amount }));
  return { contract, ...shortPaid(contract.content, { number: claim.number, lines }, payment, facts) };
}

function ofContract(
  claim: FactsClaim,
  one: ShortPaid,
  downcoded: readonly Downcoded[],
  { contract }: NonNullable<Awaited<ReturnType<typeof judge>>>,
) {
  const line = must(claim.row.content.lines.find((each) => each.chargeId === one.chargeId));
  return {
    charge_id: one.chargeId,
    billed_code: line.code,
    billed_label: line.label,
    paid_code: one.paidCode,
    announced: downcoded.some((each) => each.chargeId === one.chargeId && each.announced),
    billed: line.amount,
    allowed: one.allowed,
    paid: one.paid,
    missing: one.missing,
    expected: one.expected,
    contract_id: contract.contractId,
    contract_version: contract.version,
    term: one.term,
    because: one.because,
  };
}

/** BIL-133: what the contract says nothing of is measured by what the payer allowed for the other code. */
async function ofOwnRate(context: BillingContext, claim: FactsClaim, downcoded: readonly Downcoded[]) {
  if (downcoded.length === 0) return [];
  const codes = downcoded.flatMap((one) => [one.billedCode, one.paidCode]);
  const prices = await pricesOn(context.tx, claim.serviceDate, codes);
  const price = (code: string) => prices.get(code)?.price ?? null;
  return downcoded
    .map((one) => ({
      charge_id: one.chargeId,
      billed_code: one.billedCode,
      billed_label: claim.row.content.lines.find((line) => line.chargeId === one.chargeId)?.label ?? "",
      paid_code: one.paidCode,
      announced: one.announced,
      billed: one.billed,
      allowed: one.allowed,
      paid: one.paid,
      missing: missingMoney(one.allowed, { billed: price(one.billedCode), paid: price(one.paidCode) }),
      expected: null,
      contract_id: null,
      contract_version: null,
      term: null,
      because: null,
    }))
    .filter((one) => one.missing === null || one.missing > 0);
}
