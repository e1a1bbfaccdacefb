import { denialReopened, type denialOperations } from "@practicum/contracts/billing/denials";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { recordClaimEvent, tellClaim } from "../../claims/application/claim-history.ts";
import { adjudicatedStatus } from "../../claims/domain/claim-status.ts";
import { changeClaim } from "../../claims/sql/claims.ts";
import { post, settle } from "../../ledger/application/post.ts";
import { opposite, posting } from "../../ledger/domain/ledger.ts";
import { adjudicationOf } from "../../remittance/domain/posting-facts.ts";
import { loadPostingFacts } from "../../remittance/sql/posting-facts.ts";
import type { BillingContext } from "../../application/context.ts";
import { lockPatients } from "../../sql/counters.ts";
import { findDenial, lockDenial, markReopened } from "../sql/denials.ts";

/** BIL-96: a write-off, or a bill to the patient, is taken back by opposite entries; the refusal waits again. */
export async function reopenDenial(
  context: BillingContext,
  input: InputOf<typeof denialOperations.reopenDenial>,
): ReplyOf<typeof denialOperations.reopenDenial> {
  const { tx } = context;
  const found = await findDenial(tx, input.denialId);
  if (!found) return fail("not-found");
  context.auditPatient(found.patient_id);
  await lockPatients(tx, [found.patient_id]);
  const facts = must(await loadPostingFacts(tx, { claimId: found.claim_id }), "a denial has a claim");
  const claim = must(facts.family.find((one) => one.claimId === found.claim_id));
  const denial = must(await lockDenial(tx, input.denialId));
  if (denial.version !== input.version) return fail("stale-version");
  const standing = claim.denials.find((one) => one.denialId === input.denialId);
  if (!standing || (denial.status !== "written-off" && denial.status !== "billed-patient"))
    return fail("claim-not-ready", { detail: { status: denial.status } });
  const entries = opposite(standing.resolution, `Reversed: ${input.because}`, "BIL-96");
  const key = `denial-reopened:${input.denialId}:${denial.reopened + 1}`;
  await post(context, posting(key, { kind: "denial", id: input.denialId }, entries));
  const version = await markReopened(tx, input.denialId, input.because);
  const status = adjudicatedStatus(adjudicationOf(claim)) ?? claim.status;
  if (claim.status === "closed") {
    await changeClaim(tx, claim.row, context.now, { status });
    tellClaim(context, claim.row, status);
  }
  await recordClaimEvent(context, claim.claimId, { what: "Denial: opened again", detail: input.because });
  await settle(context, claim.patientId);
  context.emit(denialReopened, { denialId: input.denialId, claimId: claim.claimId, patientId: claim.patientId });
  return ok({ version });
}
