import type { RuleVersion } from "@practicum/contracts/billing/scrub-rules";
import { formatCount } from "@practicum/ui/format.ts";

/** What a version was switched on by: "tried on 380 claims: would have stopped 41, of which 38 were denied". */
export function triedWords({ looked, stopped, denied }: NonNullable<RuleVersion["tried"]>): string {
  const found = stopped === 0 ? "none" : `${stopped}, of which ${denied} ${denied === 1 ? "was" : "were"} denied`;
  return `tried on ${formatCount(looked, "claim")}: would have stopped ${found}`;
}
