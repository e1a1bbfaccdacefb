import type { Prescription } from "@practicum/contracts/charting/prescriptions";

/** What fits one sheet without a second page. */
const ON_ONE_SHEET = 4;

/** Several of one prescriber stand on a sheet; a controlled one has its own (CHT-410). */
export function sheetsOf(prescriptions: readonly Prescription[]): (readonly [Prescription, ...Prescription[]])[] {
  const sheets: [Prescription, ...Prescription[]][] = [];
  for (const one of prescriptions) {
    const open = sheets.findLast(
      ([first, ...others]) =>
        first.schedule === null &&
        one.schedule === null &&
        first.prescriber.staffId === one.prescriber.staffId &&
        others.length + 1 < ON_ONE_SHEET,
    );
    if (open) open.push(one);
    else sheets.push([one]);
  }
  return sheets;
}
