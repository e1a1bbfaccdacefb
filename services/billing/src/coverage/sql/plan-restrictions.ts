import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { BillingSchema } from "../../sql/schema.ts";
import type { PlanRestrictionSchema } from "../../sql/tables-plan-restrictions.ts";

type BillingTx = Tx<BillingSchema>;

/** The newest word of a request counts, in whatever order it comes. */
export async function keepPlanRestriction(
  tx: BillingTx,
  row: PlanRestrictionSchema["plan_restriction"],
): Promise<void> {
  await tx
    .insertInto("plan_restriction")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column("request_id")
        .doUpdateSet({ heard: row.heard, stands: row.stands, from_date: row.from_date, until_date: row.until_date })
        .where("plan_restriction.heard", "<", row.heard),
    )
    .execute();
}

/** Whether a visit of a day is kept from the plans of these patients. */
export async function keptFromPlans(
  tx: BillingTx,
  patientIds: readonly string[],
): Promise<(patientId: string, on: LocalDate) => boolean> {
  const rows =
    patientIds.length === 0
      ? []
      : await tx
          .selectFrom("plan_restriction")
          .select(["patient_id", "from_date", "until_date"])
          .where("patient_id", "in", [...patientIds])
          .where("stands", "=", true)
          .execute();
  return (patientId, on) =>
    rows.some(
      (row) => row.patient_id === patientId && row.from_date <= on && (row.until_date === null || on <= row.until_date),
    );
}
