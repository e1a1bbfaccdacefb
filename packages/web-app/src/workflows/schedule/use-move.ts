import { describeError } from "@practicum/contracts/error";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { formatDate, minutesOf, timeOfMinutes, type LocalDate, type LocalTime } from "@practicum/kernel/local-date";
import { formatMinutes, formatName } from "@practicum/ui/format.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useSession } from "../../session/session-context.ts";
import { offerUndo, sayError } from "../../shell/undo.tsx";
import { isOverbookable, whyNotFree } from "./overbookable.ts";
import { rivalOf, type DaySheet } from "./day-model.ts";
import { movedInWeek } from "./week/week-model.ts";

export interface MoveTarget {
  readonly date: LocalDate;
  readonly start: LocalTime;
  readonly providerResourceId: string;
}

/** A move that was refused, and could be made all the same with a reason. */
export interface Refused {
  readonly visit: Appointment;
  readonly to: MoveTarget;
  readonly because: string;
}

/**
 * Moves a visit: shown at once, taken back in place with the reason when the service refuses, with an undo when it does not.
 */
export function useMove() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const session = useSession();
  const command = useCommand("scheduling", "moveAppointment");
  const [refused, setRefused] = useState<Refused | null>(null);
  const sheets = trpc.scheduling.daySheet.pathFilter();
  const weeks = trpc.scheduling.weekSheet.pathFilter();

  const patch = (visit: Appointment, to: MoveTarget) =>
    client.setQueriesData<DaySheet>(sheets, (sheet) => {
      if (!sheet) return sheet;
      const others = sheet.appointments.filter((a) => a.appointmentId !== visit.appointmentId);
      // One from the pinboard or a dock comes without what the day knows of its patient.
      const known = sheet.appointments.find((a) => a.appointmentId === visit.appointmentId);
      const moved = {
        phone: null,
        sex: "unknown" as const,
        consentsOn: null,
        ...known,
        ...visit,
        ...to,
        confirmedAt: null,
      };
      const here = sheet.resources.some((r) => r.resourceId === to.providerResourceId);
      return { ...sheet, appointments: here ? [...others, moved] : others };
    });
  /** In the week a visit goes from one day to another. */
  const patchWeeks = (visit: Appointment, to: MoveTarget) =>
    client.setQueriesData<DaySheet[]>(weeks, (days) => days && movedInWeek(days, visit, to));

  const move = async (visit: Appointment, to: MoveTarget, overbookReason: string | null = null): Promise<boolean> => {
    setRefused(null);
    await Promise.all([client.cancelQueries(sheets), client.cancelQueries(weeks)]);
    if (visit.date === to.date) patch(visit, to);
    patchWeeks(visit, to);
    const result = await command.run({
      appointmentId: visit.appointmentId,
      version: visit.version,
      ...to,
      minutes: visit.minutes,
      overbookReason,
    });
    if (result.ok) {
      void Promise.all([client.invalidateQueries(sheets), client.invalidateQueries(weeks)]);
      const moved = { ...visit, ...to, version: result.value.version };
      const back = { date: visit.date, start: visit.start, providerResourceId: visit.providerResourceId };
      const day = to.date === visit.date ? "" : `${formatDate(to.date)} `;
      const words = `${formatName(visit.patientName)} moved to ${day}${formatMinutes(minutesOf(to.start))}.`;
      offerUndo(words, () => void move(moved, back), { about: visit.patientId });
      return true;
    }
    const place = { date: visit.date, start: visit.start, providerResourceId: visit.providerResourceId };
    if (visit.date === to.date) patch(visit, place);
    patchWeeks(visit, place);
    await Promise.all([client.invalidateQueries(sheets), client.invalidateQueries(weeks)]);
    const rival = rivalText(client.getQueriesData<DaySheet>(sheets), visit, to);
    if (isOverbookable(result.error) && session.can("appointment.overbook"))
      setRefused({ visit, to, because: whyNotFree(result.error, rival.trim()) });
    else sayError(describeError(result.error) + rival);
    return false;
  };
  return { move, refused, pending: command.pending, dismiss: () => setRefused(null) };
}

function rivalText(
  sheets: readonly (readonly [unknown, DaySheet | undefined])[],
  visit: Appointment,
  to: MoveTarget,
): string {
  const start = minutesOf(to.start);
  for (const [, sheet] of sheets) {
    if (!sheet || visit.date !== to.date) continue;
    const rival = rivalOf(sheet, to.providerResourceId, { start, end: start + visit.minutes }, visit.appointmentId);
    if (rival) return ` ${formatName(rival.patientName)} has ${formatMinutes(minutesOf(rival.start))}.`;
  }
  return "";
}

/** The target that a drop on the grid means. */
export function targetOf(date: LocalDate, drop: { readonly columnId: string; readonly start: number }): MoveTarget {
  return { date, start: timeOfMinutes(drop.start), providerResourceId: drop.columnId };
}
