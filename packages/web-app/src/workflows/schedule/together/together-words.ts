import { describeError, type DomainError } from "@practicum/contracts/error";
import type { Arrangement } from "@practicum/contracts/scheduling/visits-together";
import { minutesOf } from "@practicum/kernel/local-date";
import { formatMinutes } from "@practicum/ui/format.ts";

export const arrangementChoices: readonly { readonly value: Arrangement; readonly label: string }[] = [
  { value: "in-a-row", label: "In a row" },
  { value: "two-at-once", label: "Two at once" },
  { value: "before", label: "One before another" },
];

const DAY = 24 * 60;

/** How long before the other the first visit ends. */
export const leadChoices = [
  { value: "0", label: "Any time before" },
  { value: "60", label: "1 hour before" },
  { value: String(DAY), label: "1 day before" },
  { value: String(2 * DAY), label: "2 days before" },
  { value: String(3 * DAY), label: "3 days before" },
  { value: String(7 * DAY), label: "1 week before" },
] as const;

/** A planned visit as the refusal names it. */
export interface Named {
  readonly name: string;
  readonly start: string;
  readonly providerName: string;
}

/** Why none of the visits was booked or moved: which one stood in the way, and why. */
export function whyNone(error: DomainError, visits: readonly Named[], done: "booked" | "moved" | "cancelled"): string {
  const place = /^visits\.(\d+)\./.exec(error.field ?? "")?.[1];
  const which = place === undefined ? undefined : visits[Number(place)];
  const why = describeError(error);
  if (!which) return `None is ${done}. ${why}`;
  return `None is ${done}. ${which.name}, ${formatMinutes(minutesOf(which.start))} with ${which.providerName}: ${why}`;
}
