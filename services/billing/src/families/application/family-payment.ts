import { spreadOverVisits, type familyOperations } from "@practicum/contracts/billing/family";
import { fail } from "@practicum/contracts/error";
import { formatCents } from "@practicum/kernel/money";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { reversePayment } from "../../ledger/application/reverse-payment.ts";
import { takePayment } from "../../ledger/application/take-payment.ts";
import { receiptOf } from "../../ledger/sql/payments.ts";
import { patientsById } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import { findFamilyPayment, findHousehold, insertFamilyPayment, partsOf } from "../sql/families.ts";
import { accountOf } from "./family-account.ts";

type Take = typeof familyOperations.takeFamilyPayment;
type Reverse = typeof familyOperations.reverseFamilyPayment;

/**
 * BIL-322: one payment for several: the oldest visit of the family first, each member's part as a payment of its own with its receipt, all or
 * none. More than is open is refused: nobody could say whose it is.
 */
export async function takeFamilyPayment(context: BillingContext, input: InputOf<Take>): ReplyOf<Take> {
  const { tx } = context;
  const household = await findHousehold(tx, input.householdId);
  if (!household) return context.notHereYet({ field: "householdId" });
  const people = new Set(household.members.map((one) => one.patientId));
  if (household.guarantor?.patientId) people.add(household.guarantor.patientId);
  await lockPatients(tx, [...people]);
  const before = await findFamilyPayment(tx, input.familyPaymentId);
  if (before) {
    const same =
      before.household_id === input.householdId &&
      before.amount === input.amount &&
      before.method === input.method &&
      before.reference === (input.reference || null) &&
      before.taken_by === actorName(context.actor);
    return same ? shown(context, input) : fail("already-recorded", { field: "familyPaymentId" });
  }
  const { open } = await accountOf(context, household);
  const { shares, over } = spreadOverVisits(input.amount, open);
  if (over > 0 || shares.length === 0) return tooMuch(input.amount - over);
  const paymentIds = [];
  for (const share of shares) {
    const paymentId = context.ids.next<"payment">();
    const { method, reference } = input;
    const how = { method, reference, purpose: "balance" as const, appointmentId: null };
    const taken = await takePayment(context, { paymentId, ...share, ...how });
    if (!taken.ok) return taken;
    paymentIds.push(paymentId);
  }
  const row = {
    family_payment_id: input.familyPaymentId,
    household_id: input.householdId,
    amount: input.amount,
    method: input.method,
    reference: input.reference || null,
    taken_at: context.now,
    taken_by: actorName(context.actor),
  };
  await insertFamilyPayment(tx, row, paymentIds);
  return shown(context, input);
}

function tooMuch(open: number) {
  const message = `The family owes ${formatCents(open)} now. Take that, or take what is beyond it as a prepayment of one member.`;
  return fail("over-allocated", { field: "amount", fields: [{ field: "amount", message }] });
}

async function shown(
  { tx }: BillingContext,
  { familyPaymentId, amount }: Pick<InputOf<Take>, "familyPaymentId" | "amount">,
): ReplyOf<Take> {
  const parts = await partsOf(tx, familyPaymentId);
  const patients = await patientsById(
    tx,
    parts.map((one) => one.patient_id),
  );
  const receipts = parts.flatMap((one) => {
    const patient = patients.get(one.patient_id);
    return patient ? [receiptOf(one, patient.name)] : [];
  });
  return ok({ familyPaymentId, amount, receipts });
}

/** BIL-324: a check that bounced is taken back wherever it went. */
export async function reverseFamilyPayment(context: BillingContext, input: InputOf<Reverse>): ReplyOf<Reverse> {
  const { tx } = context;
  const found = await findFamilyPayment(tx, input.familyPaymentId);
  if (!found) return fail("not-found", { field: "familyPaymentId" });
  const parts = await partsOf(tx, input.familyPaymentId);
  await lockPatients(
    tx,
    parts.map((one) => one.patient_id),
  );
  const standing = parts.filter((one) => one.reversed_at === null);
  if (standing.length === 0) return fail("already-posted");
  for (const one of standing) {
    context.auditPatient(one.patient_id);
    const back = { paymentId: one.payment_id, patientId: one.patient_id, reason: input.reason };
    const reversed = await reversePayment(context, back);
    if (!reversed.ok) return reversed;
  }
  return ok({ reversed: standing.length });
}
