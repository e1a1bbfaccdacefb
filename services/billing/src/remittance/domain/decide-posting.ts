import { formatCents, sumCents, type Cents } from "@practicum/kernel/money";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import type { Adjustment } from "@practicum/x12/types";
import { dispositionOf, type Disposition } from "./adjustment-policy.ts";
import { recommendedAction } from "../../denials/domain/denial-policy.ts";
import { allowedOf } from "./explain-payment.ts";
import { imbalanceOf } from "./check-remittance.ts";
import { laterShare, type LaterClaim, type SettledAdjustment } from "./later-share.ts";
import { move, type Entry } from "../../ledger/domain/ledger.ts";
import { matchLines, type ClaimLine } from "./match-lines.ts";

/** The claim of ours that a payment is about, and what was posted to it so far. */
export interface PostingClaim {
  readonly claimId: string;
  readonly number: string;
  readonly patientId: string;
  readonly encounterId: string;
  readonly payerName: string;
  readonly total: Cents;
  readonly lines: readonly ClaimLine[];
  readonly posted: AdjudicationSums;
  /** What the decisions posted so far did to the ledger, net: what a reversal takes back. */
  readonly postedEntries: readonly NetEntry[];
  /** Of a later payer's claim: what was left to it. Null for who was billed first. */
  readonly later: LaterClaim | null;
  /** The payer that follows, when there is one; `out` when it was billed already because of this claim's decision. */
  readonly next: { readonly out: boolean } | null;
}

export type NetEntry = Pick<Entry, "account" | "amount" | "chargeId">;

/** Sums over what payers decided; a reversal counts negative. */
export interface AdjudicationSums {
  readonly paid: Cents;
  readonly patient: Cents;
  readonly contractual: Cents;
  readonly denied: Cents;
}

export interface DeniedAmount {
  readonly group: string;
  readonly reason: string;
  readonly amount: Cents;
  /** Remark codes (RARC). */
  readonly remarks: readonly string[];
  /** The procedures it is about. */
  readonly codes: readonly string[];
}

/** A line that the payer paid as another service than the one that was billed (BIL-133). */
export interface Downcoded {
  readonly chargeId: string;
  readonly billedCode: string;
  readonly paidCode: string;
  /** Whether it said so (SVC06). */
  readonly announced: boolean;
  readonly billed: Cents;
  readonly allowed: Cents;
  readonly paid: Cents;
}

export type PostingDecision =
  | {
      readonly kind: "post";
      readonly outcome: "auto" | "denied" | "reversal";
      readonly entries: readonly Entry[];
      readonly denied: readonly DeniedAmount[];
      readonly sums: AdjudicationSums;
      readonly downcoded: readonly Downcoded[];
      /** The decision replaces an earlier refusal of the whole claim that nothing was posted for. */
      readonly replacesDenial: boolean;
    }
  | { readonly kind: "wait"; readonly problem: string };

const REVERSAL = "22";
const NOT_DECIDED = ["23", "25"];

/**
 * What an 835 does to a claim (BIL-31 to BIL-37): payments, contractual adjustments and the patient's share become entries; what
 * the payer refuses stays open and becomes a denial. A later payer decides on what the earlier ones left (BIL-72). A reversal is
 * the opposite of what was posted. Whatever does not fit waits for a person; nothing is forced.
 */
export function decidePosting(
  claim: PostingClaim,
  payment: ClaimPayment835,
  meaningOf: (adjustment: { readonly group: string; readonly reason: string }) => string,
): PostingDecision {
  const problem = whyWait(claim, payment);
  if (problem) return { kind: "wait", problem };
  if (payment.status === REVERSAL) return takeBack(claim);
  const reported = allAdjustments(claim, payment);
  const share = claim.later ? laterShare(claim.later, payment.paid, reported) : { kept: reported, takenBack: 0 };
  if ("problem" in share) return { kind: "wait", problem: share.problem };
  const adjustments = share.kept;
  const denied = deniedAmounts(adjustments);
  return {
    kind: "post",
    outcome: denied.length > 0 ? "denied" : "auto",
    entries: [
      ...paidEntries(claim, payment),
      ...adjustmentEntries(claim, adjustments, meaningOf),
      ...givenUpTakenBack(claim, share.takenBack),
    ],
    denied,
    sums: {
      paid: payment.paid,
      patient: sumOf(adjustments, "patient"),
      contractual: sumOf(adjustments, "contractual") - share.takenBack,
      denied: sumOf(adjustments, "denial"),
    },
    downcoded: downcodedLines(claim, payment),
    replacesDenial: claim.posted.denied > 0,
  };
}

