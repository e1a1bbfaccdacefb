import { fail, type DomainError } from "@practicum/contracts/error";
import type { appointmentOperations } from "@practicum/contracts/scheduling/appointments";
import { atLocal } from "@practicum/kernel/instant";
import { err, ok, type Err, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideBooking } from "../domain/booking.ts";
import { requireBooked } from "../domain/visit-flow.ts";
import { changeAppointment } from "../sql/appointments.ts";
import { loadBookingFacts } from "../sql/booking.ts";
import { insertFreed } from "../sql/slot-offers.ts";
import { refusedBy } from "../sql/refused-by.ts";
import { emitChanged } from "./appointment-events.ts";
import { refusalOf } from "./constraint-refusals.ts";
import { findAppointment } from "./find-appointment.ts";
import { leadKept } from "./lead.ts";
import { timeTaken } from "./slot-offers.ts";
import { actorMay, holderOf, type SchedulingContext } from "./scheduling-context.ts";
import { lookAheadTonight } from "./visits-ahead.ts";

type Input = z.output<typeof appointmentOperations.moveAppointment.input>;

export async function moveAppointment(
  context: SchedulingContext,
  input: Input,
): Promise<Result<{ version: number }, DomainError>> {
  return moveFor(context, input, null);
}

/** As {@link tryMove}, for a move that is alone in its transaction. */
export async function moveFor(
  context: SchedulingContext,
  input: Input,
  offerId: string | null,
): Promise<Result<{ version: number }, DomainError>> {
  const tried = await tryMove(context, input, offerId);
  return tried.ok ? tried : err(tried.error.error);
}

interface Refused {
  readonly error: DomainError;
  /** Refused by a constraint: a rival was first, and the transaction takes nothing more. */
  readonly rival: boolean;
}

const refused = ({ error }: Err<DomainError>, rival = false): Err<Refused> => err({ error, rival });

/**
 * Moves a booked visit (SCH-30, SCH-31): the rules of a booking, without itself in the way; a planned room is kept where it is free.
 *
 * @param offerId the offer that was confirmed by it
 * @param alone whether the visits that belong together with it stay where they are
 */
export async function tryMove(
  context: SchedulingContext,
  input: Input,
  offerId: string | null,
  alone = true,
): Promise<Result<{ version: number }, Refused>> {
  const found = await findAppointment(context, input);
  if (!found.ok) return refused(found);
  const open = requireBooked(found.value.status);
  if (!open.ok) return refused(open);
  const zone = context.practice.timeZone;
  const request = {
    ...found.value,
    ...input,
    minutes: input.minutes ?? found.value.minutes,
    startsAt: atLocal(input.date, input.start, zone),
    holder: holderOf(context),
    now: context.now,
  };
  const { roomTaken, roomFound, ...facts } = await loadBookingFacts(context.tx, request);
  // The kind of visit may have been withdrawn since it was booked; the visit keeps its length and may still be moved.
  const typeMinutes = facts.typeMinutes ?? found.value.minutes;
  const goes = roomFound && !roomTaken && facts.provider?.locationId === found.value.locationId;
  const decided = decideBooking(
    { ...facts, typeMinutes, roomTaken: false, roomFound: true, now: context.now, zone },
    {
      ...request,
      // A planned room goes along where it can; else another of the kind that the visit needs, or none (SCH-31, SCH-292).
      roomResourceId: goes ? found.value.roomResourceId : null,
      mayOverbook: actorMay(context, "appointment.overbook"),
    },
  );
  if (!decided.ok) return refused(decided);
  const provider = facts.provider;
  if (provider === null) return refused(fail("not-found", { field: "providerResourceId" }));
  const { startsAt, endsAt, minutes, overAnother, overbookReason, roomResourceId } = decided.value;
  const changed = await refusedBy(() =>
    changeAppointment(context.tx, input, {
      provider_resource_id: input.providerResourceId,
      provider_staff_id: provider.staffId,
      // A kind of visit that was withdrawn names no equipment any more; the visit keeps what it has planned.
      ...(facts.typeMinutes === null ? {} : { planned_equipment_id: facts.equipmentId }),
      location_id: provider.locationId,
      planned_room_id: roomResourceId,
      date: input.date,
      start_time: input.start,
      minutes,
      starts_at: startsAt,
      ends_at: endsAt,
      over_another: overAnother,
      overbook_reason: overbookReason,
      // Who confirmed one time has not confirmed another (SCH-90).
      confirmed_at: null,
    }),
  );
  if (!changed.ok) return refused(refusalOf(changed.error), true);
  if (!changed.value) return refused(fail("stale-version"));
  const inTime = alone ? await leadKept(context, changed.value.groupId) : ok();
  if (!inTime.ok) return refused(inTime);
  await timeTaken(context, changed.value, offerId);
  if (found.value.startsAt > context.now) await insertFreed(context.tx, found.value, "moved", context.now);
  emitChanged(context, changed.value, "moved");
  await lookAheadTonight(context);
  return ok({ version: changed.value.version });
}
