import { followUpDue, type FollowUp, type FollowUpWhen } from "@practicum/contracts/charting/follow-ups";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatCount } from "@practicum/ui/format.ts";

/** What is mostly asked, in the order of time. */
export const USUAL: readonly Extract<FollowUpWhen, { kind: "after" }>[] = [
  { kind: "after", count: 1, unit: "weeks" },
  { kind: "after", count: 2, unit: "weeks" },
  { kind: "after", count: 4, unit: "weeks" },
  { kind: "after", count: 3, unit: "months" },
  { kind: "after", count: 6, unit: "months" },
  { kind: "after", count: 12, unit: "months" },
];

const ONE = { days: "day", weeks: "week", months: "month" } as const;

export function spanWords({ count, unit }: Extract<FollowUpWhen, { kind: "after" }>): string {
  if (unit === "months" && count % 12 === 0) return formatCount(count / 12, "year");
  return formatCount(count, ONE[unit]);
}

export function sameWhen(a: FollowUpWhen | null, b: FollowUpWhen): boolean {
  if (a === null || a.kind !== b.kind) return false;
  if (a.kind === "on" || b.kind === "on") return a.kind === "on" && b.kind === "on" && a.date === b.date;
  return a.count === b.count && a.unit === b.unit;
}

/** The whole in one line, as the signed note reads. */
export function followUpWords(said: FollowUp, serviceDate: LocalDate): string {
  if (said.kind === "none") return "No follow-up visit is needed.";
  const due = formatDate(followUpDue(serviceDate, said.when));
  const when = said.when.kind === "on" ? `On ${due} or after` : `In ${spanWords(said.when)}, around ${due}`;
  const why = said.why === "" ? "" : ` For: ${said.why}`;
  return `${when}: ${said.visitType.name} with ${said.provider.name}.${why}`;
}
