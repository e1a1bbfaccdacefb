import { USUAL, type RuleMode, type RuleSetting } from "@practicum/contracts/billing/scrub-rules";
import { CATALOGUE, isAlways, modesOf } from "./catalogue.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import type { Finding } from "./finding.ts";

/** How the practice has set its rules; what is not in it is as usual. */
export type RuleSettings = ReadonlyMap<string, RuleSetting>;

/** How a rule speaks of a payer's claims. */
export function modeFor(setting: RuleSetting | undefined, payerId: string): RuleMode {
  return setting?.payers.find((one) => one.payerId === payerId)?.mode ?? setting?.mode ?? "usual";
}

/** BIL-371: what was found, as the practice wants to hear it. What the format or law asks for stays as it is. */
export function applySettings(findings: readonly Finding[], settings: RuleSettings, payerId: string): Finding[] {
  return findings.flatMap((finding): Finding[] => {
    const mode = heardMode(finding, settings, payerId);
    switch (mode) {
      case "usual":
        return [finding];
      case "stops":
        return [{ ...finding, severity: "error" }];
      case "warns":
        return [{ ...finding, severity: "warning" }];
      case "off":
        return [];
    }
  });
}

/** What a rule can't be set to counts as usual, wherever it came from. */
function heardMode(finding: Finding, settings: RuleSettings, payerId: string): RuleMode {
  const entry = CATALOGUE.get(finding.rule);
  const mode = modeFor(settings.get(finding.rule), payerId);
  return entry && !isAlways(finding) && modesOf(entry).includes(mode) ? mode : "usual";
}

const STRICT: { readonly [M in RuleMode]: number } = { off: 0, warns: 1, usual: 2, stops: 3 };

/** Whether a claim of some payer may be stopped after a change that was not stopped before. */
export function isStricter(before: RuleSetting, after: RuleSetting): boolean {
  const payers = [...before.payers, ...after.payers].map((one) => one.payerId);
  return [...new Set([...payers, ""])].some((payerId) => {
    const now = modeFor(after, payerId);
    return STRICT[now] >= STRICT.usual && STRICT[now] > STRICT[modeFor(before, payerId)];
  });
}

/** A setting in one way of writing it: payers for which it is as for all others are left out, the others stand in order. */
export function plainSetting({ mode, payers }: RuleSetting): RuleSetting {
  const apart = new Map(payers.map((one) => [one.payerId, one]));
  return {
    mode,
    payers: [...apart.values()]
      .filter((one) => one.mode !== mode)
      .toSorted((a, b) => (a.payerId < b.payerId ? -1 : 1))
      // The database gives the keys back in an order of its own.
      .map((one) => ({ payerId: one.payerId, mode: one.mode })),
  };
}

export function sameSetting(a: RuleSetting, b: RuleSetting): boolean {
  return JSON.stringify(plainSetting(a)) === JSON.stringify(plainSetting(b));
}

/** BIL-372: the field of a setting that its rule does not allow; null where all of it is. */
export function notAllowed(entry: CatalogueEntry, { mode, payers }: RuleSetting): string | null {
  const modes = modesOf(entry);
  if (!modes.includes(mode)) return "setting.mode";
  const wrong = payers.findIndex((one) => !modes.includes(one.mode));
  return wrong < 0 ? null : `setting.payers.${wrong}.mode`;
}

/** Why a rule can't be set so, in words. */
export function whyItStays(entry: CatalogueEntry): string {
  return entry.stays ?? "It can be set in another way, which the page offers.";
}

/** How a rule stands: as it was last set, or as usual. */
export function settingOf(settings: RuleSettings, rule: string): RuleSetting {
  return settings.get(rule) ?? USUAL;
}
