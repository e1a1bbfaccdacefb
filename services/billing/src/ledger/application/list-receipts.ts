import type { paymentOperations } from "@practicum/contracts/billing/payments";
import { ok } from "@practicum/kernel/result";
import { refundedOf } from "../../adjustments/sql/adjustments.ts";
import { findPatient } from "../../sql/copies.ts";
import { paymentsOf, receiptOf } from "../sql/payments.ts";
import type { BillingContext } from "../../application/context.ts";
import { UNKNOWN_NAME } from "../../charges/application/list-charges.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

export async function listReceipts(
  { tx }: BillingContext,
  input: InputOf<typeof paymentOperations.listReceipts>,
): ReplyOf<typeof paymentOperations.listReceipts> {
  const rows = await paymentsOf(tx, input.patientId);
  const patient = await findPatient(tx, input.patientId);
  const refunded = await refundedOf(
    tx,
    rows.map((row) => row.payment_id),
  );
  return ok(rows.map((row) => receiptOf(row, patient?.name ?? UNKNOWN_NAME, refunded.get(row.payment_id) ?? 0)));
}
