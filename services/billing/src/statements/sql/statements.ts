import type { statement } from "@practicum/contracts/billing/statements";
import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type Expression, type ExpressionBuilder, type Selectable, type SqlBool } from "kysely";
import type { z } from "zod";
import type { ClaimWord } from "../../claims/domain/claim-search.ts";
import { patientsNamed } from "../../sql/patients-named.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type StatementRow = Selectable<BillingSchema["statement"]>;

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
  "step",
  "copy",
  "pay_now",
  "ledger_sequence",
  "plan",
  "visits",
  "paper_version",
  "mailing",
] as const;

export async function insertStatement(tx: BillingTx, row: StatementRow): Promise<void> {
  const { patient_name, address_lines, lines, visits, plan, mailing } = row;
  const texts = { patient_name: json(patient_name), address_lines: json(address_lines), lines: json(lines) };
  await tx
    .insertInto("statement")
    .values({
      ...row,
      ...texts,
      visits: json(visits),
      plan: plan === null ? null : json(plan),
      mailing: mailing === null ? null : json(mailing),
    })
    .execute();
}

export interface WantedStatements {
  readonly patientId: string | null;
  readonly words: readonly ClaimWord[];
}

/** A page of one patient's statements, or of everybody's, the newest first (BIL-173). */
export async function statementPage(
  tx: BillingTx,
  ask: WantedStatements & { readonly limit: number; readonly before: string | null },
): Promise<{ readonly rows: StatementRow[]; readonly next: string | null }> {
  const after = placeOf(ask.before, ["date", "uuid"]);
  let query = tx
    .selectFrom("statement")
    .select(COLUMNS)
    .where((eb) => eb.and(conditions(eb, ask)))
    .orderBy("date", "desc")
    .orderBy("statement_id", "desc")
    .limit(ask.limit + 1);
  if (after)
    query = query.where((eb) =>
      eb(
        eb.refTuple("date", "statement_id"),
        "<",
        eb.tuple(sql<LocalDate>`${after[0]}::date`, sql<string>`${after[1]}::uuid`),
      ),
    );
  const found = await query.execute();
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? placeAfter([last.date, last.statement_id]) : null };
}

/** How many statements are wanted, and what they ask for. */
export async function statementTotals(
  tx: BillingTx,
  wanted: WantedStatements,
): Promise<{ count: number; total: number }> {
  return tx
    .selectFrom("statement")
    .where((eb) => eb.and(conditions(eb, wanted)))
    .select((eb) => [
      eb.fn.countAll<number>().as("count"),
      // A sum of bigint is numeric, which the drivers give as text.
      sql<number>`coalesce(sum(balance), 0)::bigint`.as("total"),
    ])
    .executeTakeFirstOrThrow();
}

type Builder = ExpressionBuilder<BillingSchema, "statement">;

function conditions(eb: Builder, { patientId, words }: WantedStatements): Expression<SqlBool>[] {
  return [
    ...(patientId === null ? [] : [eb("patient_id", "=", patientId)]),
    ...words.map(({ word, amount, serviceDate }) =>
      eb.or([
        eb("number", "ilike", `${plainPattern(word)}%`),
        eb("patient_id", "in", patientsNamed(word)),
        ...(amount === null ? [] : [eb("balance", "=", amount)]),
        ...(serviceDate === null ? [] : [eb("date", "=", serviceDate)]),
      ]),
    ),
  ];
}

export async function findStatement(tx: BillingTx, statementId: string): Promise<StatementRow | null> {
  return (
    (await tx.selectFrom("statement").select(COLUMNS).where("statement_id", "=", statementId).executeTakeFirst()) ??
    null
  );
}

/** Statements by their ids. */
export async function statementsById(
  tx: BillingTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StatementRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom("statement").select(COLUMNS).where("statement_id", "in", ids).execute();
  return new Map(rows.map((row) => [row.statement_id, row]));
}

export function statementOf(
  row: StatementRow,
  run: z.input<typeof statement>["run"] = null,
): z.input<typeof statement> {
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
    step: row.step,
    copy: row.copy,
    payNow: row.pay_now,
    plan: row.plan,
    visits: row.visits,
    run,
  };
}
