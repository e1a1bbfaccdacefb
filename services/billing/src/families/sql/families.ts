import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { HouseholdCopy } from "../domain/household-copy.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** Keeps the newest version of a family (BIL-1). @returns whether it is newer than what was here. */
export async function keepHousehold(tx: BillingTx, household: HouseholdCopy): Promise<boolean> {
  const { householdId, version } = household;
  const kept = await tx
    .insertInto("household_copy")
    .values({ household_id: householdId, version, content: json(household) })
    .onConflict((conflict) =>
      conflict
        .column("household_id")
        .doUpdateSet({ version, content: json(household) })
        .where("household_copy.version", "<", version),
    )
    .returning("household_id")
    .executeTakeFirst();
  if (!kept) return false;
  await tx.deleteFrom("household_of").where("household_id", "=", householdId).execute();
  const people = new Set([
    ...household.members.map((one) => one.patientId),
    ...(household.guarantor?.patientId ? [household.guarantor.patientId] : []),
  ]);
  if (people.size > 0)
    await tx
      .insertInto("household_of")
      .values([...people].map((patientId) => ({ household_id: householdId, patient_id: patientId })))
      .execute();
  return true;
}

export async function findHousehold(tx: BillingTx, householdId: string): Promise<HouseholdCopy | null> {
  const row = await tx
    .selectFrom("household_copy")
    .select("content")
    .where("household_id", "=", householdId)
    .executeTakeFirst();
  return row?.content ?? null;
}

/** The families that a patient belongs to or pays for. */
export async function householdsOf(tx: BillingTx, patientId: string): Promise<HouseholdCopy[]> {
  const rows = await tx
    .selectFrom("household_copy as h")
    .innerJoin("household_of as o", "o.household_id", "h.household_id")
    .where("o.patient_id", "=", patientId)
    .orderBy("h.household_id")
    .select("h.content")
    .execute();
  return rows.map((row) => row.content);
}

/** The families of many patients at once. */
export async function householdsOfAll(
  tx: BillingTx,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, HouseholdCopy[]>> {
  const found = new Map<string, HouseholdCopy[]>();
  if (patientIds.length === 0) return found;
  const rows = await tx
    .selectFrom("household_copy as h")
    .innerJoin("household_of as o", "o.household_id", "h.household_id")
    .where("o.patient_id", "in", patientIds)
    .orderBy("h.household_id")
    .select(["o.patient_id", "h.content"])
    .execute();
  for (const { patient_id, content } of rows) found.set(patient_id, [...(found.get(patient_id) ?? []), content]);
  return found;
}

export type FamilyPaymentRow = BillingSchema["family_payment"];

export async function findFamilyPayment(tx: BillingTx, id: string): Promise<FamilyPaymentRow | null> {
  const row = await tx
    .selectFrom("family_payment")
    .selectAll()
    .where("family_payment_id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function insertFamilyPayment(
  tx: BillingTx,
  row: FamilyPaymentRow,
  paymentIds: readonly string[],
): Promise<void> {
  await tx.insertInto("family_payment").values(row).execute();
  await tx
    .insertInto("family_payment_part")
    .values(paymentIds.map((payment_id) => ({ payment_id, family_payment_id: row.family_payment_id })))
    .execute();
}

/** The payments that one payment of a family is made of, in the order of their receipts. */
export async function partsOf(tx: BillingTx, familyPaymentId: string) {
  return tx
    .selectFrom("family_payment_part as f")
    .innerJoin("payment as p", "p.payment_id", "f.payment_id")
    .where("f.family_payment_id", "=", familyPaymentId)
    .orderBy("p.receipt_number")
    .select([
      "p.payment_id",
      "p.receipt_number",
      "p.patient_id",
      "p.amount",
      "p.method",
      "p.reference",
      "p.purpose",
      "p.appointment_id",
      "p.taken_at",
      "p.taken_by",
      "p.reversed_at",
    ])
    .execute();
}

/** Of these payments, which are parts of a family's payment, and of which one. */
export async function familyPaymentOf(
  tx: BillingTx,
  paymentIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (paymentIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("family_payment_part")
    .select(["payment_id", "family_payment_id"])
    .where("payment_id", "in", [...paymentIds])
    .execute();
  return new Map(rows.map((row) => [row.payment_id, row.family_payment_id]));
}
