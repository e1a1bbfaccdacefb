import type { UnmatchedResult } from "@practicum/contracts/charting/test-orders";
import type { LocalDate } from "@practicum/kernel/local-date";

type Agreement = UnmatchedResult["candidates"][number]["agrees"][number];

interface Person {
  readonly family: string;
  readonly given: string;
  readonly sex: "female" | "male" | "unknown";
  readonly mrn: string;
}

interface Reported extends Person {
  readonly orderNumber: string;
  readonly birthDate: LocalDate | null;
}

interface Ordered extends Person {
  readonly orderId: string;
  readonly birthDate: LocalDate;
}

/** In what a report agrees with an order and its patient. What it does not say agrees with nothing. */
export function agreements(report: Reported, order: Ordered): Agreement[] {
  const same = (a: string, b: string) => a !== "" && a.trim().toLowerCase() === b.trim().toLowerCase();
  return [
    ...(same(report.orderNumber, order.orderId) ? (["order"] as const) : []),
    ...(same(report.mrn, order.mrn) ? (["mrn"] as const) : []),
    ...(report.birthDate === order.birthDate ? (["birth-date"] as const) : []),
    ...(same(report.family, order.family) ? (["family"] as const) : []),
    ...(same(report.given, order.given) ? (["given"] as const) : []),
    ...(report.sex !== "unknown" && report.sex === order.sex ? (["sex"] as const) : []),
  ];
}

/** Files itself: the order's number, the record number, the birth date and the family name, all of them (CHT-390). */
export function filesItself(agrees: readonly Agreement[]): boolean {
  return (["order", "mrn", "birth-date", "family"] as const).every((one) => agrees.includes(one));
}

/**
 * Whether a person may file it there (CHT-391): two of the order's number, the record number and the birth date, or the family name with one of them. A
 * name alone is never enough, and what names another family needs two.
 */
export function isEnough(agrees: readonly Agreement[]): boolean {
  const strong = (["order", "mrn", "birth-date"] as const).filter((one) => agrees.includes(one)).length;
  return strong >= 2 || (strong === 1 && agrees.includes("family"));
}
