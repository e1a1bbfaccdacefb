/** Families of codes by their ranges, in our own words; the first that fits. */
const FAMILIES: readonly (readonly [first: string, last: string, family: string])[] = [
  ["00100", "01999", "Anesthesia"],
  ["10004", "69990", "Procedures and surgery"],
  ["70010", "79999", "Imaging"],
  ["80047", "89398", "Laboratory"],
  ["90281", "90749", "Vaccines and their giving"],
  ["99202", "99499", "Visits and management"],
  ["90750", "99199", "Medicine and tests"],
  ["99500", "99607", "Medicine and tests"],
  ["J0000", "J9999", "Drugs"],
  ["Q0000", "Q9999", "Drugs"],
  ["G0000", "G9999", "Medicare's own codes"],
  ["A0000", "A9999", "Supplies and equipment"],
  ["E0000", "E9999", "Supplies and equipment"],
  ["L0000", "L9999", "Supplies and equipment"],
];

/** By what a comparison adds up. */
export function codeFamily(code: string): string {
  return FAMILIES.find(([first, last]) => code >= first && code <= last)?.[2] ?? "Other";
}
