import { addDays, dayOfWeek, daysBetween, type LocalDate } from "@practicum/kernel/local-date";

const WORKING_DAYS = 5;
const DAYS_BEFORE_DEADLINE = 3;
const HIGH_WITHIN_DAYS = 14;

/** When a denial's task is due, and how urgent it is (MSG-20). */
export function denialTask(
  today: LocalDate,
  deadline: LocalDate | null,
): { readonly dueOn: LocalDate; readonly priority: "normal" | "high" } {
  const usual = afterWorkingDays(today, WORKING_DAYS);
  if (deadline === null) return { dueOn: usual, priority: "normal" };
  const latest = addDays(deadline, -DAYS_BEFORE_DEADLINE);
  const dueOn = [usual, latest].sort()[0] ?? usual;
  return {
    dueOn: dueOn < today ? today : dueOn,
    priority: daysBetween(today, deadline) <= HIGH_WITHIN_DAYS ? "high" : "normal",
  };
}

/** Monday to Friday; the holidays of a practice are its own. */
function afterWorkingDays(from: LocalDate, count: number): LocalDate {
  let date = from;
  for (let left = count; left > 0;) {
    date = addDays(date, 1);
    if (dayOfWeek(date) <= 5) left -= 1;
  }
  return date;
}
