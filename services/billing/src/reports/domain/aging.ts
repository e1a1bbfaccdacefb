import type { agingBucket } from "@practicum/contracts/billing/reports";
import type { z } from "zod";

export type AgingBucket = z.output<typeof agingBucket>;

/** BIL-303: the last day of each bucket's age, in days; what is older stands in the last one. */
export const AGES: readonly (readonly [bucket: AgingBucket, upTo: number])[] = [
  ["0-30", 30],
  ["31-60", 60],
  ["61-90", 90],
  ["91-120", 120],
];
export const OLDEST: AgingBucket = "over-120";
