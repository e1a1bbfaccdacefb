import type { Estimate } from "@practicum/contracts/billing/estimates";
import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { EstimateAsked } from "../../sql/schema-front-desk.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

export async function findEstimate(
  tx: BillingTx,
  estimateId: string,
): Promise<{ readonly asked: EstimateAsked; readonly content: Estimate } | null> {
  return (
    (await tx
      .selectFrom("estimate")
      .select(["asked", "content"])
      .where("estimate_id", "=", estimateId)
      .executeTakeFirst()) ?? null
  );
}

export async function insertEstimate(tx: BillingTx, content: Estimate, asked: EstimateAsked): Promise<void> {
  await tx
    .insertInto("estimate")
    .values({
      estimate_id: content.estimateId,
      number: content.number,
      patient_id: content.patientId,
      appointment_id: content.appointmentId,
      issued_on: content.issuedOn,
      asked: json(asked),
      content: json(content),
    })
    .execute();
}

/** The newest first. */
export async function estimatesOf(tx: BillingTx, patientId: string): Promise<Estimate[]> {
  const rows = await tx
    .selectFrom("estimate")
    .select("content")
    .where("patient_id", "=", patientId)
    .orderBy("issued_on", "desc")
    .orderBy("number", "desc")
    .execute();
  return rows.map((row) => row.content);
}
