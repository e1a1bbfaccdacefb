import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { LocalDate } from "@practicum/kernel/local-date";
import { must } from "@practicum/kernel/assert";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import { meaningOf } from "../../claims/domain/code-facts.ts";
import { adjudicatedStatus, isUnsent, type ClaimStatus } from "../../claims/domain/claim-status.ts";
import { denialDeadline, recommendedAction } from "../../denials/domain/denial-policy.ts";
import { voidIsOut } from "../../claims/domain/claim-void.ts";
import { opposite, posting, type Posting } from "../../ledger/domain/ledger.ts";
import {
  decidePosting,
  type AdjudicationSums,
  type DeniedAmount,
  type Downcoded,
  type PostingDecision,
} from "./decide-posting.ts";
import { claimOfPayment, isOut, passOnEntries, sentOn } from "./next-payer.ts";
import {
  adjudicationOf,
  coverageAfter,
  postingKey,
  type PostingFacts,
  type ReceivedDecision,
  type StandingDenial,
  type VisitClaim,
} from "./posting-facts.ts";

export type Posted = Extract<PostingDecision, { kind: "post" }>;

/** Everything that a decision does once it is posted: to its claim, to the ledger, and to the visit's other claims. */
export interface PostingPlan<Claim extends VisitClaim = VisitClaim> {
  readonly claim: Claim;
  readonly outcome: Posted["outcome"];
  /** Who took the decision back, of a reversal. */
  readonly takenBackBy: "payer" | "hand" | null;
  readonly postings: readonly Posting[];
  readonly overturned: readonly StandingDenial[];
  readonly denials: readonly (DeniedAmount & { readonly deadline: LocalDate | null })[];
  readonly downcoded: readonly Downcoded[];
  readonly after: {
    readonly status: ClaimStatus;
    readonly sums: AdjudicationSums;
    readonly payerClaimNumber: string | null;
  };
  readonly next: readonly NextStep<Claim>[];
  readonly history: readonly { readonly what: string; readonly detail: string; readonly fileId: string | null }[];
  /** Nothing follows any more: the visit's charges are done with. */
  readonly closesCharges: boolean;
}

/** What becomes of another claim of the visit. */
export type NextStep<Claim extends VisitClaim = VisitClaim> =
  | { readonly does: "open"; readonly claimId: string; readonly coverage: Coverage; readonly sentOn: boolean }
  | {
      readonly does: "rebuild";
      readonly claim: Claim;
      readonly what: string;
      readonly frequency: Claim["frequency"];
      readonly attempt: number;
    }
  | { readonly does: "sent-on" | "void"; readonly claim: Claim };

export type Placed<Claim extends VisitClaim> =
  | { readonly kind: "wait"; readonly claim: Claim; readonly problem: string }
  | { readonly kind: "post"; readonly plan: PostingPlan<Claim> };

/**
 * BIL-73: finds the claim of the visit that a payment is about, and decides what is posted of it.
 * @param numbered the claim that has the payment's number (CLP01).
 * @param newClaimId the id of the next payer's claim, where one is to be opened.
 */
export function placePayment<Claim extends VisitClaim>(
  facts: PostingFacts<Claim>,
  numbered: Claim,
  received: ReceivedDecision,
  newClaimId: string,
): Placed<Claim> {
  const found = claimOfPayment(numbered, facts.family, received.payment);
  if ("waits" in found) return { kind: "wait", claim: numbered, problem: found.waits };
  return planFor(facts, found.claim, received, newClaimId);
}

/** The same where it is known which claim is meant. */
export function planFor<Claim extends VisitClaim>(
  facts: PostingFacts<Claim>,
  claim: Claim,
  received: ReceivedDecision,
  newClaimId: string,
): Placed<Claim> {
  const decision = decideFor(facts, claim, received.payment);
  if (decision.kind === "wait") return { kind: "wait", claim, problem: decision.problem };
  return { kind: "post", plan: planPosting(facts, claim, received, decision, newClaimId) };
}

/** What may be posted of a decision to a claim, given all that was posted before to it and to the visit's other claims. */
function decideFor(facts: PostingFacts, claim: VisitClaim, payment: ClaimPayment835): PostingDecision {
  // What was passed on once stays with that claim, even where the order of billing was changed since.
  const passed = new Set(claim.passedOn.map((one) => one.claimId));
  const out = facts.family.some((one) => passed.has(one.claimId) && isOut(one));
  return decidePosting(
    {
      ...claim,
      posted: adjudicationOf(claim),
      postedEntries: claim.posted,
      later: claim.order > 1 ? claim.left : null,
      next: coverageAfter(facts, claim) || passed.size > 0 ? { out } : null,
    },
    payment,
    meaningOf,
  );
}

