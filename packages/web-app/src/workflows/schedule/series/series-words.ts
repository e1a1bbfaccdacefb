import { describeError, type DomainError } from "@practicum/contracts/error";
import type { SeriesRule, SeriesSlot } from "@practicum/contracts/scheduling/series";
import { dayOfWeek, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatTime, formatWeekday } from "@practicum/ui/format.ts";

export const weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const nth = ["first", "second", "third", "fourth", "last"] as const;
const units = { day: "day", week: "week", month: "month" } as const;

/** "Every 2 weeks on Mon and Fri", as the first visit has it. */
export function ruleWords(rule: SeriesRule, first: LocalDate): string {
  const each = rule.every === 1 ? `Every ${units[rule.unit]}` : `Every ${rule.every} ${units[rule.unit]}s`;
  if (rule.unit === "month") {
    const place = nth[Math.floor((Number(first.slice(8)) - 1) / 7)] ?? "last";
    return rule.monthly === "date"
      ? `${each} on day ${Number(first.slice(8))}`
      : `${each} on the ${place} ${weekdayNames[dayOfWeek(first) - 1]}`;
  }
  const on = rule.weekdays.length > 0 ? rule.weekdays : rule.unit === "week" ? [dayOfWeek(first)] : [];
  if (on.length === 0) return each;
  return `${each} on ${joined(on.toSorted((a, b) => a - b).map((day) => weekdayNames[day - 1] ?? ""))}`;
}

function joined(words: readonly string[]): string {
  const last = words.length - 1;
  return words.map((word, place) => (place === 0 ? word : `${place === last ? " and" : ","} ${word}`)).join("");
}

/** "Tue 12/01/2026 9:00 AM" */
export function slotWords({ date, start }: Pick<SeriesSlot, "date" | "start">): string {
  return `${formatWeekday(date)} ${formatTime(start)}`;
}

/** "3 of 12", with what is said of one that stands elsewhere than its series. */
export function placeWords(series: { readonly place: number; readonly of: number; readonly apart: boolean }): string {
  return `${series.place} of ${series.of}${series.apart ? ", moved" : ""}`;
}

/** Why a visit can't be there, in a few words. */
export const conflictWords = {
  "slot-taken": "The provider has another visit then",
  "outside-template": "Outside the provider's hours",
  "closed-day": "Closed then",
  "time-kept": "Kept for other kinds of visit",
  "in-the-past": "That time has passed",
  "patient-overlap": "The patient has another visit then",
  "equipment-taken": "The equipment is planned for another visit then",
  "no-room-free": "No room of the kind that it needs is free then",
} as const;

/** Why nothing was done: which visit stood in the way, and why. */
export function whyNothing(
  error: DomainError,
  visits: readonly Pick<SeriesSlot, "date" | "start">[],
  done: "booked" | "moved" | "cancelled" | "put back",
): string {
  const place = /^visits\.(\d+)\./.exec(error.field ?? "")?.[1];
  const which = place === undefined ? undefined : visits[Number(place)];
  const why = error.fields?.[0]?.message ?? describeError(error);
  return which ? `Nothing is ${done}. ${slotWords(which)}: ${why}` : `Nothing is ${done}. ${why}`;
}

type Uses = readonly {
  readonly kind: "referral" | "authorization";
  readonly payerName: string;
  readonly uses: readonly { readonly number: string | null; readonly visits: number; readonly until: LocalDate }[];
  readonly beyond: readonly { readonly day: LocalDate; readonly because: readonly string[] }[];
}[];

/** What referrals and authorizations do for the series, one notice a kind. */
export function reachWords(reach: Uses, count: number): { readonly tone: "ok" | "warn"; readonly text: string }[] {
  return reach.map(({ kind, payerName, uses, beyond }) => {
    const name = kind === "referral" ? "Referral" : "Authorization";
    const used = uses.map(
      (one) => `${one.number ?? "without a number"} (${one.visits}, until ${formatDate(one.until)})`,
    );
    if (beyond.length === 0)
      return { tone: "ok" as const, text: `${name} ${joined(used)} covers all ${count} visits.` };
    const first = beyond[0];
    const covered = count - beyond.length;
    const reached = covered === 0 ? "none" : `${covered}`;
    const from = first ? `From ${formatWeekday(first.day)} on: ${first.because.join("; ")}.` : "";
    return {
      tone: "warn" as const,
      text: `${name}s on file with ${payerName} cover ${reached} of ${count} visits. ${from} Ask the plan for more before then.`,
    };
  });
}
