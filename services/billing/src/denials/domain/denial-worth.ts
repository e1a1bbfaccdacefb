import { denialReasonsOf } from "./denial-policy.ts";

/**
 * BIL-423: how pressing a denial is by the days that are left: within a week four times as much as one that has more than a month. After its
 * deadline nothing is left to win by it.
 */
export const TIME_WEIGHTS = [
  [7, 4],
  [14, 3],
  [30, 2],
] as const;

/** What the plan does not cover: where it is not the patient's (PR), there is nothing to win. */
export const NOTHING_TO_WIN = denialReasonsOf("non-covered");