/** BIL-37: the opposite of all that the payer's decisions did, to the cent, whatever has changed since. */
function takeBack(claim: PostingClaim): PostingDecision {
  const { paid, patient, contractual, denied } = claim.posted;
  return {
    kind: "post",
    outcome: "reversal",
    entries: claim.postedEntries.map((one) => ({
      ...aboutClaim(claim, one.chargeId ?? null),
      account: one.account,
      amount: -one.amount,
      because: `${claim.payerName} took back its decision`,
      rule: "BIL-37",
    })),
    denied: [],
    sums: { paid: -paid, patient: -patient, contractual: -contractual, denied: -denied },
    downcoded: [],
    replacesDenial: false,
  };
}

function whyWait(claim: PostingClaim, payment: ClaimPayment835): string | null {
  const { posted } = claim;
  if (NOT_DECIDED.includes(payment.status))
    return "The payer did not decide this claim; it was passed on or only estimated.";
  if (payment.status === REVERSAL) {
    const before = posted.paid !== 0 || posted.patient !== 0 || posted.contractual !== 0 || posted.denied !== 0;
    if (!before) return "The payer takes back a decision that was never posted here.";
    if (-payment.charge !== claim.total) return differs(claim.total, -payment.charge);
    if (-payment.paid !== posted.paid)
      return `The payer takes back ${formatCents(-payment.paid)}, but ${formatCents(posted.paid)} was posted.`;
    if (claim.next?.out)
      return "The next payer was billed because of this decision. Open that claim for correction first, then take this back.";
    return null;
  }
  const imbalance = imbalanceOf(payment);
  if (imbalance !== null) return imbalance;
  if (payment.charge !== claim.total) return differs(claim.total, payment.charge);
  if (posted.paid !== 0 || posted.patient !== 0 || posted.contractual !== 0)
    return "This claim was decided before, and the earlier decision was not reversed.";
  return null;
}

function differs(ours: Cents, theirs: Cents): string {
  return `The payer decided on ${formatCents(theirs)}, but the claim was for ${formatCents(ours)}.`;
}

interface PlacedAdjustment extends Adjustment, SettledAdjustment {
  readonly chargeId: string | null;
  readonly code: string | null;
  readonly remarks: readonly string[];
}

function allAdjustments(claim: PostingClaim, payment: ClaimPayment835): PlacedAdjustment[] {
  const whole = payment.outpatient?.remarks ?? [];
  const chargeIds = matchLines(claim, payment.lines);
  return [
    ...payment.adjustments.map((one) => ({
      ...one,
      disposition: disposition(claim, one),
      chargeId: null,
      code: null,
      remarks: whole,
    })),
    ...payment.lines.flatMap((line, index) => {
      const remarks = [
        ...(line.remarks ?? []).filter((one) => one.qualifier === "HE").map((one) => one.code),
        ...whole,
      ];
      const chargeId = chargeIds[index] ?? null;
      return line.adjustments.map((one) => ({
        ...one,
        disposition: disposition(claim, one),
        chargeId,
        code: line.procedure.code,
        remarks,
      }));
    }),
  ];
}

/** What a plan does not cover and calls the patient's is first of all the next payer's to decide (BIL-71). */
function disposition(claim: PostingClaim, { group, reason }: Adjustment): Disposition {
  const own = dispositionOf(group, reason);
  const covered = own === "denial" && claim.next && recommendedAction(group, reason) === "bill-patient";
  return covered ? "patient" : own;
}

