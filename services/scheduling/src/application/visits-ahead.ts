import { visitsAhead, type visitsAheadOperations } from "@practicum/contracts/scheduling/visits-ahead";
import { atLocal, dateIn } from "@practicum/kernel/instant";
import { addDays, type LocalDate, type LocalTime } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { ReplyOf } from "@practicum/service/handler-types";
import { bookedAhead, comingAppointments, nextBookedDay } from "../sql/visits-ahead.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** When the desk has gone home: payers answer by the morning. */
const EVENING: LocalTime = "18:00";
const DAYS = 3;
/** Three working days and a weekend. What is later has its evening nearer to it: plans change until then. */
const REACH_DAYS = 5;
const reach = (today: LocalDate) => ({ days: DAYS, until: addDays(today, REACH_DAYS) });
const TIMER = "visits-ahead";

/** Something is booked: the next evening looks ahead. */
export async function lookAheadTonight(context: SchedulingContext): Promise<void> {
  const { timeZone } = context.practice;
  const today = dateIn(context.now, timeZone);
  const tonight = atLocal(today, EVENING, timeZone);
  const at = context.now < tonight ? tonight : atLocal(addDays(today, 1), EVENING, timeZone);
  await context.schedule(TIMER, "evening", at, {});
}

/** SCH-316: tells who comes on the next three days that have visits. The next evening is the one from which some are in reach: others cost nothing. */
export async function tellVisitsAhead(context: SchedulingContext): Promise<void> {
  const { timeZone } = context.practice;
  const today = dateIn(context.now, timeZone);
  const booked = await bookedAhead(context.tx, today, reach(today));
  for (const [date, visits] of Map.groupBy(booked, (visit) => visit.date))
    context.emit(visitsAhead, {
      date,
      visits: visits.map(({ appointmentId, patientId }) => ({ appointmentId, patientId })),
    });
  const tomorrow = addDays(today, 1);
  const next = await nextBookedDay(context.tx, tomorrow);
  if (next === null) return;
  const from = addDays(next, -REACH_DAYS);
  await context.schedule(TIMER, "evening", atLocal(from > tomorrow ? from : tomorrow, EVENING, timeZone), {});
}

/** Whose insurance is looked after: today's, and those of the days that the evening looks ahead to. */
export async function comingVisits({
  tx,
  now,
  practice,
}: SchedulingContext): ReplyOf<typeof visitsAheadOperations.comingVisits> {
  const today = dateIn(now, practice.timeZone);
  const rows = await comingAppointments(tx, today, reach(today));
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
