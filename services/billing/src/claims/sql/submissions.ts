import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { ClaimContent } from "../domain/claim-content.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** BIL-24: (claim, attempt) is a key, so that no attempt goes out twice. */
export async function insertSubmission(
  tx: BillingTx,
  row: Omit<BillingSchema["claim_submission"], "rejected_at">,
): Promise<void> {
  await tx
    .insertInto("claim_submission")
    .values({ ...row, content: row.content && json(row.content) })
    .execute();
}

/** When an attempt went out; null while it has not. */
export async function submittedAt(tx: BillingTx, claimId: string, attempt: number): Promise<string | null> {
  const row = await tx
    .selectFrom("claim_submission")
    .select("submitted_at")
    .where("claim_id", "=", claimId)
    .where("attempt", "=", attempt)
    .executeTakeFirst();
  return row?.submitted_at ?? null;
}

/** The claims that went out in a file, with the attempt that it was. */
export async function attemptsIn(tx: BillingTx, fileId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom("claim_submission")
    .select(["claim_id", "attempt"])
    .where("file_id", "=", fileId)
    .execute();
  return new Map(rows.map((row) => [row.claim_id, row.attempt]));
}

/** The claims that went out in a file, as they are now. */
export async function contentsIn(tx: BillingTx, fileId: string): Promise<{ number: string; content: ClaimContent }[]> {
  return tx
    .selectFrom("claim_submission as s")
    .innerJoin("claim as c", "c.claim_id", "s.claim_id")
    .where("s.file_id", "=", fileId)
    .select(["c.number", "c.content"])
    .execute();
}

/** The files in which claims went out last. */
export async function latestFilesOf(tx: BillingTx, numbers: readonly string[]): Promise<string[]> {
  if (numbers.length === 0) return [];
  const rows = await tx
    .selectFrom("claim as c")
    .innerJoin("claim_submission as s", (join) =>
      join.onRef("s.claim_id", "=", "c.claim_id").onRef("s.attempt", "=", "c.attempt"),
    )
    .where("c.number", "in", numbers)
    .select("s.file_id")
    .distinct()
    .execute();
  // What went on paper has no file.
  return rows.flatMap((row) => (row.file_id === null ? [] : [row.file_id]));
}
