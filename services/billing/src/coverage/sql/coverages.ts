import type { Coverage } from "@practicum/contracts/billing/coverage";
import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import { inForce } from "../domain/in-force.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { keptFromPlans } from "./plan-restrictions.ts";

type BillingTx = Tx<BillingSchema>;

function coverages(tx: BillingTx) {
  return tx
    .selectFrom("coverage as c")
    .innerJoin("payer as p", "p.payer_id", "c.payer_id")
    .where("c.withdrawn_at", "is", null)
    .select([
      "c.coverage_id",
      "c.patient_id",
      "c.payer_id",
      "p.name as payer_name",
      "p.kind as payer_kind",
      "c.priority",
      "c.member_id",
      "c.group_number",
      "c.plan_name",
      "c.subscriber",
      "c.from_date",
      "c.to_date",
      "c.pcp_npi",
      "c.copay",
      "c.secondary_reason",
      "c.version",
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof coverages>["executeTakeFirstOrThrow"]>>;

/** A patient's coverages in the order of billing. */
export async function coveragesOf(tx: BillingTx, patientId: string): Promise<Coverage[]> {
  const rows = await coverages(tx)
    .where("c.patient_id", "=", patientId)
    .orderBy("c.priority")
    .orderBy("c.from_date", "desc")
    .execute();
  return rows.map(coverageOf);
}

export async function findCoverage(tx: BillingTx, coverageId: string): Promise<Coverage | null> {
  const row = await coverages(tx).where("c.coverage_id", "=", coverageId).executeTakeFirst();
  return row ? coverageOf(row) : null;
}

/** Coverages of many patients in force on a day, in the order of billing. Self-pay is no coverage to bill, and what is kept from plans has none (BIL-410). */
export async function coveragesInForce(
  tx: BillingTx,
  pairs: readonly { readonly patientId: string; readonly on: LocalDate }[],
): Promise<(patientId: string, on: LocalDate) => Coverage[]> {
  const ids = [...new Set(pairs.map((pair) => pair.patientId))];
  const rows =
    ids.length === 0 ? [] : await coverages(tx).where("c.patient_id", "in", ids).orderBy("c.priority").execute();
  const all = rows.map(coverageOf);
  const isKept = await keptFromPlans(tx, ids);
  return (patientId, on) =>
    isKept(patientId, on) ? [] : all.filter((one) => one.patientId === patientId && inForce(one, on));
}

function coverageOf(row: Row): Coverage {
  return {
    coverageId: row.coverage_id,
    patientId: row.patient_id,
    payerId: row.payer_id,
    payerName: row.payer_name,
    payerKind: row.payer_kind,
    priority: row.priority,
    memberId: row.member_id,
    groupNumber: row.group_number,
    planName: row.plan_name,
    subscriber: row.subscriber,
    from: row.from_date,
    to: row.to_date,
    pcpNpi: row.pcp_npi,
    copay: row.copay,
    secondaryReason: row.secondary_reason,
    version: row.version,
  };
}

/** What a person enters of a coverage, and where an import took it from. */
export type CoverageEntry = Omit<Coverage, "payerName" | "payerKind" | "version"> & {
  readonly source: { readonly system: string; readonly id: string } | null;
};

/** @returns false when there is one of that id. */
export async function insertCoverage(tx: BillingTx, one: CoverageEntry): Promise<boolean> {
  const inserted = await tx
    .insertInto("coverage")
    .values({
      coverage_id: one.coverageId,
      patient_id: one.patientId,
      priority: one.priority,
      ...columnsOf(one),
      version: 1,
      source_system: one.source?.system ?? null,
      source_id: one.source?.id ?? null,
    })
    .onConflict((conflict) => conflict.column("coverage_id").doNothing())
    .returning("coverage_id")
    .executeTakeFirst();
  return inserted !== undefined;
}

/** @returns the version it has now. */
export async function changeCoverage(
  tx: BillingTx,
  coverageId: string,
  one: Omit<CoverageEntry, "coverageId" | "patientId" | "priority" | "source">,
): Promise<number> {
  const row = await tx
    .updateTable("coverage")
    .set((eb) => ({ ...columnsOf(one), version: eb("version", "+", 1) }))
    .where("coverage_id", "=", coverageId)
    .returning("version")
    .executeTakeFirstOrThrow();
  return row.version;
}

function columnsOf(one: Omit<CoverageEntry, "coverageId" | "patientId" | "priority" | "source">) {
  return {
    payer_id: one.payerId,
    member_id: one.memberId,
    group_number: one.groupNumber,
    plan_name: one.planName,
    subscriber: json(one.subscriber),
    from_date: one.from,
    to_date: one.to,
    pcp_npi: one.pcpNpi,
    copay: one.copay,
    secondary_reason: one.secondaryReason,
  };
}

export async function setPriority(tx: BillingTx, coverageId: string, priority: number): Promise<void> {
  await tx
    .updateTable("coverage")
    .set((eb) => ({ priority, version: eb("version", "+", 1) }))
    .where("coverage_id", "=", coverageId)
    .where("priority", "<>", priority)
    .execute();
}

export async function coverageOfSource(
  tx: BillingTx,
  source: { readonly system: string; readonly id: string },
): Promise<string | null> {
  const row = await tx
    .selectFrom("coverage")
    .select("coverage_id")
    .where("source_system", "=", source.system)
    .where("source_id", "=", source.id)
    .executeTakeFirst();
  return row?.coverage_id ?? null;
}
