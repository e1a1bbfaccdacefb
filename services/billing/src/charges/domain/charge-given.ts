import type { serviceGiven } from "@practicum/contracts/charting/in-house";
import type { z } from "zod";

type Payload = z.output<typeof serviceGiven.payload>;
export type Given = Pick<Payload, "givenId" | "kind" | "lines" | "administration" | "diagnosis">;
type GivenLine = Payload["lines"][number];

/** A charge of the visit as far as this asks. */
export interface Standing {
  readonly chargeId: string;
  readonly code: string;
  readonly units: number;
  readonly modifiers: readonly string[];
  readonly status: string;
  /** Made of something given, and so ours to change while it is in review. */
  readonly givenId: string | null;
}

/** What becomes of the charges of a visit. */
export interface ChargeChange {
  readonly add: readonly NewCharge[];
  /** Charges in review that are of more or fewer units from now on; none of zero. */
  readonly units: readonly { readonly chargeId: string; readonly units: number }[];
  readonly takeOff: readonly string[];
}

export interface NewCharge {
  readonly code: string;
  readonly label: string | null;
  readonly units: number;
  readonly modifiers: readonly string[];
  readonly pointers: readonly number[];
  readonly drug: GivenLine["drug"];
}

/** All the codes by which the giving of a vaccine is charged: which of them, the payer and the order of the doses say. */
const VACCINE_GIVING = ["90460", "90471", "90472", "90473", "90474", "90480", "G0008", "G0009", "G0010"];
/** Each further dose of the same visit is charged by another code than the first (CPT 90471 to 90474, in our own words). */
const FIRST_GIVEN = ["90460", "90471", "90473"];
const INJECTED = "96372";

/** Medicare asks for its own codes of giving three kinds of vaccines (CMS, Medicare Claims Processing Manual, chapter 18, section 10). */
const MEDICARE_GIVING: readonly (readonly [vaccine: RegExp, code: string])[] = [
  [/^(9063[05]|9065[0-9]|9066[0-8]|9067[2-4]|9068[2-9]|90756|Q203\d)$/, "G0008"],
  [/^(90670|90671|90677|90684|90732)$/, "G0009"],
  [/^(90739|9074[0-79])$/, "G0010"],
];

/** By what a charge answers to something given: the code itself, or the giving of a vaccine by whichever code. */
export function familyOf(code: string): string {
  return VACCINE_GIVING.includes(code) ? "vaccine-giving" : code;
}

/** The lines of something given, its giving among them (BIL-250). Where no code is known for a product, it still is to be charged. */
export function linesOfGiven(given: Pick<Given, "lines" | "administration">): {
  readonly family: string;
  readonly code: string | null;
  readonly label: string;
  readonly units: number;
}[] {
  const lines = given.lines.map(({ code, label, units }) => ({
    family: code === null ? `product: ${label}` : familyOf(code),
    code,
    label,
    units,
  }));
  if (given.administration === null) return lines;
  const code = given.administration === "injection" ? INJECTED : "90471";
  const label = given.administration === "injection" ? "Giving the injection" : "Giving the vaccine";
  return [...lines, { family: familyOf(code), code, label, units: 1 }];
}

interface VisitFacts {
  readonly standing: readonly Standing[];
  /** Units of each family that the chart says were given in the visit, this one among them. */
  readonly givenUnits: ReadonlyMap<string, number>;
  readonly diagnoses: readonly { readonly code: string }[];
  readonly medicare: boolean;
}

/**
 * What is to be charged of something given beside what the note has charged already (BIL-250): a provider who codes a test that is
 * charged by itself has it once.
 */