function planPosting<Claim extends VisitClaim>(
  facts: PostingFacts<Claim>,
  claim: Claim,
  received: ReceivedDecision,
  decision: Posted,
  newClaimId: string,
): PostingPlan<Claim> {
  const source = { kind: "remittance" as const, id: received.remittanceClaimId };
  const reversal = decision.outcome === "reversal";
  const overturned = reversal || decision.replacesDenial ? claim.denials : [];
  const onward = reversal ? takeBack(facts, claim, received) : passOn(facts, claim, received, decision, newClaimId);
  const after = stateAfter(claim, received, decision, overturned);
  return {
    claim,
    outcome: decision.outcome,
    takenBackBy: reversal ? "payer" : null,
    postings: [
      posting(`remittance-claim:${postingKey(received)}`, source, decision.entries),
      ...overturned.map(undone),
      ...onward.postings,
    ],
    overturned,
    denials: decision.denied.map((denied) => ({ ...denied, deadline: deadlineOf(claim, received, denied) })),
    downcoded: decision.downcoded,
    after,
    next: onward.next,
    history: [
      {
        what: reversal ? "Payer took its decision back" : "Payer decided",
        detail: `Remittance ${received.trace}`,
        fileId: received.fileId,
      },
      ...decision.downcoded.map((one) => ({
        what: `Paid as ${one.paidCode}, billed as ${one.billedCode}`,
        detail: one.announced ? "The payer changed the code" : "The payer changed the code without saying so",
        fileId: null,
      })),
      ...onward.history.map((one) => ({ ...one, fileId: null })),
    ],
    closesCharges: !reversal && !onward.goesOn && after.status === "paid",
  };
}

function stateAfter(
  claim: VisitClaim,
  received: ReceivedDecision,
  decision: Posted,
  overturned: readonly StandingDenial[],
): PostingPlan["after"] {
  const sums = adjudicationOf({
    posted: [...claim.posted, ...decision.entries],
    denials: [...claim.denials.filter((one) => !overturned.includes(one)), ...decision.denied.map(asDenial)],
  });
  return {
    // After a reversal nothing is decided: the claim is where it was when the payer had taken it in.
    // BIL-491: that was what its void asked for.
    status: adjudicatedStatus(sums) ?? (decision.outcome === "reversal" && voidIsOut(claim) ? "voided" : "accepted"),
    sums,
    payerClaimNumber: received.payment.payerClaimNumber || claim.payerClaimNumber,
  };
}

function asDenial(denied: DeniedAmount): StandingDenial {
  return { denialId: "", amount: denied.amount, resolution: [] };
}

/**
 * BIL-37: the payer has taken its refusal back, so what was written off or billed to the patient because of it is undone by
 * opposite entries. The new decision says what is owed now.
 */
function undone({ denialId, resolution }: StandingDenial): Posting {
  const entries = opposite(resolution, "The payer took its refusal back, so this is undone", "BIL-37");
  return posting(`denial-undone:${denialId}`, { kind: "denial", id: denialId }, entries);
}

function deadlineOf(claim: VisitClaim, received: ReceivedDecision, denied: DeniedAmount): LocalDate | null {
  return denialDeadline({
    action: recommendedAction(denied.group, denied.reason),
    appealDays: claim.payer.appealDays,
    filingDays: claim.payer.filingDays,
    corrected: claim.payer.corrected ?? null,
    serviceDate: claim.serviceDate,
    paymentDate: received.paymentDate,
  });
}

interface Onward<Claim extends VisitClaim> {
  readonly goesOn: boolean;
  readonly postings: readonly Posting[];
  readonly next: readonly NextStep<Claim>[];
  readonly history: readonly { readonly what: string; readonly detail: string }[];
}

/** BIL-71: what a decision left to the patient goes to the next payer, when there is one. */
function passOn<Claim extends VisitClaim>(
  facts: PostingFacts<Claim>,
  claim: Claim,
  received: ReceivedDecision,
  decision: Posted,
  newClaimId: string,
): Onward<Claim> {
  const forwarded = sentOn(received.payment);
  const coverage = decision.sums.patient > 0 ? coverageAfter(facts, claim) : null;
  if (!coverage) {
    const lost = forwarded && decision.sums.patient > 0;
    return {
      goesOn: false,
      postings: [],
      next: voided(facts, claim),
      history: lost ? [unknownPayer(claim, received)] : [],
    };
  }
  const known = facts.family.find((one) => one.coverageId === coverage.coverageId);
  const claimId = known?.claimId ?? newClaimId;
  const entries = passOnEntries(decision.entries, { claimId, payerName: coverage.payerName });
  const source = { kind: "remittance" as const, id: received.remittanceClaimId };
  const detail = `${coverage.payerName} pays next, of what this payer left to the patient`;
  return {
    goesOn: true,
    postings: [posting(`next-payer:${postingKey(received)}`, source, entries)],
    next: known ? turnAgain(known, forwarded) : [{ does: "open", claimId, coverage, sentOn: forwarded }],
    history: [{ what: "Another payer follows", detail }],
  };
}

