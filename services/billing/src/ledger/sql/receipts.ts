import type { receipt } from "@practicum/contracts/billing/payments";
import type { PersonName } from "@practicum/contracts/schema";
import type { Selectable } from "kysely";
import type { z } from "zod";
import type { BillingSchema } from "../../sql/schema.ts";

export function receiptOf(row: Selectable<BillingSchema["payment"]>, patientName: PersonName): z.input<typeof receipt> {
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
  };
}
