import type { Appointment, AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import type { Resource } from "@practicum/contracts/scheduling/resources";
import { formatDate, minutesOf, type LocalTime } from "@practicum/kernel/local-date";
import type { DayCard, DayColumn, Frame } from "@practicum/ui/day-grid/model.ts";
import { formatMinutes, formatName } from "@practicum/ui/format.ts";

/** The answer of `scheduling.daySheet`, as far as the grid needs it. */
export interface DaySheet {
  readonly resources: readonly (Resource & {
    readonly hours: readonly { readonly start: LocalTime; readonly end: LocalTime }[];
  })[];
  readonly closures: readonly {
    readonly resourceId: string | null;
    readonly locationId: string | null;
    readonly start: LocalTime | null;
    readonly end: LocalTime | null;
    readonly reason: string;
  }[];
  readonly appointments: readonly Appointment[];
}

const slotMinutes = 15;
/** What is shown of a day without hours. */
const usualDay = { start: 8 * 60, end: 17 * 60 };

/** Statuses in which a visit can still go to another time. */
export function isMovable(status: AppointmentStatus): boolean {
  return status === "booked";
}

/** Columns of a day: providers by name, then rooms and equipment when asked for. */
export function columnsOf(sheet: DaySheet, withRooms: boolean): DayColumn[] {
  const order = { provider: 0, room: 1, equipment: 2 };
  return sheet.resources
    .filter((resource) => resource.active && (withRooms || resource.kind === "provider"))
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
          label: closure.reason,
        })),
    }));
}

function closureCovers(closure: DaySheet["closures"][number], resource: Resource): boolean {
  if (closure.resourceId) return closure.resourceId === resource.resourceId;
  return closure.locationId === null || closure.locationId === resource.locationId;
}

/** A card in the provider's column, and one in the room's where rooms are shown. Cancelled visits have none. */
export function cardsOf(sheet: DaySheet, columns: readonly DayColumn[], mayMove: boolean): DayCard[] {
  const shown = new Set(columns.map((column) => column.id));
  return sheet.appointments.flatMap((visit) => {
    if (visit.status === "cancelled") return [];
    const cards: DayCard[] = [];
    if (shown.has(visit.providerResourceId)) cards.push(cardOf(visit, visit.providerResourceId, mayMove));
    if (visit.roomResourceId && shown.has(visit.roomResourceId)) {
      cards.push({ ...cardOf(visit, visit.roomResourceId, false), id: `${visit.appointmentId}:room` });
    }
    return cards;
  });
}

/** One visit as a card. */
export function cardOf(visit: Appointment, columnId: string, mayMove: boolean): DayCard {
  const start = minutesOf(visit.start);
  const lines = [
    `${formatDate(visit.birthDate)} · ${visit.visitTypeName}`,
    ...(visit.reason ? [visit.reason] : []),
    ...(visit.overbookReason ? [`Overbooked: ${visit.overbookReason}`] : []),
  ];
  return {
    id: visit.appointmentId,
    columnId,
    start,
    end: start + visit.minutes,
    status: visit.status,
    title: formatName(visit.patientName),
    lines,
    spoken: `${formatMinutes(start)}, ${visit.minutes} minutes, born ${formatDate(visit.birthDate)}, ${visit.visitTypeName}.`,
    movable: mayMove && isMovable(visit.status),
  };
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
