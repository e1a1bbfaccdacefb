import { addDays, addMonths, isLocalDate, type LocalDate } from "@practicum/kernel/local-date";

/** Which century or year an abbreviated date means: a birth date is past, an appointment is future. */
export type DateSense = "past" | "future" | "nearest";

const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * Reads a date as people of a practice type it: `3/4/81`, `03041981`, `3-4`, `mar 4 1981`, `t`, `t-1`, `+6m`, `-2w`, `2026-11-22`.
 * Month comes first. Null when the text is no date; never a guess that moves the day.
 */
export function parseDateText(input: string, today: LocalDate, sense: DateSense = "nearest"): LocalDate | null {
  const text = input.trim().toLowerCase();
  if (text === "") return null;
  return relative(text, today) ?? iso(text) ?? monthNamed(text, today, sense) ?? numeric(text, today, sense);
}

function relative(text: string, today: LocalDate): LocalDate | null {
  if (text === "t" || text === "today") return today;
  const match = /^(t\s*)?([+-])\s*(\d{1,4})\s*([dwmy])?$/.exec(text);
  if (!match) return null;
  const amount = Number(match[3]) * (match[2] === "-" ? -1 : 1);
  switch (match[4]) {
    case "w":
      return addDays(today, amount * 7);
    case "m":
      return addMonths(today, amount);
    case "y":
      return addMonths(today, amount * 12);
    default:
      return addDays(today, amount);
  }
}

function iso(text: string): LocalDate | null {
  return isLocalDate(text) ? text : null;
}

function monthNamed(text: string, today: LocalDate, sense: DateSense): LocalDate | null {
  const match = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:[\s,]+(\d{2}|\d{4}))?$/.exec(text);
  const turned = match ? null : /^(\d{1,2})\s+([a-z]{3,9})\.?(?:[\s,]+(\d{2}|\d{4}))?$/.exec(text);
  const [name, day, year] = match ? [match[1], match[2], match[3]] : turned ? [turned[2], turned[1], turned[3]] : [];
  if (!name || !day) return null;
  const month = monthNames.indexOf(name.slice(0, 3)) + 1;
  return month === 0 ? null : withYear(month, Number(day), year, today, sense);
}

function numeric(text: string, today: LocalDate, sense: DateSense): LocalDate | null {
  const parted = /^(\d{1,2})[/\-. ](\d{1,2})(?:[/\-. ](\d{2}|\d{4}))?$/.exec(text);
  if (parted) return withYear(Number(parted[1]), Number(parted[2]), parted[3], today, sense);
  const solid = /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(text);
  return solid ? withYear(Number(solid[1]), Number(solid[2]), solid[3], today, sense) : null;
}

function withYear(
  month: number,
  day: number,
  year: string | undefined,
  today: LocalDate,
  sense: DateSense,
): LocalDate | null {
  const make = (y: number): LocalDate | null => {
    const text = `${String(y).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
    return isLocalDate(text) ? text : null;
  };
  if (year?.length === 4) return make(Number(year));
  const thisYear = Number(today.slice(0, 4));
  if (year === undefined) return chooseYear([thisYear - 1, thisYear, thisYear + 1], make, today, sense);
  const century = thisYear - (thisYear % 100);
  const short = Number(year);
  return chooseYear([century - 100 + short, century + short, century + 100 + short], make, today, sense);
}

function chooseYear(
  years: number[],
  make: (year: number) => LocalDate | null,
  today: LocalDate,
  sense: DateSense,
): LocalDate | null {
  const dates = years.map(make).filter((date) => date !== null);
  if (sense === "past") return dates.findLast((date) => date <= today) ?? null;
  if (sense === "future") return dates.find((date) => date >= today) ?? null;
  const distance = (date: LocalDate) => Math.abs(Number(date.slice(0, 4)) - Number(today.slice(0, 4)));
  return dates.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}
