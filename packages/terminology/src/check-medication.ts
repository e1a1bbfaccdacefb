import { CROSS_SENSITIVITY } from "./data/drugs/allergens.ts";
import { INTERACTIONS, type InteractionRow } from "./data/drugs/interactions.ts";
import { ingredients, knownAllergens, knownDrug, type DrugName, type Ingredient } from "./drugs.ts";

export interface AllergyName {
  /** Code of `allergens`, or null for free text. */
  readonly substanceCode: string | null;
  readonly substance: string;
  readonly severity?: "mild" | "moderate" | "severe" | "unknown";
}

export interface HeldDrug extends DrugName {
  /** Where it stands, when not on the medication list: "ordered in this note". */
  readonly where?: string;
}

export interface MedicationCheck {
  readonly order: DrugName;
  /** Active allergies; "not-asked" when nobody asked the patient, which is not the same as none. */
  readonly allergies: "not-asked" | readonly AllergyName[];
  /** What the patient takes or is about to take, without the order itself. */
  readonly medications: readonly HeldDrug[];
}

export type AlertSeverity = "stop" | "warn" | "info";

/** For the person who orders. It names drugs and allergies of the patient: it never goes into a log. */
export interface MedicationAlert {
  /** The same for the same finding, so that an override can be recognized. */
  readonly alertId: string;
  readonly kind: "drug-allergy" | "drug-drug" | "duplicate" | "dose" | "age" | "not-checked";
  /** `stop` needs a reason to go on, `warn` interrupts, `info` does not. */
  readonly severity: AlertSeverity;
  readonly message: string;
  readonly source: string;
}

const SOURCE = {
  allergy: "The patient's allergy list",
  cross: "The patient's allergy list; Practicum's cross-sensitivity table",
  interaction: "Practicum's interaction list, checked against ONC's high-priority pairs",
  duplicate: "The patient's medication list",
  unknown: "Practicum's drug list",
} as const;

const LEVEL: { readonly [severity in AlertSeverity]: number } = { info: 0, warn: 1, stop: 2 };

/** Classes where two at once is nearly always an oversight. Other duplicates of a class only inform. */
const ONE_OF_A_CLASS = new Set(
  `ace-inhibitor arb statin ssri snri tricyclic nsaid benzodiazepine opioid proton-pump-inhibitor beta-blocker dihydropyridine
  sulfonylurea glp1-agonist dpp4-inhibitor sglt2-inhibitor thiazide z-hypnotic inhaled-steroid`.split(/\s+/),
);

/**
 * Checks an order against the patient's allergies and medications (TRM-40 to TRM-47): the substance itself, its class and
 * classes that cross-react; pairs that interact; the same ingredient or class twice. What is not known to us is named in an
 * alert "could not be checked": an empty answer means that everything was checked and nothing was found.
 *
 * @returns alerts, the gravest first.
 */
export function checkMedication(check: MedicationCheck): MedicationAlert[] {
  const ordered = knownDrug(check.order);
  if (!ordered) return [notChecked("order", check.order.name, "against allergies, other medications and duplicates")];
  const alerts: MedicationAlert[] = [];
  if (!ordered.complete) {
    alerts.push(notChecked("order-part", check.order.name, "in full: part of its name is not known"));
  }
  alerts.push(...allergyAlerts(check, ordered.ingredients), ...listAlerts(check, ordered.ingredients));
  return gravestOfEach(alerts).toSorted((a, b) => LEVEL[b.severity] - LEVEL[a.severity]);
}

function allergyAlerts({ allergies }: MedicationCheck, ordered: readonly Ingredient[]): MedicationAlert[] {
  if (allergies === "not-asked") {
    return [
      {
        alertId: "not-checked:allergies",
        kind: "not-checked",
        severity: "warn",
        message: "Allergies could not be checked: the patient has not been asked.",
        source: SOURCE.allergy,
      },
    ];
  }
  return allergies.flatMap((allergy) => {
    const known = knownAllergens(allergy);
    if (known.length === 0) return [notChecked("allergy", allergy.substance, "as an allergy: it is free text")];
    return known.flatMap(({ code }) => ordered.flatMap((one) => allergyAlert(allergy, code, one)));
  });
}

