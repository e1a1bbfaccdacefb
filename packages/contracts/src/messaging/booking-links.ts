import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { linkState, tokenMark } from "../scheduling/booking-links.ts";
import { id, instant, text } from "../schema.ts";

/** Links by which patients book themselves, as the desk sends them and sees what becomes of them. */

const linkOf = z.strictObject({
  kind: z.enum(["recall", "member"]),
  /** The recall, or the person of a campaign, for whom it is sent. */
  id: z.guid(),
});

export const sentLink = z.object({
  linkId: id("booking-link"),
  patientId: id("patient"),
  visitTypeName: z.string(),
  channel: z.enum(["sms", "email"]),
  /** Whether the message has gone. */
  sending: z.enum(["due", "sent", "failed", "dropped"]),
  notBefore: instant,
  sentAt: instant.nullable(),
  problem: z.string().nullable(),
  /** What the patient did with it. */
  state: linkState,
  until: instant,
  visitAt: instant.nullable(),
  madeAt: instant,
  madeBy: z.string(),
});

export const bookingLinkMessages = {
  sendBookingLink: command({
    summary: "Sends a patient a link by which one visit is booked without a sign-in; an unused one before it ends",
    permission: "appointment.book",
    input: z.strictObject({
      linkId: id("booking-link"),
      patientId: id("patient"),
      visitTypeId: id("visit-type"),
      visitTypeName: text(80),
      channel: z.enum(["sms", "email"]),
      for: linkOf.nullable(),
    }),
    output: z.object({ /** When it goes, where that is not at once. */ notBefore: instant.nullable() }),
    errors: ["not-found", "record-closed", "links-off", "already-recorded"],
    about: byPatient,
  }),
  withdrawBookingLink: command({
    summary: "Takes a link back: it opens nothing any more; a visit that was booked by it stays",
    permission: "appointment.book",
    input: z.strictObject({ patientId: id("patient"), linkId: id("booking-link") }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
  bookingLinks: query({
    summary: "Links that were sent to a patient, the latest first, and what became of them",
    permission: "appointment.book",
    input: forPatient,
    output: z.array(sentLink),
    about: byPatient,
  }),
};

const made = z.object({
  linkId: id("booking-link"),
  patientId: id("patient"),
  visitTypeId: id("visit-type"),
  mark: tokenMark,
  until: instant,
  at: instant,
});

/** A link was made; the mark alone travels, never the link. */
export const bookingLinkMade = event(
  "messaging.booking-link-made.v1",
  made,
  ({ patientId }) => ({ patientId }),
  "message.read",
  [],
);

export const bookingLinkWithdrawn = event(
  "messaging.booking-link-withdrawn.v1",
  // All of it: this may be heard of first.
  made,
  ({ patientId }) => ({ patientId }),
  "message.read",
  [],
);

/** What is known of a patient's links changed. */
export const bookingLinksChanged = event(
  "messaging.booking-links-changed.v1",
  z.object({ patientId: id("patient") }),
  ({ patientId }) => ({ patientId }),
  "message.read",
  ["messaging.bookingLinks"],
);
