import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, instant, localDate, localTime, optionalText, text, version } from "../schema.ts";
import { consentForm, signatureGiven, signedConsentHead } from "./consents.ts";
import { birthDate, demographics } from "./patients.ts";

/** Check-in at a tablet: a one-time code, what the patient says there, and what the desk and the clinicians do with it. */

/** Letters that nobody takes for another letter or a digit. */
export const KIOSK_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ";
export const KIOSK_CODE_LENGTH = 6;
export const KIOSK_CODE_MINUTES = 15;
export const KIOSK_TRIES = 3;
/** Without a sign of life the tablet shows nothing any more. */
export const KIOSK_IDLE_MINUTES = 10;
/** A filled form that waited for the network may come this long after the code was used. */
export const KIOSK_SEND_HOURS = 12;

/** A tablet says where the patient is at least so often; who was not heard of for longer may be without a network, or gone. */
export const KIOSK_HEARD_SECONDS = 90;

export const kioskSteps = [
  "about-you",
  "contact",
  "insurance",
  "emergency",
  "history",
  "questions",
  "consents",
  "summary",
] as const;
export const kioskStep = z.enum(kioskSteps);
export type KioskStep = z.output<typeof kioskStep>;

export const kioskLanguage = z.enum(["en", "es"]);
export type KioskLanguage = z.output<typeof kioskLanguage>;

/** Ways to reach a patient, each with a yes or a no of its own; what nobody asked is neither. */
export const contactChannel = z.enum(["call", "voicemail", "text", "email"]);
export type ContactChannel = z.output<typeof contactChannel>;

const contactAnswer = z.strictObject({ channel: contactChannel, allowed: z.boolean() });

/** What a patient may say is different. The birth date opened the tablet, so it is the desk's to change. */
export const kioskChanges = z.strictObject({
  name: demographics.shape.name.optional(),
  phone: demographics.shape.phone.optional(),
  email: demographics.shape.email.optional(),
  address: demographics.shape.address.optional(),
  language: demographics.shape.language.optional(),
  emergencyContact: demographics.shape.emergencyContact.optional(),
});
export type KioskChanges = z.output<typeof kioskChanges>;

const memberNumber = z
  .string()
  .trim()
  .min(2, { error: "Enter the member number as it stands on the card." })
  .max(30, { error: "Use at most 30 characters." });

/** What the patient says of a coverage that the practice knows. */
const coverageSaid = z.strictObject({
  coverageId: id("coverage"),
  says: z.enum(["same", "changed", "ended"]),
  memberId: memberNumber.nullable(),
  groupNumber: optionalText(30).nullable(),
});
const newCoverage = z.strictObject({
  payerName: text(60),
  memberId: memberNumber,
  groupNumber: optionalText(30).nullable(),
});

/** A list of the history: what somebody wrote, or that there is nothing, or no answer, which is not the same. */
const saidList = z.strictObject({
  answer: z.enum(["some", "none", "no-answer"]),
  items: z.array(text(200)).max(30),
});

const phqAnswer = z.int().min(0).max(3).nullable();

/** The patient's own words. Nothing of it is a fact of the chart until a clinician makes it one. */
export const kioskHistory = z.strictObject({
  medications: saidList,
  allergies: saidList,
  conditions: saidList,
  /** The Patient Health Questionnaire 2, each 0 to 3; null is no answer. Null where it was not due. */
  phq2: z.strictObject({ interest: phqAnswer, mood: phqAnswer }).nullable(),
});
export type KioskHistory = z.output<typeof kioskHistory>;

export const kioskPictureSide = z.enum(["front", "back"]);

const kioskAnswers = z.strictObject({
  language: kioskLanguage,
  /** Of the record that the tablet showed. */
  seenVersion: version,
  changes: kioskChanges,
  contact: z.array(contactAnswer).max(4),
  coverages: z.array(coverageSaid).max(3),
  newCoverage: newCoverage.nullable(),
  history: kioskHistory,
  consents: z
    .array(
      z.strictObject({
        formId: id("consent-form"),
        version,
        name: text(100),
        signature: signatureGiven,
        signedAt: instant,
      }),
    )
    .max(10),
});
export type KioskAnswers = z.output<typeof kioskAnswers>;

