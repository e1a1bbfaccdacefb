import type { Appointment, AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import type { Resource } from "@practicum/contracts/scheduling/resources";
import type { DayVisit } from "@practicum/contracts/scheduling/visits";
import { isLocalDate, minutesOf, type LocalDate, type LocalTime } from "@practicum/kernel/local-date";
import type { DayColumn, Frame } from "@practicum/ui/day-grid/model.ts";
import { formatTime, formatWeekday } from "@practicum/ui/format.ts";

/** The answer of `scheduling.daySheet`, as far as the grid needs it. */
export interface DaySheet {
  readonly date: LocalDate;
  readonly resources: readonly (Resource & {
    readonly hours: readonly { readonly start: LocalTime; readonly end: LocalTime }[];
  })[];
  readonly closures: readonly {
    readonly resourceId: string | null;
    readonly locationId: string | null;
    readonly start: LocalTime | null;
    readonly end: LocalTime | null;
    readonly reason: string;
    readonly keptFor: readonly string[];
    readonly released: { readonly date: LocalDate; readonly time: LocalTime } | null;
  }[];
  readonly appointments: readonly DayVisit[];
}

const slotMinutes = 15;
/** What is shown of a day without hours. */
const usualDay = { start: 8 * 60, end: 17 * 60 };

/** Statuses in which a visit can still go to another time. */
export function isMovable(status: AppointmentStatus): boolean {
  return status === "booked";
}

/**
 * Columns of a day: the providers who have hours or visits on it, by name; all of them when asked for, or when nobody has. Then rooms and
 * equipment when asked for.
 */
export function columnsOf(sheet: DaySheet, shown: { readonly rooms: boolean; readonly all: boolean }): DayColumn[] {
  const order = { provider: 0, room: 1, equipment: 2 };
  const atWork = new Set(atWorkOn(sheet).map((resource) => resource.resourceId));
  return sheet.resources
    .filter((resource) =>
      resource.kind === "provider"
        ? atWork.has(resource.resourceId) || (resource.active && (shown.all || atWork.size === 0))
        : resource.active && shown.rooms,
    )
    .toSorted((a, b) => order[a.kind] - order[b.kind] || a.name.localeCompare(b.name))
    .map((resource) => ({
      id: resource.resourceId,
      label: resource.name,
      ...(resource.kind === "provider"
        ? { open: resource.hours.map((span) => ({ start: minutesOf(span.start), end: minutesOf(span.end) })) }
        : {}),
      closures: sheet.closures
        .filter((closure) => closureCovers(closure, resource))
        .map((closure) => ({
          start: closure.start ? minutesOf(closure.start) : 0,
          end: closure.end ? minutesOf(closure.end) : 1440,
          label: closureWords(closure, sheet.date),
          ...(closure.keptFor.length > 0 ? { kept: true } : {}),
        })),
    }));
}

/** The providers' columns with hours or visits on this day. */
export function atWorkOn(sheet: DaySheet): DaySheet["resources"] {
  const visited = new Set(sheet.appointments.map((visit) => visit.providerResourceId));
  return sheet.resources.filter(
    (resource) =>
      resource.kind === "provider" &&
      ((resource.active && resource.hours.length > 0) || visited.has(resource.resourceId)),
  );
}

/** How many providers have no column because they are off. */
export function offOn(sheet: DaySheet): number {
  const providers = sheet.resources.filter((resource) => resource.active && resource.kind === "provider").length;
  const atWork = atWorkOn(sheet).filter((resource) => resource.active).length;
  return atWork === 0 ? 0 : providers - atWork;
}

/** Why a time is closed; of kept time for what, and until when where it is everybody's then (SCH-310). */
export function closureWords({ reason, keptFor, released }: DaySheet["closures"][number], on: LocalDate): string {
  if (keptFor.length === 0) return reason;
  const day = released === null || released.date === on ? "" : `${formatWeekday(released.date)} `;
  const until = released === null ? "" : ` until ${day}${formatTime(released.time)}`;
  return `${reason}: kept for ${keptFor.join(", ")}${until}`;
}

function closureCovers(closure: DaySheet["closures"][number], resource: Resource): boolean {
  if (closure.resourceId) return closure.resourceId === resource.resourceId;
  return closure.locationId === null || closure.locationId === resource.locationId;
}

/** The stretch of the day to show: all hours and all visits, to the full hour. */
export function frameOf(sheet: DaySheet): Frame {
  const hours = sheet.resources.flatMap((resource) =>
    resource.hours.map((span) => ({ start: minutesOf(span.start), end: minutesOf(span.end) })),
  );
  const visits = sheet.appointments.map((visit) => {
    const start = minutesOf(visit.start);
    return { start, end: start + visit.minutes };
  });
  const spans = [...(hours.length > 0 ? hours : [usualDay]), ...visits];
  return {
    start: Math.floor(Math.min(...spans.map((span) => span.start)) / 60) * 60,
    end: Math.min(1440, Math.ceil(Math.max(...spans.map((span) => span.end)) / 60) * 60),
    slotMinutes,
  };
}

/** Whose visit stands in the way of a span in a provider's column, to name it. */
export function rivalOf(
  sheet: DaySheet,
  providerResourceId: string,
  span: { readonly start: number; readonly end: number },
  except: string,
): Appointment | null {
  return (
    sheet.appointments.find(
      (visit) =>
        visit.appointmentId !== except &&
        visit.providerResourceId === providerResourceId &&
        visit.status !== "cancelled" &&
        visit.status !== "no-show" &&
        minutesOf(visit.start) < span.end &&
        minutesOf(visit.start) + visit.minutes > span.start,
    ) ?? null
  );
}

/** Whether nobody sees patients on this day. */
export function isDayOff(sheet: DaySheet): boolean {
  return sheet.resources.every((resource) => resource.kind !== "provider" || resource.hours.length === 0);
}

/** The strip over the day: how many stand where. */
export function countByStatus(sheet: DaySheet): ReadonlyMap<AppointmentStatus, number> {
  const counts = new Map<AppointmentStatus, number>();
  for (const visit of sheet.appointments) counts.set(visit.status, (counts.get(visit.status) ?? 0) + 1);
  return counts;
}

/** A time slot in the address: `2026-11-22T08:15@<resource id>`. */
export function slotAddress(date: string, start: LocalTime, resourceId: string): string {
  return `${date}T${start}@${resourceId}`;
}
export function readSlotAddress(
  text: string | null,
): { readonly date: string; readonly start: LocalTime; readonly resourceId: string } | null {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})@([0-9a-f-]{36})$/.exec(text ?? "");
  return match?.[1] && match[2] && match[3] ? { date: match[1], start: match[2], resourceId: match[3] } : null;
}

