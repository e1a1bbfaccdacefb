import {
  aloneMaxOf,
  type adjustmentOperations,
  type balanceWriteOffReason,
} from "@practicum/contracts/billing/adjustments";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import { askApproval } from "../../approvals/application/ask-approval.ts";
import { rolesOf, type BillingContext } from "../../application/context.ts";
import { move } from "../../ledger/domain/ledger.ts";
import { lockPatients } from "../../sql/counters.ts";
import { findAdjustment, openOf } from "../sql/adjustments.ts";
import { writeAdjustment } from "./write-adjustment.ts";

type Input = InputOf<typeof adjustmentOperations.writeOffBalance>;

const WORDS: { readonly [R in z.output<typeof balanceWriteOffReason>]: string } = {
  "small-balance": "too small to pursue",
  hardship: "hardship",
  courtesy: "courtesy",
  "bad-debt": "bad debt",
  deceased: "the patient died",
  bankruptcy: "bankruptcy",
  "our-error": "our own error",
  other: "another reason",
};

/** BIL-105: alone up to the limit of the person's role, above it by a second person; never more than is owed for the visit. */
export async function writeOffBalance(
  context: BillingContext,
  input: Input,
): ReplyOf<typeof adjustmentOperations.writeOffBalance> {
  const { tx } = context;
  if (input.reason === "other" && input.note.trim() === "") {
    const message = "Say in a few words why the money is given up.";
    return fail("invalid-input", { field: "note", fields: [{ field: "note", message }] });
  }
  await lockPatients(tx, [input.patientId]);
  if (await findAdjustment(tx, input.adjustmentId)) return ok({ approvalId: null });
  const fits = await fitsBalance(context, input);
  if (!fits.ok) return fits;
  if (input.amount <= aloneMaxOf("write-off", rolesOf(context))) {
    await give(context, input, input.note);
    return ok({ approvalId: null });
  }
  const asked = await askApproval(context, {
    kind: "balance-write-off",
    subject_id: input.encounterId,
    patient_id: input.patientId,
    about: `A patient's balance: ${WORDS[input.reason]}`,
    amount: input.amount,
    reason: input.note || WORDS[input.reason],
    payload: { kind: "balance-write-off", input },
  });
  return asked.ok ? ok({ approvalId: asked.value }) : asked;
}

/** The second person has allowed it. */
export async function postBalanceWriteOff(
  context: BillingContext,
  input: Input,
  because: string,
): Promise<Result<unknown, DomainError>> {
  await lockPatients(context.tx, [input.patientId]);
  if (await findAdjustment(context.tx, input.adjustmentId)) return fail("already-posted");
  const fits = await fitsBalance(context, input);
  if (fits.ok) await give(context, input, because);
  return fits;
}

async function fitsBalance(context: BillingContext, input: Input): Promise<Result<unknown, DomainError>> {
  const { patientId, encounterId, amount } = input;
  const { patientOwes } = await openOf(context.tx, { patientId, encounterId, claimId: null });
  return amount <= patientOwes ? ok() : fail("over-allocated", { field: "amount" });
}

async function give(context: BillingContext, input: Input, note: string): Promise<void> {
  const { adjustmentId, patientId, encounterId, amount, reason } = input;
  const because = `Balance written off: ${WORDS[reason]}`;
  await writeAdjustment(
    context,
    {
      adjustment_id: adjustmentId,
      kind: "write-off",
      patient_id: patientId,
      encounter_id: encounterId,
      amount,
      reason,
      because: note || WORDS[reason],
    },
    move(
      amount,
      { debit: "write-off", credit: "patient-receivable" },
      { because, rule: "BIL-105", patientId, encounterId },
    ),
  );
}
