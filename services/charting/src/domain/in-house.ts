import {
  injectionSites,
  type InHouseItem as ItemForScreens,
  type ResultValue,
} from "@practicum/contracts/charting/in-house";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import {
  IN_HOUSE,
  type Analyte,
  type AnalyteNumber,
  type InHouseInjection,
  type InHouseItem,
  type InHouseTest,
  type Tested,
} from "@practicum/terminology/data/in-house";

/** What the practice does itself, by its key; undefined for what it does not. */
export function itemOf(key: string): InHouseItem | undefined {
  return IN_HOUSE.find((one) => one.key === key);
}

const ADULT: Tested = { ageMonths: 480, sex: "unknown" };

/** An item as screens choose it. */
export function itemForScreens(item: InHouseItem, last: ItemForScreens["last"] = null): ItemForScreens {
  const { key, kind, label, code, keywords } = item;
  if (item.kind === "injection") {
    const { unit, doses, doseMax: max, routes, perMl } = item;
    const dose = { unit, usual: [...doses], max, routes: [...routes], perMl };
    return { key, kind, label, code, keywords, specimen: null, analytes: [], dose, last };
  }
  const analytes = item.analytes.map(analyteForScreens);
  return { key, kind, label, code, keywords, specimen: item.specimen, analytes, dose: null, last };
}

type AnalyteForScreens = ItemForScreens["analytes"][number];

/** What a test measures, with the references of everybody. */
export function analyteForScreens(one: Analyte): AnalyteForScreens {
  const { key, label, unit, answers, number } = one;
  const decimals = number?.decimals ?? null;
  const reference = referenceOf(one, ADULT);
  const references = number ? referencesOf(one) : [];
  return { key, label, unit, answers: answers && [...answers], decimals, reference, references };
}

const MONTHS = Array.from({ length: 110 * 12 }, (_, at) => at);
const references = new WeakMap<Analyte, AnalyteForScreens["references"]>();

/** What is usual at each age, where it is not the same for everybody; the list of tests is the same on every day. */
function referencesOf(one: Analyte): AnalyteForScreens["references"] {
  const known = references.get(one);
  if (known) return known;
  const all = (["female", "male", "unknown"] as const).flatMap((sex) => {
    const at = (ageMonths: number) => referenceOf(one, { ageMonths, sex });
    const changes = MONTHS.filter((month) => month === 0 || at(month) !== at(month - 1));
    return changes.map((fromMonths) => ({ sex, fromMonths, reference: at(fromMonths) }));
  });
  const found = new Set(all.map(({ reference }) => reference)).size > 1 ? all : [];
  references.set(one, found);
  return found;
}

interface Dose {
  readonly amount: number;
  readonly unit: string;
  readonly route: "intramuscular" | "subcutaneous";
}

/** Whether an item can be ordered so (CHT-158): an injection has its dose and a way that it is given by, a test has none. */
export function decideInHouseOrder(item: InHouseItem, dose: Dose | null): Result<undefined, DomainError> {
  if (item.kind === "test") return dose === null ? ok() : wrong("dose", "A test has no dose.");
  if (dose === null) return wrong("dose", "Enter the dose.");
  if (dose.unit !== item.unit) return wrong("dose", `Enter the dose in ${item.unit}.`);
  if (dose.amount > item.doseMax)
    return wrong("dose", `At most ${item.doseMax} ${item.unit} at once. Check the number.`);
  if (!item.routes.includes(dose.route)) return wrong("dose", `It is not given ${dose.route}.`);
  return ok();
}

/** Whether what is in the hand may be used (CHT-161): neither a kit nor a vial past its day. */
export function decideLot(expiresOn: LocalDate, today: LocalDate): Result<undefined, DomainError> {
  return expiresOn < today ? wrong("expiresOn", "This lot has expired. Do not use it.") : ok();
}

/** Whether what was given is what was ordered (CHT-162): who gives changes no order. */
export function decideGivenDose(ordered: Dose, given: Dose): Result<undefined, DomainError> {
  if (given.amount !== ordered.amount || given.unit !== ordered.unit)
    return wrong("dose", `${ordered.amount} ${ordered.unit} are ordered. For another dose, ask who ordered it.`);
  if (given.route !== ordered.route) return wrong("dose", `It is ordered ${ordered.route}.`);
  return ok();
}

export function decideSite(route: Dose["route"], site: string): Result<undefined, DomainError> {
  return injectionSites[route].includes(site)
    ? ok()
    : wrong("site", `Choose where it was given: ${injectionSites[route].join(", ")}.`);
}

interface Typed {
  readonly key: string;
  readonly value: string;
}

