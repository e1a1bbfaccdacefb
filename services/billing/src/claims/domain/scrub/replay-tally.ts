import type { ReplayOutcome, RuleReplay } from "@practicum/contracts/billing/rule-replay";

/** The sums of a trial. */
export interface Tally {
  readonly looked: number;
  readonly denied_of_all: number;
  readonly stopped: number;
  readonly denied: number;
  readonly paid: number;
  readonly rejected: number;
  readonly waiting: number;
  readonly reasons: RuleReplay["reasons"];
}

/** BIL-376: one more claim that was looked at. A reason counts once for each claim that was denied for it. */
export function addToTally<T extends Tally>(
  tally: T,
  claim: { readonly outcome: ReplayOutcome; readonly reasons: readonly string[]; readonly stopped: boolean },
): T {
  const { outcome } = claim;
  const looked = {
    ...tally,
    looked: tally.looked + 1,
    denied_of_all: tally.denied_of_all + (outcome === "denied" ? 1 : 0),
  };
  if (!claim.stopped) return looked;
  const counts = new Map(tally.reasons.map((one) => [one.reason, one.claims]));
  for (const reason of claim.reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = [...counts]
    .map(([reason, claims]) => ({ reason, claims }))
    .toSorted((a, b) => b.claims - a.claims || (a.reason < b.reason ? -1 : 1));
  return { ...looked, stopped: tally.stopped + 1, [outcome]: tally[outcome] + 1, reasons };
}
