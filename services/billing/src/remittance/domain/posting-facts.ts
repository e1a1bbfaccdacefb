import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import type { Entry } from "../../ledger/domain/ledger.ts";
import { inForce } from "../../coverage/domain/in-force.ts";
import type { AdjudicationSums, NetEntry } from "./decide-posting.ts";
import type { LaterClaim } from "./later-share.ts";
import { nextCoverage, type SiblingClaim } from "./next-payer.ts";

/** What an entry moved and on whose account; why is not part of it. */
export type Moved = Omit<Entry, "because" | "rule">;

/** A refusal that stands, with what was done to the ledger because of it. */
export interface StandingDenial {
  readonly denialId: string;
  readonly amount: Cents;
  readonly resolution: readonly Moved[];
}

/** A claim of the visit with all that was posted to it so far. */
export interface VisitClaim extends SiblingClaim {
  readonly patientId: string;
  readonly encounterId: string;
  readonly payerName: string;
  readonly serviceDate: LocalDate;
  readonly total: Cents;
  readonly frequency: "1" | "7" | "8";
  readonly attempt: number;
  readonly payer: {
    readonly filingDays: number;
    readonly appealDays: number;
    readonly corrected?: { readonly days: number; readonly from: "service" | "decision" } | null;
  };
  /** The place of its coverage when it was built. */
  readonly priority: number;
  readonly lines: readonly {
    readonly lineNumber: number;
    readonly chargeId: string;
    readonly code: string;
    readonly amount: Cents;
  }[];
  /** The row of the decision that stands. */
  readonly decidedBy: string | null;
  /** What the decisions posted to it did to the ledger, net of reversals, by account and charge. */
  readonly posted: readonly NetEntry[];
  /** What went on from it to the next payer's claim and was not taken back since. */
  readonly passedOn: readonly Moved[];
  /** What the payers before left to it, and what they took off on the visit's other claims. */
  readonly left: LaterClaim;
  readonly denials: readonly StandingDenial[];
}

/** All that a payer's decision on a claim rests on: the visit's claims, who was billed first first, and the patient's coverages. */
export interface PostingFacts<Claim extends VisitClaim = VisitClaim> {
  readonly family: readonly Claim[];
  /** In the order of billing. */
  readonly coverages: readonly Coverage[];
}

/** A payer's decision on one claim, as it stands in a remittance. */
export interface ReceivedDecision {
  readonly remittanceClaimId: string;
  readonly payment: ClaimPayment835;
  readonly paymentDate: LocalDate;
  readonly trace: string;
  readonly fileId: string | null;
  /** How often its posting was taken back by hand before. */
  readonly reposted: number;
}

/** What tells the postings of a decision apart: one that was taken back by hand is posted again under another key (BIL-52). */
export function postingKey({ remittanceClaimId, reposted }: Pick<ReceivedDecision, "remittanceClaimId" | "reposted">) {
  return reposted === 0 ? remittanceClaimId : `${remittanceClaimId}:${reposted}`;
}

/** What payers decided on a claim so far. A refusal that a later decision replaced does not count. */
export function adjudicationOf(claim: Pick<VisitClaim, "posted" | "denials">): AdjudicationSums {
  const sum = (account: NetEntry["account"]) =>
    claim.posted.reduce((all, one) => (one.account === account ? all + one.amount : all), 0);
  return {
    paid: sum("insurance-clearing"),
    patient: sum("patient-receivable"),
    contractual: sum("contractual"),
    denied: claim.denials.reduce((all, one) => all + one.amount, 0),
  };
}

/** The coverage whose payer follows a claim's payer, as the order of billing is now (BIL-70). */
export function coverageAfter<
  Claim extends SiblingClaim & { readonly priority: number; readonly serviceDate: LocalDate },
>(
  facts: { readonly family: readonly Claim[]; readonly coverages: readonly Coverage[] },
  claim: Claim,
): Coverage | null {
  const own = facts.coverages.find((one) => one.coverageId === claim.coverageId);
  const open = facts.coverages.filter((one) => inForce(one, claim.serviceDate));
  return nextCoverage(open, claim, own?.priority ?? claim.priority, facts.family);
}
