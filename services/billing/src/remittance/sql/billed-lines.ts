import type { Tx } from "@practicum/db/db";
import type { ClaimLine } from "../domain/match-lines.ts";
import type { BillingSchema } from "../../sql/schema.ts";

/** A claim's number and lines, as they were billed. */
export interface BilledLines {
  readonly number: string;
  readonly lines: readonly ClaimLine[];
}

export async function billedLines(
  tx: Tx<BillingSchema>,
  claimIds: readonly string[],
): Promise<ReadonlyMap<string, BilledLines>> {
  if (claimIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("claim")
    .select(["claim_id", "number", "content"])
    .where("claim_id", "in", [...new Set(claimIds)])
    .execute();
  return new Map(rows.map((row) => [row.claim_id, { number: row.number, lines: row.content.lines }]));
}
