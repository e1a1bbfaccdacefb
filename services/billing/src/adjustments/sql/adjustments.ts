import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { Insertable, Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type AdjustmentRow = Selectable<BillingSchema["account_adjustment"]>;
export type NewAdjustment = Insertable<BillingSchema["account_adjustment"]>;

const COLUMNS = [
  "adjustment_id",
  "sequence",
  "kind",
  "patient_id",
  "encounter_id",
  "claim_id",
  "payment_id",
  "amount",
  "reason",
  "method",
  "reference",
  "because",
  "made_by",
  "made_at",
  "undone_at",
  "undone_because",
] as const;

export async function findAdjustment(tx: BillingTx, adjustmentId: string): Promise<AdjustmentRow | null> {
  return (
    (await tx
      .selectFrom("account_adjustment")
      .select(COLUMNS)
      .where("adjustment_id", "=", adjustmentId)
      .executeTakeFirst()) ?? null
  );
}

export async function insertAdjustment(tx: BillingTx, row: NewAdjustment): Promise<void> {
  await tx.insertInto("account_adjustment").values(row).execute();
}

export async function markUndone(tx: BillingTx, adjustmentId: string, at: Instant, because: string): Promise<void> {
  await tx
    .updateTable("account_adjustment")
    .set({ undone_at: at, undone_because: because })
    .where("adjustment_id", "=", adjustmentId)
    .execute();
}

export async function adjustmentsOf(tx: BillingTx, patientId: string): Promise<AdjustmentRow[]> {
  return tx
    .selectFrom("account_adjustment")
    .select(COLUMNS)
    .where("patient_id", "=", patientId)
    .orderBy("sequence", "desc")
    .execute();
}

/** What stands of a visit, the newest first: what a payer that takes its decision back undoes. */
export async function standingOfVisit(tx: BillingTx, encounterId: string): Promise<AdjustmentRow[]> {
  return tx
    .selectFrom("account_adjustment")
    .select(COLUMNS)
    .where("encounter_id", "=", encounterId)
    .where("undone_at", "is", null)
    .orderBy("sequence", "desc")
    .execute();
}

/** What was given back of each payment and stands. */
export async function refundedOf(tx: BillingTx, paymentIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (paymentIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("account_adjustment")
    .where("kind", "=", "refund")
    .where("undone_at", "is", null)
    .where("payment_id", "in", paymentIds)
    .groupBy("payment_id")
    .select((eb) => ["payment_id", eb.cast<number>(eb.fn.sum("amount"), "bigint").as("amount")])
    .execute();
  return new Map(rows.flatMap((row) => (row.payment_id === null ? [] : [[row.payment_id, row.amount]])));
}

/** What was given back to the payer of a claim and stands. */
export async function refundedToPayer(tx: BillingTx, claimId: string): Promise<number> {
  const row = await tx
    .selectFrom("account_adjustment")
    .where("kind", "=", "payer-refund")
    .where("undone_at", "is", null)
    .where("claim_id", "=", claimId)
    .select((eb) => eb.cast<number>(eb.fn.coalesce(eb.fn.sum("amount"), eb.lit(0)), "bigint").as("amount"))
    .executeTakeFirstOrThrow();
  return row.amount;
}

/** What payer and patient owe: of one claim, and for its visit. */
export async function openOf(
  tx: BillingTx,
  of: { readonly patientId: string; readonly encounterId: string; readonly claimId: string | null },
): Promise<{ payerOwes: number; patientOwes: number }> {
  const rows = await tx
    .selectFrom("ledger_entry")
    .where("patient_id", "=", of.patientId)
    .where("encounter_id", "=", of.encounterId)
    .where("account", "in", ["patient-receivable", "insurance-receivable"])
    .groupBy(["account", "claim_id"])
    .select((eb) => ["account", "claim_id", eb.cast<number>(eb.fn.sum("amount"), "bigint").as("amount")])
    .execute();
  const sum = (pick: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(pick).reduce((all, row) => all + row.amount, 0);
  return {
    payerOwes: sum((row) => row.account === "insurance-receivable" && row.claim_id === of.claimId),
    patientOwes: sum((row) => row.account === "patient-receivable"),
  };
}

/** Refusals of a claim that nobody has settled. */
export async function openDenialsOf(tx: BillingTx, claimId: string) {
  const rows = await tx
    .selectFrom("denial")
    .select(["adjustment_group", "amount"])
    .where("claim_id", "=", claimId)
    .where("status", "in", ["open", "appealed", "corrected"])
    .execute();
  return rows.map((row) => ({ group: row.adjustment_group, amount: row.amount }));
}

/** A patient's claims, as the account shows them beside their visits. */
export async function claimsOfPatient(tx: BillingTx, patientId: string) {
  return tx
    .selectFrom("claim")
    .select(["claim_id", "number", "encounter_id", "payer_name", "status", "paid"])
    .where("patient_id", "=", patientId)
    .orderBy("payer_order")
    .execute();
}
