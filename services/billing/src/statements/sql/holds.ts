import type { Tx } from "@practicum/db/db";
import type { Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type HoldRow = Selectable<BillingSchema["account_hold"]>;

const COLUMNS = [
  "hold_id",
  "patient_id",
  "kind",
  "because",
  "made_at",
  "made_by",
  "lifted_at",
  "lifted_by",
  "lifted_because",
] as const;

/** @returns whether it was the first of its kind that is open. */
export async function insertHold(
  tx: BillingTx,
  row: Pick<HoldRow, "hold_id" | "patient_id" | "kind" | "because" | "made_at" | "made_by">,
): Promise<boolean> {
  const made = await tx
    .insertInto("account_hold")
    .values({ ...row, lifted_at: null, lifted_by: null, lifted_because: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning("hold_id")
    .executeTakeFirst();
  return made !== undefined;
}

export async function findHold(tx: BillingTx, holdId: string): Promise<HoldRow | null> {
  return (await tx.selectFrom("account_hold").select(COLUMNS).where("hold_id", "=", holdId).executeTakeFirst()) ?? null;
}

export async function liftHoldRow(
  tx: BillingTx,
  holdId: string,
  lifted: Pick<HoldRow, "lifted_at" | "lifted_by" | "lifted_because">,
): Promise<void> {
  await tx.updateTable("account_hold").set(lifted).where("hold_id", "=", holdId).execute();
}

/** A patient's holds, the newest first. */
export async function holdsOf(tx: BillingTx, patientId: string): Promise<HoldRow[]> {
  return tx
    .selectFrom("account_hold")
    .select(COLUMNS)
    .where("patient_id", "=", patientId)
    .orderBy("made_at", "desc")
    .orderBy("hold_id")
    .execute();
}

/** What is stopped now; a letter that came back is told before a dispute. */
export async function openHolds(
  tx: BillingTx,
  patientId: string | null,
): Promise<ReadonlyMap<string, "returned-mail" | "dispute">> {
  let query = tx.selectFrom("account_hold").where("lifted_at", "is", null);
  if (patientId !== null) query = query.where("patient_id", "=", patientId);
  const rows = await query.select(["patient_id", "kind"]).orderBy("kind").execute();
  return new Map(rows.map((row) => [row.patient_id, row.kind]));
}
