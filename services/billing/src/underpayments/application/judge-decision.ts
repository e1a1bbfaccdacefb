import { must } from "@practicum/kernel/assert";
import type { Cents } from "@practicum/kernel/money";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import type { BillingContext } from "../../application/context.ts";
import { pricesOn } from "../../charges/sql/prices.ts";
import { contractAmong, contractPeriods, factsOfClaim } from "../../contracts/application/contract-of-claim.ts";
import type { Period } from "../../contracts/domain/contract-in-force.ts";
import type { Downcoded } from "../../remittance/domain/decide-posting.ts";
import type { FamilyClaim } from "../../remittance/sql/family.ts";
import { judgedLines } from "../domain/judged-lines.ts";
import { missingMoney } from "../domain/missing-money.ts";
import { shortPaid, type ShortPaid } from "../domain/short-paid.ts";
import type { JudgedRow } from "../sql/judged-lines.ts";
import type { FoundShort } from "../sql/underpayments.ts";

type Claim = Pick<FamilyClaim, "claimId" | "number" | "order" | "serviceDate" | "row">;
type Found = Awaited<ReturnType<typeof byContract>>;

/** What a decision lacks, and how each of its lines stands to the contract. */
export interface Judgement {
  readonly short: readonly FoundShort[];
  /** Of a first payer's decision alone. */
  readonly lines: readonly JudgedRow[];
}

/**
 * BIL-133, BIL-389, BIL-399: a decision beside the contract of the day. What the contract prices is judged by it alone; the rest, where it
 * was paid as another service, by the payer's own rate. A later payer's claim is not judged: it pays what the one before left.
 *
 * @param periods what the payer's contracts say over time, where it was read already.
 */
export async function judgeDecision(
  tx: BillingContext["tx"],
  claim: Claim,
  decision: {
    readonly remittanceClaimId: string;
    readonly payment: ClaimPayment835;
    readonly downcoded: readonly Downcoded[];
  },
  periods?: readonly Period[],
): Promise<Judgement> {
  const { downcoded, payment, remittanceClaimId } = decision;
  const found = claim.order === 1 ? await byContract(tx, claim, payment, periods) : null;
  const priced = new Set(found?.lines.filter((one) => one.allowed !== null).map((one) => one.chargeId));
  const short = [
    ...(found?.short.map((one) => ofContract(claim, one, downcoded, found)) ?? []),
    ...(await ofOwnRate(
      tx,
      claim,
      downcoded.filter((one) => !priced.has(one.chargeId)),
    )),
  ];
  if (claim.order !== 1) return { short, lines: [] };
  const missing = new Map<string, Cents>();
  for (const one of short) missing.set(one.charge_id, (missing.get(one.charge_id) ?? 0) + (one.missing ?? 0));
  const { number, row } = claim;
  const judged = judgedLines({ number, lines: row.content.lines }, payment, found?.lines ?? null);
  return {
    short,
    lines: judged.map(({ chargeId, ...line }) => ({
      claim_id: claim.claimId,
      charge_id: chargeId,
      remittance_claim_id: remittanceClaimId,
      payer_id: row.payer_id,
      service_date: claim.serviceDate,
      ...line,
      missing: missing.get(chargeId) ?? 0,
      contract_id: found?.contract.contractId ?? null,
      contract_version: found?.contract.version ?? null,
    })),
  };
}

async function byContract(
  tx: BillingContext["tx"],
  { number, row: { content } }: Claim,
  payment: ClaimPayment835,
  periods?: readonly Period[],
) {
  const contract = await contractAmong(tx, periods ?? (await contractPeriods(tx, content.payer.payerId)), content);
  if (!contract) return null;
  const facts = await factsOfClaim(tx, [contract.content], content);
  const lines = content.lines.map((line) => ({ ...line, charge: line.amount }));
  return { contract, ...shortPaid(contract.content, { number, lines }, payment, facts) };
}

function ofContract(
  claim: Claim,
  one: ShortPaid,
  downcoded: readonly Downcoded[],
  { contract }: NonNullable<Found>,
): FoundShort {
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
async function ofOwnRate(
  tx: BillingContext["tx"],
  claim: Claim,
  downcoded: readonly Downcoded[],
): Promise<FoundShort[]> {
  if (downcoded.length === 0) return [];
  const codes = downcoded.flatMap((one) => [one.billedCode, one.paidCode]);
  const prices = await pricesOn(tx, claim.serviceDate, codes);
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
