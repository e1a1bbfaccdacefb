import type { receipt } from "@practicum/contracts/billing/payments";
import type { PersonName } from "@practicum/contracts/schema";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { Selectable } from "kysely";
import type { z } from "zod";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type PaymentRow = Selectable<BillingSchema["payment"]>;

const COLUMNS = [
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
] as const;

/** A payment, kept from others until the transaction ends. */
export async function lockPayment(tx: BillingTx, paymentId: string): Promise<PaymentRow | null> {
  return (
    (await tx
      .selectFrom("payment")
      .select(COLUMNS)
      .where("payment_id", "=", paymentId)
      .forUpdate()
      .executeTakeFirst()) ?? null
  );
}

export async function insertPayment(tx: BillingTx, row: PaymentRow): Promise<void> {
  await tx.insertInto("payment").values(row).execute();
}

export async function markPaymentReversed(tx: BillingTx, paymentId: string, at: Instant): Promise<void> {
  await tx.updateTable("payment").set({ reversed_at: at }).where("payment_id", "=", paymentId).execute();
}

/** A patient's payments, the newest first. */
export async function paymentsOf(tx: BillingTx, patientId: string): Promise<PaymentRow[]> {
  return tx
    .selectFrom("payment")
    .select(COLUMNS)
    .where("patient_id", "=", patientId)
    .orderBy("taken_at", "desc")
    .orderBy("receipt_number", "desc")
    .execute();
}

/** What was taken from one moment until before another into no drawer, and stands; the oldest first. */
export async function paymentsOutsideDrawers(tx: BillingTx, from: Instant, to: Instant): Promise<PaymentRow[]> {
  return tx
    .selectFrom("payment")
    .select(COLUMNS)
    .where("taken_at", ">=", from)
    .where("taken_at", "<", to)
    .where("reversed_at", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom("drawer_line as l").select("l.line_id").whereRef("l.payment_id", "=", "payment.payment_id"),
        ),
      ),
    )
    .orderBy("taken_at")
    .orderBy("receipt_number")
    .execute();
}

export function receiptOf(row: PaymentRow, patientName: PersonName, refunded = 0): z.input<typeof receipt> {
  return {
    paymentId: row.payment_id,
    receiptNumber: row.receipt_number,
    patientId: row.patient_id,
    patientName,
    amount: row.amount,
    method: row.method,
    reference: row.reference,
    purpose: row.purpose,
    appointmentId: row.appointment_id,
    takenAt: row.taken_at,
    takenBy: row.taken_by,
    reversedAt: row.reversed_at,
    refunded,
  };
}
