import { accountChanged } from "@practicum/contracts/billing/ledger";
import { formatDate } from "@practicum/kernel/local-date";
import { move, posting, type Posting } from "../domain/ledger.ts";
import { settleCredit } from "../domain/settle-credit.ts";
import { insertPosting, patientDueByVisit, paymentsLeft } from "../sql/ledger.ts";
import { actorName, type BillingContext } from "../../application/context.ts";

/**
 * Posts to the ledger and tells whose account changed. The caller holds the patients' locks.
 * @returns false when it was posted before: nothing is changed then.
 */
export async function post(context: BillingContext, what: Posting): Promise<boolean> {
  const { tx, ids, now: at, today: date } = context;
  const written = await insertPosting(tx, what, { ids, at, date, by: actorName(context.actor) });
  if (written) {
    const patients = new Set(what.entries.flatMap((entry) => (entry.patientId ? [entry.patientId] : [])));
    for (const patientId of patients) context.emit(accountChanged, { patientId });
  }
  return written;
}

/** BIL-41: after anything that changes what a patient owes or has paid. The caller holds the patient's lock. */
export async function settle(context: BillingContext, patientId: string): Promise<void> {
  const visits = await patientDueByVisit(context.tx, patientId);
  const payments = await paymentsLeft(context.tx, patientId);
  const days = new Map(visits.map((visit) => [visit.encounterId, formatDate(visit.serviceDate)]));
  for (const { paymentId, encounterId, amount } of settleCredit(visits, payments)) {
    const visit = days.get(encounterId) ?? "an earlier day";
    const because =
      amount > 0 ? `Payment applied to the visit of ${visit}` : `Payment taken back from the visit of ${visit}`;
    const entries = move(
      amount,
      { debit: "unapplied", credit: "patient-receivable" },
      { because, rule: "BIL-41", patientId, encounterId },
    );
    await post(context, posting(`settle:${context.ids.next()}`, { kind: "payment", id: paymentId }, entries));
  }
}
