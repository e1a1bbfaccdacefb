import { randomUUID } from "node:crypto";
import { must } from "@practicum/kernel/assert";
import { addDays, dayOfWeek, timeOfMinutes } from "@practicum/kernel/local-date";
import type { StartedInstance } from "../src/instance.ts";
import type { Slot } from "./bare-booking.ts";
import type { GatewayClient } from "./gateway-client.ts";
import { withDatabase } from "./with-database.ts";

const PROVIDERS = 4;
/** Far beyond what the demonstration has booked; where the practice was measured before, the week after that. */
export const FIRST_DAY = "2030-01-07";

interface Ids {
  readonly providers: readonly string[];
  readonly patients: readonly string[];
  readonly visitTypeId: string;
  /** A Monday on which nobody has booked anything yet, nor later. */
  readonly from: string;
}

export function bookOverGateway(client: GatewayClient, slot: Slot): Promise<unknown> {
  const wish = { ...slot, roomResourceId: null, minutes: 15, reason: "", overbookReason: null };
  return client.call("scheduling.bookAppointment", { ...wish, appointmentId: randomUUID() }, "command");
}

export async function idsOf(instance: StartedInstance): Promise<Ids> {
  return withDatabase(instance, async (client) => {
    const column = async (sql: string) => (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id);
    const [last = FIRST_DAY] = await column("select max(date)::text as id from scheduling.appointment");
    return {
      from: last < FIRST_DAY ? FIRST_DAY : addDays(last, 8 - dayOfWeek(last)),
      providers: await column(
        `select resource_id as id from scheduling.resource where kind = 'provider' order by 1 limit ${PROVIDERS}`,
      ),
      patients: await column("select patient_id as id from scheduling.patient order by 1"),
      visitTypeId: must(
        (await column("select visit_type_id as id from scheduling.visit_type where not new_patient limit 1"))[0],
      ),
    };
  });
}

/** Times from a Monday on, quarter by quarter, provider by provider; each with a patient who is free then. */
export function* freeSlots({ from, providers, patients, visitTypeId }: Ids): Generator<Slot> {
  for (let day = 0; ; day++) {
    const date = addDays(from, day);
    if (dayOfWeek(date) > 5) continue;
    for (let minutes = 8 * 60; minutes < 17 * 60; minutes += 15) {
      if (minutes >= 12 * 60 && minutes < 13 * 60) continue;
      for (const [place, providerResourceId] of providers.entries()) {
        // Providers' patients are different ones, so no patient is in two places.
        yield {
          providerResourceId,
          patientId: must(patients[place]),
          visitTypeId,
          date,
          start: timeOfMinutes(minutes),
        };
      }
    }
  }
}
