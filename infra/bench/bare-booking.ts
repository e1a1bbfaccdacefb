import { randomUUID } from "node:crypto";
import { atLocal, type TimeZone } from "@practicum/kernel/instant";
import { demoPractice } from "../src/demo.ts";
import type { Capture } from "./capture-booking.ts";

/** A time that is free, and for whom. */
export interface Slot {
  readonly providerResourceId: string;
  readonly patientId: string;
  readonly visitTypeId: string;
  readonly date: string;
  readonly start: string;
}

/** Something that sends the SQL of a booking and does nothing else. */
export interface BareBooking {
  readonly name: string;
  /** Books free times, one each. @returns bookings a second. */
  rate(slots: Iterator<Slot>): Promise<number>;
  stop(): Promise<void>;
}

export interface BareBookingOptions {
  readonly capture: Capture;
  /** As the service that books connects. */
  readonly url: string;
  /** As the superuser, in the same database. */
  readonly adminUrl: string;
  readonly lanes: number;
  /** Bookings that one call of `rate` makes. */
  readonly count: number;
}

/** Gives each value of the captured statements as it is for this booking. */
export function valuesFor({ booked }: Capture, slot: Slot): (value: string) => string {
  const startsAt = atLocal(slot.date, slot.start, demoPractice.timeZone as TimeZone);
  const endsAt = new Date(Date.parse(startsAt) + 15 * 60_000).toISOString();
  const replaced = new Map([
    [booked.appointmentId, randomUUID()],
    [booked.commandId, randomUUID()],
    [booked.practiceId, demoPractice.id],
    [booked.patientId, slot.patientId],
    [booked.visitTypeId, slot.visitTypeId],
    [booked.providerResourceId, slot.providerResourceId],
    ["2026-11-24 17:15:00+00", startsAt],
    ["2026-11-24 17:30:00+00", endsAt],
    ["09:15:00", slot.start],
    [booked.date, slot.date],
  ]);
  return (value) => {
    let filled = value;
    for (const [from, to] of replaced) filled = filled.replaceAll(from, to);
    return filled;
  };
}
