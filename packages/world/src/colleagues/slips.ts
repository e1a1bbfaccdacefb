import { seededRandom } from "@practicum/kernel/random";
import type { Scenario } from "@practicum/seed/scenarios";
import type { VisitPlan } from "@practicum/seed/visit-script";
import type { Style } from "./staffing.ts";

/** How often, in one of so many, each style makes each slip; absent: never. */
const ODDS: { readonly [S in Style]: { readonly [slip: string]: number } } = {
  careful: {},
  // Skips what takes a minute.
  hurried: { coverageReview: 6, copay: 8, modifier: 2 },
  // Does not know yet what is usual.
  new: { copay: 4, level: 1 },
};

/** The visit as colleagues of this style do it: their slips come back as denials and balances (WLD-12). */
export function withSlips(plan: VisitPlan, style: Style): VisitPlan {
  const slips = (slip: string): boolean => {
    const odds = ODDS[style][slip];
    return odds !== undefined && seededRandom(`${plan.seed}/${plan.key}/slip/${slip}`).next() < 1 / odds;
  };
  return {
    ...plan,
    ...(slips("coverageReview") ? { slips: { coverageReview: "The queue was long" } } : {}),
    copay: slips("copay") ? 0 : plan.copay,
    scenario: coded(plan.scenario, slips),
  };
}

function coded(scenario: Scenario, slips: (slip: string) => boolean): Scenario {
  const level = slips("level");
  const modifier = slips("modifier");
  if (!level && !modifier) return scenario;
  const procedures = scenario.procedures.map((one) => ({
    ...one,
    // An established patient's middle level, whatever was done.
    code: level && /^9921[2-5]$/.test(one.code) ? "99213" : one.code,
    modifiers: modifier ? (one.modifiers ?? []).filter((name) => name !== "25") : (one.modifiers ?? []),
  }));
  return { ...scenario, procedures };
}