/** The claim is there already, because the payer before decides for the second time. What that payer sends on is not ours to send. */
function turnAgain<Claim extends VisitClaim>(next: Claim, forwarded: boolean): NextStep<Claim>[] {
  if (isOut(next)) return [];
  if (forwarded) return [{ does: "sent-on", claim: next }];
  const voided = next.status === "voided";
  // BIL-491: a claim that its payer voided was sent: what is billed instead is a new one, of another attempt.
  const anew = voided && next.frequency === "8";
  const resent = anew || (!isUnsent(next.status) && !voided);
  return [
    {
      does: "rebuild",
      claim: next,
      what: "The payer before decided again",
      frequency: anew ? "1" : next.takenBack && next.payerClaimNumber ? "7" : next.frequency,
      attempt: resent ? next.attempt + 1 : next.attempt,
    },
  ];
}

/** Claims that were made for what is not left to them after all, and never sent. */
function voided<Claim extends VisitClaim>(facts: PostingFacts<Claim>, claim: Claim): NextStep<Claim>[] {
  return facts.family
    .filter((one) => one.order > claim.order && isUnsent(one.status) && one.attempt === 1 && one.left.left === 0)
    .map((one) => ({ does: "void", claim: one }));
}

function unknownPayer(claim: VisitClaim, received: ReceivedDecision) {
  const carrier = received.payment.crossoverCarrier?.name ?? "another payer";
  const detail = `${claim.payerName} sent it on to ${carrier}, which is no coverage of that day here: ask the patient, and add it.`;
  return { what: "Sent on to a payer that is not known here", detail };
}

/** BIL-74: a payer takes its decision back, so nothing is left to the next one until it decides again. */
function takeBack<Claim extends VisitClaim>(
  facts: PostingFacts<Claim>,
  claim: Claim,
  received: ReceivedDecision,
): Onward<Claim> {
  if (claim.passedOn.length === 0) return { goesOn: false, postings: [], next: [], history: [] };
  const because = `${claim.payerName} took back the decision that left it to the next payer`;
  const source = { kind: "remittance" as const, id: received.remittanceClaimId };
  const entries = opposite(claim.passedOn, because, "BIL-74");
  const ids = new Set(claim.passedOn.map((one) => one.claimId));
  return {
    goesOn: false,
    postings: [posting(`next-payer-undone:${postingKey(received)}`, source, entries)],
    next: facts.family
      .filter((one) => ids.has(one.claimId) && isUnsent(one.status))
      .map((one) => afterTakeBack(one, voidIsOut(claim))),
    history: [],
  };
}

/** BIL-491: with a claim that is void goes the next payer's, where it was never sent; else it waits for the new decision. */
function afterTakeBack<Claim extends VisitClaim>(next: Claim, forGood: boolean): NextStep<Claim> {
  if (forGood && next.attempt === 1) return { does: "void", claim: next };
  const { frequency, attempt } = next;
  return { does: "rebuild", claim: next, what: "The payer before took its decision back", frequency, attempt };
}

/**
 * BIL-95: a posted decision is taken back by hand: the opposite of all that it did. Only the one that stands last can be, and only
 * while the next payer was not billed because of it.
 */
export function planTakingBack<Claim extends VisitClaim>(
  facts: PostingFacts<Claim>,
  claim: Claim,
  received: ReceivedDecision,
  because: string,
): Placed<Claim> {
  if (claim.decidedBy !== received.remittanceClaimId)
    return { kind: "wait", claim, problem: "A later decision was posted to this claim. Take that one back first." };
  const out = facts.family.some((one) => claim.passedOn.some((moved) => moved.claimId === one.claimId) && isOut(one));
  if (out)
    return {
      kind: "wait",
      claim,
      problem: "The next payer was billed because of this decision. Open that claim for correction first.",
    };
  const sums = adjudicationOf(claim);
  const decision: Posted = {
    kind: "post",
    outcome: "reversal",
    entries: claim.posted.map((one) => ({
      account: one.account,
      amount: -one.amount,
      patientId: claim.patientId,
      encounterId: claim.encounterId,
      claimId: claim.claimId,
      chargeId: one.chargeId ?? null,
      because: `Posting reversed: ${because}`,
      rule: "BIL-95",
    })),
    denied: [],
    sums: { paid: -sums.paid, patient: -sums.patient, contractual: -sums.contractual, denied: -sums.denied },
    downcoded: [],
    replacesDenial: false,
  };
  const plan = planPosting(facts, claim, received, decision, "");
  const [posted, ...rest] = plan.postings;
  return {
    kind: "post",
    plan: {
      ...plan,
      takenBackBy: "hand",
      // What a person takes back the payer has not voided.
      after: plan.after.status === "voided" ? { ...plan.after, status: "accepted" } : plan.after,
      postings: posted ? [{ ...posted, key: `${posted.key}:undone` }, ...rest] : [],
      history: [{ what: "Posting reversed by hand", detail: because, fileId: null }],
    },
  };
}

/** The claim of a visit by its number; it is there, for the facts were found by it. */
export function claimNumbered<Claim extends VisitClaim>(facts: PostingFacts<Claim>, number: string): Claim {
  return must(facts.family.find((one) => one.number === number));
}
