import { z } from "zod";
import { command, query } from "../operation.ts";
import { id, instant, localDate, localTime } from "../schema.ts";

/** Open times, and holding one while a booking is made. */

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

export const slotOperations = {
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
    about: (input) => [input.patientId],
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
};
