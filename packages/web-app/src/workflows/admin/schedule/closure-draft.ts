import type { hoursOperations } from "@practicum/contracts/scheduling/hours";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { z } from "zod";
import { parseHours } from "./hours-text.ts";

/** A closure, or a time that is kept, as it is typed. */
export interface ClosureDraft {
  /** "practice", "site:ID" or "column:ID". */
  readonly whose: string;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly hours: string;
  readonly reason: string;
  /** As text: the group of boxes has texts. */
  readonly weekdays: readonly string[];
  readonly kept: boolean;
  readonly keptFor: readonly string[];
  /** One of {@link RELEASES}. */
  readonly released: string;
}

const NEVER = "never";

/** How long before it begins kept time is everybody's, in hours. */
export const RELEASES = [
  { value: NEVER, label: "Never" },
  { value: "0", label: "When it begins" },
  { value: "2", label: "2 hours before" },
  { value: "24", label: "A day before" },
  { value: "48", label: "2 days before" },
  { value: "72", label: "3 days before" },
  { value: "168", label: "A week before" },
  { value: "336", label: "2 weeks before" },
];

export const emptyClosure: ClosureDraft = {
  whose: "practice",
  from: null,
  to: null,
  hours: "",
  reason: "",
  weekdays: [],
  kept: false,
  keptFor: [],
  released: NEVER,
};

/** Days of the week matter where there are several. */
export function hasSeveralDays({ from, to }: ClosureDraft): boolean {
  return to !== null && to !== from;
}

type Wish = Omit<z.input<typeof hoursOperations.addClosure.input>, "closureId">;

/** What is sent, or the words for what is missing. */
export function closureOf(draft: ClosureDraft): { readonly wish: Wish } | { readonly problem: string } {
  const { from, to, kept, keptFor, released, weekdays, reason } = draft;
  const hours = parseHours(draft.hours);
  if (!from) return { problem: "Enter the first day." };
  if (!hours || hours.length > 1) return { problem: "Enter the hours as 12-1, or leave them empty for the whole day." };
  if (kept && keptFor.length === 0) return { problem: "Choose the kinds of visit that it is kept for." };
  if (reason.trim() === "") return { problem: "Enter the reason: the front desk reads it." };
  const [kind, id = null] = draft.whose.split(":");
  return {
    wish: {
      locationId: kind === "site" ? id : null,
      resourceId: kind === "column" ? id : null,
      date: from,
      until: to ?? from,
      start: hours[0]?.start ?? null,
      end: hours[0]?.end ?? null,
      reason,
      weekdays: hasSeveralDays(draft) && weekdays.length > 0 ? weekdays.map(Number) : null,
      keptFor: kept ? [...keptFor] : [],
      releasedHours: kept && released !== NEVER ? Number(released) : null,
    },
  };
}
