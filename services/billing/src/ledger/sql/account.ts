import type { ledgerEntry } from "@practicum/contracts/billing/ledger";
import type { Tx } from "@practicum/db/db";
import type { z } from "zod";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
type EntryView = z.input<typeof ledgerEntry>;

/** Every line of a patient's account, in the order it was posted. */
export async function entriesOf(tx: BillingTx, patientId: string): Promise<EntryView[]> {
  const rows = await tx
    .selectFrom("ledger_entry as e")
    .innerJoin("ledger_transaction as t", "t.transaction_id", "e.transaction_id")
    .where("e.patient_id", "=", patientId)
    .orderBy("t.sequence")
    .orderBy("e.position")
    .select([
      "e.entry_id",
      "e.transaction_id",
      "t.at",
      "t.date",
      "e.account",
      "e.amount",
      "e.patient_id",
      "e.encounter_id",
      "e.charge_id",
      "e.claim_id",
      "e.because",
      "e.rule",
      "t.by_name",
      "t.source_kind",
      "t.source_id",
    ])
    .execute();
  return rows.map((row) => ({
    entryId: row.entry_id,
    transactionId: row.transaction_id,
    at: row.at,
    date: row.date,
    account: row.account,
    amount: row.amount,
    patientId: row.patient_id,
    encounterId: row.encounter_id,
    chargeId: row.charge_id,
    claimId: row.claim_id,
    because: row.because,
    rule: row.rule,
    by: row.by_name,
    source: { kind: row.source_kind, id: row.source_id },
  }));
}

/** The open sums of some patients; who has no line is not in it. */
export async function balancesOf(
  tx: BillingTx,
  patientIds: readonly string[],
): Promise<
  ReadonlyMap<string, { readonly patientDue: number; readonly insurancePending: number; readonly unapplied: number }>
> {
  if (patientIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("ledger_entry")
    .where("patient_id", "in", [...patientIds])
    .where("account", "in", ["patient-receivable", "insurance-receivable", "unapplied"])
    .groupBy(["patient_id", "account"])
    .select((eb) => ["patient_id", "account", eb.cast<number>(eb.fn.sum("amount"), "bigint").as("sum")])
    .execute();
  const of = (patientId: string, account: string) =>
    rows.find((row) => row.patient_id === patientId && row.account === account)?.sum ?? 0;
  return new Map(
    patientIds.map((one) => [
      one,
      {
        patientDue: of(one, "patient-receivable"),
        insurancePending: of(one, "insurance-receivable"),
        unapplied: -of(one, "unapplied") || 0,
      },
    ]),
  );
}

/** What each of these patients owes now; who has no line owes nothing and is not in it. */
export async function patientDueOf(tx: BillingTx, patientIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (patientIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("ledger_entry")
    .where("account", "=", "patient-receivable")
    .where("patient_id", "in", patientIds)
    .groupBy("patient_id")
    .select((eb) => ["patient_id", eb.cast<number>(eb.fn.sum("amount"), "bigint").as("due")])
    .execute();
  return new Map(rows.flatMap((row) => (row.patient_id ? [[row.patient_id, row.due]] : [])));
}
