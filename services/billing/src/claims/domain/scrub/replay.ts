import type { PayerRules } from "@practicum/contracts/billing/payer-rules";
import type { RuleSetting } from "@practicum/contracts/billing/scrub-rules";
import type { ClaimContent } from "../claim-content.ts";
import { whyNotFirst } from "./coordination.ts";
import { accident, drugs, ordering, permissions } from "./facts.ts";
import type { CodeFacts, Finding, ScrubContext } from "./finding.ts";
import { scrub } from "./scrub.ts";
import { applySettings, type RuleSettings } from "./settings.ts";

/** The checks that follow from a payer's rules and from what the claim says, and from nothing else. */
const CHECKS: readonly ((content: ClaimContent) => Finding[])[] = [permissions, accident, ordering, drugs, later];

function later(content: ClaimContent): Finding[] {
  return (content.earlier ?? []).length > 0 ? whyNotFirst(content) : [];
}

const keyOf = ({ rule, element }: Finding) => `${rule} ${element}`;
const isError = (finding: Finding) => finding.severity === "error";

/** For rules that look no code up. */
export const NO_CODES: CodeFacts = {
  diagnosis: () => "unknown",
  service: () => "unknown",
  modifier: () => "unknown",
  placeOfService: () => "unknown",
  taxonomy: () => "unknown",
  edits: () => [],
};

/**
 * BIL-310: what these rules would have stopped a claim for, as it was sent, and the rules of today would not. The checks speak as the
 * practice has set them.
 */
export function newlyStopped(
  sent: ClaimContent,
  today: PayerRules,
  tried: PayerRules,
  settings: RuleSettings,
): Finding[] {
  const errors = (rules: PayerRules) => {
    const content = { ...sent, payer: { ...sent.payer, rules } };
    const found = CHECKS.flatMap((check) => check(content));
    return applySettings(found, settings, sent.payer.payerId).filter(isError);
  };
  const known = new Set(errors(today).map(keyOf));
  return errors(tried).filter((one) => !known.has(keyOf(one)));
}

/** BIL-376: what a check that is set otherwise would have stopped a claim for, and does not as it stands today. */
export function stoppedByRule(
  sent: ClaimContent,
  context: ScrubContext,
  of: { readonly rule: string; readonly before: RuleSetting; readonly tried: RuleSetting },
): Finding[] {
  const found = scrub(sent, context).filter((one) => one.rule === of.rule);
  const errors = (setting: RuleSetting) =>
    applySettings(found, new Map([[of.rule, setting]]), sent.payer.payerId).filter(isError);
  // What it stops as it stands is no difference, whatever else it would say of the same claim.
  return errors(of.before).length > 0 ? [] : errors(of.tried);
}

/** BIL-378: whether a payer asks for more than before, so that a claim may be stopped that was not. */
export function asksForMore(before: PayerRules, after: PayerRules): boolean {
  const switched = (["orderingProvider", "drugNumber", "secondaryReason", "casualty"] as const).some(
    (one) => after[one] && !before[one],
  );
  const listed = (["authorizationFor", "referralFor", "accidentFor"] as const).some((one) =>
    after[one].some((code) => !before[one].includes(code)),
  );
  return switched || listed;
}
