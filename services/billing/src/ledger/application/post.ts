import { accountChanged } from "@practicum/contracts/billing/ledger";
import { formatDate } from "@practicum/kernel/local-date";
import { move, posting, type Posting } from "../domain/ledger.ts";
import { settleCredit } from "../domain/settle-credit.ts";
import { spendOpeningCredit } from "../domain/spend-opening-credit.ts";
import { insertPostings, openingVisitsOf, patientDueByVisit, paymentsLeft } from "../sql/ledger.ts";
import { actorName, type BillingContext } from "../../application/context.ts";

/**
 * Posts to the ledger and tells whose account changed. What was posted before changes nothing. The caller holds the patients'
 * locks.
 */
export async function post(context: BillingContext, ...postings: readonly Posting[]): Promise<void> {
  const { tx, ids, now: at, today: date } = context;
  const written = await insertPostings(tx, postings, { ids, at, date, by: actorName(context.actor) });
  const entries = written.flatMap((one) => one.entries);
  const patients = new Set(entries.flatMap((entry) => (entry.patientId ? [entry.patientId] : [])));
  for (const patientId of patients) context.emit(accountChanged, { patientId });
}

/** BIL-41: after anything that changes what a patient owes or has paid. The caller holds the patient's lock. */
export async function settle(context: BillingContext, patientId: string): Promise<void> {
  const visits = await patientDueByVisit(context.tx, patientId);
  const payments = await paymentsLeft(context.tx, patientId);
  const days = new Map(visits.map((visit) => [visit.encounterId, formatDate(visit.serviceDate)]));
  const postings = settleCredit(visits, payments).map(({ paymentId, encounterId, amount }) => {
    const visit = days.get(encounterId) ?? "an earlier day";
    const because =
      amount > 0 ? `Payment applied to the visit of ${visit}` : `Payment reversed from the visit of ${visit}`;
    const entries = move(
      amount,
      { debit: "unapplied", credit: "patient-receivable" },
      { because, rule: "BIL-41", patientId, encounterId },
    );
    return posting(`settle:${context.ids.next()}`, { kind: "payment", id: paymentId }, entries);
  });
  await post(context, ...postings);
  await spendCredit(context, patientId);
}

/** BIL-352: a credit that a patient came with pays what is left to pay. */
async function spendCredit(context: BillingContext, patientId: string): Promise<void> {
  const visits = await patientDueByVisit(context.tx, patientId);
  if (!visits.some((visit) => visit.due < 0)) return;
  const opening = await openingVisitsOf(context.tx, patientId);
  if (opening.size === 0) return;
  const about = { rule: "BIL-352", patientId, account: "patient-receivable" } as const;
  const postings = spendOpeningCredit(visits, opening).map(({ from, to, amount }) =>
    posting(`opening-credit:${context.ids.next()}`, { kind: "manual", id: to }, [
      { ...about, encounterId: from, amount, because: "Credit used for a visit" },
      { ...about, encounterId: to, amount: -amount, because: "Credit that was brought over" },
    ]),
  );
  await post(context, ...postings);
}
