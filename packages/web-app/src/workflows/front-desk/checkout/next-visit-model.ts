import type { followUpOperations } from "@practicum/contracts/charting/follow-ups";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import type { z } from "zod";

/** When, for what and with whom the note asks the patient back. */
export type AskedBack = NonNullable<z.output<typeof followUpOperations.followUpOfVisit.output>["visit"]>;

/** An open time. */
export interface Spot {
  readonly providerResourceId: string;
  readonly date: LocalDate;
  readonly start: LocalTime;
}

export function spotKey({ providerResourceId, date, start }: Spot): string {
  return `${date}T${start}@${providerResourceId}`;
}

/** The patient's visits to come, the first one first. */
export function bookedAhead(all: readonly Appointment[], now: Instant): Appointment[] {
  return all
    .filter((one) => one.status === "booked" && one.startsAt > now)
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

/** Where booking begins with what was asked: the kind of visit, with whom, from which day on. */
export function bookingAddress(
  { visitTypeId }: Pick<AskedBack, "visitTypeId">,
  provider: string | null,
  from: LocalDate,
) {
  return `type:${visitTypeId}${provider === null ? "" : `;with:${provider}`};from:${from}`;
}
