import {
  WHOLE,
  type CaseRate,
  type ContractContent,
  type ContractTerm,
} from "@practicum/contracts/billing/payer-contracts";
import { allocate, cents, formatCents, shareOf, sumCents, type Cents } from "@practicum/kernel/money";
import { inRanges } from "./code-ranges.ts";
import { modifierRates } from "./modifier-rates.ts";
import { rankedRates, type Ranked } from "./multiple-procedures.ts";
import type { ExpectedLine, PricedLine, PricingFacts } from "./pricing-facts.ts";
import { ordinal, percent } from "./rate-words.ts";

/**
 * What a contract has to allow for the lines of one visit (BIL-381 to BIL-387), with the term that decides. Everything is exact until a
 * line's end, where it is rounded once, half a cent away from zero. The order in which the lines stand changes nothing.
 */
export function expectedAllowed(
  contract: ContractContent,
  lines: readonly PricedLine[],
  facts: PricingFacts,
): ExpectedLine[] {
  const inOrder = lines.toSorted((a, b) => a.lineNumber - b.lineNumber);
  const cases = casesOf(contract, inOrder);
  const found = new Map<number, ExpectedLine>(cases.map((one) => [one.lineNumber, one]));
  const priced = inOrder
    .filter((line) => !found.has(line.lineNumber))
    .map((line) => ({ line, ...priceOf(contract, line, facts) }));
  const reduced = reductions(contract, priced, facts);
  for (const one of priced)
    found.set(one.line.lineNumber, finish(contract, one, reduced.get(one.line.lineNumber) ?? null));
  return lines.flatMap((line) => found.get(line.lineNumber) ?? []);
}

/** BIL-384: codes of one visit that are paid once; what the case pays stands on its lines in the proportion of their charges. */
function casesOf(contract: ContractContent, lines: readonly PricedLine[]): ExpectedLine[] {
  const taken = new Set<number>();
  return contract.caseRates.flatMap((one) => {
    const free = lines.filter((line) => !taken.has(line.lineNumber));
    if (!free.some((line) => inRanges(line.code, one.opens))) return [];
    const own = free.filter((line) => inRanges(line.code, [...one.opens, ...one.includes]));
    for (const line of own) taken.add(line.lineNumber);
    return caseLines(contract, one, own);
  });
}

function caseLines(contract: ContractContent, one: CaseRate, lines: readonly PricedLine[]): ExpectedLine[] {
  const charged = sumCents(lines.map((line) => line.charge));
  const total = contract.lesserOfCharge ? cents(Math.min(one.price, charged)) : one.price;
  const shares = allocate(total, charged > 0 ? lines.map((line) => line.charge) : lines.map(() => 1));
  const together = lines.length === 1 ? "" : `, paid once for ${lines.map((line) => line.code).join(", ")}`;
  const least = total < one.price ? `, not more than the charge of ${formatCents(charged)}` : "";
  return lines.map((line, at) => ({
    lineNumber: line.lineNumber,
    allowed: shares[at] ?? 0,
    term: one.name,
    because: `Case rate of ${formatCents(one.price)}${together}${least}.`,
    caseRate: one.name,
    capitated: false,
  }));
}

/** A line's price before what depends on the other lines: cents times WHOLE three times over, of each unit. */
interface Priced {
  readonly term: string | null;
  readonly unit: bigint | null;
  /** How often the unit counts: once where the price is of the whole line. */
  readonly units: number;
  /** How it came to that, or why it did not. */
  readonly words: readonly string[];
  readonly capitated: boolean;
}

const UNKNOWN = { term: null, unit: null, units: 1, capitated: false } as const;

function priceOf(contract: ContractContent, line: PricedLine, facts: PricingFacts): Priced {
  const lacking: string[] = [];
  for (const term of contract.terms) {
    if (!fits(term, line, facts)) continue;
    if (term.pay.by === "capitated")
      return { term: term.name, unit: 0n, units: line.units, words: ["paid by the month"], capitated: true };
    const base = baseOf(term, line, facts);
    // A table that is missing is no table without the code: what it would have said is not known, and no other term is asked.
    if (typeof base === "string") return { ...UNKNOWN, term: term.name, words: [base] };
    if (base === null) {
      lacking.push(term.name);
      continue;
    }
    const modified = modifierRates(contract, term, line, facts);
    if (typeof modified === "string") return { ...UNKNOWN, term: term.name, words: [modified] };
    const [first, second] = modified.rates;
    return {
      term: term.name,
      unit: BigInt(base.amount) * BigInt(base.rate) * BigInt(first) * BigInt(second),
      units: base.ofLine ? 1 : line.units,
      words: [base.words, ...modified.words],
      capitated: false,
    };
  }
  const words =
    lacking.length > 0
      ? `${lacking.join(", ")}: no price of ${line.code}, and no other term fits`
      : `no term of the contract fits ${line.code}`;
  return { ...UNKNOWN, words: [words] };
}

function fits(term: ContractTerm, line: PricedLine, { placeOfService }: PricingFacts): boolean {
  return (
    (term.codes.length === 0 || inRanges(line.code, term.codes)) &&
    (term.modifiers.length === 0 || term.modifiers.some((one) => line.modifiers.includes(one))) &&
    (term.places.length === 0 || (placeOfService !== null && term.places.includes(placeOfService)))
  );
}

interface Base {
  readonly amount: Cents;
  readonly rate: number;
  readonly ofLine: boolean;
  readonly words: string;
}

