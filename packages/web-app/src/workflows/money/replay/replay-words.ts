import type { ReplayOutcome, RuleReplay } from "@practicum/contracts/billing/rule-replay";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount } from "@practicum/ui/format.ts";

export const outcomeWords: { readonly [O in ReplayOutcome]: string } = {
  denied: "denied",
  rejected: "rejected",
  paid: "not denied",
  waiting: "without an answer",
};

/** What a trial found, in a sentence or two: "Would have stopped 41 of 380 claims; 38 of them were denied." */
export function replayWords(replay: RuleReplay): string {
  const { state, claims, looked, since, stopped } = replay;
  if (state === "stopped") return "This trial was ended by a newer one.";
  const from = `sent since ${formatDate(since)}`;
  if (claims === 0) return `No claim was ${from}: there is nothing to try it on.`;
  if (state === "running")
    return `Looking at past claims: ${looked} of ${claims} so far, ${stopped} would have been stopped.`;
  const all = `Denied in all: ${replay.deniedOfAll}.`;
  if (stopped === 0) return `Would have stopped none of ${formatCount(looked, "claim")} ${from}. ${all}`;
  const parts = [
    `${replay.denied} ${was(replay.denied)} denied`,
    ...(replay.rejected > 0 ? [`${replay.rejected} ${was(replay.rejected)} rejected`] : []),
    `${replay.paid} ${was(replay.paid)} not denied`,
    ...(replay.waiting > 0 ? [`${replay.waiting} ${replay.waiting === 1 ? "has" : "have"} no answer yet`] : []),
  ];
  return `Would have stopped ${stopped} of ${formatCount(looked, "claim")} ${from}. Of those ${parts.join(", ")}. ${all}`;
}

const was = (count: number) => (count === 1 ? "was" : "were");
