import { dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { dayOfWeek, formatDate } from "@practicum/kernel/local-date";
import { timeZone } from "@practicum/seed/practice";

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** A day of the practice, as `Tue 11/17/2026`. */
export function formatDay(at: Instant): string {
  const day = dateIn(at, timeZone);
  return `${weekdays[dayOfWeek(day) - 1]} ${formatDate(day)}`;
}

/** A time of the practice's day, as `9:05 AM`. */
export function formatClock(at: Instant): string {
  const [hour = 0, minute = 0] = timeIn(at, timeZone).split(":").map(Number);
  return `${hour % 12 || 12}:${String(minute).padStart(2, "0")} ${hour < 12 ? "AM" : "PM"}`;
}

export function formatMoment(at: Instant): string {
  return `${formatDay(at)}, ${formatClock(at)}`;
}