/**
 * The result of a test with its references and flags (CHT-163): every analyte once, each an answer of the kit or a number that its device
 * can show. A kit whose control failed has no result (CHT-161).
 */
export function decideResult(
  test: InHouseTest,
  typed: readonly Typed[],
  who: Tested,
  controlValid: boolean,
): Result<ResultValue[], DomainError> {
  if (!controlValid)
    return wrong("controlValid", "The control failed: this kit has no result. Repeat the test with another one.");
  return readValues(test, typed, who);
}

/** The values of a test with their references and flags; a part of a report may leave some out, a whole one none. */
export function readValues(
  test: Pick<InHouseTest, "label" | "analytes">,
  typed: readonly Typed[],
  who: Tested,
  isPart = false,
): Result<ResultValue[], DomainError> {
  const values: ResultValue[] = [];
  for (const analyte of test.analytes) {
    const found = typed.filter((one) => one.key === analyte.key);
    const [one] = found;
    if (isPart && !one) continue;
    if (!one || found.length > 1) return wrong(`values.${analyte.key}`, `Enter ${analyte.label} once.`);
    const read = analyte.number ? readNumber(analyte, analyte.number, one.value) : readAnswer(analyte, one.value);
    if (!read.ok) return read;
    values.push(valueOf(analyte, read.value, who));
  }
  const strange = typed.find((one) => !test.analytes.some((analyte) => analyte.key === one.key));
  return strange ? wrong("values", `${test.label} has no ${strange.key}.`) : ok(values);
}

function readAnswer({ key, label, answers }: Analyte, value: string): Result<string, DomainError> {
  if (answers?.includes(value)) return ok(value);
  return wrong(`values.${key}`, `${label}: choose ${(answers ?? []).join(", ")}.`);
}

/** A number as it is kept: with the digits that the device shows, and no others. */
function readNumber({ key: name, label }: Analyte, number: AnalyteNumber, value: string): Result<string, DomainError> {
  const key = `values.${name}`;
  const [, beyond = "", digits = ""] = /^([<>]?) ?(\d{1,6}(?:\.\d{1,3})?)$/.exec(value.trim()) ?? [];
  if (digits === "" || (beyond !== "" && !number.censored)) return wrong(key, `${label}: enter a number.`);
  if ((digits.split(".")[1] ?? "").length > number.decimals)
    return wrong(key, `${label}: at most ${number.decimals} digits after the point.`);
  const read = Number(digits);
  if (read < number.min || read > number.max)
    return wrong(key, `${label}: ${number.min} to ${number.max} can be measured. Check the number.`);
  return ok(`${beyond}${read.toFixed(number.decimals)}`);
}

const BEYOND = 1e-6;

function valueOf(analyte: Analyte, value: string, who: Tested): ResultValue {
  const { key, label, loinc, unit } = analyte;
  const said = { key, label, loinc, value, unit, reference: referenceOf(analyte, who) };
  if (!analyte.number) {
    return { ...said, flag: analyte.usual?.includes(value) ? null : "abnormal", critical: false };
  }
  const [low, high] = analyte.number.usual(who);
  const [alarmLow, alarmHigh] = analyte.number.alarm ?? [-Infinity, Infinity];
  // Less or more than can be measured lies beyond the number itself.
  const read =
    Number(value.replace(/^[<>]/, "")) + (value.startsWith("<") ? -BEYOND : value.startsWith(">") ? BEYOND : 0);
  const flag = low !== null && read < low ? "low" : high !== null && read > high ? "high" : null;
  return { ...said, flag, critical: read < alarmLow || read > alarmHigh };
}

function referenceOf({ usual, number }: Analyte, who: Tested): string {
  if (!number) return (usual ?? []).join(" or ");
  const text = (value: number) => value.toFixed(number.decimals);
  const [low, high] = number.usual(who);
  if (low === null) return high === null ? "" : `up to ${text(high)}`;
  return high === null ? `${text(low)} and above` : `${text(low)} to ${text(high)}`;
}

/** Units of the code for a dose: a part of a unit is charged as one (HCPCS Level II, drug codes "up to" an amount). */
export function unitsOfDose({ perUnit }: Pick<InHouseInjection, "perUnit">, amount: number): number {
  return Math.ceil(amount / perUnit);
}

/** "Glucose, capillary: 44 mg/dL low". */
export function abnormalWords(values: readonly ResultValue[]): string[] {
  return values
    .filter((one) => one.flag !== null || one.critical)
    .map(({ label, value, unit, flag }) =>
      [`${label}: ${value}`, unit, flag === "abnormal" ? null : flag].filter((word) => word !== null).join(" "),
    );
}

function wrong(field: string, message: string): Result<never, DomainError> {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}