function allergyAlert(allergy: AllergyName, code: string, ordered: Ingredient): MedicationAlert[] {
  const [kind, name] = [code.slice(0, code.indexOf(":")), code.slice(code.indexOf(":") + 1)];
  const made = (severity: AlertSeverity, reason: string, source: string): MedicationAlert => ({
    alertId: `drug-allergy:${code}:${ordered.name}`,
    kind: "drug-allergy",
    severity,
    message: `Allergy to ${allergy.substance}: ${ordered.name} ${reason}.`,
    source,
  });
  if (kind === "drug" && name === ordered.name) return [made("stop", "is that drug", SOURCE.allergy)];
  const classes = kind === "class" ? [name] : kind === "drug" ? (classesOf(name) ?? []) : [];
  const crossing = CROSS_SENSITIVITY.filter(([from, to]) => classes.includes(from) && ordered.classes.includes(to));
  return crossing.map(([from, to, severity, reason]) => {
    // Beside a single drug of the class the class only warns: the person may have reacted to that drug alone.
    const base = kind === "drug" && from === to && severity === "stop" ? "warn" : severity;
    return made(allergy.severity === "severe" ? raised(base) : base, `(${spoken(to)}): ${reason}`, SOURCE.cross);
  });
}

function listAlerts({ medications }: MedicationCheck, ordered: readonly Ingredient[]): MedicationAlert[] {
  return medications.flatMap((medication) => {
    const known = knownDrug(medication);
    if (!known) return [notChecked("medication", medication.name, "for interactions with this order")];
    const part = known.complete ? [] : [notChecked("medication", medication.name, "in full for interactions")];
    const pairs = ordered.flatMap((one) => known.ingredients.flatMap((other) => pairAlerts(one, other, medication)));
    return [...part, ...pairs];
  });
}

function pairAlerts(ordered: Ingredient, taken: Ingredient, { name, where }: HeldDrug): MedicationAlert[] {
  const takenAs = where === undefined ? name : `${name}, ${where}`;
  if (ordered.name === taken.name) {
    const message = `${sentence(ordered.name)} is ${where === undefined ? "on the list" : "there"} already: ${takenAs}.`;
    return [duplicate(`${ordered.name}:${taken.name}`, "warn", message)];
  }
  const alerts: MedicationAlert[] = INTERACTIONS.filter((row) => matches(row, ordered, taken)).map(
    ([, , severity, reason]) => ({
      alertId: `drug-drug:${[ordered.name, taken.name].toSorted().join(":")}`,
      kind: "drug-drug",
      severity,
      message: `${sentence(ordered.name)} with ${taken.name} (${takenAs}): ${reason}.`,
      source: SOURCE.interaction,
    }),
  );
  const [first = ""] = ordered.classes;
  if (first === taken.classes[0]) {
    const message = `${sentence(ordered.name)} and ${taken.name} (${takenAs}) are both of the class ${spoken(first)}.`;
    alerts.push(duplicate(`class:${ordered.name}:${taken.name}`, ONE_OF_A_CLASS.has(first) ? "warn" : "info", message));
  }
  return alerts;
}

/**
 * The interaction rows between two ingredients, whichever is ordered.
 *
 * @internal Tests look at the table itself.
 */
export function interactionsBetween(a: Ingredient, b: Ingredient): InteractionRow[] {
  return INTERACTIONS.filter((row) => matches(row, a, b));
}

function matches([left, right]: InteractionRow, a: Ingredient, b: Ingredient): boolean {
  return (isSide(left, a) && isSide(right, b)) || (isSide(left, b) && isSide(right, a));
}

function isSide(side: string, ingredient: Ingredient): boolean {
  return side.startsWith("@") ? ingredient.classes.includes(side.slice(1)) : side === ingredient.name;
}

function classesOf(name: string): readonly string[] | undefined {
  return ingredients.find((one) => one.name === name)?.classes;
}

function duplicate(id: string, severity: AlertSeverity, message: string): MedicationAlert {
  return { alertId: `duplicate:${id}`, kind: "duplicate", severity, message, source: SOURCE.duplicate };
}

function notChecked(what: string, name: string, how: string): MedicationAlert {
  return {
    alertId: `not-checked:${what}:${name.toLowerCase()}`,
    kind: "not-checked",
    severity: "warn",
    message: `${name} could not be checked ${how}.`,
    source: SOURCE.unknown,
  };
}

/** Two rules may speak of one pair: the graver is kept. */
function gravestOfEach(alerts: readonly MedicationAlert[]): MedicationAlert[] {
  const kept = new Map<string, MedicationAlert>();
  for (const alert of alerts) {
    const known = kept.get(alert.alertId);
    if (!known || LEVEL[alert.severity] > LEVEL[known.severity]) kept.set(alert.alertId, alert);
  }
  return [...kept.values()];
}

function raised(severity: AlertSeverity): AlertSeverity {
  return severity === "info" ? "warn" : "stop";
}

/** "ace-inhibitor" as people read it. */
function spoken(drugClass: string): string {
  return drugClass.replaceAll("-", " ");
}

function sentence(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
