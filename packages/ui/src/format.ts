import {
  ageInMonths,
  ageInYears,
  dayOfWeek,
  daysBetween,
  formatDate,
  MONTHS,
  type LocalDate,
  type LocalTime,
} from "@practicum/kernel/local-date";

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** Years for most, months below two years, days below two months: "45 y", "14 mo", "9 d". */
export function formatAge(born: LocalDate, on: LocalDate): string {
  const completed = ageInMonths(born, on);
  if (completed < 0) return "not born yet";
  if (completed < 2) return `${daysBetween(born, on)} d`;
  if (completed < 24) return `${completed} mo`;
  return `${ageInYears(born, on)} y`;
}

/** "8:15 AM" of "08:15". */
export function formatTime(time: LocalTime): string {
  const hour = Number(time.slice(0, 2));
  return `${hour % 12 === 0 ? 12 : hour % 12}:${time.slice(3, 5)} ${hour < 12 ? "AM" : "PM"}`;
}

/** "8:15 AM" of 495 minutes since midnight. */
export function formatMinutes(minutes: number): string {
  const hour = Math.floor(minutes / 60) % 24;
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minutes % 60).padStart(2, "0")} ${hour < 12 ? "AM" : "PM"}`;
}

/** "Sunday, November 22, 2026" */
export function formatLongDate(date: LocalDate, weekday: number): string {
  return `${weekdays[weekday - 1]}, ${MONTHS[Number(date.slice(5, 7)) - 1]} ${Number(date.slice(8, 10))}, ${date.slice(0, 4)}`;
}

/** "Sat 11/28/2026": for a date that somebody is told, who plans by the day of the week. */
export function formatWeekday(date: LocalDate): string {
  return `${weekdays[dayOfWeek(date) - 1]?.slice(0, 3)} ${formatDate(date)}`;
}

/** "1 day", "2 days". */
export function formatCount(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}

/** "(619) 555-0142" of ten digits; anything else as it is. */
export function formatPhone(phone: string): string {
  return /^\d{10}$/.test(phone) ? `(${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6)}` : phone;
}

/** "92109-6219" of nine digits; anything else as it is. */
export function formatZip(zip: string): string {
  return /^\d{9}$/.test(zip) ? `${zip.slice(0, 5)}-${zip.slice(5)}` : zip;
}

interface NameParts {
  readonly family: string;
  readonly given: string;
  readonly middle?: string | null;
  readonly suffix?: string | null;
}

/** "LOPEZ, Maria A" : the last name in capitals, so that nobody takes a first name for it. */
export function formatName(name: NameParts): string {
  const family = name.suffix ? `${name.family.toUpperCase()} ${name.suffix}` : name.family.toUpperCase();
  return `${family}, ${name.given}${name.middle ? ` ${name.middle.charAt(0)}` : ""}`;
}

/** "03/04/1981 (45 y) F" */
export function formatBirth(born: LocalDate, sex: "female" | "male" | "unknown", today: LocalDate): string {
  const word = { female: "F", male: "M", unknown: "sex unknown" }[sex];
  return `${formatDate(born)} (${formatAge(born, today)}) ${word}`;
}
