import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, paging } from "../parts.ts";
import { id, instant, localDate, localTime, optionalText, personName, text, version } from "../schema.ts";

/** Who waits for a time, times that came free, and offering one to several people: the first who confirms has it. */

export const dayPart = z.enum(["any", "morning", "afternoon"]);
export const waitPriority = z.enum(["urgent", "soon", "routine"]);

/** Waiting; waited until a day that has passed; booked from the list; taken off by a person. */
export const waitState = z.enum(["waiting", "over", "booked", "removed"]);

/** Offered; confirmed; refused; somebody else had it first; nobody answered in time; taken back by the desk. */
export const offerState = z.enum(["open", "accepted", "declined", "lost", "expired", "withdrawn"]);

const wish = {
  visitTypeId: id("visit-type"),
  /** Null: whoever. */
  providerResourceId: id("resource").nullable(),
  locationId: id("location").nullable(),
  dayPart,
  from: localDate,
  until: localDate,
  priority: waitPriority,
  note: optionalText(200),
};

export const waitEntry = z.object({
  entryId: id("wait-entry"),
  patientId: id("patient"),
  patientName: personName,
  birthDate: localDate,
  phone: z.string().nullable(),
  language: z.string(),
  ...wish,
  visitTypeName: z.string(),
  minutes: z.int(),
  providerName: z.string().nullable(),
  /** The visit that it would replace, where the patient has one and wants to come sooner. */
  appointment: z.object({ appointmentId: id("appointment"), date: localDate, start: localTime, version }).nullable(),
  state: waitState,
  because: z.string().nullable(),
  addedAt: instant,
  addedBy: z.string(),
  version,
});

/** A time of a provider. */
const place = {
  providerResourceId: id("resource"),
  date: localDate,
  start: localTime,
  minutes: z.int().min(5).max(240),
};

export const slotOffer = z.object({
  offerId: id("slot-offer"),
  entryId: id("wait-entry"),
  patientId: id("patient"),
  patientName: personName,
  phone: z.string().nullable(),
  ...place,
  state: offerState,
  offeredAt: instant,
  offeredBy: z.string(),
  expiresAt: instant,
  answeredAt: instant.nullable(),
  because: z.string().nullable(),
});

const slotErrors = [
  "patient-deceased",
  "not-found",
  "slot-taken",
  "outside-template",
  "closed-day",
  "time-kept",
  "in-the-past",
  "patient-overlap",
] as const;
const written = z.object({ version });
const forEntry = { entryId: id("wait-entry"), version };

