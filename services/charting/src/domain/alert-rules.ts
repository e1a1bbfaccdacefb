import type { AlertLevel, AlertRule } from "@practicum/contracts/charting/alert-budget";
import type { orderAlert } from "@practicum/contracts/charting/orders";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { AllergyName } from "@practicum/terminology/check-medication";
import { knownAllergens } from "@practicum/terminology/drugs";
import type { z } from "zod";

type OrderAlert = z.output<typeof orderAlert>;
type Raised = Pick<OrderAlert, "alertId" | "kind" | "severity">;

interface RuleText {
  readonly label: string;
  readonly usual: OrderAlert["severity"];
  /** Why it is not made quieter; null where the practice may turn it off. */
  readonly kept: string | null;
  readonly levels: readonly AlertLevel[];
}

const kill = (label: string, why: string): RuleText => ({ label, usual: "stop", kept: why, levels: ["usual"] });
const tunable = (label: string, usual: "warn" | "info"): RuleText => ({
  label,
  usual,
  kept: null,
  levels: usual === "warn" ? ["usual", "passive", "off"] : ["usual", "off"],
});

/** Each rule, what it does where nobody has changed it, and how quiet a practice may make it (CHT-484, CHT-485). */
export const ALERT_RULES: { readonly [R in AlertRule]: RuleText } = {
  "allergy-same": kill("Allergy to this very drug", "Silence could kill: the patient reacted to this drug."),
  "allergy-severe": kill(
    "Severe allergy, same class or cross-reacting",
    "Silence could kill: the reaction was severe.",
  ),
  "allergy-class-stop": kill("Allergy to the drug’s class", "Silence could kill: the patient reacted to this class."),
  "allergy-class-warn": tunable("Allergy to another drug of the class", "warn"),
  "allergy-class-info": tunable("Allergy that rarely cross-reacts", "info"),
  "pair-stop": kill("Contraindicated pair of drugs", "Silence could kill: these two are not given together."),
  "pair-warn": tunable("Pair of drugs to watch", "warn"),
  "pair-info": tunable("Pair of drugs of minor weight", "info"),
  "duplicate-drug": tunable("The same drug twice", "warn"),
  "duplicate-class": tunable("Two drugs of one class", "warn"),
  "duplicate-class-info": tunable("Two drugs of a class that are often combined", "info"),
  "dose-stop": kill(
    "Dose twice the limit or more",
    "Silence could kill: a child’s tenfold dose is stopped by this rule.",
  ),
  "dose-warn": tunable("Dose over the limit", "warn"),
  "age-stop": kill("Drug that is not for this age", "Silence could kill: the drug harms at this age."),
  "age-warn": tunable("Drug to watch at this age", "warn"),
  "age-info": tunable("Drug of which the age matters little", "info"),
  "not-checked": {
    label: "Could not be checked",
    usual: "warn",
    kept: "It can be passive and never off: what could not be checked must not look like nothing found.",
    levels: ["usual", "passive"],
  },
};

/** The codes of the allergies that were severe, anaphylaxis among them; what nobody graded may have been. */
export function severeCodes(allergies: "not-asked" | readonly AllergyName[]): ReadonlySet<string> {
  if (allergies === "not-asked") return new Set();
  return new Set(
    allergies
      .filter((one) => one.severity !== "mild" && one.severity !== "moderate")
      .flatMap((one) => knownAllergens(one).map((allergen) => allergen.code)),
  );
}

/** Which rule raised an alert. What is not shown by name is taken for the gravest that it may be. */
export function ruleOf({ alertId, kind, severity }: Raised, severe: ReadonlySet<string>): AlertRule {
  switch (kind) {
    case "not-checked":
      return "not-checked";
    case "drug-allergy":
      return allergyRule(alertId, severity, severe);
    case "drug-drug":
      return `pair-${severity}`;
    case "duplicate":
      if (!alertId.startsWith("duplicate:class:")) return "duplicate-drug";
      return severity === "info" ? "duplicate-class-info" : "duplicate-class";
    case "dose":
      return severity === "stop" ? "dose-stop" : "dose-warn";
    case "age":
      return `age-${severity}`;
  }
}

function allergyRule(alertId: string, severity: OrderAlert["severity"], severe: ReadonlySet<string>): AlertRule {
  const said = alertId.slice("drug-allergy:".length);
  const [code, ordered] = [said.slice(0, said.lastIndexOf(":")), said.slice(said.lastIndexOf(":") + 1)];
  if (code === `drug:${ordered}`) return "allergy-same";
  if (code === "hidden" || severe.has(code)) return "allergy-severe";
  return `allergy-class-${severity}`;
}

/** How loud each rule is here; what is not named is as usual. */
export type Tuning = ReadonlyMap<AlertRule, AlertLevel>;

/**
 * The alerts as this practice wants them (CHT-484): one that was made passive informs and asks for nothing, one that is off is not shown. Of a rule
 * that is kept nothing is taken away, whatever is stored.
 */
export function tuned<A extends Raised & Pick<OrderAlert, "source">>(
  alerts: readonly A[],
  tuning: Tuning,
  severe: ReadonlySet<string>,
): A[] {
  return alerts.flatMap((alert): A[] => {
    const rule = ruleOf(alert, severe);
    const level = tuning.get(rule) ?? "usual";
    if (level === "usual" || !ALERT_RULES[rule].levels.includes(level)) return [alert];
    if (level === "off") return [];
    return [{ ...alert, severity: "info" as const, source: `${alert.source}; made passive by the practice` }];
  });
}

/** Whether a practice may make a rule so quiet (CHT-485). */
export function decideRuleLevel(rule: AlertRule, level: AlertLevel): Result<undefined, DomainError> {
  return ALERT_RULES[rule].levels.includes(level) ? ok() : fail("alert-rule-kept", { field: "level" });
}
