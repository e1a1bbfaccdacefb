import type { Cents } from "@practicum/kernel/money";

/** A line of a claim, as far as its price goes by it. */
export interface PricedLine {
  readonly lineNumber: number;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly charge: Cents;
}

/** What Medicare allows for one unit, and its relative value in hundredths. */
export interface MedicareValue {
  readonly amount: Cents;
  readonly rvu: number;
}

/** What a contract is applied to beside the lines. Whatever comes of tables is looked up before: the rules ask for nothing. */
export interface PricingFacts {
  readonly placeOfService: string | null;
  /** Rendered by a nurse practitioner, physician assistant or clinical nurse specialist. */
  readonly nonPhysician: boolean;
  /** Null where the schedule has no price of the code on the day. */
  schedulePrice(scheduleId: string, code: string): Cents | null;
  scheduleName(scheduleId: string): string;
  /** Null where Medicare gives the code no value; a text says which of CMS's files is missing. */
  medicare(of: { readonly mac: string; readonly locality: string }, line: PricedLine): MedicareValue | string | null;
  /** Relative value of one unit in hundredths; null where it is not known. */
  relativeValue(line: PricedLine): number | null;
}

/** What a contract makes of a line. */
export interface ExpectedLine {
  readonly lineNumber: number;
  /** Null: not known. */
  readonly allowed: Cents | null;
  /** The term that decided, by its name; null where none did. */
  readonly term: string | null;
  /** How it comes to that, or why it is not known, as a sentence. */
  readonly because: string;
  /** The case that it is paid with, by its name. */
  readonly caseRate: string | null;
  /** Paid by the month: nothing is allowed for it by itself. */
  readonly capitated: boolean;
}

/** Places that count as facilities for Medicare's practice expense (CMS, publication 100-04, chapter 12, section 20.4.2). */
const FACILITIES = new Set([
  "02",
  "19",
  "21",
  "22",
  "23",
  "24",
  "26",
  "31",
  "34",
  "41",
  "42",
  "51",
  "52",
  "53",
  "56",
  "61",
]);

export function isFacility(placeOfService: string | null): boolean {
  return placeOfService !== null && FACILITIES.has(placeOfService);
}

/** Taxonomies that contracts pay less than physicians: physician assistants (363A), nurse practitioners (363L), clinical nurse specialists (364S). */
export function isNonPhysician(taxonomy: string | null): boolean {
  return taxonomy !== null && /^(363A|363L|364S)/.test(taxonomy);
}