export const waitListOperations = {
  waitList: query({
    summary: "Who waits for a time, the most urgent first; or who does no longer, the latest first",
    permission: "schedule.read",
    input: z.strictObject({ waiting: z.boolean(), locationId: id("location").nullable(), ...paging }),
    output: z.object({
      entries: z.array(waitEntry),
      next: z.string().nullable(),
      /** Of all, with the first page. */
      all: z.object({ count: z.int() }).nullable(),
    }),
    patients: (_, output) => output.entries.map((one) => one.patientId),
  }),
  addToWaitList: command({
    summary: "Puts a patient on the wait list",
    permission: "appointment.book",
    input: z.strictObject({
      entryId: id("wait-entry"),
      patientId: id("patient"),
      appointmentId: id("appointment").nullable(),
      ...wish,
    }),
    output: written,
    errors: ["patient-deceased", "not-found", "in-the-past", "already-recorded", "appointment-not-open"],
    about: byPatient,
  }),
  changeWaitEntry: command({
    summary: "Changes what a patient on the wait list waits for",
    permission: "appointment.book",
    input: z.strictObject({ ...forEntry, ...wish }),
    output: written.extend({ patientId: id("patient") }),
    errors: ["patient-deceased", "not-found", "stale-version", "in-the-past", "wait-over"],
    patients: (_, output) => [output.patientId],
  }),
  removeFromWaitList: command({
    summary: "Takes a patient off the wait list, with a reason; open offers to the patient are withdrawn",
    permission: "appointment.book",
    input: z.strictObject({ ...forEntry, because: text(200) }),
    output: written.extend({ patientId: id("patient") }),
    errors: ["not-found", "stale-version", "wait-over"],
    patients: (_, output) => [output.patientId],
  }),
  putBackOnWaitList: command({
    summary: "Puts a patient back who was taken off the wait list",
    permission: "appointment.book",
    input: z.strictObject(forEntry),
    output: written.extend({ patientId: id("patient") }),
    errors: ["patient-deceased", "not-found", "stale-version", "wait-over"],
    patients: (_, output) => [output.patientId],
  }),
  freedSlots: query({
    summary:
      "Times that came free by a cancellation or a move and are free still, the next first, and how many wait for such a time",
    permission: "schedule.read",
    input: z.strictObject({ locationId: id("location").nullable() }),
    output: z.array(
      z.object({
        ...place,
        providerName: z.string(),
        locationId: id("location"),
        freedAt: instant,
        because: z.enum(["cancelled", "moved"]),
        fitting: z.int(),
        offered: z.int(),
      }),
    ),
    // About a time, not about who had it.
    patients: () => [],
  }),
  fillSlot: query({
    summary:
      "Who of the wait list fits a time, best first with the reasons, who does not and why, and to whom it is offered",
    permission: "schedule.read",
    input: z.strictObject(place),
    output: z.object({
      free: z.boolean(),
      providerName: z.string(),
      fitting: z.array(z.object({ entry: waitEntry, because: z.array(z.string()) })),
      others: z.array(z.object({ entry: waitEntry, because: z.array(z.string()) })),
      offers: z.array(slotOffer),
    }),
    errors: ["not-found"],
    patients: (_, output) => [
      ...output.fitting.map((one) => one.entry.patientId),
      ...output.others.map((one) => one.entry.patientId),
      ...output.offers.map((one) => one.patientId),
    ],
  }),
  offerSlot: command({
    summary: "Offers a free time to people of the wait list, until a moment",
    permission: "appointment.book",
    input: z.strictObject({
      ...place,
      minutesToAnswer: z
        .int()
        .min(5, { error: "Give at least five minutes." })
        .max(1440, { error: "Give a day at most." }),
      offers: z
        .array(z.strictObject({ offerId: id("slot-offer"), entryId: id("wait-entry") }))
        .min(1, { error: "Choose whom it is offered to." })
        .max(20),
    }),
    output: z.object({ offered: z.int(), patientIds: z.array(id("patient")) }),
    errors: slotErrors,
    patients: (_, output) => output.patientIds,
  }),
  acceptOffer: command({
    summary: "Books an offered time for who confirmed first; everybody else's offer of it ends",
    permission: "appointment.book",
    input: z.strictObject({ offerId: id("slot-offer"), appointmentId: id("appointment") }),
    output: z.object({ appointmentId: id("appointment"), version, patientId: id("patient") }),
    errors: [...slotErrors, "offer-over", "already-recorded", "appointment-not-open"],
    patients: (_, output) => [output.patientId],
  }),
  declineOffer: command({
    summary: "Says that a patient does not want an offered time; the patient goes on waiting",
    permission: "appointment.book",
    input: z.strictObject({ offerId: id("slot-offer"), because: optionalText(200) }),
    output: z.object({ patientId: id("patient") }),
    errors: ["not-found", "offer-over"],
    patients: (_, output) => [output.patientId],
  }),
  withdrawOffer: command({
    summary: "Takes an offer back that nobody has answered",
    permission: "appointment.book",
    input: z.strictObject({ offerId: id("slot-offer") }),
    output: z.object({ patientId: id("patient") }),
    errors: ["not-found", "offer-over"],
    patients: (_, output) => [output.patientId],
  }),
};

export const waitListChanged = event(
  "scheduling.wait-list-changed.v1",
  z.object({ entryId: id("wait-entry"), patientId: id("patient"), at: instant }),
  (p) => ({ entryId: p.entryId, patientId: p.patientId }),
  "schedule.read",
  ["scheduling.waitList", "scheduling.fillSlot", "scheduling.freedSlots"],
);

/** An offer was made, or has ended. */
export const slotOfferChanged = event(
  "scheduling.slot-offer-changed.v1",
  slotOffer
    .pick({
      offerId: true,
      entryId: true,
      patientId: true,
      date: true,
      start: true,
      minutes: true,
      state: true,
      expiresAt: true,
    })
    .extend({ startsAt: instant }),
  (p) => ({ offerId: p.offerId, patientId: p.patientId }),
  "schedule.read",
  ["scheduling.waitList", "scheduling.fillSlot", "scheduling.freedSlots"],
);
