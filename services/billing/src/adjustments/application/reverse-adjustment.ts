import type { adjustment, adjustmentOperations } from "@practicum/contracts/billing/adjustments";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { formatCents } from "@practicum/kernel/money";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import type { BillingContext } from "../../application/context.ts";
import { recordClaimEvent } from "../../claims/application/claim-history.ts";
import { rebuildClaim } from "../../claims/application/rebuild-claim.ts";
import { lockClaims } from "../../claims/sql/claims.ts";
import { takeBackInDrawer } from "../../drawers/application/in-drawer.ts";
import { settle } from "../../ledger/application/post.ts";
import { lockPayment } from "../../ledger/sql/payments.ts";
import { lockPatients } from "../../sql/counters.ts";
import { adjustmentsOf, findAdjustment, type AdjustmentRow } from "../sql/adjustments.ts";
import { undoAdjustment } from "./write-adjustment.ts";

/** BIL-109: whatever was done to an account by hand has its opposite by hand. A claim that was given up with it is to be sent again. */
export async function reverseAdjustment(
  context: BillingContext,
  input: InputOf<typeof adjustmentOperations.reverseAdjustment>,
): ReplyOf<typeof adjustmentOperations.reverseAdjustment> {
  const { tx } = context;
  await lockPatients(tx, [input.patientId]);
  const row = await findAdjustment(tx, input.adjustmentId);
  if (row?.patient_id !== input.patientId) return fail("not-found");
  if (row.undone_at !== null) return fail("already-posted");
  if (row.payment_id !== null && (await lockPayment(tx, row.payment_id))?.reversed_at) return fail("already-posted");
  await undoAdjustment(context, row, `Reversed: ${input.because}`, "BIL-109");
  await settle(context, row.patient_id);
  if (row.kind === "refund")
    await takeBackInDrawer(
      context,
      { refundId: row.adjustment_id },
      {
        method: must(row.method) as "cash" | "check" | "card",
        amount: row.amount,
        payment_id: row.payment_id,
        adjustment_id: row.adjustment_id,
        because: input.because,
      },
    );
  const [claim] = await lockClaims(tx, row.claim_id === null ? [] : [row.claim_id]);
  if (!claim) return ok({});
  await recordClaimEvent(context, claim.claim_id, { what: `Reversed: ${whatOf(row)}`, detail: input.because });
  if (row.reason === "voids" && claim.status === "voided")
    await rebuildClaim(context, claim, {
      what: "Back with the payer",
      frequency: claim.frequency,
      // A number of an attempt is used once (BIL-24): what was rejected before goes out as the next one.
      attempt: claim.attempt + 1,
    });
  return ok({});
}

export async function listAdjustments(
  { tx }: BillingContext,
  input: InputOf<typeof adjustmentOperations.listAdjustments>,
): ReplyOf<typeof adjustmentOperations.listAdjustments> {
  return ok((await adjustmentsOf(tx, input.patientId)).map(viewOf));
}

function viewOf(row: AdjustmentRow): z.input<typeof adjustment> {
  return {
    adjustmentId: row.adjustment_id,
    kind: row.kind,
    encounterId: row.encounter_id,
    claimId: row.claim_id,
    paymentId: row.payment_id,
    amount: row.amount,
    what: whatOf(row),
    because: row.because,
    madeBy: row.made_by,
    madeAt: row.made_at,
    undoneAt: row.undone_at,
    undoneBecause: row.undone_because,
  };
}

function whatOf(row: AdjustmentRow): string {
  const amount = formatCents(row.amount);
  switch (row.kind) {
    case "write-off":
      return `${amount} written off`;
    case "refund":
      return `${amount} refunded to the patient${row.method ? ` by ${row.method}` : ""}`;
    case "payer-refund":
      return `${amount} refunded to the payer`;
    case "to-patient":
      return `${amount} moved to the patient`;
    case "to-payer":
      return `${amount} moved to the payer`;
    case "to-collections":
      return `${amount} given to collections`;
  }
}
