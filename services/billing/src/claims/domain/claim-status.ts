import type { claimStatus } from "@practicum/contracts/billing/claims";
import { unreachable } from "@practicum/kernel/assert";
import type { z } from "zod";

export type ClaimStatus = z.output<typeof claimStatus>;

/**
 * The life of a claim. Answers come late, twice, and out of order; so an answer never moves a claim back: each has a rank, and
 * the highest rank wins whatever the order (BIL-27).
 *
 * ```
 *  (built) ─► needs-correction ◄──► ready ──submit──► submitted ─► acknowledged ─► accepted
 *                 ▲                                      │  999, 277CA    │            │
 *                 │                                      ├────────────────┴─► rejected │
 *                 └────────── correct (frequency 1) ◄────┼──────────────────────┘      │
 *                 ▲                                      │            835              │
 *                 │   (on paper: ready ──print──► printed ──EOB──► paid, ...; sent back undecided ──► rejected)
 *                 └─ correct (frequency 7) ◄─ denied, partly-denied, paid ◄────────────┘
 *                                                        └─► closed (every denial settled)
 *
 *  accepted, paid, partly-denied, denied ──void (frequency 8)──► ready ──submit──► ... ──835 takes back──► voided
 *                 ▲                                                │ 999, 277CA                              │
 *                 └────────────── withdraw ◄───────────────────────┴─► rejected            new claim (frequency 1) ─► ready
 * ```
 */
export function answerRank(status: ClaimStatus): number {
  switch (status) {
    case "draft":
    case "needs-correction":
    case "ready":
      return 0;
    case "submitted":
    case "printed":
      return 1;
    case "acknowledged":
      return 2;
    case "accepted":
      return 3;
    case "rejected":
      return 4;
    case "paid":
    case "partly-denied":
    case "denied":
    case "closed":
    case "voided":
      return 5;
    default:
      return unreachable(status);
  }
}

/** Where an acknowledgment takes a claim whose attempt it answers; the same status when it changes nothing. */
export function afterAnswer(status: ClaimStatus, answer: "acknowledged" | "accepted" | "rejected"): ClaimStatus {
  if (answerRank(status) === 0) return status;
  return answerRank(answer) > answerRank(status) ? answer : status;
}

/** Whether nothing is left to do about it: nobody looks again at a claim that is paid, closed or void (BIL-427). */
export function isFinished(status: ClaimStatus): boolean {
  return status === "paid" || status === "closed" || status === "voided";
}

/** May it be built again from its sources: only while nothing of this attempt has left the house. */
export function isUnsent(status: ClaimStatus): boolean {
  return answerRank(status) === 0;
}

/**
 * May it be opened for sending again, and as what (BIL-26). A payer that takes no replacements (BIL-132) gets a new claim of what it
 * refused as a whole; what it paid a part of is reopened by the payer itself. What the payer voided is billed anew.
 */
export function correctionOf(
  status: ClaimStatus,
  corrections: "replacement" | "new-claim",
  frequency: "1" | "7" | "8" = "1",
): "resend" | "replace" | "new" | "reopening" | null {
  const replaced = corrections === "replacement";
  switch (status) {
    case "voided":
      // BIL-491: one that was voided in the house has nothing to bill.
      return frequency === "8" ? "new" : null;
    case "rejected":
      return "resend";
    case "denied":
      return replaced ? "replace" : "new";
    case "partly-denied":
    case "paid":
      return replaced ? "replace" : "reopening";
    default:
      return null;
  }
}

/** What the payers' decisions so far make of a claim. Amounts are sums over everything posted, reversals included. */
export function adjudicatedStatus(sums: {
  readonly paid: number;
  readonly patient: number;
  readonly contractual: number;
  readonly denied: number;
}): ClaimStatus | null {
  const decided = sums.paid !== 0 || sums.patient !== 0 || sums.contractual !== 0;
  if (sums.denied > 0) return sums.paid > 0 || sums.patient > 0 ? "partly-denied" : "denied";
  return decided ? "paid" : null;
}
