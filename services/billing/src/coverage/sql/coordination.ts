import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { KeptOrder, MspSaid } from "../../sql/schema-front-desk.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** What was said about the order of a patient's coverages. */
export async function coordinationOf(
  tx: BillingTx,
  patientId: string,
): Promise<{ readonly msp: MspSaid | null; readonly kept: KeptOrder | null }> {
  const row = await tx
    .selectFrom("coordination")
    .select(["msp", "kept"])
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
  return row ?? { msp: null, kept: null };
}

export async function saveMsp(tx: BillingTx, patientId: string, msp: MspSaid): Promise<void> {
  await tx
    .insertInto("coordination")
    .values({ patient_id: patientId, msp: json(msp), kept: null })
    .onConflict((conflict) => conflict.column("patient_id").doUpdateSet({ msp: json(msp) }))
    .execute();
}

export async function saveKeptOrder(tx: BillingTx, patientId: string, kept: KeptOrder): Promise<void> {
  await tx
    .insertInto("coordination")
    .values({ patient_id: patientId, msp: null, kept: json(kept) })
    .onConflict((conflict) => conflict.column("patient_id").doUpdateSet({ kept: json(kept) }))
    .execute();
}

/** Whether a visit of the day is said to follow an accident (claim facts, BIL-130). */
export async function accidentOn(tx: BillingTx, patientId: string, day: string): Promise<boolean> {
  const rows = await tx
    .selectFrom("visit_fact as f")
    .innerJoin("visit as v", "v.encounter_id", "f.encounter_id")
    .select("f.content")
    .where("v.patient_id", "=", patientId)
    .where("v.service_date", "=", day)
    .execute();
  return rows.some((row) => row.content.accident !== null);
}
