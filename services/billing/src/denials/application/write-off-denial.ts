import { denialResolved } from "@practicum/contracts/billing/denials";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import { recordClaimEvent, tellClaim } from "../../claims/application/claim-history.ts";
import { settleAppeals } from "../../appeals/application/settle-appeals.ts";
import { hasAppealOut } from "../../appeals/sql/appeals.ts";
import { changeClaim, lockClaims, type ClaimRow } from "../../claims/sql/claims.ts";
import { post, settle } from "../../ledger/application/post.ts";
import { move, posting, type LedgerAccount } from "../../ledger/domain/ledger.ts";
import { mayWithdraw, voidIsOut } from "../../claims/domain/claim-void.ts";
import type { BillingContext } from "../../application/context.ts";
import { lockPatients } from "../../sql/counters.ts";
import { WRITE_OFF_WORDS, type WriteOffReason } from "../domain/write-off-policy.ts";
import { changeDenial, findDenial, lockDenial, withOpenDenial, type LockedDenial } from "../sql/denials.ts";

/** BIL-43: gives a refusal up, once somebody who may has said so. */
export async function writeOffDenial(
  context: BillingContext,
  about: { readonly denialId: string; readonly reason: WriteOffReason; readonly note: string },
): Promise<Result<{ version: number }, DomainError>> {
  const found = await findDenial(context.tx, about.denialId);
  if (!found) return fail("not-found");
  await lockPatients(context.tx, [found.patient_id]);
  const [claim] = await lockClaims(context.tx, [found.claim_id]);
  const denial = await lockDenial(context.tx, about.denialId);
  if (!denial || !claim) return fail("not-found");
  if (denial.status !== "open" && denial.status !== "appealed")
    return fail("claim-not-ready", { detail: { status: denial.status } });
  if (await hasAppealOut(context.tx, claim.claim_id))
    return fail("appeal-is-out", { detail: { payer: claim.payer_name } });
  const because = `Refused by the payer and written off: ${WRITE_OFF_WORDS[about.reason]}`;
  await moveDenied(context, claim, denial, { debit: "write-off", because, rule: "BIL-43" });
  const version = await changeDenial(context.tx, about.denialId, {
    status: "written-off",
    note: about.note,
    write_off_reason: about.reason,
  });
  await settleAppeals(context, [about.denialId]);
  await recordClaimEvent(context, claim.claim_id, { what: "Denial: written off", detail: about.note });
  await closeIfSettled(context, claim);
  const { claim_id: claimId, patient_id: patientId } = claim;
  context.emit(denialResolved, { denialId: about.denialId, claimId, patientId, status: "written-off" });
  return ok({ version });
}

/** What was refused leaves the payer's side. */
export async function moveDenied(
  context: BillingContext,
  claim: ClaimRow,
  denial: LockedDenial,
  to: { readonly debit: LedgerAccount; readonly because: string; readonly rule: string },
): Promise<void> {
  const { debit, ...why } = to;
  const entries = move(
    denial.amount,
    { debit, credit: "insurance-receivable" },
    { ...why, patientId: claim.patient_id, encounterId: claim.encounter_id, claimId: claim.claim_id },
  );
  const key = denial.reopened === 0 ? denial.denial_id : `${denial.denial_id}:${denial.reopened}`;
  await post(context, posting(`denial:${key}`, { kind: "denial", id: denial.denial_id }, entries));
  await settle(context, claim.patient_id);
}

/** A claim whose refusals are all settled has nothing more to be done. */
export async function closeIfSettled(context: BillingContext, claim: ClaimRow): Promise<void> {
  const { tx, now } = context;
  // BIL-490: its void goes on; where that is withdrawn, what was settled meanwhile counts.
  if (mayWithdraw(claim) || voidIsOut(claim)) return;
  const open = await withOpenDenial(tx, [claim.claim_id]);
  if (open.size > 0) return;
  await changeClaim(tx, claim, now, { status: "closed" });
  tellClaim(context, claim, "closed");
}