export function chargesForGiven(given: Given, visit: VisitFacts): ChargeChange {
  const add: NewCharge[] = [];
  const units: { chargeId: string; units: number }[] = [];
  const charged = unitsByFamily(visit.standing);
  const missing = (family: string, wanted: number) =>
    Math.min(wanted, (visit.givenUnits.get(family) ?? wanted) - (charged.get(family) ?? 0));
  const pointers = pointersFor(given, visit.diagnoses);
  for (const line of given.lines) {
    if (line.code === null) continue;
    const needed = missing(familyOf(line.code), line.units);
    if (needed <= 0) continue;
    const { code, label, modifiers, drug } = line;
    add.push({ code, label, units: needed, modifiers, pointers, drug });
  }
  const giving = given.administration === null ? null : givingCode(given, visit);
  if (giving !== null && missing(familyOf(giving), 1) > 0) {
    const same = visit.standing.find(
      (one) => one.code === giving && one.status === "review" && one.givenId !== null && one.modifiers.length === 0,
    );
    if (same) units.push({ chargeId: same.chargeId, units: same.units + 1 });
    else add.push({ code: giving, label: null, units: 1, modifiers: [], pointers, drug: null });
  }
  return { add, units, takeOff: [] };
}

/** By which code a dose's giving is charged, after what the visit has already. */
function givingCode({ administration, lines }: Given, { standing, medicare }: VisitFacts): string {
  if (administration === "injection") return INJECTED;
  if (administration === "vaccine-covid") return "90480";
  const product = lines[0]?.code ?? "";
  const own = medicare ? MEDICARE_GIVING.find(([vaccine]) => vaccine.test(product)) : undefined;
  if (own) return own[1];
  const further = standing.some((one) => FIRST_GIVEN.includes(one.code));
  if (administration === "vaccine-oral") return further ? "90474" : "90473";
  return further ? "90472" : "90471";
}

/** Visits for prevention, and the one for a vaccine alone (ICD-10-CM guidelines, chapter 21). */
const PREVENTION = /^Z(0[0-2]|23)/;

/**
 * The diagnosis that it was for; of one diagnosis alone that one. A vaccine points to prevention or to nothing: then the review asks for it.
 */
function pointersFor({ diagnosis, kind }: Given, diagnoses: VisitFacts["diagnoses"]): number[] {
  const named = diagnoses.findIndex(({ code }) => code === diagnosis);
  if (named >= 0) return [named + 1];
  if (kind !== "vaccine") return diagnoses.length === 1 ? [1] : [];
  const prevention = diagnoses.findIndex(({ code }) => PREVENTION.test(code));
  return prevention >= 0 ? [prevention + 1] : [];
}

/**
 * What goes of a visit's charges when something given was an error (BIL-251): as many units as are charged beyond what was given, of those
 * charges alone that were made of something given and are in review. What a person charged, or what is released, a person takes off.
 */
export function chargesWithout(
  struck: Pick<Given, "givenId" | "lines" | "administration">,
  { standing, givenUnits }: Pick<VisitFacts, "standing" | "givenUnits">,
): ChargeChange {
  const units: { chargeId: string; units: number }[] = [];
  const takeOff: string[] = [];
  const charged = unitsByFamily(standing);
  for (const { family, units: had } of linesOfGiven(struck)) {
    let beyond = Math.min(had, (charged.get(family) ?? 0) - (givenUnits.get(family) ?? 0));
    const ours = standing
      .filter((one) => familyOf(one.code) === family && one.status === "review" && one.givenId !== null)
      .toSorted((a, b) => keptLonger(a, struck.givenId) - keptLonger(b, struck.givenId));
    for (const one of ours) {
      if (beyond <= 0) break;
      const less = Math.min(beyond, one.units);
      beyond -= less;
      if (less === one.units) takeOff.push(one.chargeId);
      else units.push({ chargeId: one.chargeId, units: one.units - less });
    }
  }
  return { add: [], units, takeOff };
}

/** Its own charge goes first; of the giving of vaccines the further doses go before the first one, which they follow. */
function keptLonger({ code, givenId }: Standing, struckId: string): number {
  if (FIRST_GIVEN.includes(code)) return 2;
  return givenId === struckId ? 0 : 1;
}

export function unitsByFamily(
  lines: readonly { readonly code: string; readonly units: number }[],
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { code, units } of lines) {
    const family = familyOf(code);
    sums.set(family, (sums.get(family) ?? 0) + units);
  }
  return sums;
}
