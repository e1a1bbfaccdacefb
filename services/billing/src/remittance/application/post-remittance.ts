import { remittancePosted } from "@practicum/contracts/billing/remittance";
import type { Id } from "@practicum/kernel/brand";
import { formatCents } from "@practicum/kernel/money";
import type { ClaimPayment835, Remittance835 } from "@practicum/x12/835/types";
import { matchRemittance } from "../../deposits/application/match-deposit.ts";
import { keyedFromPaper } from "../../deposits/sql/deposits.ts";
import { patientsOfNumbers } from "../../claims/sql/claims.ts";
import { post } from "../../ledger/application/post.ts";
import type { BillingContext } from "../../application/context.ts";
import { findPatient } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import { isAnother } from "../domain/whose-payment.ts";
import { paymentAmount } from "../domain/check-remittance.ts";
import { claimNumbered, placePayment, type Placed } from "../domain/plan-posting.ts";
import type { ReceivedDecision } from "../domain/posting-facts.ts";
import { depositPosting } from "../domain/provider-adjustments.ts";
import { loadPostingFacts, type FactsClaim } from "../sql/posting-facts.ts";
import {
  insertRemittance,
  insertRemittanceClaim,
  lockRemittanceClaim,
  markPosted,
  receivedDecision,
  saysTheSame,
  waitingFor,
} from "../sql/remittances.ts";
import { writePosting } from "./write-posting.ts";

const REVERSAL = "22";

/**
 * Posts one remittance (BIL-30 to BIL-38): the money, what was kept back beside the claims, and each claim;
 * reversals before what replaces them. What does not fit a claim of ours waits in the queue of exceptions.
 * An 835 of what was keyed from paper is known (BIL-101); one whose money the bank showed before is joined with it (BIL-102).
 *
 * @returns "known" when this remittance was posted before, "contradicts" when one of its key was that says something else.
 */
export async function postRemittance(
  context: BillingContext,
  remittance: Remittance835,
  fileId: string,
): Promise<"posted" | "known" | "contradicts"> {
  const { tx, ids } = context;
  const of = { number: remittance.trace.number, amount: paymentAmount(remittance) };
  if (await keyedFromPaper(tx, of)) return "known";
  const remittanceId = ids.next<"remittance">();
  const outcome = await postAs(context, remittance, { remittanceId, fileId, source: "era" });
  if (outcome === "posted")
    await matchRemittance(context, { remittanceId, trace: remittance.trace.number, total: paymentAmount(remittance) });
  return outcome;
}

/** The same for what a person keyed from paper (BIL-101). */
export async function postAs(
  context: BillingContext,
  remittance: Remittance835,
  as: { readonly remittanceId: Id<"remittance">; readonly fileId: string | null; readonly source: "era" | "paper" },
): Promise<"posted" | "known" | "contradicts"> {
  const { tx, now: at } = context;
  const { remittanceId, fileId } = as;
  if (!(await insertRemittance(tx, remittance, { ...as, at })))
    return (await saysTheSame(tx, remittance)) ? "known" : "contradicts";
  // Patients first and in one order, then claims one by one: two remittances about the same people wait, and never for each other.
  const numbers = remittance.claims.map((claim) => claim.id);
  await lockPatients(tx, await patientsOfNumbers(tx, numbers));
  await post(context, depositPosting(remittance, remittanceId));
  let posted = 0;
  for (const { payment, position } of reversalsFirst(remittance.claims))
    if (await takePayment(context, remittance, { remittanceId, fileId, payment, position })) posted += payment.paid;
  const claims = remittance.claims.reduce((sum, claim) => sum + claim.paid, 0);
  context.emit(remittancePosted, {
    remittanceId,
    total: paymentAmount(remittance),
    posted,
    exceptions: claims - posted,
  });
  return "posted";
}

interface Position {
  readonly payment: ClaimPayment835;
  readonly position: number;
}

function reversalsFirst(claims: readonly ClaimPayment835[]): Position[] {
  const placed = claims.map((payment, position) => ({ payment, position }));
  return [
    ...placed.filter(({ payment }) => payment.status === REVERSAL),
    ...placed.filter(({ payment }) => payment.status !== REVERSAL),
  ];
}

/** Load, decide, write. @returns whether it was posted; else it waits for a person. */
async function takePayment(
  context: BillingContext,
  remittance: Remittance835,
  about: Position & { readonly remittanceId: string; readonly fileId: string | null },
): Promise<boolean> {
  const { payment } = about;
  const received: ReceivedDecision = {
    remittanceClaimId: context.ids.next(),
    payment,
    paymentDate: remittance.payment.date,
    trace: remittance.trace.number,
    fileId: about.fileId,
    reposted: 0,
  };
  const placed = await place(context, received);
  await insertRemittanceClaim(context.tx, {
    ...about,
    remittanceClaimId: received.remittanceClaimId,
    ...stateOf(placed, payment),
  });
  if (placed?.kind !== "post") return false;
  await writePosting(context, placed.plan, received);
  await postWaiting(context, placed.plan.claim);
  return true;
}

/** Null where no claim of ours has the payment's number. */
async function place(context: BillingContext, received: ReceivedDecision): Promise<Placed<FactsClaim> | null> {
  const { id: number } = received.payment;
  const facts = await loadPostingFacts(context.tx, { number });
  if (!facts) return null;
  const claim = claimNumbered(facts, number);
  const patient = await findPatient(context.tx, claim.patientId);
  // A number of ours under another person's name and number is a slip of somebody: a person says whose it is.
  if (
    patient &&
    isAnother(received.payment.patient, { name: patient.name, memberIds: facts.coverages.map((one) => one.memberId) })
  )
    return {
      kind: "wait",
      claim,
      problem: "The payer names another patient and member number than the claim has. Look whose it is.",
    };
  return placePayment(facts, claim, received, context.ids.next());
}

/** Posts a decision that waited, where it fits its claim now. @returns why it still waits, or null when it is posted. */
export async function placeWaiting(context: BillingContext, received: ReceivedDecision): Promise<string | null> {
  const placed = await place(context, received);
  if (placed?.kind !== "post") return stateOf(placed, received.payment).problem;
  await markPosted(context.tx, received, placed.plan);
  await writePosting(context, placed.plan, received);
  await postWaiting(context, placed.plan.claim);
  return null;
}

function stateOf(placed: Placed<FactsClaim> | null, payment: ClaimPayment835) {
  if (placed === null) {
    const problem = `No claim of this practice has this number; ${formatCents(payment.paid)} waits.`;
    return { claim: null, outcome: "unmatched", problem } as const;
  }
  return placed.kind === "wait"
    ? ({ claim: placed.claim, outcome: "mismatch", problem: placed.problem } as const)
    : ({ claim: placed.plan.claim, outcome: placed.plan.outcome, problem: null } as const);
}

/**
 * BIL-39: what waited for something of this visit may fit now: a reversal that came before what it reverses, the decision that
 * replaces it, or a later payer's that came before the earlier one's. Each that fits may let another fit.
 */
export async function postWaiting(context: BillingContext, claim: FactsClaim): Promise<void> {
  for (const waiting of await waitingFor(context.tx, claim.encounterId)) {
    const row = await lockRemittanceClaim(context.tx, waiting.remittance_claim_id);
    if (!row || row.posted) continue;
    const received = receivedDecision(row);
    const placed = await place(context, received);
    if (placed?.kind !== "post") continue;
    await markPosted(context.tx, received, placed.plan);
    await writePosting(context, placed.plan, received);
    return postWaiting(context, claim);
  }
}
