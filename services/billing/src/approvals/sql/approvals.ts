import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type Expression, type ExpressionBuilder, type Selectable, type SqlBool } from "kysely";
import type { ClaimWord } from "../../claims/domain/claim-search.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type ApprovalRow = Selectable<BillingSchema["approval"]>;

const COLUMNS = [
  "approval_id",
  "kind",
  "subject_id",
  "patient_id",
  "about",
  "amount",
  "reason",
  "payload",
  "asked_by_id",
  "asked_by",
  "asked_at",
  "status",
  "decided_by",
  "decided_at",
  "decided_because",
] as const;

/** @returns false when the same is asked for already and waits. */
export async function insertApproval(
  tx: BillingTx,
  { payload, ...row }: Omit<ApprovalRow, "status" | "decided_by" | "decided_at" | "decided_because">,
): Promise<boolean> {
  const inserted = await tx
    .insertInto("approval")
    .values({
      ...row,
      payload: json(payload),
      status: "waiting",
      decided_by: null,
      decided_at: null,
      decided_because: null,
    })
    // A literal: as a parameter it is no part of the index's condition, and a plan for any value finds no index.
    .onConflict((conflict) =>
      conflict
        .columns(["kind", "subject_id"])
        .where("status", "=", sql.lit("waiting" as const))
        .doNothing(),
    )
    .returning("approval_id")
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function lockApproval(tx: BillingTx, approvalId: string): Promise<ApprovalRow | null> {
  return (
    (await tx
      .selectFrom("approval")
      .select(COLUMNS)
      .where("approval_id", "=", approvalId)
      .forUpdate()
      .executeTakeFirst()) ?? null
  );
}

export async function decideApproval(
  tx: BillingTx,
  approvalId: string,
  decision: {
    readonly status: "approved" | "declined";
    readonly decided_by: string;
    readonly decided_at: Instant;
    readonly decided_because: string | null;
  },
): Promise<void> {
  await tx.updateTable("approval").set(decision).where("approval_id", "=", approvalId).execute();
}

export interface WantedApprovals {
  readonly waiting: boolean;
  readonly words: readonly ClaimWord[];
}

/** A page of what waits, the oldest first; or of what was decided, the latest first (BIL-172). */
export async function approvalPage(
  tx: BillingTx,
  ask: WantedApprovals & { readonly limit: number; readonly before: string | null },
): Promise<{ readonly rows: ApprovalRow[]; readonly next: string | null }> {
  const after = placeOf(ask.before, ["instant", "uuid"]);
  const at = ask.waiting ? ("asked_at" as const) : ("decided_at" as const);
  const direction = ask.waiting ? ("asc" as const) : ("desc" as const);
  let query = tx
    .selectFrom("approval")
    .select(COLUMNS)
    .where((eb) => eb.and(conditions(eb, ask)))
    .orderBy(at, direction)
    .orderBy("approval_id", direction)
    .limit(ask.limit + 1);
  if (after)
    query = query.where((eb) =>
      eb(
        eb.refTuple(at, "approval_id"),
        ask.waiting ? ">" : "<",
        eb.tuple(sql<Instant>`${after[0]}::timestamptz`, sql<string>`${after[1]}::uuid`),
      ),
    );
  const found = await query.execute();
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? placeAfter([last[at] ?? "", last.approval_id]) : null };
}

/** How many approvals are wanted, and how much money they are about. */
export async function approvalTotals(
  tx: BillingTx,
  wanted: WantedApprovals,
): Promise<{ count: number; total: number }> {
  return tx
    .selectFrom("approval")
    .where((eb) => eb.and(conditions(eb, wanted)))
    .select((eb) => [
      eb.fn.countAll<number>().as("count"),
      // A sum of bigint is numeric, which the drivers give as text.
      sql<number>`coalesce(sum(amount), 0)::bigint`.as("total"),
    ])
    .executeTakeFirstOrThrow();
}

type Builder = ExpressionBuilder<BillingSchema, "approval">;

function conditions(eb: Builder, { waiting, words }: WantedApprovals): Expression<SqlBool>[] {
  const texts = ["about", "reason", "asked_by", "decided_by", "decided_because"] as const;
  return [
    eb("status", waiting ? "=" : "<>", "waiting"),
    ...words.map(({ word, amount }) =>
      eb.or([
        ...texts.map((column) => eb(column, "ilike", `%${plainPattern(word)}%`)),
        ...(amount === null ? [] : [eb("amount", "=", amount)]),
      ]),
    ),
  ];
}

/** Of some denials, decisions or remittances, those that wait for a second person. */
export async function waitingSubjects(tx: BillingTx, subjectIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (subjectIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom("approval")
    .select("subject_id")
    .where("status", "=", "waiting")
    .where("subject_id", "in", subjectIds)
    .execute();
  return new Set(rows.map((row) => row.subject_id));
}
