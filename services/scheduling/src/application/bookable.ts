import type { DomainError } from "@practicum/contracts/error";
import { atLocal } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import { decideBooking } from "../domain/booking.ts";
import { loadBookingFacts } from "../sql/booking.ts";
import { holderOf, type SchedulingContext } from "./scheduling-context.ts";

interface Asked {
  readonly patientId: string;
  readonly visitTypeId: string;
  readonly providerResourceId: string;
  readonly date: LocalDate;
  readonly start: LocalTime;
}

/** Visits that are there already and would move: they keep their length, and none of them stands in the way. */
interface Moved {
  readonly minutes: number;
  readonly movedToo: readonly string[];
}

/** Whether a visit could be booked at a time now, or moved there, by the rules of a booking; nothing is written. */
export async function bookable(
  context: SchedulingContext,
  asked: Asked,
  moved: Moved | null = null,
): Promise<Result<{ readonly minutes: number }, DomainError>> {
  const zone = context.practice.timeZone;
  const minutes = moved?.minutes ?? null;
  const { typeMinutes, ...facts } = await loadBookingFacts(context.tx, {
    ...asked,
    appointmentId: "00000000-0000-0000-0000-000000000000",
    roomResourceId: null,
    minutes,
    startsAt: atLocal(asked.date, asked.start, zone),
    holder: holderOf(context),
    now: context.now,
    movedToo: moved?.movedToo ?? [],
  });
  const wish = { ...asked, minutes, overbookReason: null, mayOverbook: false, roomResourceId: null };
  // A kind of visit that was withdrawn since is still moved, as SCH-30 has it.
  const known = { ...facts, typeMinutes: typeMinutes ?? minutes };
  const decided = decideBooking({ ...known, now: context.now, zone }, wish);
  return decided.ok ? ok({ minutes: decided.value.minutes }) : decided;
}
