import { paymentTaken, type paymentOperations } from "@practicum/contracts/billing/payments";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { move, posting } from "../domain/ledger.ts";
import { findPatient, isOfAnother } from "../../sql/copies.ts";
import { lockPatients, nextNumber } from "../../sql/counters.ts";
import { insertPayment, lockPayment, receiptOf, type PaymentRow } from "../sql/payments.ts";
import { personOf, putInDrawer } from "../../drawers/application/in-drawer.ts";
import { actorName, type BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { post, settle } from "./post.ts";

type Input = InputOf<typeof paymentOperations.takePayment>;

/** BIL-40, BIL-281: money in hand, which lies in the drawer of who took it. */
export async function takePayment(
  context: BillingContext,
  input: Input,
): ReplyOf<typeof paymentOperations.takePayment> {
  return takeMoney(context, input, "drawer");
}

/** BIL-40: a payment is cash, once however often it is asked for; it stays unapplied until the patient owes something (BIL-41). */
export async function takeMoney(
  context: BillingContext,
  input: Input,
  into: "drawer" | "bank",
): ReplyOf<typeof paymentOperations.takePayment> {
  const { tx } = context;
  const patient = await findPatient(tx, input.patientId);
  if (!patient) return context.notHereYet({ field: "patientId" });
  await lockPatients(tx, [input.patientId]);
  const before = await lockPayment(tx, input.paymentId);
  if (before) {
    const same = isAsAsked(before, input) && before.taken_by === actorName(context.actor);
    return same ? ok(receiptOf(before, patient.name)) : fail("already-recorded", { field: "paymentId" });
  }
  if (await isOfAnother(tx, input)) return fail("visit-of-another", { field: "appointmentId" });
  const receiptNumber = `R${String(await nextNumber(tx, "receipt")).padStart(6, "0")}`;
  const row = {
    payment_id: input.paymentId,
    receipt_number: receiptNumber,
    patient_id: input.patientId,
    amount: input.amount,
    method: input.method,
    reference: input.reference || null,
    purpose: input.purpose,
    appointment_id: input.appointmentId,
    taken_at: context.now,
    taken_by: actorName(context.actor),
    reversed_at: null,
  };
  await insertPayment(tx, row);
  const entries = move(
    input.amount,
    { debit: "cash", credit: "unapplied" },
    {
      because: `${PURPOSES[input.purpose]} taken, receipt ${receiptNumber}`,
      rule: "BIL-40",
      patientId: input.patientId,
    },
  );
  await post(context, posting(`payment:${input.paymentId}`, { kind: "payment", id: input.paymentId }, entries));
  await settle(context, input.patientId);
  if (into === "drawer") {
    const { amount, method } = input;
    await putInDrawer(context, personOf(context), "payment", { amount, method, payment_id: input.paymentId });
  }
  context.emit(paymentTaken, { paymentId: input.paymentId, patientId: input.patientId, amount: input.amount });
  return ok(receiptOf(row, patient.name));
}

/** Whether a payment is the one that is asked for: its answer was lost, and it is asked for again under a new command id. */
function isAsAsked(taken: PaymentRow, input: Input): boolean {
  return (
    taken.reversed_at === null &&
    taken.patient_id === input.patientId &&
    taken.amount === input.amount &&
    taken.method === input.method &&
    taken.reference === (input.reference || null) &&
    taken.purpose === input.purpose &&
    taken.appointment_id === input.appointmentId
  );
}

const PURPOSES = { copay: "Copay", balance: "Payment on the balance", prepayment: "Prepayment" } as const;
