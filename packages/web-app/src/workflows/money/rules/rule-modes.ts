import type { RuleMode, RuleSetting, ScrubRule } from "@practicum/contracts/billing/scrub-rules";

const usualWords: { readonly [U in ScrubRule["usual"]]: string } = {
  stops: "Stops the claim",
  warns: "Warns",
  both: "Stops or warns, by what it finds",
  writer: "Never written otherwise",
};

/** What a rule does in a mode. */
export function modeWords(mode: RuleMode, rule: Pick<ScrubRule, "usual">): string {
  switch (mode) {
    case "usual":
      return usualWords[rule.usual];
    case "stops":
      return "Always stops the claim";
    case "warns":
      return "Only warns";
    case "off":
      return "Off";
  }
}

/** The short form, for the list. */
export function stateWords(rule: ScrubRule): string {
  const short: { readonly [M in RuleMode]: string } = {
    usual: { stops: "Stops", warns: "Warns", both: "Stops or warns", writer: "Stops" }[rule.usual],
    stops: "Always stops",
    warns: "Only warns",
    off: "Off",
  };
  const { mode, payers } = rule.setting;
  return payers.length === 0 ? short[mode] : `${short[mode]}, else for ${payers.length}`;
}

/** A setting in words: "Stops the claim; Off for Blue Shield". */
export function settingWords(
  setting: RuleSetting,
  rule: Pick<ScrubRule, "usual">,
  nameOf: (payerId: string) => string,
): string {
  const apart = setting.payers.map((one) => `for ${nameOf(one.payerId)}: ${modeWords(one.mode, rule).toLowerCase()}`);
  return [modeWords(setting.mode, rule), ...apart].join("; ");
}

/** Whether any word that was typed is missing in what the rule says of itself. */
export function fits(rule: ScrubRule, text: string): boolean {
  const said = `${rule.rule} ${rule.title} ${rule.checks} ${rule.elements} ${rule.source}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}
