import { fail, type DomainError } from "@practicum/contracts/error";
import type { appointmentOperations } from "@practicum/contracts/scheduling/appointments";
import { atLocal } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideBooking, type BookingWish } from "../domain/booking.ts";
import { appointmentById, type AppointmentRow } from "../sql/appointments.ts";
import { insertAppointment, loadBookingFacts, type BookingRequest, type NewAppointment } from "../sql/booking.ts";
import { emitBooked } from "./appointment-events.ts";
import { timeTaken } from "./slot-offers.ts";
import { lookAheadTonight } from "./visits-ahead.ts";
import { actorMay, holderOf, type SchedulingContext } from "./scheduling-context.ts";

type Input = z.output<typeof appointmentOperations.bookAppointment.input>;
type Belonging = Pick<NewAppointment, "groupId" | "series">;

/** A rival that took the time may itself be rolled back; so often it is tried again before the time counts as taken. */
const ATTEMPTS_MAX = 3;

export async function bookAppointment(
  context: SchedulingContext,
  input: Input,
): Promise<Result<{ appointmentId: string; version: number }, DomainError>> {
  return bookFor(context, input, null);
}

/**
 * Books a visit (SCH-20 to SCH-27): read, decide, write; refused by a constraint, read and decide again.
 *
 * @param offerId the offer that was confirmed by it
 * @param belongs the visits that belong together with it (SCH-151), or the series that it is one of (SCH-209)
 */
export async function bookFor(
  context: SchedulingContext,
  input: Input,
  offerId: string | null,
  belongs: Belonging = {},
): Promise<Result<{ appointmentId: string; version: number }, DomainError>> {
  const request = {
    ...input,
    startsAt: atLocal(input.date, input.start, context.practice.timeZone),
    holder: holderOf(context),
    now: context.now,
  } satisfies BookingRequest;
  const wish: BookingWish = {
    ...input,
    mayOverbook: actorMay(context, "appointment.overbook"),
  };
  // Where rooms are chosen each of them may be a rival's by the time of writing.
  let rooms: readonly { readonly resourceId: string }[] = [];
  for (let tried = 0; tried < ATTEMPTS_MAX + rooms.length; tried += 1) {
    const facts = await loadBookingFacts(context.tx, request);
    rooms = facts.rooms;
    const decided = decideBooking({ ...facts, now: context.now, zone: context.practice.timeZone }, wish);
    if (!decided.ok) return bookedBefore(context, input, decided, rooms);
    if (facts.provider === null) return fail("not-found", { field: "providerResourceId" });
    const booked = await insertAppointment(context.tx, {
      ...request,
      ...decided.value,
      locationId: facts.provider.locationId,
      providerStaffId: facts.provider.staffId,
      equipmentId: facts.equipmentId,
      reason: input.reason,
      ...belongs,
    });
    if (booked) return done(context, booked, offerId);
  }
  return bookedBefore(context, input, fail("slot-taken", { field: "start" }), rooms);
}

async function done(
  context: SchedulingContext,
  booked: AppointmentRow,
  offerId: string | null,
): Promise<Result<{ appointmentId: string; version: number }, never>> {
  await timeTaken(context, booked, offerId);
  emitBooked(context, booked);
  await lookAheadTonight(context);
  return ok({ appointmentId: booked.appointmentId, version: booked.version });
}

/**
 * The same appointment sent again under a new command id was booked already, so nothing is refused. One that was changed
 * after the first answer was lost is another wish: it is refused, or the first would be taken for it (SCH-28).
 */
async function bookedBefore(
  { tx }: SchedulingContext,
  input: Input,
  refusal: Result<never, DomainError>,
  rooms: readonly { readonly resourceId: string }[],
): Promise<Result<{ appointmentId: string; version: number }, DomainError>> {
  const same = await appointmentById(tx, input.appointmentId);
  if (!same) return refusal;
  if (!isAsWished(same, input, rooms)) return fail("already-recorded", { field: "appointmentId" });
  return ok({ appointmentId: same.appointmentId, version: same.version });
}

/** Whether a visit is what was asked for. Its room is compared until it is changed for the first time: rooming sets another. */
function isAsWished(booked: AppointmentRow, input: Input, rooms: readonly { readonly resourceId: string }[]): boolean {
  // Where none was named a room of the kind that the visit needs was chosen (SCH-291).
  const chosen = input.roomResourceId === null && rooms.some((room) => room.resourceId === booked.roomResourceId);
  return (
    booked.status !== "cancelled" &&
    booked.patientId === input.patientId &&
    booked.providerResourceId === input.providerResourceId &&
    booked.visitTypeId === input.visitTypeId &&
    booked.date === input.date &&
    booked.start === input.start &&
    (input.minutes === null || booked.minutes === input.minutes) &&
    booked.reason === input.reason &&
    (booked.version > 1 || booked.roomResourceId === input.roomResourceId || chosen)
  );
}
