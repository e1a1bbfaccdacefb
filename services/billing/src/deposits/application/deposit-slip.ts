import type { depositOperations } from "@practicum/contracts/billing/deposits";
import { atLocal } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { paymentsBetween } from "../../ledger/sql/payments.ts";
import { patientsById } from "../../sql/copies.ts";
import { paperChecksOn } from "../sql/deposits.ts";
import { slipOf } from "../domain/slip.ts";

/** A day's cash and checks, of the desk and of what the biller recorded, for the bank (BIL-261). */
export async function depositSlip(
  { tx, practice }: BillingContext,
  { on }: InputOf<typeof depositOperations.depositSlip>,
): ReplyOf<typeof depositOperations.depositSlip> {
  const start = (day: LocalDate) => atLocal(day, "00:00", practice.timeZone);
  const taken = await paymentsBetween(tx, start(on), start(addDays(on, 1)));
  const recorded = await paperChecksOn(tx, on);
  const slip = slipOf(
    taken.map((one) => ({ ...one, patientId: one.patient_id })),
    recorded.map((one) => ({
      payerName: one.payer_name ?? one.remittance_payer,
      patientId: one.patient_id,
      number: one.number,
      amount: one.amount,
    })),
  );
  const patients = await patientsById(
    tx,
    slip.checks.flatMap((one) => one.patientId ?? []),
  );
  return ok({
    on,
    ...slip,
    checks: slip.checks.map((one) => ({ ...one, patientName: patients.get(one.patientId ?? "")?.name ?? null })),
  });
}
