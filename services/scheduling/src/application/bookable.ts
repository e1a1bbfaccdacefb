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

/** Whether a visit could be booked at a time now, by the rules of a booking; nothing is written. */
export async function bookable(context: SchedulingContext, asked: Asked): Promise<Result<undefined, DomainError>> {
  const zone = context.practice.timeZone;
  const facts = await loadBookingFacts(context.tx, {
    ...asked,
    appointmentId: "00000000-0000-0000-0000-000000000000",
    roomResourceId: null,
    minutes: null,
    startsAt: atLocal(asked.date, asked.start, zone),
    holder: holderOf(context),
    now: context.now,
  });
  const wish = { ...asked, minutes: null, overbookReason: null, mayOverbook: false };
  const decided = decideBooking({ ...facts, now: context.now, zone }, wish);
  return decided.ok ? ok() : decided;
}
