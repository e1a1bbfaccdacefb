import { aloneMaxOf, type adjustmentOperations } from "@practicum/contracts/billing/adjustments";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { askApproval } from "../../approvals/application/ask-approval.ts";
import { rolesOf, type BillingContext } from "../../application/context.ts";
import { personOf, putInDrawer, type Person } from "../../drawers/application/in-drawer.ts";
import type { Entry } from "../../ledger/domain/ledger.ts";
import { patientDueByVisit, paymentsLeft } from "../../ledger/sql/ledger.ts";
import { lockPayment, type PaymentRow } from "../../ledger/sql/payments.ts";
import { lockPatients } from "../../sql/counters.ts";
import { giveBack, type GivenBack } from "../domain/give-back.ts";
import { findAdjustment } from "../sql/adjustments.ts";
import { writeAdjustment } from "./write-adjustment.ts";

type Input = InputOf<typeof adjustmentOperations.refundPayment>;

/** BIL-106: a payment is given back, as a whole or in part; what it had paid is owed again. */
export async function refundPayment(
  context: BillingContext,
  input: Input,
): ReplyOf<typeof adjustmentOperations.refundPayment> {
  const { tx } = context;
  await lockPatients(tx, [input.patientId]);
  if (await findAdjustment(tx, input.adjustmentId)) return ok({ approvalId: null });
  const found = await decide(context, input);
  if (!found.ok) return found;
  if (input.amount <= aloneMaxOf("refund", rolesOf(context))) {
    await give(context, input, found.value, { because: input.because, by: personOf(context) });
    return ok({ approvalId: null });
  }
  const asked = await askApproval(context, {
    kind: "refund",
    subject_id: input.paymentId,
    patient_id: input.patientId,
    about: `Refund of receipt ${found.value.payment.receipt_number}`,
    amount: input.amount,
    reason: input.because,
    payload: { kind: "refund", input },
  });
  return asked.ok ? ok({ approvalId: asked.value }) : asked;
}

/** The second person has allowed it; it goes out of the drawer of who asked. */
export async function postRefund(
  context: BillingContext,
  input: Input,
  said: { readonly because: string; readonly by: Person },
): Promise<Result<unknown, DomainError>> {
  await lockPatients(context.tx, [input.patientId]);
  if (await findAdjustment(context.tx, input.adjustmentId)) return fail("already-posted");
  const found = await decide(context, input);
  if (found.ok) await give(context, input, found.value, said);
  return found;
}

interface Decided {
  readonly payment: PaymentRow;
  readonly parts: GivenBack;
}

async function decide(context: BillingContext, input: Input): Promise<Result<Decided, DomainError>> {
  const { tx } = context;
  const payment = await lockPayment(tx, input.paymentId);
  if (payment?.patient_id !== input.patientId) return fail("not-found", { field: "paymentId" });
  if (payment.reversed_at !== null) return fail("already-posted");
  const left = (await paymentsLeft(tx, input.patientId)).find((one) => one.paymentId === input.paymentId);
  const parts = left ? giveBack(left, await patientDueByVisit(tx, input.patientId), input.amount) : null;
  return parts ? ok({ payment, parts }) : fail("over-allocated", { field: "amount" });
}

async function give(
  context: BillingContext,
  input: Input,
  decided: Decided,
  { because, by }: { readonly because: string; readonly by: Person },
): Promise<void> {
  const { payment, parts } = decided;
  const about = {
    because: `Receipt ${payment.receipt_number}, refunded by ${input.method}: ${because}`,
    rule: "BIL-106",
    patientId: input.patientId,
  };
  const entries: Entry[] = [
    { ...about, account: "unapplied", amount: parts.unapplied },
    ...parts.visits.map(({ encounterId, amount }): Entry => ({
      ...about,
      account: "patient-receivable",
      amount,
      encounterId,
    })),
    { ...about, account: "cash", amount: -input.amount },
  ];
  await writeAdjustment(
    context,
    {
      adjustment_id: input.adjustmentId,
      kind: "refund",
      patient_id: input.patientId,
      payment_id: input.paymentId,
      amount: input.amount,
      method: input.method,
      reference: input.reference || null,
      because,
    },
    entries,
  );
  const { method, paymentId } = input;
  await putInDrawer(context, by, "refund", {
    method,
    amount: -input.amount,
    payment_id: paymentId,
    adjustment_id: input.adjustmentId,
    because,
  });
}
