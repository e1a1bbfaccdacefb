import type { Coverage } from "@practicum/contracts/billing/coverage";
import { overlaps } from "./check-coverage.ts";

type Placed = Pick<Coverage, "coverageId" | "payerId" | "memberId" | "priority" | "from" | "to">;

/**
 * The place of a coverage that came with a merged record among those that are there (BIL-314): its own where that is free; beside the same card,
 * because nobody is billed twice by a merge; else the next free one; else the last, where a person puts the order right.
 */
export function placeOfMerged(coming: Placed, there: readonly Placed[]): number {
  const beside = there.filter((one) => one.coverageId !== coming.coverageId && overlaps(one, coming));
  const sameCard = beside.find((one) => one.payerId === coming.payerId && one.memberId === coming.memberId);
  if (sameCard) return sameCard.priority;
  const taken = new Set(beside.map((one) => one.priority));
  if (!taken.has(coming.priority)) return coming.priority;
  return [1, 2, 3].find((place) => !taken.has(place)) ?? 3;
}
