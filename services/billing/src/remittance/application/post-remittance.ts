import { remittancePosted } from "@practicum/contracts/billing/remittance";
import { json } from "@practicum/db/json";
import { must } from "@practicum/kernel/assert";
import { formatCents } from "@practicum/kernel/money";
import { sql } from "kysely";
import type { ClaimPayment835, Remittance835 } from "@practicum/x12/835/types";
import { paymentAmount } from "../domain/check-remittance.ts";
import type { PostingDecision } from "../domain/decide-posting.ts";
import { move, posting } from "../../ledger/domain/ledger.ts";
import { claimOfPayment } from "../domain/next-payer.ts";
import { providerAdjustmentMeaning } from "../domain/provider-adjustments.ts";
import { lockClaimByNumber, type ClaimRow } from "../../claims/sql/claims.ts";
import { lockPatients } from "../../sql/counters.ts";
import { familyOf, lockFamily } from "../sql/next-payer.ts";
import {
  insertRemittance,
  lockRemittanceClaim,
  saysTheSame,
  waitingFor,
  type RemittanceClaimRow,
} from "../sql/remittances.ts";
import type { BillingContext } from "../../application/context.ts";
import { post } from "../../ledger/application/post.ts";
import { decideFor, postDecision, type ReceivedDecision } from "./post-claim-payment.ts";

const REVERSAL = "22";

/**
 * Posts one remittance that balances (BIL-30 to BIL-38): the money, what was kept back beside the claims, and each claim;
 * reversals before what replaces them. What does not fit a claim of ours waits in the queue of exceptions.
 * @returns "known" when this remittance was posted before, "contradicts" when one of its key was that says something else.
 */
export async function postRemittance(
  context: BillingContext,
  remittance: Remittance835,
  fileId: string,
): Promise<"posted" | "known" | "contradicts"> {
  const remittanceId = context.ids.next<"remittance">();
  const about = { remittanceId, fileId, at: context.now };
  if (!(await insertRemittance(context.tx, remittance, about)))
    return (await saysTheSame(context.tx, remittance)) ? "known" : "contradicts";
  await postMoney(context, remittance, remittanceId);
  const placed = remittance.claims.map((payment, position) => ({ payment, position }));
  const ordered = [
    ...placed.filter(({ payment }) => payment.status === REVERSAL),
    ...placed.filter(({ payment }) => payment.status !== REVERSAL),
  ];
  await lockAll(context, remittance.claims);
  let posted = 0;
  for (const { payment, position } of ordered) {
    const done = await takeClaimPayment(context, remittance, { remittanceId, fileId, payment, position });
    if (done) posted += payment.paid;
  }
  const claims = remittance.claims.reduce((sum, claim) => sum + claim.paid, 0);
  const total = paymentAmount(remittance);
  context.emit(remittancePosted, { remittanceId, total, posted, exceptions: claims - posted });
  return "posted";
}

/** BIL-35: the deposit is cash against the clearing account; PLB moves what was kept back or added. */
async function postMoney(context: BillingContext, remittance: Remittance835, remittanceId: string): Promise<void> {
  const from = remittance.payer.name;
  const deposit = move(
    paymentAmount(remittance),
    { debit: "cash", credit: "insurance-clearing" },
    { because: `${from} paid by ${remittance.payment.method} ${remittance.trace.number}`, rule: "BIL-35" },
  );
  const kept = remittance.providerAdjustments
    .flatMap((one) => one.entries)
    .flatMap((entry) =>
      move(
        entry.amount,
        { debit: "provider-adjustment", credit: "insurance-clearing" },
        { because: `${from}: ${entry.reason}, ${providerAdjustmentMeaning(entry.reason)}`, rule: "BIL-35" },
      ),
    );
  const source = { kind: "remittance" as const, id: remittanceId };
  await post(context, posting(`remittance:${remittanceId}`, source, [...deposit, ...kept]));
}

/** Patients first and in one order, then claims one by one: two remittances about the same people wait, and never for each other. */
async function lockAll(context: BillingContext, claims: readonly ClaimPayment835[]): Promise<void> {
  const numbers = [...new Set(claims.map((claim) => claim.id))];
  const rows =
    numbers.length === 0
      ? []
      : await context.tx.selectFrom("claim").select("patient_id").where("number", "in", numbers).execute();
  await lockPatients(
    context.tx,
    rows.map((row) => row.patient_id),
  );
}

interface Placed {
  readonly remittanceId: string;
  readonly fileId: string;
  readonly payment: ClaimPayment835;
  readonly position: number;
}

