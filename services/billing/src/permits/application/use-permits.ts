import type { ClaimFacts } from "@practicum/contracts/billing/claim-facts";
import type { Coverage } from "@practicum/contracts/billing/coverage";
import { permitKind } from "@practicum/contracts/billing/permits";
import type { BillingContext } from "../../application/context.ts";
import { chosenOf } from "../domain/permit.ts";
import { dropUse, keepUse, lockPermitsOf, usesOf } from "../sql/permits.ts";

interface VisitOfClaim {
  readonly encounter_id: string;
  readonly service_date: string;
  readonly provider_id: string;
}

/**
 * BIL-247: what a claim carries as REF*9F and REF*G1. A number that somebody typed on it stands; else it is that of the record that covers the
 * visit, which is used by it. The caller holds the claim.
 */
export async function withPermits(
  context: BillingContext,
  visit: VisitOfClaim,
  coverage: Pick<Coverage, "coverageId">,
  codes: readonly string[],
  facts: ClaimFacts,
): Promise<ClaimFacts> {
  const { tx } = context;
  const of = { encounterId: visit.encounter_id, coverageId: coverage.coverageId };
  const permits = await lockPermitsOf(tx, coverage.coverageId);
  if (permits.length === 0) return facts;
  const uses = await usesOf(tx, of);
  const numbers = { referral: facts.referral, authorization: facts.authorization };
  for (const kind of permitKind.options) {
    const use = uses.find((one) => one.kind === kind);
    if (facts[kind] !== null) {
      if (use) await dropUse(tx, { ...of, kind });
      continue;
    }
    const asked = { day: visit.service_date, staffId: visit.provider_id, codes };
    // Its own use is none that stands in its way.
    const own = permits.map((one) => (one.permitId === use?.permit_id ? { ...one, used: one.used - 1 } : one));
    const kept = own.filter((one) => one.kind === kind && one.permitId === use?.permit_id);
    const chosen =
      chosenOf(kept, asked) ??
      chosenOf(
        own.filter((one) => one.kind === kind),
        asked,
      );
    if (chosen && chosen.permitId !== use?.permit_id)
      await keepUse(tx, {
        encounter_id: of.encounterId,
        coverage_id: of.coverageId,
        kind,
        permit_id: chosen.permitId,
        at: context.now,
      });
    if (!chosen && use) await dropUse(tx, { ...of, kind });
    numbers[kind] = chosen?.number ?? null;
  }
  return { ...facts, ...numbers };
}
