import { staff } from "@practicum/seed/practice";

/** Somebody of the practice, by name. */
export function nameOfStaff(staffId: string): string {
  const one = staff.find((person) => person.staffId === staffId);
  return one === undefined ? "somebody" : `${one.given} ${one.family}`;
}
