import type { SheetPart } from "@practicum/contracts/scheduling/downtime";
import type { LocalTime } from "@practicum/kernel/local-date";

/** Parts of a sheet as its boxes are called. */
export const partWords: { readonly [P in SheetPart]: string } = {
  visit: "Visit",
  vitals: "Vitals",
  note: "Note",
  payment: "Payment",
};

/** Where each is entered in the practice's own screens. */
export const partPlaces: { readonly [P in SheetPart]: string } = {
  visit: "Check the patient in on the day sheet of that day, or book it first",
  vitals: "Record the vital signs at the visit",
  note: "Write the note of the visit, and begin it with the number of the sheet and the time on it",
  payment: "Take the payment, with the number of the sheet as its reference",
};

/** "10:20", "10:20 am", "1020p", "2:05 PM": a time of the day; null where it is none. */
export function readTime(text: string): LocalTime | null {
  const found = /^\s*(\d{1,2})(?::?(\d{2}))?\s*([ap])?\.?m?\.?\s*$/i.exec(text);
  if (found === null) return null;
  const half = found[3]?.toLowerCase();
  const hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  if (minute > 59 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12))) return null;
  const of24 = half === undefined ? hour : (hour % 12) + (half === "p" ? 12 : 0);
  return `${String(of24).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
