import { isChild, type DosedPatient } from "./check-dose.ts";
import { DOSES } from "./data/drugs/doses.ts";
import type { Product } from "./drugs.ts";
import { readStrength } from "./read-directions.ts";

export interface Proposal {
  /** Empty where there is nothing to propose: then a person writes them. */
  readonly directions: string;
  /** For how many days, where the directions don't say. */
  readonly days: number;
}

const USUAL_DAYS = 30;
/** Classes that are taken for a short while, and for how long where the directions don't say. */
const COURSES: readonly (readonly [drugClass: string, days: number])[] = [
  ["opioid", 3],
  ["corticosteroid", 5],
  ["nsaid", 10],
  ["analgesic", 10],
  ["penicillin", 10],
  ["cephalosporin", 10],
  ["macrolide", 5],
  ["tetracycline", 7],
  ["fluoroquinolone", 5],
  ["sulfonamide-antibiotic", 5],
  ["lincosamide", 7],
  ["antiemetic", 5],
  ["sedating-antihistamine", 10],
];
/** Until then liquids are what a child takes. */
const LIQUIDS_UNTIL_MONTHS = 144;

/**
 * What is proposed first when a product is ordered (TRM-49). A child's dose goes by weight, of a liquid; where there is no weight, or no
 * rule, nothing is proposed: an adult's dose never is. A daily aspirin is no course.
 */
export function proposeDose(product: Product, patient: DosedPatient | null): Proposal {
  const days = courseDays(product);
  if (patient === null || !isChild(patient)) return { directions: product.directions, days };
  const [first] = product.ingredients;
  const rule = product.ingredients.length === 1 && first ? DOSES[first.name] : undefined;
  const mgPerMl = readStrength(product.name)?.mgPerMl;
  if (!rule?.child || !mgPerMl || !patient.weight || patient.ageMonths < rule.child.fromMonths) {
    return { directions: "", days };
  }
  const { mgPerKg, each, timesADay, words, days: courseOf } = rule.child;
  const kg = patient.weight.grams / 1000;
  const wanted = (mgPerKg * kg) / (each === "day" ? timesADay : 1);
  const mg = Math.min(wanted, rule.onceMgMax, rule.dayMgMax / timesADay);
  // Down to the half millilitre that an oral syringe shows.
  const ml = Math.floor((mg / mgPerMl) * 2) / 2;
  if (ml <= 0) return { directions: "", days };
  return { directions: `${ml} mL by mouth ${words} for ${courseOf} days`, days: courseOf };
}

/** For a child who can't swallow a tablet the liquids come first. */
export function liquidsFirst(found: readonly Product[], patient: DosedPatient | null): readonly Product[] {
  if (patient === null || patient.ageMonths >= LIQUIDS_UNTIL_MONTHS) return found;
  const isLiquid = ({ name }: Product) => /\/\s*\d*\.?\d*\s*ml|syrup|suspension|solution/i.test(name);
  return [...found.filter(isLiquid), ...found.filter((one) => !isLiquid(one))];
}

function courseDays({ name, ingredients, directions }: Product): number {
  if (/81 mg|cream|ointment|gel|inhaler|spray|patch/i.test(name) && !/as needed/i.test(directions)) return USUAL_DAYS;
  const classes = ingredients.flatMap((one) => one.classes);
  return COURSES.find(([drugClass]) => classes.includes(drugClass))?.[1] ?? USUAL_DAYS;
}
