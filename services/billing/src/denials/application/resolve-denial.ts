import { denialResolved, type denialOperations } from "@practicum/contracts/billing/denials";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { askApproval } from "../../approvals/application/ask-approval.ts";
import { recordClaimEvent } from "../../claims/application/claim-history.ts";
import { openForCorrection } from "../../claims/application/correct-claim.ts";
import { lockClaims, type ClaimRow } from "../../claims/sql/claims.ts";
import { coveragesOf } from "../../coverage/sql/coverages.ts";
import { mayBillPatient } from "../../remittance/domain/adjustment-policy.ts";
import { coverageAfter } from "../../remittance/domain/posting-facts.ts";
import { familyOf } from "../../remittance/sql/family.ts";
import { actorMay, type BillingContext } from "../../application/context.ts";
import { lockPatients } from "../../sql/counters.ts";
import type { DenialStatus } from "../domain/denial-policy.ts";
import { mayWriteOffAlone } from "../domain/write-off-policy.ts";
import { settleAppeals } from "../../appeals/application/settle-appeals.ts";
import { hasAppealOut } from "../../appeals/sql/appeals.ts";
import { changeDenial, findDenial, lockDenial, type LockedDenial } from "../sql/denials.ts";
import { closeIfSettled, moveDenied, writeOffDenial } from "./write-off-denial.ts";

type Input = InputOf<typeof denialOperations.resolveDenial>;
type Reply = ReplyOf<typeof denialOperations.resolveDenial>;
type Settling = Exclude<Input["action"], "write-off">;

const AFTER: { readonly [A in Settling]: DenialStatus } = {
  correct: "corrected",
  "bill-patient": "billed-patient",
};
const DONE: { readonly [A in Settling]: string } = {
  correct: "Denial: correcting",
  "bill-patient": "Denial: billed to the patient",
};

/** BIL-36 and BIL-43: what a person decides about a refusal. Only what the payer calls the patient's may become the patient's. */
export async function resolveDenial(context: BillingContext, input: Input): Reply {
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
  if (await hasAppealOut(tx, claim.claim_id)) return fail("appeal-is-out", { detail: { payer: claim.payer_name } });
  if (input.action === "write-off") return giveUp(context, input, claim, denial);
  const done = await settleBy(context, input.action, claim, denial);
  if (!done.ok) return done;
  const status = AFTER[input.action];
  const version = await changeDenial(tx, input.denialId, { status, note: input.note });
  await settleAppeals(context, [input.denialId]);
  await recordClaimEvent(context, claim.claim_id, { what: DONE[input.action], detail: input.note });
  await closeIfSettled(context, claim);
  const { claim_id: claimId, patient_id: patientId } = claim;
  context.emit(denialResolved, { denialId: input.denialId, claimId, patientId, status });
  return ok({ status, claimId, version, approvalId: null });
}

async function settleBy(
  context: BillingContext,
  action: Settling,
  claim: ClaimRow,
  denial: LockedDenial,
): Promise<Result<unknown, DomainError>> {
  if (action === "correct") return openForCorrection(context, claim);
  // BIL-71: another payer has its turn before the patient.
  const facts = {
    family: await familyOf(context.tx, claim.encounter_id),
    coverages: await coveragesOf(context.tx, claim.patient_id),
  };
  const next = coverageAfter(facts, must(facts.family.find((one) => one.claimId === claim.claim_id)));
  const asked = next === null || facts.family.some((one) => one.coverageId === next.coverageId && one.decision);
  if (!mayBillPatient(denial.adjustment_group) || !asked) return fail("not-allowed", { field: "action" });
  const because = "Refused by the payer as the patient's to pay";
  await moveDenied(context, claim, denial, { debit: "patient-receivable", because, rule: "BIL-36" });
  return ok();
}

/** BIL-43: alone up to a limit, above it by a second person; never without a reason. */
async function giveUp(context: BillingContext, input: Input, claim: ClaimRow, denial: LockedDenial): Reply {
  const { denialId, reason, note } = input;
  if (reason === null)
    return fail("invalid-input", {
      field: "reason",
      fields: [{ field: "reason", message: "Choose why the money is given up." }],
    });
  if (mayWriteOffAlone(denial.amount, actorMay(context, "money.approve"))) {
    const done = await writeOffDenial(context, { denialId, reason, note });
    if (!done.ok) return done;
    return ok({ status: "written-off", claimId: claim.claim_id, version: done.value.version, approvalId: null });
  }
  const asked = await askApproval(context, {
    kind: "write-off",
    subject_id: denialId,
    patient_id: claim.patient_id,
    about: `${denial.adjustment_group}-${denial.reason} of claim ${claim.number}, ${claim.payer_name}`,
    amount: denial.amount,
    reason: note,
    payload: { kind: "write-off", reason },
  });
  if (!asked.ok) return asked;
  return ok({ status: denial.status, claimId: claim.claim_id, version: denial.version, approvalId: asked.value });
}
