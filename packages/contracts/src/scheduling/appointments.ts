import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { interpreterShown } from "./about-patient.ts";
import { deathShown } from "./deaths.ts";
import { id, instant, localDate, localTime, optionalText, personName, text, version } from "../schema.ts";

/** Appointments from booking to their end. */

/** One status, held by the appointment alone. */
export const appointmentStatus = z.enum([
  "booked",
  "arrived",
  "rooming",
  "ready",
  "with-provider",
  "checkout",
  "done",
  "no-show",
  "cancelled",
]);

export type AppointmentStatus = z.output<typeof appointmentStatus>;

export const appointment = z.object({
  appointmentId: id("appointment"),
  patientId: id("patient"),
  patientName: personName,
  birthDate: localDate,
  mrn: z.string(),
  /** The first name that the patient goes by, where it is another. */
  patientPreferred: z.string().nullable().optional(),
  /** Set where somebody interprets at the visit. */
  patientInterpreter: interpreterShown.nullable().optional(),
  /** Set where the patient has died. */
  patientDeath: deathShown.nullable().optional(),
  providerResourceId: id("resource"),
  providerStaffId: id("staff"),
  roomResourceId: id("resource").nullable(),
  locationId: id("location"),
  visitTypeId: id("visit-type"),
  visitTypeName: z.string(),
  date: localDate,
  start: localTime,
  minutes: z.int(),
  startsAt: instant,
  endsAt: instant,
  reason: z.string(),
  status: appointmentStatus,
  /** Set when it was put over another on purpose. */
  overbookReason: z.string().nullable(),
  cancelReason: z.string().nullable(),
  /** When it came into its present status. */
  statusSince: instant,
  arrivedAt: instant.nullable(),
  /** When the patient last said that he comes; nothing once the visit was moved. */
  confirmedAt: instant.nullable().default(null),
  /** Set where it belongs together with other visits (`linkedVisits`). */
  groupId: id("visit-group").nullable().optional(),
  /** Set where it is one of a recurring series: the third of twelve. */
  series: z
    .object({
      seriesId: id("visit-series"),
      place: z.int(),
      of: z.int(),
      /** Whether it stands elsewhere than the series puts it: it was moved by itself. */
      apart: z.boolean(),
    })
    .nullable()
    .optional(),
  /** What the patient is to do before, in English and in Spanish; not there where the kind of visit says nothing. */
  preparation: z.object({ en: z.string(), es: z.string() }).nullable().optional(),
  version,
});

export type Appointment = z.output<typeof appointment>;

export const aboutAppointment = (p: { appointmentId: string; patientId: string }) => ({
  appointmentId: p.appointmentId,
  patientId: p.patientId,
});

export const appointmentOperations = {
  getAppointment: query({
    summary: "One appointment",
    permission: "schedule.read",
    input: z.strictObject({ appointmentId: id("appointment") }),
    output: appointment,
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
  patientAppointments: query({
    summary: "A patient's appointments, newest first",
    permission: "schedule.read",
    input: z.strictObject({ patientId: id("patient") }),
    output: z.array(appointment),
    about: (input) => [input.patientId],
  }),
  bookAppointment: command({
    summary: "Books a visit; never over another without permission and a reason",
    permission: "appointment.book",
    input: z.strictObject({
      appointmentId: id("appointment"),
      patientId: id("patient"),
      visitTypeId: id("visit-type"),
      providerResourceId: id("resource"),
      roomResourceId: id("resource").nullable(),
      date: localDate,
      start: localTime,
      minutes: z.int().min(5).max(240).nullable(),
      reason: optionalText(200),
      overbookReason: optionalText(200).nullable(),
    }),
    output: z.object({ appointmentId: id("appointment"), version }),
    errors: [
      "patient-deceased",
      "not-found",
      "slot-taken",
      "provider-away",
      "outside-template",
      "closed-day",
      "time-kept",
      "in-the-past",
      "patient-overlap",
      "no-room-free",
      "overbook-reason-required",
      "not-allowed",
      "already-recorded",
    ],
    about: (input) => [input.patientId],
  }),
  moveAppointment: command({
    summary: "Moves a booked visit to another time or provider",
    permission: "appointment.book",
    input: z.strictObject({
      appointmentId: id("appointment"),
      version,
      providerResourceId: id("resource"),
      date: localDate,
      start: localTime,
      minutes: z.int().min(5).max(240).nullable(),
      overbookReason: optionalText(200).nullable(),
    }),
    output: z.object({ version }),
    errors: [
      "patient-deceased",
      "not-found",
      "stale-version",
      "slot-taken",
      "provider-away",
      "outside-template",
      "closed-day",
      "time-kept",
      "in-the-past",
      "patient-overlap",
      "no-room-free",
      "appointment-not-open",
      "not-allowed",
      "lead-too-short",
    ],
  }),
  cancelAppointment: command({
    summary: "Cancels a booked visit and frees its time",
    permission: "appointment.cancel",
    input: z.strictObject({ appointmentId: id("appointment"), version, reason: text(200) }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "appointment-not-open"],
  }),
  reinstateAppointment: command({
    summary: "Undoes a cancellation or a no-show while the time is still free",
    permission: "appointment.cancel",
    input: z.strictObject({ appointmentId: id("appointment"), version }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "slot-taken", "no-room-free", "appointment-not-open"],
  }),
  confirmAppointment: command({
    summary: "Says that the patient has confirmed a booked visit, or takes that back",
    permission: "appointment.book",
    input: z.strictObject({ appointmentId: id("appointment"), version, confirmed: z.boolean() }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "appointment-not-open"],
  }),
  markNoShow: command({
    summary: "Says that the patient did not come",
    permission: "appointment.cancel",
    input: z.strictObject({ appointmentId: id("appointment"), version }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "appointment-not-open"],
  }),
};

export const appointmentBooked = event(
  "scheduling.appointment-booked.v1",
  appointment,
  aboutAppointment,
  "schedule.read",
  [
    "scheduling.daySheet",
    "scheduling.weekSheet",
    "scheduling.comingVisits",
    "scheduling.flowBoard",
    "scheduling.getAppointment",
    "scheduling.patientAppointments",
    "scheduling.findSlots",
    "scheduling.closureVisits",
    "scheduling.listClosures",
    "scheduling.findTogether",
    "scheduling.linkedVisits",
    "scheduling.getSeries",
    "scheduling.planSeries",
    "scheduling.planSeriesMove",
    "scheduling.getHouseholds",
    "scheduling.askedBack",
    "messaging.listReminders",
  ],
);

/** Any later change: moved, confirmed (or no longer), cancelled, no-show, reinstated, each step of the flow. `change` names it. */
export const appointmentChanged = event(
  "scheduling.appointment-changed.v1",
  appointment.extend({ change: z.enum(["moved", "cancelled", "no-show", "reinstated", "advanced", "confirmed"]) }),
  aboutAppointment,
  "schedule.read",
  [
    "scheduling.daySheet",
    "scheduling.weekSheet",
    "scheduling.comingVisits",
    "scheduling.flowBoard",
    "scheduling.getAppointment",
    "scheduling.patientAppointments",
    "scheduling.findSlots",
    "scheduling.closureVisits",
    "scheduling.listClosures",
    "scheduling.findTogether",
    "scheduling.linkedVisits",
    "scheduling.getSeries",
    "scheduling.planSeries",
    "scheduling.planSeriesMove",
    "scheduling.getHouseholds",
    "scheduling.askedBack",
    "messaging.listReminders",
  ],
);
