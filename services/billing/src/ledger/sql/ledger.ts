import type { Tx } from "@practicum/db/db";
import type { Ids } from "@practicum/kernel/ports";
import { sql } from "kysely";
import type { Entry, Posting } from "../domain/ledger.ts";
import type { PaymentLeft, VisitDue } from "../domain/settle-credit.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { balancesFrom, lastClosing } from "./last-closing.ts";

type BillingTx = Tx<BillingSchema>;

type EntryRow = Pick<
  BillingSchema["ledger_entry"],
  "account" | "amount" | "patient_id" | "encounter_id" | "charge_id" | "claim_id"
>;

/** What an entry of the ledger moved, and on whose account; why it did is its own affair. */
export function movedBy(row: EntryRow): Omit<Entry, "because" | "rule"> {
  return {
    account: row.account,
    amount: row.amount,
    patientId: row.patient_id,
    encounterId: row.encounter_id,
    chargeId: row.charge_id,
    claimId: row.claim_id,
  };
}

/**
 * Writes postings, each once: the second one with the same key is refused by the table and changes nothing (BIL-52).
 * @returns those that were written now.
 */
export async function insertPostings(
  tx: BillingTx,
  postings: readonly Posting[],
  about: { readonly ids: Ids; readonly at: string; readonly date: string; readonly by: string },
): Promise<Posting[]> {
  const made = postings
    .filter((one) => one.entries.length > 0)
    .map((posting) => ({ posting, transaction_id: about.ids.next<string>() }));
  if (made.length === 0) return [];
  const inserted = await tx
    .insertInto("ledger_transaction")
    .values(
      made.map(({ posting, transaction_id }) => ({
        transaction_id,
        posting_key: posting.key,
        at: about.at,
        date: openDay(about.date),
        by_name: about.by,
        source_kind: posting.source.kind,
        source_id: posting.source.id,
      })),
    )
    .onConflict((conflict) => conflict.column("posting_key").doNothing())
    .returning("transaction_id")
    .execute();
  const written = made.filter((one) => inserted.some((row) => row.transaction_id === one.transaction_id));
  const rows = written.flatMap(({ posting, transaction_id }) =>
    posting.entries.map((entry, position) => ({
      entry_id: about.ids.next<string>(),
      transaction_id,
      position,
      account: entry.account,
      amount: entry.amount,
      patient_id: entry.patientId ?? null,
      encounter_id: entry.encounterId ?? null,
      charge_id: entry.chargeId ?? null,
      claim_id: entry.claimId ?? null,
      because: entry.because,
      rule: entry.rule,
    })),
  );
  if (rows.length > 0) await tx.insertInto("ledger_entry").values(rows).execute();
  return written.map((one) => one.posting);
}

/**
 * BIL-241: the day, or the first one that is open where its month is closed. It is looked up by the statement that inserts, which sees what was
 * closed while it waited for the table.
 */
function openDay(date: string) {
  return sql<string>`greatest(${date}::date, (select open_from from month_event order by sequence desc limit 1))`;
}

/** All that was posted with one source, net: what its opposite takes back. */
export async function entriesOfSource(
  tx: BillingTx,
  source: Posting["source"],
): Promise<Omit<Entry, "because" | "rule">[]> {
  const rows = await tx
    .selectFrom("ledger_entry as e")
    .innerJoin("ledger_transaction as t", "t.transaction_id", "e.transaction_id")
    .where("t.source_kind", "=", source.kind)
    .where("t.source_id", "=", source.id)
    .groupBy(["e.account", "e.patient_id", "e.encounter_id", "e.charge_id", "e.claim_id"])
    .having((eb) => eb.fn.sum("e.amount"), "<>", 0)
    .select(["e.account", "e.patient_id", "e.encounter_id", "e.charge_id", "e.claim_id"])
    .select((eb) => eb.cast<number>(eb.fn.sum("e.amount"), "bigint").as("amount"))
    .orderBy("e.account")
    .execute();
  return rows.map(movedBy);
}

