import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import { isUnsent, type ClaimStatus } from "../../claims/domain/claim-status.ts";
import type { Entry } from "../../ledger/domain/ledger.ts";

/** A claim of a visit among those for the visit's other payers. */
export interface SiblingClaim {
  readonly claimId: string;
  readonly number: string;
  readonly coverageId: string;
  /** 1 is who was billed first (SBR01 P), then S and T. */
  readonly order: number;
  readonly status: ClaimStatus;
  /** SBR09 of its payer, which CLP06 mostly repeats. */
  readonly claimFiling: string;
  readonly payerClaimNumber: string | null;
  /** Its payer decided, and then took the decision back. */
  readonly takenBack: boolean;
}

/** CLP02: as which payer it was decided; the twenties say in addition that it was sent on (X12 005010X221A1, loop 2100). */
const DECIDED_AS: { readonly [status: string]: number } = { "1": 1, "2": 2, "3": 3, "19": 1, "20": 2, "21": 3 };

/** Whether the payer sent the claim on to the next one by itself: then nobody else does (BIL-73). */
export function sentOn(payment: Pick<ClaimPayment835, "status">): boolean {
  return payment.status === "19" || payment.status === "20" || payment.status === "21";
}

/**
 * Who pays after a claim's payer (BIL-70): the first in the order of billing, of those in force on the day, that stands behind it
 * and had no turn yet.
 *
 * @param inForce the patient's coverages in force on the date of service, in the order of billing; self-pay is none.
 */
export function nextCoverage(
  inForce: readonly Coverage[],
  claim: Pick<SiblingClaim, "coverageId" | "order">,
  priority: number,
  family: readonly SiblingClaim[],
): Coverage | null {
  const had = new Set(family.filter((one) => one.order <= claim.order).map((one) => one.coverageId));
  return inForce.find((one) => one.priority > priority && !had.has(one.coverageId)) ?? null;
}

/**
 * Whether a claim is with its payer on the strength of the earlier payer's decision, so that this decision can't be taken back
 * without a person (BIL-74).
 */
export function isOut(claim: Pick<SiblingClaim, "status" | "takenBack">): boolean {
  return !isUnsent(claim.status) && claim.status !== "rejected" && claim.status !== "voided" && !claim.takenBack;
}

/**
 * Which claim of a visit a payment is about (BIL-73). A claim that a payer sent on keeps our number of the first claim, so the
 * number alone does not tell: the later payer's own number, then the order it decided in, then its kind.
 *
 * @param numbered the claim that has the payment's number (CLP01).
 * @param family all claims of the same visit, that one too.
 */
export function claimOfPayment<Claim extends SiblingClaim>(
  numbered: Claim,
  family: readonly Claim[],
  payment: Pick<ClaimPayment835, "status" | "payerClaimNumber" | "filingIndicator">,
): { readonly claim: Claim } | { readonly waits: string } {
  const others = family.filter((one) => one.claimId !== numbered.claimId);
  const known = payment.payerClaimNumber !== "" && payment.payerClaimNumber !== numbered.payerClaimNumber;
  const byNumber = known ? others.find((one) => one.payerClaimNumber === payment.payerClaimNumber) : undefined;
  if (byNumber) return { claim: byNumber };
  if (!known || payment.filingIndicator === numbered.claimFiling) return { claim: numbered };
  const order = DECIDED_AS[payment.status];
  if (order === undefined) {
    const sameKind = others.filter((one) => one.order > numbered.order && one.claimFiling === payment.filingIndicator);
    return { claim: sameKind.length === 1 && sameKind[0] ? sameKind[0] : numbered };
  }
  if (order <= numbered.order) return { claim: numbered };
  const later = others.find((one) => one.order === order);
  return later
    ? { claim: later }
    : { waits: "A later payer decided; the earlier payer's decision, which names it, is not posted here yet." };
}

/** What an earlier payer left to the patient goes to the next payer first (BIL-71): it leaves the patient's side again. */
export function passOnEntries(
  posted: readonly Entry[],
  next: { readonly claimId: string; readonly payerName: string },
) {
  return posted
    .filter((entry) => entry.account === "patient-receivable")
    .flatMap((entry): Entry[] => {
      const about = {
        patientId: entry.patientId ?? null,
        encounterId: entry.encounterId ?? null,
        chargeId: entry.chargeId ?? null,
        claimId: next.claimId,
        because: `Goes to ${next.payerName} first, who pays after this payer`,
        rule: "BIL-71",
      };
      return [
        { ...about, account: "insurance-receivable", amount: entry.amount },
        { ...about, account: "patient-receivable", amount: -entry.amount },
      ];
    });
}