/** What a booking begins with: what its address names; without one, today. */
export function beginningOf(at: string | null, today: LocalDate) {
  const { visitTypeId, provider, from } = readBeginAddress(at);
  return { visitTypeId, provider, from: from !== null && from > today ? from : today };
}

/** What a booking begins with, where its address says so: "type:<id>", and with whom and from when on: "type:<id>;with:<id>;from:<day>". */
function readBeginAddress(text: string | null): {
  readonly visitTypeId: string | null;
  readonly provider: string | null;
  readonly from: LocalDate | null;
} {
  const match = /^type:([0-9a-f-]{36})(?:;with:([0-9a-f-]{36}))?(?:;from:(\d{4}-\d{2}-\d{2}))?$/.exec(text ?? "");
  const from = match?.[3];
  return {
    visitTypeId: match?.[1] ?? null,
    provider: match?.[2] ?? null,
    from: from !== undefined && isLocalDate(from) ? from : null,
  };
}

/** The longest that is offered of a free stretch. */
const OFFERED_MINUTES_MAX = 60;

/** How long a provider's time is free from a minute of the day on, an hour at most; 0 where somebody is there. */
export function freeMinutes(sheet: DaySheet, resourceId: string, start: number): number {
  const live = sheet.appointments.filter(
    (one) => one.providerResourceId === resourceId && one.status !== "cancelled" && one.status !== "no-show",
  );
  const spans = live.map((one) => ({ from: minutesOf(one.start), to: minutesOf(one.start) + one.minutes }));
  if (spans.some((one) => one.from <= start && start < one.to)) return 0;
  const next = Math.min(...spans.filter((one) => one.from > start).map((one) => one.from), start + OFFERED_MINUTES_MAX);
  return next - start;
}