/** @returns null where the table has no price of the code; a text where the table itself is missing. */
function baseOf({ pay }: ContractTerm, line: PricedLine, facts: PricingFacts): Base | string | null {
  switch (pay.by) {
    case "capitated":
      return null;
    case "charge":
      return {
        amount: line.charge,
        rate: pay.rate,
        ofLine: true,
        words: `${percent(pay.rate)} of the charge of ${formatCents(line.charge)}`,
      };
    case "price":
      return { amount: pay.price, rate: WHOLE, ofLine: false, words: `${formatCents(pay.price)} a unit` };
    case "schedule": {
      const amount = facts.schedulePrice(pay.scheduleId, line.code);
      if (amount === null) return null;
      const name = facts.scheduleName(pay.scheduleId);
      return {
        amount,
        rate: pay.rate,
        ofLine: false,
        words: `${percent(pay.rate)} of ${formatCents(amount)} in ${name}`,
      };
    }
    case "medicare": {
      const value = facts.medicare(pay, line);
      if (value === null || typeof value === "string") return value;
      return {
        amount: value.amount,
        rate: pay.rate,
        ofLine: false,
        words: `${percent(pay.rate)} of Medicare's ${formatCents(value.amount)} in locality ${pay.mac}-${pay.locality}`,
      };
    }
  }
}

type PricedWithLine = Priced & { readonly line: PricedLine };
/** Of each unit of a line its rate in hundredths of a percent, or why the rank is not known. */
type Reduction = readonly Ranked[] | string;

/** BIL-385: of each line that is reduced with others, the rate of each unit by its rank. */
function reductions(
  { multipleProcedures: rule }: ContractContent,
  priced: readonly PricedWithLine[],
  facts: PricingFacts,
): ReadonlyMap<number, Reduction> {
  if (rule === null) return new Map();
  const subject = priced.filter(
    ({ line, capitated }) => !capitated && inRanges(line.code, rule.codes) && !inRanges(line.code, rule.exempt),
  );
  const several = subject.length > 1 || subject.some((one) => one.units > 1);
  const unknown = subject.find((one) => one.unit === null || (rule.rankBy === "rvu" && rvuOf(one, facts) === null));
  if (several && unknown) {
    const what = rule.rankBy === "rvu" && unknown.unit !== null ? "relative value" : "price";
    const why = `its rank among the procedures of the visit is not known: ${unknown.line.code} has no ${what}`;
    return new Map(subject.map(({ line }) => [line.lineNumber, why]));
  }
  return rankedRates(
    rule.rates,
    subject.map((one) => ({
      lineNumber: one.line.lineNumber,
      units: one.units,
      weight: rule.rankBy === "rvu" ? BigInt(rvuOf(one, facts) ?? 0) : (one.unit ?? 0n),
      value: one.unit ?? 0n,
    })),
  );
}

/** A line that is priced as a whole is ranked by the value of all its units. */
function rvuOf({ line, units }: PricedWithLine, facts: PricingFacts): number | null {
  const value = facts.relativeValue(line);
  return value === null ? null : value * (units === 1 ? line.units : 1);
}

const SCALE = WHOLE ** 3;

function finish(contract: ContractContent, one: PricedWithLine, reduction: Reduction | null): ExpectedLine {
  const { line, term, unit } = one;
  const base = { lineNumber: line.lineNumber, term, caseRate: null, capitated: one.capitated };
  const unknown = unit === null ? one.words.join("; ") : typeof reduction === "string" ? reduction : null;
  if (unit === null || unknown !== null) return { ...base, allowed: null, because: sentence([unknown ?? ""]) };
  const rates = reduction === null || typeof reduction === "string" ? null : reduction;
  const whole = rates === null ? one.units * WHOLE : rates.reduce((sum, { rate }) => sum + rate, 0);
  const exact = rounded(unit * BigInt(whole), BigInt(SCALE) * BigInt(WHOLE));
  const capped = contract.lesserOfCharge && exact > line.charge;
  return {
    ...base,
    allowed: capped ? line.charge : exact,
    because: sentence([
      ...one.words,
      ...(one.units > 1 && rates === null && !one.capitated ? [`${one.units} units`] : []),
      ...(rates === null ? [] : [rankWords(rates)]),
      ...(capped ? [`not more than the charge of ${formatCents(line.charge)}`] : []),
    ]),
  };
}

function rankWords(rates: readonly Ranked[]): string {
  return rates
    .map(({ rank, rate }) =>
      rates.length === 1
        ? `${percent(rate)} as the ${ordinal(rank)} procedure of the visit`
        : `${ordinal(rank)} ${percent(rate)}`,
    )
    .join(", ");
}

function rounded(amount: bigint, scale: bigint): Cents {
  return cents(Number((amount * 2n + scale) / (scale * 2n)));
}

function sentence(parts: readonly string[]): string {
  const text = parts.join("; ");
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

/**
 * BIL-388: what the payer has to pay of what it allows. The sequestration is taken of its own part, after the patient's share, and rounded
 * half a cent away from zero; it lowers what is paid, never what is allowed.
 */
export function expectedPayment(
  { sequestrationRate }: Pick<ContractContent, "sequestrationRate">,
  of: { readonly allowed: Cents; readonly patientShare: Cents },
): { readonly kept: Cents; readonly paid: Cents } {
  const part = cents(Math.max(0, of.allowed - of.patientShare));
  const kept = sequestrationRate === null ? 0 : shareOf(part, sequestrationRate, WHOLE);
  return { kept, paid: cents(part - kept) };
}
