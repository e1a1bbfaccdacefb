import type { Tx } from "@practicum/db/db";
import type { Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type JudgedRow = Selectable<BillingSchema["judged_line"]>;

/** A claim's lines as they are judged now, in the place of what was judged before. */
export async function writeJudgedLines(tx: BillingTx, claimId: string, rows: readonly JudgedRow[]): Promise<void> {
  await dropJudgedLines(tx, claimId);
  if (rows.length > 0)
    await tx
      .insertInto("judged_line")
      .values([...rows])
      .execute();
}

/** No decision of the claim stands any more. */
export async function dropJudgedLines(tx: BillingTx, claimId: string): Promise<void> {
  await tx.deleteFrom("judged_line").where("claim_id", "=", claimId).execute();
}

const COLUMNS = [
  "claim_id",
  "charge_id",
  "remittance_claim_id",
  "payer_id",
  "service_date",
  "code",
  "label",
  "kind",
  "billed",
  "expected",
  "allowed",
  "paid",
  "missing",
  "contract_id",
  "contract_version",
  "term",
  "because",
] as const;

/** How some claims' lines are judged so far. */
export async function judgedOf(tx: BillingTx, claimIds: readonly string[]): Promise<JudgedRow[]> {
  if (claimIds.length === 0) return [];
  return tx.selectFrom("judged_line").select(COLUMNS).where("claim_id", "in", claimIds).orderBy("charge_id").execute();
}
