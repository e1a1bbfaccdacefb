import { dateIn } from "@practicum/kernel/instant";
import { formatCents } from "@practicum/kernel/money";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import type { BillingContext } from "../../application/context.ts";
import type { ClaimContent } from "../../claims/domain/claim-content.ts";
import { meaningOf } from "../../claims/domain/code-facts.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { explainAdjustment, paymentOfLine } from "../../remittance/domain/explain-payment.ts";
import { findPractice } from "../../sql/copies.ts";
import type { EarlierAppeal } from "../domain/appeal-state.ts";
import { filingsOf } from "../domain/filing-proof.ts";
import type { LetterFacts, LetterLine } from "../domain/letter-facts.ts";
import { answeredOn } from "../sql/appeal-mail.ts";
import type { AppealRow } from "../sql/appeals.ts";
import { acknowledgmentsOf, decisionOf, sendingsOf } from "../sql/filings.ts";

/** What a letter about a refusal rests on. */
export type Refusal = Pick<
  AppealRow,
  | "claim_id"
  | "number"
  | "payer_name"
  | "payer_claim_number"
  | "provider_name"
  | "service_date"
  | "total"
  | "content"
  | "amount"
  | "adjustment_group"
  | "reason"
  | "remarks"
  | "codes"
  | "remittance_claim_id"
>;

/** All that a letter says, from the record (BIL-181). */
export async function letterFacts(
  context: BillingContext,
  refusal: Refusal,
  level: { readonly level: number; readonly name: string },
  before: readonly AppealRow[],
): Promise<LetterFacts> {
  const { tx, practice } = context;
  const { content } = refusal;
  const decision = await decisionOf(tx, refusal.remittance_claim_id);
  const earlier = before.filter((one) => one.level < level.level && one.sent_on !== null);
  const answered = await answeredOn(
    tx,
    earlier.map((one) => one.appeal_id),
  );
  const day = (at: string) => dateIn(at, practice.timeZone);
  const payer = await findPayer(tx, content.payer.payerId);
  const practiceCopy = await findPractice(tx);
  const sendings = await sendingsOf(tx, refusal.claim_id);
  const acknowledgments = await acknowledgmentsOf(tx, refusal.claim_id);
  return {
    practice: practiceCopy && { ...practiceCopy, address: practiceCopy.billingAddress },
    payerName: refusal.payer_name,
    payerAddress: (payer?.appeals.address ?? "").split("\n").filter((line) => line.trim() !== ""),
    level: level.level,
    levelName: level.name,
    patient: content.patient,
    memberId: content.coverage.memberId,
    claimNumber: refusal.number,
    payerClaimNumber: refusal.payer_claim_number,
    serviceDate: refusal.service_date,
    billed: refusal.total,
    provider: refusal.provider_name,
    denied: {
      amount: refusal.amount,
      group: refusal.adjustment_group,
      reason: refusal.reason,
      remarks: refusal.remarks,
      meaning: meaningOf({ group: refusal.adjustment_group, reason: refusal.reason }).replace(/\.$/, ""),
      decidedOn: decision.payment_date,
      trace: decision.trace,
    },
    lines: content.lines.map((line) => letterLine(refusal, line, decision.keyed ?? decision.content)),
    filings: filingsOf(
      refusal.number,
      sendings.map((one) => ({
        sentOn: day(one.submitted_at),
        controlNumber: one.control_number,
        reference: one.reference,
      })),
      acknowledgments.map((one) => ({ ...one, on: day(one.at), words: one.detail })),
    ),
    filingDays: content.payer.filingDays,
    earlier: earlier.map((one) => ({
      levelName: one.level_name,
      sentOn: one.sent_on ?? refusal.service_date,
      answeredOn: answered.get(one.appeal_id) ?? null,
    })),
  };
}

function letterLine(refusal: Refusal, line: ClaimContent["lines"][number], payment: ClaimPayment835): LetterLine {
  const paid = paymentOfLine(payment, refusal.number, line);
  const refused = (paid?.adjustments ?? []).some(
    (one) => one.group === refusal.adjustment_group && one.reason === refusal.reason,
  );
  return {
    code: line.code,
    label: line.label,
    modifiers: line.modifiers,
    units: line.units,
    amount: line.amount,
    paid: paid ? paid.paid : null,
    adjustments: (paid?.adjustments ?? [])
      .map(explainAdjustment)
      .map((one) => `${one.group}-${one.reason} ${formatCents(one.amount)}: ${one.meaning}`),
    diagnoses: line.pointers.flatMap((place) => refusal.content.diagnoses[place - 1] ?? []),
    refused,
  };
}

/** The levels that were gone through already, as the next one is decided by them. */
export async function earlierLevels(
  context: BillingContext,
  before: readonly AppealRow[],
): Promise<readonly EarlierAppeal[]> {
  const answered = await answeredOn(
    context.tx,
    before.map((one) => one.appeal_id),
  );
  return before.map((one) => ({
    level: one.level,
    status: one.status,
    answeredOn: answered.get(one.appeal_id) ?? null,
  }));
}
