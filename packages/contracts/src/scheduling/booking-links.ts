import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { id, instant, localDate, localTime } from "../schema.ts";
import { birthDate } from "./patients.ts";

/** A link by which a patient books one visit: what its page reaches, and what the practice hears of it. */

/** A link that booked nothing is good for so long. */
export const LINK_DAYS = 14;
/** So many wrong birth dates end it. */
export const LINK_TRIES = 3;
/** Without a step of the patient the page asks for the birth date again. */
export const LINK_IDLE_MINUTES = 20;
/** From so long before the visit on it is changed by telephone alone. */
export const LINK_CHANGE_HOURS = 24;
/** Times that are nearer than this are the desk's: somebody has to know that the patient comes. */
export const LINK_NOTICE_HOURS = 2;
export const LINK_AHEAD_DAYS = 90;

/** SHA-256 in hex. */
export const tokenMark = z.string().regex(/^[0-9a-f]{64}$/);

/** What became of a link. */
export const linkState = z.enum([
  /** Nobody has used it yet. */
  "made",
  "opened",
  "booked",
  /** The patient cancelled the visit by it. */
  "cancelled",
  /** The birth date was wrong too often. */
  "locked",
  /** The desk took it back. */
  "withdrawn",
]);
export type LinkState = z.output<typeof linkState>;

const forLink = { patientId: id("patient") };
const time = { providerResourceId: id("resource"), date: localDate, start: localTime };
const linkErrors = ["link-over", "link-too-late", "link-has-visit"] as const;

const linkVisit = z.object({
  appointmentId: id("appointment"),
  date: localDate,
  start: localTime,
  minutes: z.int(),
  providerName: z.string(),
  locationName: z.string(),
  /** Until when the patient changes it by the link. */
  changeUntil: instant,
  mayChange: z.boolean(),
});

export const bookingLinkOperations = {
  openBookingLink: command({
    summary: "Opens a patient's booking page by the mark of the link and the birth date; for the door alone",
    permission: "booking-link.open",
    input: z.strictObject({ mark: tokenMark, birthDate }),
    output: z.discriminatedUnion("opened", [
      z.object({
        opened: z.literal(true),
        linkId: id("booking-link"),
        patientId: id("patient"),
        sessionId: z.string(),
      }),
      z.object({ opened: z.literal(false) }),
    ]),
    patients: (_, output) => (output.opened ? [output.patientId] : []),
  }),
  bookingByLink: query({
    summary: "What the patient's link is for, and the visit that was booked by it",
    permission: "booking-link.use",
    input: z.strictObject(forLink),
    output: z.object({
      visitTypeName: z.string(),
      minutes: z.int(),
      language: z.enum(["en", "es"]),
      /** "has-visit": somebody booked such a visit otherwise; "cancelled": by the patient, by this link. */
      state: z.enum(["choose", "booked", "has-visit", "cancelled"]),
      visit: linkVisit.nullable(),
    }),
    errors: ["link-over"],
    about: byPatient,
  }),
  timesByLink: query({
    summary: "Free times that the patient may choose by the link, day by day",
    permission: "booking-link.use",
    input: z.strictObject({ ...forLink, from: localDate.nullable() }),
    output: z.object({
      days: z.array(
        z.object({
          date: localDate,
          times: z.array(
            z.object({
              providerResourceId: id("resource"),
              providerName: z.string(),
              locationName: z.string(),
              start: localTime,
            }),
          ),
        }),
      ),
      /** From where later times are asked for; null where nothing later is offered. */
      next: localDate.nullable(),
    }),
    errors: ["link-over"],
    about: byPatient,
  }),
  bookByLink: command({
    summary: "Books the patient's one visit by the link, by the rules of every booking",
    permission: "booking-link.use",
    input: z.strictObject({ ...forLink, appointmentId: id("appointment"), ...time }),
    output: z.object({ appointmentId: id("appointment") }),
    errors: [
      "patient-deceased",
      ...linkErrors,
      "not-found",
      "slot-taken",
      "outside-template",
      "closed-day",
      "time-kept",
      "in-the-past",
      "patient-overlap",
      "equipment-taken",
      "no-room-free",
      "already-recorded",
    ],
    about: byPatient,
  }),
  moveByLink: command({
    summary: "Moves the visit that was booked by the link, until it is too late",
    permission: "booking-link.use",
    input: z.strictObject({ ...forLink, ...time }),
    output: z.object({ appointmentId: id("appointment") }),
    errors: [
      "patient-deceased",
      "link-over",
      "link-too-late",
      "not-found",
      "appointment-not-open",
      "stale-version",
      "slot-taken",
      "outside-template",
      "closed-day",
      "time-kept",
      "in-the-past",
      "patient-overlap",
      "equipment-taken",
      "no-room-free",
      "lead-too-short",
    ],
    about: byPatient,
  }),
  cancelByLink: command({
    summary: "Cancels the visit that was booked by the link, until it is too late; the link is used up",
    permission: "booking-link.use",
    input: z.strictObject(forLink),
    output: z.object({}),
    errors: ["link-over", "link-too-late", "not-found", "appointment-not-open", "stale-version"],
    about: byPatient,
  }),
};

/** A patient's link was used, or ended. */
export const bookingLinkChanged = event(
  "scheduling.booking-link-changed.v1",
  z.object({
    linkId: id("booking-link"),
    patientId: id("patient"),
    state: linkState,
    appointmentId: id("appointment").nullable(),
    startsAt: instant.nullable(),
    at: instant,
    /** Counts up with each change: the newest counts. */
    version: z.int(),
  }),
  ({ patientId }) => ({ patientId }),
  "schedule.read",
  [],
);
