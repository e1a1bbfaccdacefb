import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { sql, type Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type PlanRow = Selectable<BillingSchema["payment_plan"]> & {
  /** What payments brought to the visits that it covers, by the ledger. */
  readonly posted: number;
  /** What is owed for those visits now. */
  readonly due: number;
};

const COLUMNS = [
  "plan_id",
  "patient_id",
  "agreed_on",
  "agreed_at",
  "agreed_by",
  "note",
  "every",
  "installments",
  "encounter_ids",
  "after_sequence",
  "over",
  "until_sequence",
  "over_at",
  "over_by",
  "over_because",
] as const;

function plans(tx: BillingTx) {
  return tx
    .selectFrom("payment_plan as p")
    .select(COLUMNS)
    .select([
      sql<number>`coalesce((select -sum(e.amount) from ledger_entry e join ledger_transaction t on t.transaction_id = e.transaction_id
        where e.patient_id = p.patient_id and e.account = 'patient-receivable' and e.encounter_id = any(p.encounter_ids)
          and t.source_kind = 'payment' and t.sequence > p.after_sequence
          and (p.until_sequence is null or t.sequence <= p.until_sequence)), 0)::bigint`.as("posted"),
      sql<number>`coalesce((select sum(e.amount) from ledger_entry e
        where e.patient_id = p.patient_id and e.account = 'patient-receivable' and e.encounter_id = any(p.encounter_ids)), 0)::bigint`.as(
        "due",
      ),
    ]);
}

export async function findPlan(tx: BillingTx, planId: string): Promise<PlanRow | null> {
  return (await plans(tx).where("plan_id", "=", planId).executeTakeFirst()) ?? null;
}

/** A patient's plans, the newest first. */
export async function plansOfPatient(tx: BillingTx, patientId: string): Promise<PlanRow[]> {
  return plans(tx)
    .where("patient_id", "=", patientId)
    .orderBy("agreed_at", "desc")
    .orderBy("after_sequence", "desc")
    .orderBy("plan_id")
    .execute();
}

/** Plans that nobody ended; one that is paid is among them. */
export async function runningPlans(tx: BillingTx, patientId: string | null = null): Promise<PlanRow[]> {
  let query = plans(tx).where("over", "is", null);
  if (patientId !== null) query = query.where("patient_id", "=", patientId);
  return query.orderBy("agreed_at").orderBy("plan_id").execute();
}

export async function insertPlan(tx: BillingTx, row: BillingSchema["payment_plan"]): Promise<void> {
  await tx
    .insertInto("payment_plan")
    .values({ ...row, installments: json(row.installments) })
    .execute();
}

export async function endPlanRow(
  tx: BillingTx,
  planId: string,
  over: Pick<BillingSchema["payment_plan"], "over" | "until_sequence" | "over_at" | "over_by" | "over_because">,
): Promise<void> {
  await tx.updateTable("payment_plan").set(over).where("plan_id", "=", planId).execute();
}
