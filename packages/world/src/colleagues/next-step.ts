import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import type { StepName } from "@practicum/seed/visit-script";

/** A visit's next step, who is to do it, and when it would be done by somebody who is there. */
export interface NextStep {
  /** "cancel": who was to come has died. */
  readonly step: StepName | "cancel";
  readonly by: "desk" | "assistant" | "provider";
  readonly at: Instant;
}

/** One visit in sixteen does not come. */
const NO_SHOW = 0.06;

/**
 * What comes next for a visit, by its status alone (WLD-10). The same visit in the same status has the same answer, so that it need
 * not be remembered. Null where nothing comes any more.
 */
export function nextStep(visit: Appointment, today: LocalDate, seed: string): NextStep | null {
  const random = seededRandom(`${seed}/colleagues/${visit.appointmentId}/${visit.status}`);
  const { startsAt, endsAt, statusSince } = visit;
  const from = (moment: Instant, minutes: number): Instant => {
    const at = addMinutes(moment, minutes + randomInt(random, 0, 6));
    return at > statusSince ? at : addMinutes(statusSince, 1);
  };
  switch (visit.status) {
    case "booked":
      if (visit.patientDeath) return { step: "cancel", by: "desk", at: from(startsAt, -30) };
      if (visit.date < today) return { step: "no-show", by: "desk", at: endsAt };
      if (random.next() < NO_SHOW) return { step: "no-show", by: "desk", at: from(startsAt, 30) };
      return { step: "check-in", by: "desk", at: from(startsAt, -14) };
    case "arrived":
      return { step: "room", by: "assistant", at: from(startsAt, -7) };
    case "rooming":
      return { step: "ready", by: "assistant", at: from(startsAt, -3) };
    case "ready":
      return { step: "chart", by: "provider", at: from(startsAt, 1) };
    case "with-provider":
      return { step: "sign", by: "provider", at: from(endsAt, -3) };
    case "checkout":
      return { step: "checkout", by: "desk", at: from(endsAt, 1) };
    default:
      return null;
  }
}
