import type { chargeOperations } from "@practicum/contracts/billing/charges";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { refundedOf } from "../../adjustments/sql/adjustments.ts";
import type { BillingContext } from "../../application/context.ts";
import { providerName } from "../../claims/domain/build-claim.ts";
import { coveragesInForce } from "../../coverage/sql/coverages.ts";
import { paymentsOf } from "../../ledger/sql/payments.ts";
import { findLocation, findPatient, findStaff } from "../../sql/copies.ts";
import { chargesOf, findVisit, type Visit } from "../sql/visits.ts";
import { UNKNOWN_NAME } from "./list-charges.ts";

/** What a visit came to, as the patient takes it to a payer: the charges that stand, and what was paid for it here (BIL-260). */
export async function getSuperbill(
  context: BillingContext,
  { encounterId }: InputOf<typeof chargeOperations.getSuperbill>,
): ReplyOf<typeof chargeOperations.getSuperbill> {
  const { tx } = context;
  const visit = await findVisit(tx, encounterId);
  if (!visit) return context.notHereYet({ field: "encounterId" });
  const patient = await findPatient(tx, visit.patient_id);
  const provider = await findStaff(tx, visit.provider_id);
  const location = await findLocation(tx, visit.location_id);
  const inForce = await coveragesInForce(tx, [{ patientId: visit.patient_id, on: visit.service_date }]);
  const coverage = inForce(visit.patient_id, visit.service_date)[0];
  const standing = (await chargesOf(tx, [encounterId])).filter((charge) => charge.status !== "reversed");
  return ok({
    encounterId,
    patientId: visit.patient_id,
    patientName: patient?.name ?? UNKNOWN_NAME,
    birthDate: patient?.birthDate ?? null,
    sex: patient?.sex ?? null,
    address: patient?.address ?? null,
    mrn: patient?.mrn ?? "",
    serviceDate: visit.service_date,
    provider: provider && { name: providerName(provider), npi: provider.npi, taxonomy: provider.taxonomy },
    location: location && { name: location.name, placeOfService: location.placeOfService },
    diagnoses: visit.diagnoses,
    lines: standing.map((charge) => ({
      chargeId: charge.charge_id,
      code: charge.code,
      label: charge.label,
      modifiers: charge.modifiers,
      units: charge.units,
      pointers: charge.pointers,
      amount: charge.amount,
    })),
    total: standing.reduce((sum, charge) => sum + (charge.amount ?? 0), 0),
    paid: await paidFor(context, visit),
    payer: coverage ? { name: coverage.payerName, memberId: coverage.memberId } : null,
    inReview: visit.released_at === null,
  });
}

/** What was paid at the desk for this appointment and stands. */
export async function paidFor({ tx }: BillingContext, visit: Visit): Promise<number> {
  if (visit.appointment_id === null) return 0;
  const payments = (await paymentsOf(tx, visit.patient_id)).filter(
    (one) => one.appointment_id === visit.appointment_id && one.reversed_at === null,
  );
  const refunded = await refundedOf(
    tx,
    payments.map((one) => one.payment_id),
  );
  return payments.reduce((sum, one) => sum + one.amount - (refunded.get(one.payment_id) ?? 0), 0);
}