async function takeClaimPayment(context: BillingContext, remittance: Remittance835, placed: Placed): Promise<boolean> {
  const { payment } = placed;
  const { claim, decision } = await place(context, payment);
  const remittanceClaimId = context.ids.next();
  const outcome = decision === null ? "unmatched" : decision.kind === "wait" ? "mismatch" : decision.outcome;
  await context.tx
    .insertInto("remittance_claim")
    .values({
      remittance_claim_id: remittanceClaimId,
      remittance_id: placed.remittanceId,
      position: placed.position,
      claim_number: payment.id,
      claim_id: claim?.claim_id ?? null,
      patient_id: claim?.patient_id ?? null,
      status_code: payment.status,
      outcome,
      billed: payment.charge,
      paid: payment.paid,
      patient_responsibility: payment.patientResponsibility ?? 0,
      payer_claim_number: payment.payerClaimNumber,
      content: json(payment),
      problem:
        decision === null
          ? `No claim of this practice has this number; ${formatCents(payment.paid)} waits.`
          : decision.kind === "wait"
            ? decision.problem
            : null,
      posted: decision?.kind === "post",
      set_aside_because: null,
    })
    .execute();
  if (!claim || decision?.kind !== "post") return false;
  const received: ReceivedDecision = {
    remittanceClaimId,
    payment,
    paymentDate: remittance.payment.date,
    trace: remittance.trace.number,
    fileId: placed.fileId,
  };
  await postDecision(context, claim, received, decision);
  await retryWaiting(context, claim);
  return true;
}

interface Fitted {
  /** The claim that the payment is about, or at least the one that has its number. */
  readonly claim: ClaimRow | null;
  /** Null where no claim of ours has the number. */
  readonly decision: PostingDecision | null;
}

/** BIL-73: finds the claim of the visit that a payment is about, and what may be posted of it. */
async function place(context: BillingContext, payment: ClaimPayment835): Promise<Fitted> {
  const numbered = await lockClaimByNumber(context.tx, payment.id);
  if (!numbered) return { claim: null, decision: null };
  const family = await lockFamily(context.tx, numbered.encounter_id);
  const own = must(family.find((one) => one.claimId === numbered.claim_id));
  const found = claimOfPayment(own, family, payment);
  if ("waits" in found) return { claim: numbered, decision: { kind: "wait", problem: found.waits } };
  const claim = found.claim.row;
  return { claim, decision: await decideFor(context, claim, payment) };
}

/**
 * BIL-39: what waited for something of this visit may fit now: a reversal that came before what it reverses, the decision that
 * replaces it, or a later payer's that came before the earlier one's. Each that fits may let another fit.
 */
export async function retryWaiting(context: BillingContext, claim: ClaimRow): Promise<void> {
  const numbers = (await familyOf(context.tx, claim.encounter_id)).map((one) => one.number);
  for (const waiting of await waitingFor(context.tx, numbers)) {
    const row = await lockRemittanceClaim(context.tx, waiting.remittance_claim_id);
    if (!row || row.posted) continue;
    const fitted = await place(context, row.content);
    if (!fitted.claim || fitted.decision?.kind !== "post") continue;
    await markPosted(context, row.remittance_claim_id, fitted.claim, fitted.decision.outcome);
    const received = { ...(await remittanceOf(context, row)), payment: row.content };
    await postDecision(context, fitted.claim, received, fitted.decision);
    await retryWaiting(context, claim);
    return;
  }
}

/** The remittance that a row that waited came with. */
export async function remittanceOf(
  { tx }: BillingContext,
  row: RemittanceClaimRow,
): Promise<Omit<ReceivedDecision, "payment">> {
  const remittance = await tx
    .selectFrom("remittance")
    .select(["payment_date", "trace", "file_id"])
    .where("remittance_id", "=", row.remittance_id)
    .executeTakeFirstOrThrow();
  return {
    remittanceClaimId: row.remittance_claim_id,
    paymentDate: remittance.payment_date,
    trace: remittance.trace,
    fileId: remittance.file_id,
  };
}

/** A row that waited is posted now. */
export async function markPosted(
  context: BillingContext,
  remittanceClaimId: string,
  claim: ClaimRow,
  outcome: "auto" | "denied" | "reversal",
): Promise<void> {
  await context.tx
    .updateTable("remittance_claim")
    .set({
      sequence: sql`default`,
      posted: true,
      outcome,
      problem: null,
      claim_id: claim.claim_id,
      patient_id: claim.patient_id,
    })
    .where("remittance_claim_id", "=", remittanceClaimId)
    .execute();
}
