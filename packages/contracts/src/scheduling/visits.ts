import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { id, instant, localDate, localTime, optionalText, version } from "../schema.ts";
import { aboutAppointment, appointment, appointmentStatus } from "./appointments.ts";
import { resource } from "./resources.ts";

/** The day: the day sheet, check-in, the flow of a visit. */

const checkItem = z.strictObject({ done: z.boolean(), skippedBecause: optionalText(200).nullable() });

/** A visit of the day sheet, with what the desk needs to reach and receive the patient. */
export const dayVisit = appointment.extend({
  phone: z.string().nullable(),
  sex: z.enum(["female", "male", "unknown"]),
  /** The last day on which the patient's consents were signed; null when they never were. */
  consentsOn: localDate.nullable(),
});

export type DayVisit = z.output<typeof dayVisit>;

const daySheet = z.object({
  date: localDate,
  resources: z.array(resource.extend({ hours: z.array(z.object({ start: localTime, end: localTime })) })),
  closures: z.array(
    z.object({
      resourceId: id("resource").nullable(),
      locationId: id("location").nullable(),
      start: localTime.nullable(),
      end: localTime.nullable(),
      reason: z.string(),
      /** The kinds of visit that the time is kept for, by name; none: it is closed. */
      keptFor: z.array(z.string()),
      /** From when kept time is everybody's, in the practice's time; null: never, or it is closed. */
      released: z.object({ date: localDate, time: localTime }).nullable(),
    }),
  ),
  appointments: z.array(dayVisit),
});

export const visitOperations = {
  daySheet: query({
    summary: "One day: columns, hours, closures and appointments",
    permission: "schedule.read",
    input: z.strictObject({ date: localDate, locationId: id("location").nullable() }),
    output: daySheet,
    patients: (_, output) => output.appointments.map((a) => a.patientId),
  }),
  weekSheet: query({
    summary: "One provider's columns over several days: hours, closures and appointments of each day",
    permission: "schedule.read",
    input: z.strictObject({ staffId: id("staff"), from: localDate, days: z.int().min(1).max(7) }),
    output: z.array(daySheet),
    patients: (_, days) => days.flatMap((day) => day.appointments.map((one) => one.patientId)),
  }),
  flowBoard: query({
    summary: "Today's visits that have arrived and are not done, and who comes next",
    permission: "schedule.read",
    input: z.strictObject({ locationId: id("location").nullable() }),
    output: z.object({ now: instant, date: localDate, visits: z.array(appointment), next: z.array(appointment) }),
    patients: (_, output) => [...output.visits, ...output.next].map((a) => a.patientId),
  }),
  checkIn: command({
    summary: "Receives the patient: identity by two identifiers, insurance, consents",
    permission: "visit.check-in",
    input: z.strictObject({
      appointmentId: id("appointment"),
      version,
      identifiers: z.array(z.enum(["name", "birth-date", "address", "phone", "photo-id"])).max(5),
      coverageReview: checkItem,
      consent: checkItem,
      copay: checkItem,
    }),
    output: z.object({ version, encounterId: id("encounter") }),
    errors: [
      "patient-deceased",
      "not-found",
      "stale-version",
      "appointment-not-open",
      "identity-not-verified",
      "coverage-not-reviewed",
    ],
  }),
  advanceVisit: command({
    summary: "Moves a visit along the flow: arrived, rooming, ready, with provider, checkout, done; or one step back",
    permission: "visit.advance",
    input: z.strictObject({
      appointmentId: id("appointment"),
      version,
      to: appointmentStatus,
      roomResourceId: id("resource").nullable(),
    }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "wrong-flow-step", "room-occupied", "not-allowed"],
  }),
};

export const patientCheckedIn = event(
  "scheduling.patient-checked-in.v1",
  appointment.extend({ encounterId: id("encounter") }),
  (p) => ({ ...aboutAppointment(p), encounterId: p.encounterId }),
  "schedule.read",
  [
    "scheduling.daySheet",
    "scheduling.weekSheet",
    "scheduling.flowBoard",
    "scheduling.getAppointment",
    "scheduling.patientAppointments",
    "charting.providerDay",
    "charting.getChart",
  ],
);
