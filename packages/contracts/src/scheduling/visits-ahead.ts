import { z } from "zod";
import { event, query } from "../operation.ts";
import { id, localDate } from "../schema.ts";
import { appointment } from "./appointments.ts";

export const visitsAheadOperations = {
  comingVisits: query({
    summary: "Visits that are booked today and on the next three days that have any",
    permission: "schedule.read",
    input: z.strictObject({}),
    // What a visit is for says more than this work needs.
    output: z.array(
      appointment.pick({
        appointmentId: true,
        patientId: true,
        patientName: true,
        birthDate: true,
        date: true,
        start: true,
      }),
    ),
    patients: (_, output) => output.map((visit) => visit.patientId),
  }),
};

/** In the evening: who comes on one of the next days that have visits, so that their insurance is verified before they do. */
export const visitsAhead = event(
  "scheduling.visits-ahead.v1",
  z.object({
    date: localDate,
    visits: z.array(z.object({ appointmentId: id("appointment"), patientId: id("patient") })),
  }),
  () => ({}),
  "schedule.read",
  [],
);
