import type { paymentOperations } from "@practicum/contracts/billing/payments";
import { ok } from "@practicum/kernel/result";
import { findPatient } from "../../sql/copies.ts";
import { receiptOf } from "../sql/receipts.ts";
import type { BillingContext } from "../../application/context.ts";
import { UNKNOWN_NAME } from "../../charges/application/list-charges.ts";
import type { InputOf, ReplyOf } from "../../application/operation-types.ts";

export async function listReceipts(
  { tx }: BillingContext,
  input: InputOf<typeof paymentOperations.listReceipts>,
): ReplyOf<typeof paymentOperations.listReceipts> {
  const rows = await tx
    .selectFrom("payment")
    .select([
      "payment_id",
      "receipt_number",
      "patient_id",
      "amount",
      "method",
      "reference",
      "purpose",
      "appointment_id",
      "taken_at",
      "taken_by",
      "reversed_at",
    ])
    .where("patient_id", "=", input.patientId)
    .orderBy("taken_at", "desc")
    .orderBy("receipt_number", "desc")
    .execute();
  const patient = await findPatient(tx, input.patientId);
  return ok(rows.map((row) => receiptOf(row, patient?.name ?? UNKNOWN_NAME)));
}