/** BIL-133: what it allowed something for, under another code than ours. A line of nothing is a refusal, and worked as one. */
export function downcodedLines(claim: Pick<PostingClaim, "number" | "lines">, payment: ClaimPayment835): Downcoded[] {
  const chargeIds = matchLines(claim, payment.lines);
  return payment.lines.flatMap((line, index): Downcoded[] => {
    const ours = claim.lines.find((one) => one.chargeId === chargeIds[index]);
    const allowed = allowedOf(line.charge, line);
    if (!ours || line.procedure.code === ours.code || allowed <= 0) return [];
    return [
      {
        chargeId: ours.chargeId,
        billedCode: ours.code,
        paidCode: line.procedure.code,
        announced: line.submittedProcedure !== undefined,
        billed: line.charge,
        allowed,
        paid: line.paid,
      },
    ];
  });
}

/** Per line; as one amount where the payer adjusted the claim as a whole, for the lines' payments then do not sum to CLP04. */
function paidEntries(claim: PostingClaim, payment: ClaimPayment835): Entry[] {
  const perLine = payment.adjustments.length === 0 && payment.lines.length > 0;
  const chargeIds = matchLines(claim, payment.lines);
  const parts = perLine
    ? payment.lines.map((line, index) => ({
        amount: line.paid,
        chargeId: chargeIds[index] ?? null,
        what: line.procedure.code,
      }))
    : [{ amount: payment.paid, chargeId: null, what: "the claim" }];
  return parts.flatMap(({ amount, chargeId, what }) =>
    move(
      amount,
      { debit: "insurance-clearing", credit: "insurance-receivable" },
      {
        ...aboutClaim(claim, chargeId),
        because:
          amount < 0 ? `${claim.payerName} took back its payment for ${what}` : `${claim.payerName} paid for ${what}`,
        rule: "BIL-31",
      },
    ),
  );
}

function adjustmentEntries(
  claim: PostingClaim,
  adjustments: readonly PlacedAdjustment[],
  meaningOf: (adjustment: Adjustment) => string,
): Entry[] {
  return adjustments.flatMap((one): Entry[] => {
    const about = { ...aboutClaim(claim, one.chargeId), because: `${one.group}-${one.reason}: ${meaningOf(one)}` };
    switch (one.disposition) {
      case "contractual":
        return move(one.amount, { debit: "contractual", credit: "insurance-receivable" }, { ...about, rule: "BIL-32" });
      case "patient":
        return move(
          one.amount,
          { debit: "patient-receivable", credit: "insurance-receivable" },
          { ...about, rule: "BIL-33" },
        );
      case "forced":
        return move(
          one.amount,
          { debit: "write-off", credit: "insurance-receivable" },
          {
            ...about,
            because: "The payer's sums do not hold: a second person let the difference go",
            rule: "BIL-93",
          },
        );
      case "other-payer":
      case "denial":
        return [];
    }
  });
}

function givenUpTakenBack(claim: PostingClaim, amount: Cents): Entry[] {
  if (amount === 0) return [];
  const because = `${claim.payerName} allows more than the payer before it: a part is not given up after all`;
  const about = { ...aboutClaim(claim, null), because, rule: "BIL-72" };
  return move(-amount, { debit: "contractual", credit: "insurance-receivable" }, about);
}

function aboutClaim(claim: PostingClaim, chargeId: string | null) {
  return { patientId: claim.patientId, encounterId: claim.encounterId, claimId: claim.claimId, chargeId };
}

/** One denial for each group and reason, whatever the number of lines. */
function deniedAmounts(adjustments: readonly PlacedAdjustment[]): DeniedAmount[] {
  const byReason = new Map<string, DeniedAmount>();
  for (const one of adjustments) {
    if (one.disposition !== "denial") continue;
    const key = `${one.group}-${one.reason}`;
    const before = byReason.get(key);
    byReason.set(key, {
      group: one.group,
      reason: one.reason,
      amount: (before?.amount ?? 0) + one.amount,
      remarks: [...new Set([...(before?.remarks ?? []), ...one.remarks])],
      codes: [...new Set([...(before?.codes ?? []), ...(one.code ? [one.code] : [])])],
    });
  }
  return [...byReason.values()].filter((one) => one.amount > 0);
}

function sumOf(adjustments: readonly PlacedAdjustment[], wanted: Disposition): Cents {
  return sumCents(adjustments.filter((one) => one.disposition === wanted).map((one) => one.amount));
}
