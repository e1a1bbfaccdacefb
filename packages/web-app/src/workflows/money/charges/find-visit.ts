import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { searchWords } from "@practicum/kernel/search-words";
import type { ChargedVisit } from "./charged-visit.ts";

type Found = Pick<ChargedVisit, "patientName" | "mrn" | "serviceDate" | "coverage" | "total"> & {
  readonly charges: readonly Pick<ChargedVisit["charges"][number], "code">[];
};

/**
 * Whether each word that was typed fits a visit (BIL-210): the beginning of a name, the chart's number, a part of the payer's name, a
 * code, the total with a dollar sign or cents, or the day as it is shown or as 2026-11-29.
 */
export function fitsOf(text: string): (visit: Found) => boolean {
  const words = searchWords(text);
  return (visit) => words.every((word) => fits(visit, word));
}

function fits({ patientName, mrn, serviceDate, coverage, charges, total }: Found, word: string): boolean {
  const names = `${patientName.family} ${patientName.given}`.toLowerCase().split(/\s+/);
  const dollars = /^\$|\.\d\d$/.test(word) ? word.replace("$", "") : null;
  return (
    names.some((name) => name.startsWith(word)) ||
    mrn.toLowerCase() === word ||
    (coverage?.payerName ?? "Self-pay").toLowerCase().includes(word) ||
    charges.some(({ code }) => code.toLowerCase() === word) ||
    [serviceDate, formatDate(serviceDate)].includes(word) ||
    (dollars !== null && [dollars, `${dollars}.00`].includes(formatCents(total).replaceAll(/[$,]/g, "")))
  );
}
