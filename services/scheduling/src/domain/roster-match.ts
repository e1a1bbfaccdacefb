import { LIKELY_DUPLICATE, POSSIBLE_DUPLICATE } from "./duplicate-score.ts";

/** As many as a person can look at. */
const CANDIDATES_SHOWN = 10;

/**
 * Whether a person of a list is a patient already (SCH-140): one record that is likely the same, and no other near it, is that patient; more
 * of them, or records that are only possibly the same, are for a person to decide.
 *
 * @param scored patients with their likeness, the likeliest first.
 */
export function matchVerdict<C extends { readonly score: number }>(
  scored: readonly C[],
): { readonly verdict: "new" | "matched" | "unsure"; readonly candidates: readonly C[] } {
  const candidates = scored.filter((one) => one.score >= POSSIBLE_DUPLICATE).slice(0, CANDIDATES_SHOWN);
  const likely = candidates.filter((one) => one.score >= LIKELY_DUPLICATE);
  if (candidates.length === 0) return { verdict: "new", candidates };
  return { verdict: likely.length === 1 ? "matched" : "unsure", candidates };
}
