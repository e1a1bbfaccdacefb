import type { statement } from "@practicum/contracts/billing/statements";
import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Selectable } from "kysely";
import type { z } from "zod";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
type StatementRow = Selectable<BillingSchema["statement"]>;

const COLUMNS = [
  "statement_id",
  "number",
  "patient_id",
  "patient_name",
  "address_lines",
  "date",
  "due_date",
  "lines",
  "balance",
  "insurance_pending",
] as const;

export async function insertStatement(tx: BillingTx, row: StatementRow): Promise<void> {
  const { patient_name, address_lines, lines } = row;
  await tx
    .insertInto("statement")
    .values({ ...row, patient_name: json(patient_name), address_lines: json(address_lines), lines: json(lines) })
    .execute();
}

/** The newest first: one patient's, or everybody's. */
export async function newestStatements(
  tx: BillingTx,
  patientId: string | null,
  limit: number,
): Promise<StatementRow[]> {
  let query = tx.selectFrom("statement").select(COLUMNS).orderBy("date", "desc").orderBy("number", "desc").limit(limit);
  if (patientId !== null) query = query.where("patient_id", "=", patientId);
  return query.execute();
}

export async function findStatement(tx: BillingTx, statementId: string): Promise<StatementRow | null> {
  return (
    (await tx.selectFrom("statement").select(COLUMNS).where("statement_id", "=", statementId).executeTakeFirst()) ??
    null
  );
}

/** The day of each patient's last statement. */
export async function lastStatementDays(
  tx: BillingTx,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, LocalDate>> {
  if (patientIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("statement")
    .where("patient_id", "in", patientIds)
    .groupBy("patient_id")
    .select((eb) => ["patient_id", eb.fn.max("date").as("date")])
    .execute();
  return new Map(rows.map((row) => [row.patient_id, row.date]));
}

/** Who had a statement after a day. */
export async function patientsWithStatementSince(tx: BillingTx, day: LocalDate): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom("statement").select("patient_id").where("date", ">", day).distinct().execute();
  return new Set(rows.map((row) => row.patient_id));
}

export function statementOf(row: StatementRow): z.input<typeof statement> {
  return {
    statementId: row.statement_id,
    number: row.number,
    patientId: row.patient_id,
    patientName: row.patient_name,
    addressLines: row.address_lines,
    date: row.date,
    dueDate: row.due_date,
    lines: row.lines,
    balance: row.balance,
    insurancePending: row.insurance_pending,
  };
}
