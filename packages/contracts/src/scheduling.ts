import { z } from "zod";
import { command, event, query } from "./operation.ts";
import {
  address,
  id,
  instant,
  localDate,
  localTime,
  optionalText,
  personName,
  phone,
  sex,
  text,
  version,
} from "./schema.ts";

/** Patients (the one owner of demographics), resources, appointments, the flow of a visit. */

export const demographics = z.strictObject({
  name: personName,
  birthDate: localDate,
  sex,
  phone: phone.nullable(),
  email: z.email({ error: "Enter an e-mail address." }).nullable(),
  address: address.nullable(),
  /** BCP 47; "en" and "es" have screens. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/),
  /** Whom bills go to when it is not the patient. */
  guarantor: z
    .strictObject({
      name: personName,
      relationship: z.enum(["spouse", "parent", "guardian", "other"]),
      birthDate: localDate.nullable(),
      address: address.nullable(),
      phone: phone.nullable(),
    })
    .nullable(),
  emergencyContact: z.strictObject({ name: text(80), relationship: optionalText(40), phone }).nullable(),
});
export type Demographics = z.output<typeof demographics>;

export const patient = demographics.extend({
  patientId: id("patient"),
  /** Medical record number, given by the practice, "100042". */
  mrn: z.string(),
  version,
  active: z.boolean(),
});
export type Patient = z.output<typeof patient>;

export const patientMatch = z.object({
  patientId: id("patient"),
  mrn: z.string(),
  name: personName,
  birthDate: localDate,
  sex,
  phone: z.string().nullable(),
});
export type PatientMatch = z.output<typeof patientMatch>;

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

export const resource = z.object({
  resourceId: id("resource"),
  kind: z.enum(["provider", "room", "equipment"]),
  name: text(60),
  /** Of a provider. */
  staffId: id("staff").nullable(),
  locationId: id("location"),
  active: z.boolean(),
  version,
});
export type Resource = z.output<typeof resource>;

export const visitType = z.object({
  visitTypeId: id("visit-type"),
  name: text(60),
  minutes: z.int().min(5).max(240).multipleOf(5),
  /** Whether it is for patients the practice has not seen in three years. */
  newPatient: z.boolean(),
  active: z.boolean(),
  version,
});
export type VisitType = z.output<typeof visitType>;

export const appointment = z.object({
  appointmentId: id("appointment"),
  patientId: id("patient"),
  patientName: personName,
  birthDate: localDate,
  mrn: z.string(),
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
  version,
});
export type Appointment = z.output<typeof appointment>;

const slot = z.object({
  providerResourceId: id("resource"),
  providerName: z.string(),
  providerStaffId: id("staff"),
  locationId: id("location"),
  date: localDate,
  start: localTime,
  minutes: z.int(),
  /** In plain words, why it stands where it stands: "her own physician", "soonest". */
  because: z.array(z.string()),
});

const checkItem = z.strictObject({ done: z.boolean(), skippedBecause: optionalText(200).nullable() });

