import { minutesOf, timeOfMinutes, type LocalTime } from "@practicum/kernel/local-date";
import { formatMinutes } from "@practicum/ui/format.ts";

export interface Stretch {
  readonly start: LocalTime;
  readonly end: LocalTime;
}

const NOON = 720;
const TIME = /^(\d{1,2})(?::(\d{2}))?\s*([ap])?\.?m?\.?$/i;

/** "8:00 AM–12:00 PM, 1:00 PM–5:00 PM"; empty for a day off. */
export function formatHours(hours: readonly Stretch[]): string {
  return hours.map((one) => `${formatMinutes(minutesOf(one.start))}–${formatMinutes(minutesOf(one.end))}`).join(", ");
}

/**
 * Reads the hours of a day as people write them: "8-12, 1-5", "7:30a–4p", "13:00-17:00". Without a.m. or p.m., one to six are in the
 * afternoon and an end is the next such time after its start. Null when it can't be read; empty is a day off.
 */
export function parseHours(text: string): Stretch[] | null {
  if (text.trim() === "") return [];
  const hours: Stretch[] = [];
  for (const part of text.split(",")) {
    const [from, to, more] = part.split(/[-–]|\bto\b/).map((side) => side.trim());
    if (from === undefined || to === undefined || more !== undefined) return null;
    const start = parseTime(from, 0);
    const end = start === null ? null : parseTime(to, start);
    if (start === null || end === null || end <= start) return null;
    hours.push({ start: timeOfMinutes(start), end: timeOfMinutes(end) });
  }
  return hours;
}

function parseTime(text: string, after: number): number | null {
  const [, hourText, minuteText = "00", half] = TIME.exec(text) ?? [];
  if (hourText === undefined) return null;
  const [hour, minute] = [Number(hourText), Number(minuteText)];
  if (hour > 23 || minute > 59 || (half !== undefined && (hour === 0 || hour > 12))) return null;
  const morning = (hour % 12) * 60 + minute;
  if (half?.toLowerCase() === "p") return morning + NOON;
  if (half?.toLowerCase() === "a") return morning;
  if (hour >= 13 || hour === 0) return hour * 60 + minute;
  if (hour === 12) return NOON + minute;
  if (after === 0) return hour <= 6 ? morning + NOON : morning;
  return morning > after ? morning : morning + NOON;
}
