import type { RecallFate } from "@practicum/contracts/messaging/recalls";
import { dateIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { addMonths } from "@practicum/kernel/local-date";

/** How a patient can be told, as far as the patient lets us. */
export interface Reach {
  readonly sms: boolean;
  readonly email: boolean;
}

/** What is known of a patient whom a rule means. */
export interface RecallFacts {
  readonly active: boolean;
  readonly reach: Reach;
  /** Asked for no recalls at all. */
  readonly noRecalls: boolean;
  /** Of those that the rule minds. */
  readonly hasVisit: boolean;
  /** The recall that is under way, and whether this rule is among its reasons. */
  readonly open: { readonly hasReason: boolean } | null;
  /** When the last recall for this reason ended. */
  readonly endedAt: Instant | null;
}

interface Rule {
  readonly steps: readonly { readonly by: "sms" | "email" }[];
  readonly againMonths: number;
}

/** What becomes of a patient whom a rule means (MSG-113 to MSG-115). */
export function fateOf(facts: RecallFacts, rule: Rule, now: Instant, zone: TimeZone): RecallFate {
  if (!facts.active) return "inactive";
  if (facts.noRecalls) return "no-recalls";
  if (facts.hasVisit) return "has-visit";
  if (facts.open) return facts.open.hasReason ? "asked-already" : "joined";
  if (facts.endedAt !== null && addMonths(dateIn(facts.endedAt, zone), rule.againMonths) > dateIn(now, zone))
    return "asked-lately";
  return rule.steps.find((step) => facts.reach[step.by])?.by ?? "call";
}

export const ASKED_NEWLY: ReadonlySet<RecallFate> = new Set(["sms", "email", "call"]);
