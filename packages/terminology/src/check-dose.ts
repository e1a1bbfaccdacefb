import type { AlertSeverity, MedicationAlert } from "./check-medication.ts";
import { AGES, DOSES, type DoseRow } from "./data/drugs/doses.ts";
import { knownDrug, type DrugName, type Ingredient } from "./drugs.ts";
import { readDirections, readStrength } from "./read-directions.ts";

/** Whom a dose is for. */
export interface DosedPatient {
  readonly ageMonths: number;
  /** The last weight that stands; null where nobody weighed. */
  readonly weight: { readonly grams: number; readonly daysAgo: number } | null;
}

export interface DoseCheck {
  readonly order: DrugName & { readonly directions: string };
  /** Null where the birth date is not known: then nothing can be said of a child's dose. */
  readonly patient: DosedPatient | null;
}

/** Until twelve years, or below forty kilograms, doses go by weight. */
const CHILD_MONTHS = 144;
const CHILD_GRAMS = 40_000;
/** Rounding to a spoon or a half tablet is no fault. */
const TOLERANCE = 1.1;
const STOP_FACTOR = 2;
const SOURCE = "Practicum's dose table, from the FDA's labels";

/** A weight this old says little: of a child under two, of an older one. */
const STALE_DAYS = { infant: 30, child: 180 } as const;

export function isChild({ ageMonths, weight }: DosedPatient): boolean {
  return ageMonths < CHILD_MONTHS || (ageMonths < 216 && weight !== null && weight.grams < CHILD_GRAMS);
}

/**
 * Checks what is ordered against age and weight (TRM-48): what is not for the age, more than the table allows at once or in a day.
 * Twice too much stops. What can't be checked for a child says so.
 */
export function checkDose({ order, patient }: DoseCheck): MedicationAlert[] {
  const ingredients = knownDrug(order)?.ingredients ?? [];
  if (!patient) return [];
  return [...ingredients.flatMap((one) => ageAlerts(one, patient)), ...amountAlerts(order, ingredients, patient)];
}

function ageAlerts(one: Ingredient, { ageMonths }: DosedPatient): MedicationAlert[] {
  const rows = AGES.filter(
    ([drug, below]) =>
      ageMonths < below && (drug.startsWith("@") ? one.classes.includes(drug.slice(1)) : drug === one.name),
  );
  return rows.map(([, , severity, reason]) => made("age", one.name, severity, `${sentence(one.name)}: ${reason}.`));
}

function amountAlerts(
  order: DoseCheck["order"],
  ingredients: readonly Ingredient[],
  patient: DosedPatient,
): MedicationAlert[] {
  // The strength in a name is the first ingredient's.
  const [first] = ingredients;
  const row = first && DOSES[first.name];
  if (!first || !row) return [];
  const child = isChild(patient);
  const byWeight = child && (row.onceMgPerKgMax !== undefined || row.dayMgPerKgMax !== undefined);
  if (byWeight && patient.weight === null) return [unchecked(first, "there is no weight")];
  const taken = mgTaken(order);
  if (!taken) return child ? [unchecked(first, "strength or directions can’t be read")] : [];
  const stale = patient.ageMonths < 24 ? STALE_DAYS.infant : STALE_DAYS.child;
  const old =
    byWeight && patient.weight && patient.weight.daysAgo > stale
      ? [unchecked(first, `the last weight is ${patient.weight.daysAgo} days old`)]
      : [];
  return [...overLimits(first, row, taken, byWeight ? patient.weight : null), ...old];
}

interface Taken {
  readonly onceMg: number;
  readonly dayMg: number | null;
}

function mgTaken({ name, directions }: DoseCheck["order"]): Taken | undefined {
  const said = readDirections(directions);
  if (!said) return undefined;
  const strength = readStrength(name);
  const each = said.unit === "mg" ? 1 : said.unit === "mL" ? strength?.mgPerMl : strength?.mgPerPiece;
  if (!each) return undefined;
  const onceMg = said.amount * each;
  return { onceMg, dayMg: said.timesADay === null ? null : onceMg * said.timesADay };
}

function overLimits(
  one: Ingredient,
  row: DoseRow,
  { onceMg, dayMg }: Taken,
  weight: { readonly grams: number } | null,
): MedicationAlert[] {
  const kg = weight === null ? null : weight.grams / 1000;
  const limit = (flat: number, perKg: number | undefined) =>
    kg === null || perKg === undefined ? flat : Math.min(flat, perKg * kg);
  const limits = [
    ["at once", onceMg, limit(row.onceMgMax, row.onceMgPerKgMax)],
    ["a day", dayMg, limit(row.dayMgMax, row.dayMgPerKgMax)],
  ] as const;
  const over = limits.flatMap(([when, mg, max]) => (mg !== null && mg > max * TOLERANCE ? [{ when, mg, max }] : []));
  const [worst] = over.toSorted((a, b) => b.mg / b.max - a.mg / a.max);
  if (!worst) return [];
  const { when, mg, max } = worst;
  const severity = mg >= max * STOP_FACTOR ? "stop" : "warn";
  const whose = kg === null ? "" : ` for ${kg.toFixed(1)} kg`;
  const message = `${sentence(one.name)}: ${round(mg)} mg ${when} is more than the ${round(max)} mg${whose} that the table allows.`;
  return [made("dose", one.name, severity, message)];
}

function unchecked(one: Ingredient, because: string): MedicationAlert {
  return {
    alertId: `not-checked:dose:${one.name}`,
    kind: "not-checked",
    severity: "warn",
    message: `The dose of ${one.name} could not be checked for this child: ${because}.`,
    source: SOURCE,
  };
}

function made(kind: "dose" | "age", name: string, severity: AlertSeverity, message: string): MedicationAlert {
  return { alertId: `${kind}:${name}`, kind, severity, message, source: SOURCE };
}

function round(mg: number): string {
  return mg >= 10 ? String(Math.round(mg)) : String(Math.round(mg * 10) / 10);
}

function sentence(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
