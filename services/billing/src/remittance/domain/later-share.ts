import { formatCents, type Cents } from "@practicum/kernel/money";
import type { Disposition } from "./adjustment-policy.ts";

export interface SettledAdjustment {
  readonly group: string;
  readonly reason: string;
  readonly amount: Cents;
  readonly disposition: Disposition;
}

/** What a later payer had to decide on. */
export interface LaterClaim {
  /** What the payers before it left open to it. */
  readonly left: Cents;
  /** What they took off by contract. */
  readonly givenUp: Cents;
}

/**
 * A later payer repeats what the earlier ones did, in its own way: as OA-23, or by its own contractual reduction of the whole
 * charge. Only what they left is at stake (BIL-72): its payment comes first, then the patient's share, then what it refuses, each at
 * most what is still left; the rest is given up, if it says so. A payment above what was left takes back a part of what was
 * given up before.
 *
 * @returns adjustments that sum with the payment to `left`; or why a person has to look at it.
 */
export function laterShare<One extends SettledAdjustment>(
  claim: LaterClaim,
  paid: Cents,
  adjustments: readonly One[],
): { readonly kept: readonly One[]; readonly takenBack: Cents } | { readonly problem: string } {
  if (claim.left <= 0)
    return {
      problem: "The earlier payer's decision is not posted here, or was reversed: nothing is left to decide.",
    };
  let room = claim.left - paid;
  if (room < 0) {
    const above = -room;
    return above > claim.givenUp
      ? { problem: `The payers together paid ${formatCents(above - claim.givenUp)} more than was billed.` }
      : { kept: [], takenBack: above };
  }
  const kept: One[] = [];
  for (const disposition of ["patient", "denial", "contractual", "forced"] as const)
    for (const one of adjustments.filter((each) => each.disposition === disposition)) {
      const amount = Math.min(one.amount, room);
      room -= amount;
      if (amount !== 0) kept.push({ ...one, amount });
    }
  return room > 0
    ? { problem: `The decision leaves ${formatCents(room)} unexplained that the earlier payer left open.` }
    : { kept, takenBack: 0 };
}
