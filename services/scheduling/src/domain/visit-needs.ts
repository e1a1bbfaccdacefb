import type { VisitType } from "@practicum/contracts/scheduling/resources";

/** How long a kind of visit takes with one person (SCH-290). */
export function minutesOf(type: Pick<VisitType, "minutes" | "providerMinutes">, staffId: string): number {
  return type.providerMinutes.find((own) => own.staffId === staffId)?.minutes ?? type.minutes;
}

/** What is wrong with whose own lengths are named, or null: one person has one. */
export function faultOfMinutes(own: VisitType["providerMinutes"]): { readonly index: number } | null {
  const index = own.findIndex((one, place) => own.findIndex((other) => other.staffId === one.staffId) < place);
  return index === -1 ? null : { index };
}
