import { visitsAhead, type visitsAheadOperations } from "@practicum/contracts/scheduling/visits-ahead";
import { atLocal, dateIn } from "@practicum/kernel/instant";
import { addDays, type LocalTime } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { ReplyOf } from "@practicum/service/handler-types";
import { bookedAhead, comingAppointments } from "../sql/visits-ahead.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** When the desk has gone home: payers answer by the morning. */
const EVENING: LocalTime = "18:00";
const DAYS = 3;
const TIMER = "visits-ahead";

/** Something is booked: the next evening looks ahead. */
export async function lookAheadTonight(context: SchedulingContext): Promise<void> {
  const { timeZone } = context.practice;
  const today = dateIn(context.now, timeZone);
  const tonight = atLocal(today, EVENING, timeZone);
  const at = context.now < tonight ? tonight : atLocal(addDays(today, 1), EVENING, timeZone);
  await context.schedule(TIMER, "evening", at, {});
}

/** SCH-316: tells who comes on the next three days that have visits, each evening while there are any. */
export async function tellVisitsAhead(context: SchedulingContext): Promise<void> {
  const booked = await bookedAhead(context.tx, dateIn(context.now, context.practice.timeZone), DAYS);
  for (const [date, visits] of Map.groupBy(booked, (visit) => visit.date))
    context.emit(visitsAhead, {
      date,
      visits: visits.map(({ appointmentId, patientId }) => ({ appointmentId, patientId })),
    });
  if (booked.length > 0) await lookAheadTonight(context);
}

/** Whose insurance is looked after: today's, and those of the days that the evening looks ahead to. */
export async function comingVisits({
  tx,
  now,
  practice,
}: SchedulingContext): ReplyOf<typeof visitsAheadOperations.comingVisits> {
  const rows = await comingAppointments(tx, dateIn(now, practice.timeZone), DAYS);
  return ok(
    rows.map(({ appointmentId, patientId, patientName, birthDate, date, start }) => ({
      appointmentId,
      patientId,
      patientName,
      birthDate,
      date,
      start,
    })),
  );
}
