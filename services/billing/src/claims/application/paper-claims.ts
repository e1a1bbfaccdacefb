import type { paperClaimOperations } from "@practicum/contracts/billing/claims";
import { fail } from "@practicum/contracts/error";
import { dateIn } from "@practicum/kernel/instant";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { paidFor } from "../../charges/application/get-superbill.ts";
import { markBilled } from "../../charges/sql/charges.ts";
import { findVisit } from "../../charges/sql/visits.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { holdOf } from "../domain/claim-hold.ts";
import { cms1500 } from "../domain/cms1500.ts";
import { changeClaim, findClaim, lockClaims } from "../sql/claims.ts";
import { insertSubmission, submittedAt } from "../sql/submissions.ts";
import { watchForAnswers } from "./ask-status.ts";
import { recordClaimEvent, tellClaim } from "./claim-history.ts";
import { printForm } from "./print-form.ts";
import { whyNot } from "./submit-claims.ts";

/** BIL-269: what is ready goes out on paper once; another print of it is an entry in its history, and in the audit trail. */
export async function printClaim(
  context: BillingContext,
  input: InputOf<typeof paperClaimOperations.printClaim>,
): ReplyOf<typeof paperClaimOperations.printClaim> {
  const { tx, now } = context;
  const [claim] = await lockClaims(tx, [input.claimId]);
  if (!claim) return fail("not-found");
  context.auditPatient(claim.patient_id);
  if (claim.version !== input.version) return fail("stale-version");
  if (claim.status === "printed") {
    await recordClaimEvent(context, claim.claim_id, { what: "Printed again", detail: `Attempt ${claim.attempt}` });
    const version = await changeClaim(tx, claim, now, {});
    return ok({ status: claim.status, version, again: true });
  }
  if (claim.status !== "ready" && claim.status !== "needs-correction")
    return fail("claim-not-ready", { detail: { status: claim.status } });
  const payer = await findPayer(tx, claim.payer_id);
  if (!payer?.rules.paperClaims) return fail("no-paper-claims", { detail: { payer: claim.payer_name } });
  // BIL-430: a held claim goes on no paper either.
  if (holdOf(claim, context.today) !== null) return fail("claim-held", { detail: { by: claim.held_by ?? "" } });
  if ((await whyNot(context, claim)) !== null)
    return fail("claim-has-errors", { detail: { count: Math.max(1, claim.error_count) } });
  const { claim_id, attempt, content } = claim;
  await insertSubmission(tx, { claim_id, attempt, file_id: null, submitted_at: now, content });
  const version = await changeClaim(tx, claim, now, { status: "printed" });
  await markBilled(tx, claim.encounter_id);
  const as = { "1": "", "7": " as a replacement", "8": " as a void" }[claim.frequency];
  const what = `Printed on the CMS-1500${as}`;
  await recordClaimEvent(context, claim_id, { what, detail: `Attempt ${attempt}` });
  await watchForAnswers(context, { fileId: null, claimId: claim_id }, new Set([claim.payer_id]));
  tellClaim(context, claim, "printed");
  return ok({ status: "printed", version, again: false });
}

/** BIL-269: a payer sends back what it did not take in: it was never decided, so it is corrected and goes out again. */
export async function returnPaperClaim(
  context: BillingContext,
  input: InputOf<typeof paperClaimOperations.returnPaperClaim>,
): ReplyOf<typeof paperClaimOperations.returnPaperClaim> {
  const [claim] = await lockClaims(context.tx, [input.claimId]);
  if (!claim) return fail("not-found");
  context.auditPatient(claim.patient_id);
  if (claim.version !== input.version) return fail("stale-version");
  if (claim.status !== "printed") return fail("claim-not-ready", { detail: { status: claim.status } });
  const version = await changeClaim(context.tx, claim, context.now, { status: "rejected" });
  await recordClaimEvent(context, claim.claim_id, { what: "Sent back by the payer undecided", detail: input.because });
  tellClaim(context, claim, "rejected");
  return ok({ status: "rejected", version });
}

/** BIL-268: the sheets as they went out, or as they would go now. */
export async function claimForm(
  context: BillingContext,
  input: InputOf<typeof paperClaimOperations.claimForm>,
): ReplyOf<typeof paperClaimOperations.claimForm> {
  const { tx, practice, today } = context;
  const claim = await findClaim(tx, input.claimId);
  if (!claim) return fail("not-found");
  const visit = await findVisit(tx, claim.encounter_id);
  const out = await submittedAt(tx, claim.claim_id, claim.attempt);
  const sheets = cms1500({
    number: claim.number,
    frequency: claim.frequency,
    content: claim.content,
    patientPaid: visit ? await paidFor(context, visit) : 0,
    on: out === null ? today : dateIn(out, practice.timeZone),
  });
  // Hundredths of an inch are 0.72 points.
  const shift = { right: input.right * 0.72, down: input.down * 0.72 };
  const pdf = await printForm(sheets, { outline: input.outline, shift, title: `CMS-1500, claim ${claim.number}` });
  return ok({ patientId: claim.patient_id, name: `CMS-1500 ${claim.number}.pdf`, sheets: sheets.length, pdf });
}
