import { cents, formatCents, shareOf, sumCents, type Cents } from "@practicum/kernel/money";
import { inRanges } from "../../contracts/domain/code-ranges.ts";

/** What a payer said of a plan for the day, as far as it said it. */
export interface Benefits {
  readonly copay: Cents | null;
  readonly deductibleRemaining: Cents | null;
  readonly coinsurancePercent: number | null;
}

/** A line with what the contract allows for it. */
export interface AllowedLine {
  readonly lineNumber: number;
  readonly code: string;
  readonly charge: Cents;
  /** Null: not known. */
  readonly allowed: Cents | null;
  readonly capitated: boolean;
}

export interface SharedLine {
  readonly lineNumber: number;
  /** Null: not known. */
  readonly share: Cents | null;
  readonly copay: Cents;
  readonly deductible: Cents;
  readonly coinsurance: Cents;
  readonly because: string;
}

/** Visits that plans name a copay for: office and other outpatient visits, by telehealth too, and consultations. */
const OFFICE_VISITS = ["99202-99205", "99211-99215", "99242-99245", "98000-98016"];
/** Physicals, counseling and Medicare's yearly visits: mostly without cost to the patient (45 CFR 147.130), which a 271 does not say. */
const PREVENTIVE = ["99381-99387", "99391-99397", "99401-99404", "G0402", "G0438", "G0439"];

const NOTHING = { copay: 0, deductible: 0, coinsurance: 0 };

/**
 * The patient's part of what is allowed, line by line (BIL-398). The copay is of the visit, once: of the dearest office visit. What has a
 * copay is not subject to the deductible; everything else is, and to the coinsurance of what is left then.
 */
export function patientShare(lines: readonly AllowedLine[], benefits: Benefits): SharedLine[] {
  const inOrder = lines.toSorted((a, b) => a.lineNumber - b.lineNumber);
  const copaid = benefits.copay !== null && benefits.copay > 0 ? dearestVisit(inOrder) : null;
  // Once a line's part of the deductible is not known, neither is what is left of it for the lines that follow; preventive care takes none.
  let left = benefits.deductibleRemaining;
  return inOrder.map((line) => {
    if (copaid !== null && isOfficeVisit(line))
      return line === copaid ? copayOf(line, benefits.copay ?? 0) : known(line, NOTHING, "In the copay of the visit.");
    const one = afterDeductible(line, { ...benefits, deductibleRemaining: left });
    if (left !== null)
      left = one.share === null && left > 0 && !isPreventive(line) ? null : cents(left - one.deductible);
    return one;
  });
}

function isOfficeVisit({ code }: AllowedLine): boolean {
  return inRanges(code, OFFICE_VISITS);
}

function isPreventive({ code }: AllowedLine): boolean {
  return inRanges(code, PREVENTIVE);
}

function dearestVisit(lines: readonly AllowedLine[]): AllowedLine | null {
  const worth = (line: AllowedLine) => line.allowed ?? line.charge;
  return lines.filter(isOfficeVisit).toSorted((a, b) => worth(b) - worth(a))[0] ?? null;
}

/** At most what is allowed; where that is not known, at most the charge. What is paid by the month leaves the copay whole. */
function copayOf(line: AllowedLine, copay: Cents): SharedLine {
  const most = line.capitated ? copay : Math.min(copay, line.allowed ?? line.charge);
  const less = most < copay ? `, not more than ${formatCents(cents(most))}` : "";
  return known(line, { ...NOTHING, copay: cents(most) }, `Copay of ${formatCents(copay)}${less}.`);
}

function afterDeductible(line: AllowedLine, benefits: Benefits): SharedLine {
  const { allowed, capitated } = line;
  if (capitated) return known(line, NOTHING, "No part of it is the patient's.");
  if (isPreventive(line))
    return unknown(
      line,
      "Preventive care mostly costs the patient nothing; whether the plan keeps to that is not known",
    );
  if (allowed === null) return unknown(line, "What is allowed is not known");
  if (allowed === 0) return known(line, NOTHING, "Nothing is allowed for it by itself.");
  const { deductibleRemaining: open, coinsurancePercent: percent } = benefits;
  if (open === null) return unknown(line, "The deductible still open is not known");
  const deductible = cents(Math.min(allowed, open));
  const rest = cents(allowed - deductible);
  if (rest > 0 && percent === null) return unknown(line, "The coinsurance is not known");
  const coinsurance = rest === 0 ? 0 : shareOf(rest, percent ?? 0, 100);
  const words = [
    ...(deductible > 0 ? [`${formatCents(deductible)} of the deductible`] : []),
    ...(rest > 0 ? [`${percent}% coinsurance of ${formatCents(rest)}`] : []),
  ].join(" and ");
  return known(line, { ...NOTHING, deductible, coinsurance }, `${words}.`);
}

function known({ lineNumber }: AllowedLine, parts: typeof NOTHING, because: string): SharedLine {
  return { lineNumber, ...parts, share: sumCents(Object.values(parts)), because };
}

function unknown({ lineNumber }: AllowedLine, because: string): SharedLine {
  return { lineNumber, ...NOTHING, share: null, because: `${because}.` };
}
