import type { claimChanged } from "@practicum/contracts/billing/claims";
import type { Instant } from "@practicum/kernel/instant";
import type { z } from "zod";
import { keepClaim as save } from "../sql/billed-claims.ts";
import type { ChartingContext } from "./charting-context.ts";

/** Until when a visit is billed: then who bills has no more need of its note (CHT-123). */
export async function keepClaim(
  { tx }: ChartingContext,
  claim: z.output<typeof claimChanged.payload>,
  { occurredAt }: { readonly occurredAt: Instant },
): Promise<void> {
  await save(tx, {
    claim_id: claim.claimId,
    encounter_id: claim.encounterId,
    settled: claim.status === "closed" || claim.status === "voided",
    told_at: occurredAt,
  });
}