/** How far a hand-over is. */
export const kioskState = z.enum(["waiting", "expired", "in-progress", "unheard", "done", "ended"]);
export type KioskState = z.output<typeof kioskState>;

/** One thing that the patient says is otherwise. Texts are as people read them. */
const difference = z.object({
  /** "phone", "contact.text", "coverage.<id>", "new-coverage" */
  field: z.string(),
  old: z.string().nullable(),
  new: z.string().nullable(),
  answer: z.enum(["open", "accepted", "kept"]),
  /** The record was changed after the patient saw it. */
  changedSince: z.boolean(),
  by: z.string().nullable(),
  at: instant.nullable(),
});
export type KioskDifference = z.output<typeof difference>;

const handover = z.object({
  handoverId: id("kiosk-handover"),
  appointmentId: id("appointment"),
  patientId: id("patient"),
  state: kioskState,
  madeAt: instant,
  madeBy: z.string(),
  codeUntil: instant,
  openedAt: instant.nullable(),
  heardAt: instant.nullable(),
  step: kioskStep.nullable(),
  language: kioskLanguage.nullable(),
  sentAt: instant.nullable(),
  endedBecause: z.string().nullable(),
});

const picture = z.object({
  pictureId: id("kiosk-picture"),
  side: kioskPictureSide,
  coverageId: id("coverage").nullable(),
  sha256: z.string(),
});

const fromTablet = { patientId: id("patient") };
const PICTURE_CHARS_MAX = 700_000;

