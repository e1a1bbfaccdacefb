import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";
import { eligibilityOf } from "./eligibility.ts";
import type { Eligibility } from "@practicum/contracts/billing/eligibility";

type BillingTx = Tx<BillingSchema>;

/** Which of them pay without a plan on the day: somebody said so. */
export async function selfPayers(
  tx: BillingTx,
  patientIds: readonly string[],
  on: LocalDate,
): Promise<ReadonlySet<string>> {
  if (patientIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom("coverage as c")
    .innerJoin("payer as p", "p.payer_id", "c.payer_id")
    .select("c.patient_id")
    .distinct()
    .where("p.kind", "=", "self-pay")
    .where("c.withdrawn_at", "is", null)
    .where("c.patient_id", "in", patientIds)
    .where("c.from_date", "<=", on)
    .where((eb) => eb.or([eb("c.to_date", "is", null), eb("c.to_date", ">=", on)]))
    .execute();
  return new Set(rows.map((row) => row.patient_id));
}

/** The latest question about a day of each coverage. */
export async function answersAbout(
  tx: BillingTx,
  coverageIds: readonly string[],
  day: LocalDate,
): Promise<ReadonlyMap<string, Eligibility>> {
  if (coverageIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("eligibility")
    .distinctOn("coverage_id")
    .selectAll()
    .where("coverage_id", "in", coverageIds)
    .where("service_date", "=", day)
    .orderBy("coverage_id")
    .orderBy("asked_at", "desc")
    .orderBy("eligibility_id", "desc")
    .execute();
  return new Map(rows.map((row) => [row.coverage_id, eligibilityOf(row)]));
}

export interface Handled {
  readonly appointmentId: string;
  readonly about: string;
  readonly at: string;
  readonly by: string;
  readonly note: string;
}

export async function handledOf(tx: BillingTx, appointmentIds: readonly string[]): Promise<readonly Handled[]> {
  if (appointmentIds.length === 0) return [];
  return tx
    .selectFrom("eligibility_handled")
    .select(["appointment_id as appointmentId", "about", "at", "by_name as by", "note"])
    .where("appointment_id", "in", appointmentIds)
    .where("undone_at", "is", null)
    .execute();
}

/** Says it once; said again it says the newest. */
export async function keepHandled(
  tx: BillingTx,
  one: Handled & { readonly handledId: string; readonly patientId: string },
): Promise<void> {
  await undoHandled(tx, one, { at: one.at, by: one.by });
  await tx
    .insertInto("eligibility_handled")
    .values({
      handled_id: one.handledId,
      appointment_id: one.appointmentId,
      patient_id: one.patientId,
      about: one.about,
      note: one.note,
      at: one.at,
      by_name: one.by,
    })
    .execute();
}

/** @returns false where nothing was said. */
export async function undoHandled(
  tx: BillingTx,
  { appointmentId, about }: Pick<Handled, "appointmentId" | "about">,
  undone: { readonly at: string; readonly by: string },
): Promise<boolean> {
  const row = await tx
    .updateTable("eligibility_handled")
    .set({ undone_at: sql`${undone.at}::timestamptz`, undone_by: undone.by })
    .where("appointment_id", "=", appointmentId)
    .where("about", "=", about)
    .where("undone_at", "is", null)
    .returning("handled_id")
    .executeTakeFirst();
  return row !== undefined;
}