/** What the patient owes visit by visit; a visit that comes to zero is left out. */
export async function patientDueByVisit(tx: BillingTx, patientId: string): Promise<VisitDue[]> {
  const rows = await tx
    .selectFrom("ledger_entry as e")
    .innerJoin("visit as v", "v.encounter_id", "e.encounter_id")
    .where("e.patient_id", "=", patientId)
    .where("e.account", "=", "patient-receivable")
    .groupBy(["v.encounter_id", "v.service_date"])
    .select((eb) => ["v.encounter_id", "v.service_date", eb.cast<number>(eb.fn.sum("e.amount"), "bigint").as("due")])
    .execute();
  return rows.map((row) => ({ encounterId: row.encounter_id, serviceDate: row.service_date, due: row.due }));
}

/** The patient's visits that stand for balances of an old system. */
export async function openingVisitsOf(tx: BillingTx, patientId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom("opening_visit")
    .where("patient_id", "=", patientId)
    .select("encounter_id")
    .execute();
  return new Set(rows.map((row) => row.encounter_id));
}

/** A patient's payments that stand, with what is left of each and where the rest went. */
export async function paymentsLeft(tx: BillingTx, patientId: string): Promise<PaymentLeft[]> {
  const payments = await tx
    .selectFrom("payment as p")
    .leftJoin("visit as v", "v.appointment_id", "p.appointment_id")
    .where("p.patient_id", "=", patientId)
    .where("p.reversed_at", "is", null)
    .select(["p.payment_id", "p.taken_at", "v.encounter_id"])
    .execute();
  const sums = await paymentSums(tx, patientId);
  return payments.map((payment) => {
    const own = sums.filter((sum) => sum.source_id === payment.payment_id);
    return {
      paymentId: payment.payment_id,
      takenAt: payment.taken_at,
      encounterId: payment.encounter_id,
      // The payment itself is for no visit, and each part of it that was applied stands with its visit.
      left: own.reduce((left, sum) => (sum.account === "unapplied" ? left - sum.amount : left), 0),
      applied: own.flatMap((sum) =>
        sum.account === "patient-receivable" && sum.encounter_id !== null
          ? [{ encounterId: sum.encounter_id, amount: -sum.amount }]
          : [],
      ),
    };
  });
}

/** What payments did to each account and visit: the sums that a reversal takes back. */
export async function paymentSums(tx: BillingTx, patientId: string, paymentId?: string) {
  let query = tx
    .selectFrom("ledger_entry as e")
    .innerJoin("ledger_transaction as t", "t.transaction_id", "e.transaction_id")
    .where("e.patient_id", "=", patientId)
    .where("t.source_kind", "=", "payment");
  if (paymentId !== undefined) query = query.where("t.source_id", "=", paymentId);
  return query
    .groupBy(["t.source_id", "e.account", "e.encounter_id"])
    .select((eb) => [
      "t.source_id",
      "e.account",
      "e.encounter_id",
      eb.cast<number>(eb.fn.sum("e.amount"), "bigint").as("amount"),
    ])
    .execute();
}

/**
 * BIL-50, looked at from outside: the sum of each account, and how many transactions do not come to zero. Closed months are as they were closed,
 * for nothing was posted into them since (BIL-241); what came later is counted here again.
 */
export async function accountBalances(tx: BillingTx) {
  const base = await lastClosing(tx, null);
  const entries = tx
    .selectFrom("ledger_entry as e")
    .$if(base.after !== null, (query) =>
      query.where("e.transaction_id", "in", (eb) =>
        eb.selectFrom("ledger_transaction").where("date", ">", base.after).select("transaction_id"),
      ),
    );
  const moved = await entries
    .groupBy("e.account")
    .select((eb) => ["e.account", eb.cast<number>(eb.fn.sum("e.amount"), "bigint").as("balance")])
    .execute();
  const unbalanced = await entries
    .groupBy("e.transaction_id")
    .having((eb) => eb.fn.sum("e.amount"), "<>", 0)
    .select("e.transaction_id")
    .execute();
  return { accounts: balancesFrom(base.balances, moved), unbalancedTransactions: unbalanced.length };
}
