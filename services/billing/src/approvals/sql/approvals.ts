import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { Selectable } from "kysely";
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

const DECIDED_MAX = 100;

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
    .onConflict((conflict) => conflict.columns(["kind", "subject_id"]).where("status", "=", "waiting").doNothing())
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

/** What waits, the oldest first; or what was decided, the newest first. */
export async function approvals(tx: BillingTx, waiting: boolean): Promise<ApprovalRow[]> {
  const query = tx.selectFrom("approval").select(COLUMNS);
  return waiting
    ? query.where("status", "=", "waiting").orderBy("asked_at").orderBy("approval_id").execute()
    : query
        .where("status", "<>", "waiting")
        .orderBy("decided_at", "desc")
        .orderBy("approval_id")
        .limit(DECIDED_MAX)
        .execute();
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
