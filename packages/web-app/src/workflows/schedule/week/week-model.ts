import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Resource } from "@practicum/contracts/scheduling/resources";
import { addDays, dayOfWeek, type LocalDate } from "@practicum/kernel/local-date";
import type { DayCard, DayColumn, Frame } from "@practicum/ui/day-grid/model.ts";
import { formatWeekday } from "@practicum/ui/format.ts";
import { cardsOf, type CardLight } from "../day-cards.ts";
import { columnsOf, frameOf, isDayOff, type DaySheet } from "../day-model.ts";

/** What the address of the week says. */
export interface WeekSearch {
  /** Any day of the week. Absent: today. */
  readonly date?: LocalDate | undefined;
  /** Whose. Absent: one's own where one has columns, else the first provider's. */
  readonly staff?: string | undefined;
}

export const DAYS = 7;
const SATURDAY = 6;

/** The Sunday that a day's week begins with, as the small month beside the day sheet has it. */
export function weekOf(date: LocalDate): LocalDate {
  return addDays(date, -(dayOfWeek(date) % DAYS));
}

/** A provider, by whichever column comes first. */
export interface WeekOwner {
  readonly staffId: string;
  readonly name: string;
}

/** Who has a week: each person once, however many sites the columns stand at, by name. */
export function ownersOf(resources: readonly Resource[]): WeekOwner[] {
  const owners = new Map<string, WeekOwner>();
  for (const { kind, active, staffId, name } of resources)
    if (kind === "provider" && active && staffId !== null && !owners.has(staffId))
      owners.set(staffId, { staffId, name });
  return [...owners.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Whether a day is this person's. */
export function isOf(day: DaySheet, staffId: string | null): boolean {
  return day.resources.some((resource) => resource.staffId === staffId);
}

/** The days that have a column: the working days, and a Saturday or Sunday on which the provider works or somebody comes. */
export function shownDays(days: readonly DaySheet[]): DaySheet[] {
  return days.filter((day) => dayOfWeek(day.date) < SATURDAY || !isDayOff(day) || day.appointments.length > 0);
}

/** A place in the week: a day, and a column of it. */
export function placeId(date: LocalDate, resourceId: string): string {
  return `${date}@${resourceId}`;
}
export function readPlaceId(id: string): { readonly date: LocalDate; readonly resourceId: string } {
  const [date = "", resourceId = ""] = id.split("@");
  return { date, resourceId };
}

interface Week {
  readonly columns: readonly DayColumn[];
  readonly cards: readonly DayCard[];
  readonly frame: Frame;
}

/** The week on a grid: a column a day, two where the provider works at two sites on it. */
export function weekGrid(days: readonly DaySheet[], today: LocalDate, light: CardLight): Week {
  const shown = shownDays(days);
  const columns: DayColumn[] = [];
  const cards: DayCard[] = [];
  for (const day of shown) {
    const own = columnsOf(day, { rooms: false, all: false });
    // Off that day: one column says so, not one for each site.
    const used = isDayOff(day) && day.appointments.length === 0 ? own.filter((_, index) => index === 0) : own;
    for (const column of used) {
      const detail = [...(day.date === today ? ["Today"] : []), ...(used.length > 1 ? [column.label] : [])].join(" · ");
      columns.push({ ...column, id: placeId(day.date, column.id), label: formatWeekday(day.date), detail });
    }
    for (const card of cardsOf(day, used, light)) cards.push({ ...card, columnId: placeId(day.date, card.columnId) });
  }
  const frames = shown.map(frameOf);
  return {
    columns,
    cards,
    frame: {
      start: Math.min(...frames.map((one) => one.start)),
      end: Math.max(...frames.map((one) => one.end)),
      slotMinutes: frames[0]?.slotMinutes ?? 15,
    },
  };
}

/** The week with a visit at another place; it leaves the week where the place is another provider's or another week's. */
export function movedInWeek(
  days: readonly DaySheet[],
  visit: Appointment,
  to: Pick<Appointment, "date" | "start" | "providerResourceId">,
): DaySheet[] {
  const all = days.flatMap((day) => day.appointments);
  const known = all.find((one) => one.appointmentId === visit.appointmentId);
  const moved = {
    phone: null,
    sex: "unknown" as const,
    consentsOn: null,
    ...known,
    ...visit,
    ...to,
    confirmedAt: null,
  };
  return days.map((day) => {
    const others = day.appointments.filter((one) => one.appointmentId !== visit.appointmentId);
    const here =
      day.date === to.date && day.resources.some((resource) => resource.resourceId === to.providerResourceId);
    return { ...day, appointments: here ? [...others, moved] : others };
  });
}
