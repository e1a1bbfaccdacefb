import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Instant } from "@practicum/kernel/instant";

/** What is booked and still to come, the next one first. */
export function comingVisits(visits: readonly Appointment[], now: Instant): Appointment[] {
  return visits
    .filter((visit) => visit.status === "booked" && visit.startsAt > now)
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

/** Whether somebody was here: then it can be attested. */
export function wasSeen({ status, arrivedAt }: Pick<Appointment, "status" | "arrivedAt">): boolean {
  return arrivedAt !== null && status !== "cancelled" && status !== "no-show" && status !== "booked";
}
