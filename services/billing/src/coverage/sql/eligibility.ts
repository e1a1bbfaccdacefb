import type { Eligibility } from "@practicum/contracts/billing/eligibility";
import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type EligibilityRow = Selectable<BillingSchema["eligibility"]>;

const COLUMNS = [
  "eligibility_id",
  "coverage_id",
  "patient_id",
  "service_date",
  "status",
  "trace",
  "attempts",
  "asked_at",
  "answered_at",
  "findings",
  "plan_name",
  "copay",
  "deductible_remaining",
  "coinsurance_percent",
  "pcp_name",
  "pcp_npi",
  "retry_at",
] as const;

/** One question, by its id or by the trace that the payer gave back; kept from others until the transaction ends. */
export async function findEligibility(
  tx: BillingTx,
  by: { readonly id: string } | { readonly trace: string },
): Promise<EligibilityRow | null> {
  const query = tx.selectFrom("eligibility").select(COLUMNS).forUpdate();
  const found = "id" in by ? query.where("eligibility_id", "=", by.id) : query.where("trace", "=", by.trace);
  return (await found.executeTakeFirst()) ?? null;
}

/** The latest question of each coverage; where a day is named, the latest about that day if there is one. */
export async function latestEligibility(
  tx: BillingTx,
  coverageIds: readonly string[],
  day: LocalDate | null,
): Promise<ReadonlyMap<string, Eligibility>> {
  if (coverageIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("eligibility")
    .distinctOn("coverage_id")
    .select(COLUMNS)
    .where("coverage_id", "in", coverageIds)
    .orderBy("coverage_id")
    .orderBy(sql`service_date is distinct from ${day}::date`)
    .orderBy("asked_at", "desc")
    .orderBy("eligibility_id", "desc")
    .execute();
  return new Map(rows.map((row) => [row.coverage_id, eligibilityOf(row)]));
}

export function eligibilityOf(row: EligibilityRow): Eligibility {
  return {
    eligibilityId: row.eligibility_id,
    coverageId: row.coverage_id,
    patientId: row.patient_id,
    serviceDate: row.service_date,
    status: row.status,
    askedAt: row.asked_at,
    answeredAt: row.answered_at,
    findings: row.findings,
    planName: row.plan_name,
    copay: row.copay,
    deductibleRemaining: row.deductible_remaining,
    coinsurancePercent: row.coinsurance_percent,
    pcpName: row.pcp_name,
    pcpNpi: row.pcp_npi,
    retryAt: row.retry_at,
  };
}

/** Writes a question down; it is pending until it is answered (BIL-8). */
export async function insertQuestion(
  tx: BillingTx,
  question: Pick<
    EligibilityRow,
    "eligibility_id" | "coverage_id" | "patient_id" | "service_date" | "trace" | "asked_at"
  >,
): Promise<void> {
  await tx
    .insertInto("eligibility")
    .values({
      ...question,
      status: "pending",
      attempts: 0,
      answered_at: null,
      findings: json([]),
      plan_name: null,
      copay: null,
      deductible_remaining: null,
      coinsurance_percent: null,
      pcp_name: null,
      pcp_npi: null,
      retry_at: null,
    })
    .execute();
}

/** The question goes out once more. */
export async function markAsked(tx: BillingTx, eligibilityId: string): Promise<void> {
  await tx
    .updateTable("eligibility")
    .set((eb) => ({ status: "pending", attempts: eb("attempts", "+", 1), retry_at: null }))
    .where("eligibility_id", "=", eligibilityId)
    .execute();
}

export async function writeAnswer(
  tx: BillingTx,
  eligibilityId: string,
  {
    findings,
    ...answer
  }: Pick<EligibilityRow, "status" | "findings" | "retry_at"> &
    Partial<
      Pick<
        EligibilityRow,
        "answered_at" | "plan_name" | "copay" | "deductible_remaining" | "coinsurance_percent" | "pcp_name" | "pcp_npi"
      >
    >,
): Promise<void> {
  await tx
    .updateTable("eligibility")
    .set({ ...answer, findings: json(findings) })
    .where("eligibility_id", "=", eligibilityId)
    .execute();
}
