import type { AskedBackEntry, AskedBackOutcome } from "@practicum/contracts/scheduling/asked-back";

/** What came of a call, one press each. */
export const outcomeWords: { readonly [O in AskedBackOutcome]: string } = {
  "no-answer": "No answer",
  "left-message": "Left a message",
  "will-call": "Calls back",
  declined: "Does not want to come",
  elsewhere: "Goes elsewhere",
};

export const shows = ["due", "later", "ended"] as const;
export type AskedBackShow = (typeof shows)[number];

export const showWords: { readonly [S in AskedBackShow]: string } = {
  due: "Due",
  later: "Later",
  ended: "Do not come",
};

/** What was written down of the last call, as the list has it. */
export function lastCall({ attempts }: Pick<AskedBackEntry, "attempts">): string {
  const standing = attempts.filter((one) => !one.takenBack);
  const [last] = standing;
  if (!last) return "Not called yet";
  const calls = standing.length === 1 ? "" : `, ${standing.length} calls`;
  return `${outcomeWords[last.outcome]}${calls}`;
}
