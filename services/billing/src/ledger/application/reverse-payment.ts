import type { paymentOperations } from "@practicum/contracts/billing/payments";
import { fail } from "@practicum/contracts/error";
import { sumCents } from "@practicum/kernel/money";
import { ok } from "@practicum/kernel/result";
import { posting, type Entry } from "../domain/ledger.ts";
import { lockPatients } from "../../sql/counters.ts";
import { paymentSums } from "../sql/ledger.ts";
import { lockPayment, markPaymentReversed } from "../sql/payments.ts";
import { takeBackInDrawer } from "../../drawers/application/in-drawer.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { post, settle } from "./post.ts";

/** BIL-42: the opposite of everything the payment did, wherever it was applied since. The payment itself stays to be seen. */
export async function reversePayment(
  context: BillingContext,
  input: InputOf<typeof paymentOperations.reversePayment>,
): ReplyOf<typeof paymentOperations.reversePayment> {
  const { tx } = context;
  await lockPatients(tx, [input.patientId]);
  const payment = await lockPayment(tx, input.paymentId);
  if (payment?.patient_id !== input.patientId) return fail("not-found");
  if (payment.reversed_at) return fail("already-posted");
  await markPaymentReversed(tx, input.paymentId, context.now);
  const sums = await paymentSums(tx, input.patientId, input.paymentId);
  const entries = sums.map((sum): Entry => ({
    account: sum.account,
    amount: -sum.amount,
    because: `Receipt ${payment.receipt_number} reversed: ${input.reason}`,
    rule: "BIL-42",
    patientId: input.patientId,
    encounterId: sum.encounter_id,
  }));
  await post(
    context,
    posting(`payment-reversal:${input.paymentId}`, { kind: "payment", id: input.paymentId }, entries),
  );
  await settle(context, input.patientId);
  // What was refunded before has gone back already.
  const amount = sumCents(sums.filter((one) => one.account === "cash").map((one) => -one.amount));
  await takeBackInDrawer(
    context,
    { paymentId: input.paymentId },
    { method: payment.method, amount, payment_id: input.paymentId, because: input.reason },
  );
  return ok({});
}
