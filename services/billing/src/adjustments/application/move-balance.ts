import type { adjustmentOperations, moveReason } from "@practicum/contracts/billing/adjustments";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import type { BillingContext } from "../../application/context.ts";
import { recordClaimEvent, tellClaim } from "../../claims/application/claim-history.ts";
import { changeClaim, lockClaims, type ClaimRow } from "../../claims/sql/claims.ts";
import { move } from "../../ledger/domain/ledger.ts";
import { lockPatients } from "../../sql/counters.ts";
import { heldByRefusal, movableToPatient, movableToPayer, type OpenBalance } from "../domain/movable.ts";
import { findAdjustment, openDenialsOf, openOf } from "../sql/adjustments.ts";
import { writeAdjustment } from "./write-adjustment.ts";

type Input = InputOf<typeof adjustmentOperations.moveBalance>;

const WORDS: { readonly [R in z.output<typeof moveReason>]: string } = {
  "no-coverage": "no coverage on that day",
  "coverage-found": "coverage found",
  "payer-decided-otherwise": "the payer decided otherwise",
  "posted-wrong": "posted to the wrong side",
  other: "another reason",
};

/** BIL-108: load, decide, write. */
export async function moveBalance(
  context: BillingContext,
  input: Input,
): ReplyOf<typeof adjustmentOperations.moveBalance> {
  const { tx } = context;
  await lockPatients(tx, [input.patientId]);
  if (await findAdjustment(tx, input.adjustmentId)) return ok({ approvalId: null });
  const [claim] = await lockClaims(tx, [input.claimId]);
  if (claim?.patient_id !== input.patientId) return fail("not-found", { field: "claimId" });
  const decided = decide(input, {
    status: claim.status,
    voids: claim.frequency === "8",
    ...(await openOf(tx, { patientId: claim.patient_id, encounterId: claim.encounter_id, claimId: claim.claim_id })),
    denials: await openDenialsOf(tx, claim.claim_id),
  });
  if (!decided.ok) return decided;
  await write(context, input, claim, decided.value.voids);
  return ok({ approvalId: null });
}

function decide(input: Input, open: OpenBalance): Result<{ readonly voids: boolean }, DomainError> {
  const may = input.to === "patient" ? movableToPatient(open) : movableToPayer(open);
  if (may.kind === "out") return fail("claim-not-ready", { field: "claimId", detail: { status: open.status } });
  const tooMuch = input.amount > may.max;
  if (tooMuch && input.to === "patient" && heldByRefusal(open)) return fail("not-allowed", refused());
  if (tooMuch || (may.wholeOnly && input.amount !== may.max)) return fail("over-allocated", { field: "amount" });
  return ok({ voids: may.wholeOnly });
}

function refused() {
  const message =
    "The payer refused this as the practice's to bear: correct, appeal or write it off. It is never the patient's.";
  return { field: "amount", fields: [{ field: "amount", message }] };
}

async function write(context: BillingContext, input: Input, claim: ClaimRow, voids: boolean): Promise<void> {
  const { to, reason, amount } = input;
  const words = `${to === "patient" ? `Moved from ${claim.payer_name} to the patient` : `Moved from the patient to ${claim.payer_name}`}: ${WORDS[reason]}`;
  const sides =
    to === "patient"
      ? ({ debit: "patient-receivable", credit: "insurance-receivable" } as const)
      : ({ debit: "insurance-receivable", credit: "patient-receivable" } as const);
  const about = {
    because: words,
    rule: "BIL-108",
    patientId: claim.patient_id,
    encounterId: claim.encounter_id,
    claimId: claim.claim_id,
  };
  await writeAdjustment(
    context,
    {
      adjustment_id: input.adjustmentId,
      kind: to === "patient" ? "to-patient" : "to-payer",
      patient_id: claim.patient_id,
      encounter_id: claim.encounter_id,
      claim_id: claim.claim_id,
      amount,
      reason: voids ? "voids" : reason,
      because: input.note || WORDS[reason],
    },
    move(amount, sides, about),
  );
  if (voids) {
    await changeClaim(context.tx, claim, context.now, { status: "voided" });
    tellClaim(context, claim, "voided");
  }
  await recordClaimEvent(context, claim.claim_id, { what: words, detail: input.note });
}
