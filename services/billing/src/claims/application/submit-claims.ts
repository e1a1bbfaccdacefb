import type { claimOperations } from "@practicum/contracts/billing/claims";
import { fail } from "@practicum/contracts/error";
import { assert } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import { fileName, referenceOf } from "../../exchange/domain/interchange.ts";
import { holdOf, holdWords } from "../domain/claim-hold.ts";
import { writeClaims } from "../domain/write-claims.ts";
import { insertSubmission } from "../sql/submissions.ts";
import { markBilled } from "../../charges/sql/charges.ts";
import { changeClaim, lockClaims, type ClaimRow } from "../sql/claims.ts";
import { findPractice } from "../../sql/copies.ts";
import { queueFile } from "../../exchange/sql/files.ts";
import { keptFromPlans } from "../../coverage/sql/plan-restrictions.ts";
import { findVisit } from "../../charges/sql/visits.ts";
import { recordClaimEvent, tellClaim } from "./claim-history.ts";
import { watchForAnswers } from "./ask-status.ts";
import { checkClaim, wasDecided } from "./claim-sources.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { nextOutgoing } from "../../exchange/application/outgoing.ts";

/**
 * BIL-23: claims that are ready go out in one 837P. BIL-24: none goes out twice: its row is locked, its state must be ready, and
 * the table of submissions holds one row for each attempt.
 */
export async function submitClaims(
  context: BillingContext,
  input: InputOf<typeof claimOperations.submitClaims>,
): ReplyOf<typeof claimOperations.submitClaims> {
  const { tx } = context;
  const claims = await lockClaims(tx, input.claimIds);
  if (claims.length < new Set(input.claimIds).size) return fail("not-found");
  const practice = await findPractice(tx);
  const left: { claimId: string; because: string }[] = [];
  const ready: ClaimRow[] = [];
  for (const claim of claims) {
    context.auditPatient(claim.patient_id);
    const because = await whyNot(context, claim);
    if (because === null) ready.push(claim);
    else left.push({ claimId: claim.claim_id, because });
  }
  if (ready.length === 0 || practice === null) return ok({ fileId: null, submitted: [], left });

  const out = await nextOutgoing(context, practice);
  const outgoing = ready.map((claim) => ({
    claimId: claim.claim_id,
    number: claim.number,
    frequency: claim.frequency,
    content: claim.content,
  }));
  const { text, refused } = writeClaims(out, outgoing);
  left.push(...refused);
  if (text === null) return ok({ fileId: null, submitted: [], left });
  const gone = ready.filter((claim) => !refused.some((one) => one.claimId === claim.claim_id));
  const fileId = context.ids.next();
  await queueFile(tx, {
    fileId,
    name: fileName("837P", out.controlNumber),
    kind: "837",
    content: text,
    reference: referenceOf(out.controlNumber, "837P"),
    controlNumber: out.controlNumber,
    at: context.now,
  });
  for (const claim of gone) await markSubmitted(context, claim, fileId);
  await watchForAnswers(context, { fileId, claimId: null }, new Set(gone.map((claim) => claim.payer_id)));
  context.wake("exchange");
  return ok({ fileId, submitted: gone.map((claim) => claim.claim_id), left });
}

/** BIL-410: the restriction was agreed to after the claim was built. */
const KEPT =
  "The patient keeps this visit from the health plan: move the balance to the patient, which voids the claim.";

/** Checks once more: since it was built, time has passed. */
export async function whyNot(context: BillingContext, claim: ClaimRow): Promise<string | null> {
  if (claim.status === "needs-correction")
    return `${claim.error_count} ${claim.error_count === 1 ? "error" : "errors"} to fix first.`;
  if (claim.status !== "ready") return `The claim is ${claim.status}; it goes out once.`;
  const hold = holdOf(claim, context.today);
  if (hold !== null) return holdWords(hold);
  const visit = await findVisit(context.tx, claim.encounter_id);
  assert(visit, "a claim has a visit");
  // What the patient keeps from the plan since is just what may have to be voided there.
  const isKept = claim.frequency === "8" ? () => false : await keptFromPlans(context.tx, [claim.patient_id]);
  if (isKept(claim.patient_id, visit.service_date)) return KEPT;
  const { number, frequency, total, payer_order: order } = claim;
  const checked = await checkClaim(context, claim.content, {
    number,
    frequency,
    total,
    order,
    visit,
    claim: { claimId: claim.claim_id, decided: wasDecided(claim) },
  });
  if (checked.errorCount === 0) return null;
  await changeClaim(context.tx, claim, context.now, {
    status: "needs-correction",
    findings: checked.findings,
    error_count: checked.errorCount,
  });
  tellClaim(context, claim, "needs-correction");
  return checked.findings.find((finding) => finding.severity === "error")?.message ?? "The claim has errors.";
}

async function markSubmitted(context: BillingContext, claim: ClaimRow, fileId: string): Promise<void> {
  const { tx, now } = context;
  const { claim_id, attempt } = claim;
  await insertSubmission(tx, { claim_id, attempt, file_id: fileId, submitted_at: now, content: claim.content });
  await changeClaim(tx, claim, now, { status: "submitted" });
  await markBilled(tx, claim.encounter_id);
  const what = { "1": "Sent", "7": "Sent as a replacement", "8": "Sent as a void" }[claim.frequency];
  await recordClaimEvent(context, claim.claim_id, { what, detail: `Attempt ${claim.attempt}`, fileId });
  tellClaim(context, claim, "submitted");
}
