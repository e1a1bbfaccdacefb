import type { Tx } from "@practicum/db/db";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

/** What billing told last of a claim; older news changes nothing. */
export async function keepClaim(tx: T, claim: ChartingTables["billed_claim"]): Promise<void> {
  const { claim_id: _, ...changed } = claim;
  await tx
    .insertInto("billed_claim")
    .values(claim)
    .onConflict((conflict) =>
      conflict.column("claim_id").doUpdateSet(changed).where("billed_claim.told_at", "<=", claim.told_at),
    )
    .execute();
}

/** Whether nothing is asked of anybody for the visit any more: it had claims, and all are settled. */
export async function isBillingSettled(tx: T, encounterId: string): Promise<boolean> {
  const claims = await tx
    .selectFrom("billed_claim")
    .select("settled")
    .where("encounter_id", "=", encounterId)
    .execute();
  return claims.length > 0 && claims.every((claim) => claim.settled);
}
