import { LIKELY_DUPLICATE, POSSIBLE_DUPLICATE, type DuplicateScore } from "./duplicate-score.ts";

/** The very same name and the very same birth date. */
const SAME_PERSON = 85;
const CANDIDATES_SHOWN = 10;

interface Found extends DuplicateScore {
  readonly sex: string;
}

/**
 * Whether the person of a row is a patient who is here (SCH-178): one with the same name, birth date and sex, and no second one near, is; whoever is only
 * like somebody is for a person to decide; nothing is settled in silence.
 *
 * @param found patients with their likeness, the likeliest first.
 */
export function importVerdict<C extends Found>(
  found: readonly C[],
  sex: string,
): { readonly verdict: "new" | "known" | "doubtful"; readonly candidates: readonly C[] } {
  const possible = found.filter((one) => one.score >= POSSIBLE_DUPLICATE);
  // limit: as many as a person can look at; the likeliest are first.
  const candidates = possible.slice(0, CANDIDATES_SHOWN);
  const [first, second] = possible;
  if (first === undefined) return { verdict: "new", candidates };
  const sameSex = first.sex === sex || first.sex === "unknown" || sex === "unknown";
  const alone = second === undefined || second.score < LIKELY_DUPLICATE;
  const same = first.score >= SAME_PERSON && first.because.includes("same name") && sameSex && alone;
  return { verdict: same ? "known" : "doubtful", candidates };
}
