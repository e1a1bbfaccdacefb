import { denialResolved, type denialOperations } from "@practicum/contracts/billing/denials";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import { mayBillPatient } from "../../remittance/domain/adjustment-policy.ts";
import type { DenialStatus } from "../domain/denial-policy.ts";
import { move, posting, type LedgerAccount } from "../../ledger/domain/ledger.ts";
import { changeClaim, lockClaims, type ClaimRow } from "../../claims/sql/claims.ts";
import { lockPatients } from "../../sql/counters.ts";
import { familyOf } from "../../remittance/sql/family.ts";
import { recordClaimEvent, tellClaim } from "../../claims/application/claim-history.ts";
import type { BillingContext } from "../../application/context.ts";
import { openForCorrection } from "../../claims/application/correct-claim.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { coverageAfter } from "../../remittance/domain/posting-facts.ts";
import { coveragesOf } from "../../coverage/sql/coverages.ts";
import { changeDenial, findDenial, lockDenial, withOpenDenial } from "../sql/denials.ts";
import { post, settle } from "../../ledger/application/post.ts";

type Input = InputOf<typeof denialOperations.resolveDenial>;

const AFTER: { readonly [A in Input["action"]]: DenialStatus } = {
  correct: "corrected",
  appeal: "appealed",
  "bill-patient": "billed-patient",
  "write-off": "written-off",
};
const DONE: { readonly [A in Input["action"]]: string } = {
  correct: "Denial: correcting",
  appeal: "Denial: appealed",
  "bill-patient": "Denial: billed to the patient",
  "write-off": "Denial: written off",
};

/** BIL-36 and BIL-43: what a person decides about a refusal. Only what the payer calls the patient's may become the patient's. */
export async function resolveDenial(
  context: BillingContext,
  input: Input,
): ReplyOf<typeof denialOperations.resolveDenial> {
  const { tx } = context;
  const found = await findDenial(tx, input.denialId);
  if (!found) return fail("not-found");
  context.auditPatient(found.patient_id);
  await lockPatients(tx, [found.patient_id]);
  const [claim] = await lockClaims(tx, [found.claim_id]);
  const denial = await lockDenial(tx, input.denialId);
  if (!denial || !claim) return fail("not-found");
  if (denial.version !== input.version) return fail("stale-version");
  if (denial.status !== "open" && denial.status !== "appealed")
    return fail("claim-not-ready", { detail: { status: denial.status } });
  if (input.action === "bill-patient") {
    // BIL-71: another payer has its turn before the patient.
    const facts = {
      family: await familyOf(tx, claim.encounter_id),
      coverages: await coveragesOf(tx, claim.patient_id),
    };
    const own = must(facts.family.find((one) => one.claimId === claim.claim_id));
    const next = coverageAfter(facts, own);
    const asked = next === null || facts.family.some((one) => one.coverageId === next.coverageId && one.decision);
    if (!mayBillPatient(denial.adjustment_group) || !asked) return fail("not-allowed", { field: "action" });
  }

  if (input.action === "correct") {
    const opened = await openForCorrection(context, claim);
    if (!opened.ok) return opened;
  }
  if (input.action === "bill-patient" || input.action === "write-off")
    await moveDenied(context, claim, input, denial.amount);
  const status = AFTER[input.action];
  const version = await changeDenial(tx, input.denialId, { status, note: input.note });
  await recordClaimEvent(context, claim.claim_id, { what: DONE[input.action], detail: input.note });
  await closeIfSettled(context, claim);
  context.emit(denialResolved, {
    denialId: input.denialId,
    claimId: claim.claim_id,
    patientId: claim.patient_id,
    status,
  });
  return ok({ status, claimId: claim.claim_id, version });
}

async function moveDenied(context: BillingContext, claim: ClaimRow, input: Input, amount: number): Promise<void> {
  const toPatient = input.action === "bill-patient";
  const debit: LedgerAccount = toPatient ? "patient-receivable" : "write-off";
  const entries = move(
    amount,
    { debit, credit: "insurance-receivable" },
    {
      because: toPatient ? "Refused by the payer as the patient's to pay" : "Refused by the payer and written off",
      rule: toPatient ? "BIL-36" : "BIL-43",
      patientId: claim.patient_id,
      encounterId: claim.encounter_id,
      claimId: claim.claim_id,
    },
  );
  await post(context, posting(`denial:${input.denialId}`, { kind: "denial", id: input.denialId }, entries));
  await settle(context, claim.patient_id);
}

/** A claim whose refusals are all settled has nothing more to be done. */
async function closeIfSettled(context: BillingContext, claim: ClaimRow): Promise<void> {
  const { tx, now } = context;
  const open = await withOpenDenial(tx, [claim.claim_id]);
  if (open.size > 0) return;
  await changeClaim(tx, claim, now, { status: "closed" });
  tellClaim(context, claim, "closed");
}