export const scheduling = {
  searchPatients: query({
    summary: "Patients by name, birth date, phone or MRN; misspelt names come last",
    permission: "patient.read",
    input: z.strictObject({ text: z.string().trim().max(80), limit: z.int().min(1).max(50) }),
    output: z.array(patientMatch),
    patients: (_, output) => output.map((p) => p.patientId),
  }),
  findDuplicates: query({
    summary: "Patients who may be the same person, likeliest first",
    permission: "patient.read",
    input: z.strictObject({
      family: z.string().max(60),
      given: z.string().max(35),
      birthDate: localDate.nullable(),
      phone: z.string().nullable(),
    }),
    output: z.array(patientMatch.extend({ score: z.int().min(0).max(100), because: z.array(z.string()) })),
    patients: (_, output) => output.map((p) => p.patientId),
  }),
  registerPatient: command({
    summary: "Opens a record for a new patient",
    permission: "patient.register",
    input: demographics.extend({
      /** Patients seen in the duplicate list and said to be someone else. */
      notDuplicateOf: z.array(id("patient")).max(20),
      /** Where it was imported from; the same source is registered once. */
      source: z.strictObject({ system: text(100), value: text(100) }).nullable(),
    }),
    output: z.object({ patientId: id("patient"), mrn: z.string(), created: z.boolean() }),
    errors: ["possible-duplicate"],
    patients: (_, output) => [output.patientId],
  }),
  updatePatient: command({
    summary: "Changes demographics",
    permission: "patient.edit",
    input: demographics.extend({ patientId: id("patient"), version }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version"],
    patients: (input) => [input.patientId],
  }),
  getPatient: query({
    summary: "A patient's demographics",
    permission: "patient.read",
    input: z.strictObject({ patientId: id("patient") }),
    output: patient,
    errors: ["not-found"],
    patients: (input) => [input.patientId],
  }),
  listResources: query({
    summary: "Providers, rooms and equipment",
    permission: "schedule.read",
    input: z.strictObject({}),
    output: z.array(resource),
  }),
  listVisitTypes: query({
    summary: "Kinds of visit with their length",
    permission: "schedule.read",
    input: z.strictObject({}),
    output: z.array(visitType),
  }),
  saveResource: command({
    summary: "Adds or changes a resource",
    permission: "schedule.manage",
    input: resource.omit({ version: true }).extend({ version: version.nullable() }),
    output: z.object({ resourceId: id("resource"), version }),
    errors: ["stale-version"],
  }),
  saveVisitType: command({
    summary: "Adds or changes a kind of visit",
    permission: "schedule.manage",
    input: visitType.omit({ version: true }).extend({ version: version.nullable() }),
    output: z.object({ visitTypeId: id("visit-type"), version }),
    errors: ["stale-version"],
  }),
  saveTemplate: command({
    summary: "Sets a resource's weekly hours from a day on",
    permission: "schedule.manage",
    input: z.strictObject({
      resourceId: id("resource"),
      from: localDate,
      /** ISO weekday, 1 is Monday. */
      hours: z.array(z.strictObject({ weekday: z.int().min(1).max(7), start: localTime, end: localTime })).max(28),
    }),
    output: z.object({}),
    errors: ["not-found", "invalid-input"],
  }),
  addClosure: command({
    summary: "Closes the practice, a site or a resource for a time",
    permission: "schedule.manage",
    input: z.strictObject({
      closureId: id("closure"),
      locationId: id("location").nullable(),
      resourceId: id("resource").nullable(),
      date: localDate,
      start: localTime.nullable(),
      end: localTime.nullable(),
      reason: text(100),
    }),
    output: z.object({}),
    errors: ["already-recorded"],
  }),
  daySheet: query({
    summary: "One day: columns, hours, closures and appointments",
    permission: "schedule.read",
    input: z.strictObject({ date: localDate, locationId: id("location").nullable() }),
    output: z.object({
      date: localDate,
      resources: z.array(resource.extend({ hours: z.array(z.object({ start: localTime, end: localTime })) })),
      closures: z.array(
        z.object({
          resourceId: id("resource").nullable(),
          locationId: id("location").nullable(),
          start: localTime.nullable(),
          end: localTime.nullable(),
          reason: z.string(),
        }),
      ),
      appointments: z.array(appointment),
    }),
    patients: (_, output) => output.appointments.map((a) => a.patientId),
  }),
  flowBoard: query({
    summary: "Today's visits that have arrived and are not done, and who comes next",
    permission: "schedule.read",
    input: z.strictObject({ locationId: id("location").nullable() }),
    output: z.object({ now: instant, date: localDate, visits: z.array(appointment), next: z.array(appointment) }),
    patients: (_, output) => [...output.visits, ...output.next].map((a) => a.patientId),
  }),
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
    patients: (input) => [input.patientId],
  }),
  findSlots: query({
    summary: "Open times, best first",
    permission: "schedule.read",
    input: z.strictObject({
      patientId: id("patient").nullable(),
      visitTypeId: id("visit-type"),
      providerResourceId: id("resource").nullable(),
      locationId: id("location").nullable(),
      from: localDate,
      limit: z.int().min(1).max(50),
    }),
    output: z.object({ slots: z.array(slot), /** Nothing was found up to this day. */ searchedTo: localDate }),
    patients: (input) => [input.patientId],
  }),
  holdSlot: command({
    summary:
      "Keeps a time for five minutes while the booking is made; a new hold by the same person replaces the old one",
    permission: "appointment.book",
    input: z.strictObject({
      providerResourceId: id("resource"),
      date: localDate,
      start: localTime,
      minutes: z.int().min(5).max(240),
    }),
    output: z.object({ holdId: id("hold"), expiresAt: instant }),
    errors: ["slot-taken", "outside-template", "closed-day", "in-the-past"],
  }),
  releaseHold: command({
    summary: "Gives a held time back",
    permission: "appointment.book",
    input: z.strictObject({ holdId: id("hold") }),
    output: z.object({}),
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
      "not-found",
      "slot-taken",
      "outside-template",
      "closed-day",
      "in-the-past",
      "patient-overlap",
      "overbook-reason-required",
      "not-allowed",
      "already-recorded",
    ],
    patients: (input) => [input.patientId],
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
      "not-found",
      "stale-version",
      "slot-taken",
      "outside-template",
      "closed-day",
      "in-the-past",
      "patient-overlap",
      "appointment-not-open",
      "not-allowed",
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
    errors: ["not-found", "stale-version", "slot-taken", "appointment-not-open"],
  }),
  markNoShow: command({
    summary: "Says that the patient did not come",
    permission: "appointment.cancel",
    input: z.strictObject({ appointmentId: id("appointment"), version }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "appointment-not-open"],
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
    errors: ["not-found", "stale-version", "appointment-not-open", "identity-not-verified", "coverage-not-reviewed"],
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

/** Name, birth date and whatever others print or match on. Sent whole each time. */
export const patientChanged = event("scheduling.patient-changed.v1", patient, (p) => ({ patientId: p.patientId }));
const aboutAppointment = (p: { appointmentId: string; patientId: string }) => ({
  appointmentId: p.appointmentId,
  patientId: p.patientId,
});
export const appointmentBooked = event("scheduling.appointment-booked.v1", appointment, aboutAppointment);
/** Any later change: moved, cancelled, no-show, reinstated, each step of the flow. `change` names it. */
export const appointmentChanged = event(
  "scheduling.appointment-changed.v1",
  appointment.extend({ change: z.enum(["moved", "cancelled", "no-show", "reinstated", "advanced"]) }),
  aboutAppointment,
);
export const patientCheckedIn = event(
  "scheduling.patient-checked-in.v1",
  appointment.extend({ encounterId: id("encounter") }),
  (p) => ({ ...aboutAppointment(p), encounterId: p.encounterId }),
);
export const scheduleChanged = event("scheduling.schedule-changed.v1", z.object({}), () => ({}));
