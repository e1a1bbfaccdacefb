import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { BillingSchema } from "../../sql/schema.ts";
import { CHARGE_COLUMNS, type ChargeRow, type Visit } from "./visits.ts";

type BillingTx = Tx<BillingSchema>;

/** Keeps a signed visit once (BIL-10). @returns false when it was there. */
export async function insertVisit(
  tx: BillingTx,
  { diagnoses, ...visit }: Omit<Visit, "cosigned_at">,
): Promise<boolean> {
  const row = await tx
    .insertInto("visit")
    .values({ ...visit, diagnoses: json(diagnoses) })
    .onConflict((conflict) => conflict.column("encounter_id").doNothing())
    .returning("encounter_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertCharges(tx: BillingTx, charges: readonly ChargeRow[]): Promise<void> {
  if (charges.length > 0)
    await tx
      .insertInto("charge")
      .values([...charges])
      .execute();
}

export async function insertCosignature(tx: BillingTx, row: BillingSchema["cosignature"]): Promise<void> {
  await tx
    .insertInto("cosignature")
    .values(row)
    .onConflict((conflict) => conflict.column("encounter_id").doNothing())
    .execute();
}

/** One charge, kept from others until the transaction ends. */
export async function lockCharge(tx: BillingTx, chargeId: string): Promise<ChargeRow | null> {
  return (
    (await tx
      .selectFrom("charge")
      .select(CHARGE_COLUMNS)
      .where("charge_id", "=", chargeId)
      .forUpdate()
      .executeTakeFirst()) ?? null
  );
}

/** Taken off: it stays to be seen (BIL-114). */
export async function markChargeReversed(tx: BillingTx, chargeId: string, because: string): Promise<void> {
  await tx
    .updateTable("charge")
    .set((eb) => ({ status: "reversed", by_hand: because, version: eb("version", "+", 1) }))
    .where("charge_id", "=", chargeId)
    .execute();
}

export async function changeCharge(
  tx: BillingTx,
  chargeId: string,
  change: Pick<ChargeRow, "modifiers" | "units" | "pointers" | "unit_price" | "amount" | "version">,
): Promise<void> {
  await tx.updateTable("charge").set(change).where("charge_id", "=", chargeId).execute();
}

/** @returns the version it has now. */
export async function setChargeDrug(tx: BillingTx, chargeId: string, drug: ChargeRow["drug"]): Promise<number> {
  const row = await tx
    .updateTable("charge")
    .set((eb) => ({ drug: drug && json(drug), version: eb("version", "+", 1) }))
    .where("charge_id", "=", chargeId)
    .returning("version")
    .executeTakeFirstOrThrow();
  return row.version;
}

/** A visit's charges in review are released, and with them the visit (BIL-15). */
export async function markReleased(tx: BillingTx, encounterId: string, at: Instant): Promise<void> {
  await moveCharges(tx, encounterId, "review", "released");
  await tx.updateTable("visit").set({ released_at: at }).where("encounter_id", "=", encounterId).execute();
}

export async function markBilled(tx: BillingTx, encounterId: string): Promise<void> {
  await moveCharges(tx, encounterId, "released", "billed");
}

/** What is paid and left to nobody else is done with. */
export async function closeCharges(tx: BillingTx, encounterId: string): Promise<void> {
  await moveCharges(tx, encounterId, "billed", "closed");
}

async function moveCharges(
  tx: BillingTx,
  encounterId: string,
  from: ChargeRow["status"],
  status: ChargeRow["status"],
): Promise<void> {
  await tx
    .updateTable("charge")
    .set((eb) => ({ status, version: eb("version", "+", 1) }))
    .where("encounter_id", "=", encounterId)
    .where("status", "=", from)
    .execute();
}