export const kioskOperations = {
  handOverTablet: command({
    summary: "Makes a one-time code by which a patient checks in at a tablet; an earlier one of the visit ends",
    permission: "visit.check-in",
    input: z.strictObject({ appointmentId: id("appointment") }),
    output: z.object({
      handoverId: id("kiosk-handover"),
      code: z.string(),
      until: instant,
      /** The practice's short name: which one a tablet belongs to, where there are several. */
      practice: z.string(),
    }),
    errors: ["patient-deceased", "not-found", "appointment-not-open"],
  }),
  endHandover: command({
    summary: "Takes the tablet back: what was not sent is not taken any more",
    permission: "visit.check-in",
    input: z.strictObject({ handoverId: id("kiosk-handover") }),
    output: z.object({}),
    errors: ["not-found"],
  }),
  openHandover: command({
    summary: "Opens a tablet's session by the code and the birth date; for the door alone",
    permission: "kiosk.open",
    input: z.strictObject({ code: z.string().max(20), birthDate }),
    output: z.discriminatedUnion("opened", [
      z.object({
        opened: z.literal(true),
        handoverId: id("kiosk-handover"),
        patientId: id("patient"),
        sessionId: z.string(),
      }),
      z.object({ opened: z.literal(false) }),
    ]),
    patients: (_, output) => (output.opened ? [output.patientId] : []),
  }),
  kioskForm: query({
    summary: "What the patient at the tablet is asked, with the own record as it is",
    permission: "kiosk.fill",
    input: z.strictObject(fromTablet),
    output: z.object({
      patientVersion: version,
      birthDate: localDate,
      record: demographics.pick({
        name: true,
        phone: true,
        email: true,
        address: true,
        language: true,
        emergencyContact: true,
      }),
      contact: z.array(contactAnswer),
      visit: z.object({ date: localDate, start: localTime, visitTypeName: z.string(), providerName: z.string() }),
      /** What is to be signed: never signed in this version, or too long ago. */
      forms: z.array(consentForm),
      asksPhq2: z.boolean(),
    }),
    errors: ["not-found", "kiosk-over"],
    about: byPatient,
  }),
  kioskProgress: command({
    summary: "Says where the patient at the tablet is: a sign of life",
    permission: "kiosk.fill",
    input: z.strictObject({ ...fromTablet, step: kioskStep, language: kioskLanguage }),
    output: z.object({}),
    errors: ["kiosk-over"],
    about: byPatient,
  }),
  sendKioskPicture: command({
    summary: "Takes the picture of an insurance card from the tablet",
    permission: "kiosk.fill",
    bytesMax: 720_000,
    input: z.strictObject({
      ...fromTablet,
      pictureId: id("kiosk-picture"),
      side: kioskPictureSide,
      /** Null: of a coverage that is new. */
      coverageId: id("coverage").nullable(),
      /** A JPEG, in base64. */
      jpeg: z
        .string()
        .regex(/^\/9j\/[A-Za-z0-9+/]+={0,2}$/, { error: "Take the picture again." })
        .max(PICTURE_CHARS_MAX, { error: "The picture is too large: take it again." }),
    }),
    output: z.object({}),
    errors: ["kiosk-over", "already-recorded"],
    about: byPatient,
  }),
  submitKiosk: command({
    summary: "Takes what the patient filled in at the tablet, once",
    permission: "kiosk.fill",
    bytesMax: 262_144,
    input: z.strictObject({ ...fromTablet, answers: kioskAnswers }),
    output: z.object({}),
    errors: ["kiosk-over", "not-found"],
    about: byPatient,
  }),
  visitKiosk: query({
    summary: "How far the tablet of a visit is, and what the patient says is otherwise",
    permission: "visit.check-in",
    input: z.strictObject({ appointmentId: id("appointment") }),
    output: z.object({
      patientId: id("patient"),
      handover: handover.nullable(),
      differences: z.array(difference),
      /** What the patient says of coverages: billing has the other side of these differences. */
      coverages: z.array(coverageSaid),
      newCoverage: newCoverage.nullable(),
      pictures: z.array(picture),
      signed: z.array(signedConsentHead),
      /** Forms that are not signed in their version, or not any more. */
      formsDue: z.array(z.object({ formId: id("consent-form"), title: z.string() })),
      /** Whether there is something for the clinicians; what it is they alone read. */
      forClinicians: z.boolean(),
    }),
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
  settleKiosk: command({
    summary: "Takes over what the patient says, or keeps what is there, field by field; or takes such an answer back",
    permission: "visit.check-in",
    input: z.strictObject({
      handoverId: id("kiosk-handover"),
      answers: z
        .array(z.strictObject({ field: z.string().max(60), answer: z.enum(["accept", "keep", "open"]) }))
        .min(1)
        .max(20),
    }),
    output: z.object({}),
    errors: ["not-found", "stale-version"],
  }),
  kioskPicture: query({
    summary: "The picture of an insurance card that the patient took",
    permission: "coverage.read",
    input: z.strictObject({ patientId: id("patient"), pictureId: id("kiosk-picture") }),
    output: z.object({ jpeg: z.string(), sha256: z.string() }),
    errors: ["not-found"],
    about: byPatient,
  }),
  patientSays: query({
    summary: "What the patient said at the tablet of medications, allergies and conditions, the latest first",
    permission: "history.record",
    input: forPatient,
    output: z.object({
      latest: z
        .object({
          handoverId: id("kiosk-handover"),
          sentAt: instant,
          language: kioskLanguage,
          history: kioskHistory,
          reconciledAt: instant.nullable(),
          reconciledBy: z.string().nullable(),
        })
        .nullable(),
    }),
    about: byPatient,
  }),
  reconcilePatientSays: command({
    summary: "Says that what the patient said was gone through with the patient; or takes that back",
    permission: "history.record",
    input: z.strictObject({ patientId: id("patient"), handoverId: id("kiosk-handover"), reconciled: z.boolean() }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
};

export const kioskChanged = event(
  "scheduling.kiosk-changed.v1",
  z.object({
    handoverId: id("kiosk-handover"),
    appointmentId: id("appointment"),
    patientId: id("patient"),
    at: instant,
  }),
  ({ handoverId, appointmentId, patientId }) => ({ handoverId, appointmentId, patientId }),
  "schedule.read",
  ["scheduling.visitKiosk", "scheduling.patientSays", "scheduling.patientConsents"],
);
