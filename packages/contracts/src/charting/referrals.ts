import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient, paging } from "../parts.ts";
import { role } from "../permission.ts";
import { id, instant, localDate, npi, optionalText, personName, phone, text, version } from "../schema.ts";
import { icd10 } from "./codes.ts";

/** Referrals to others: from the order until whoever ordered has read the report and said what follows. */

export const specialties = {
  "allergy-immunology": "Allergy and immunology",
  audiology: "Audiology",
  cardiology: "Cardiology",
  dermatology: "Dermatology",
  endocrinology: "Endocrinology",
  ent: "Ear, nose and throat",
  gastroenterology: "Gastroenterology",
  "general-surgery": "General surgery",
  hematology: "Hematology and oncology",
  imaging: "Imaging",
  "infectious-disease": "Infectious disease",
  "behavioral-health": "Behavioral health",
  laboratory: "Laboratory",
  nephrology: "Nephrology",
  neurology: "Neurology",
  nutrition: "Nutrition",
  "obstetrics-gynecology": "Obstetrics and gynecology",
  ophthalmology: "Ophthalmology",
  orthopedics: "Orthopedics",
  "pain-medicine": "Pain medicine",
  "physical-therapy": "Physical therapy",
  podiatry: "Podiatry",
  pulmonology: "Pulmonology",
  rheumatology: "Rheumatology",
  urology: "Urology",
  "vascular-surgery": "Vascular surgery",
  other: "Other",
} as const;
export const specialty = z.enum(
  Object.keys(specialties) as [keyof typeof specialties, ...(keyof typeof specialties)[]],
);
export type Specialty = z.output<typeof specialty>;

export const referralUrgency = z.enum(["routine", "urgent"]);
export type ReferralUrgency = z.output<typeof referralUrgency>;

const outsideContent = {
  /** A person, or a practice where no person is named. */
  name: text(80),
  specialty,
  practice: optionalText(80),
  phone: phone.nullable(),
  fax: phone.nullable(),
  npi: npi.nullable(),
  address: optionalText(160),
  active: z.boolean(),
};
export const outsideProvider = z.object({ outsideProviderId: id("outside-provider"), ...outsideContent, version });
export type OutsideProvider = z.output<typeof outsideProvider>;
/** As it was saved, by whom and when. */
const savedOutsideProvider = outsideProvider.extend({ savedAt: instant, savedBy: z.string() });
export type SavedOutsideProvider = z.output<typeof savedOutsideProvider>;

export const referralWay = z.enum(["fax", "mail", "hand", "phone", "portal"]);
export const referralDisposition = z.enum(["agree", "follow-up", "send-again", "no-action"]);

/** What was said of a referral, in the order in which it was said. A wrong step is taken back by one that names it. */
const steps = {
  /** What the plan allows: its number, from billing's record where there is one, or that it asks for none. */
  authorization: z.strictObject({
    kind: z.literal("authorization"),
    permitId: id("permit").nullable(),
    number: optionalText(50),
    period: z.strictObject({ from: localDate, until: localDate }).nullable(),
  }),
  /** Another office is asked than the one before. */
  directed: z.strictObject({ kind: z.literal("directed"), toId: id("outside-provider") }),
  letter: z.strictObject({ kind: z.literal("letter"), letterId: id("letter") }),
  sent: z.strictObject({
    kind: z.literal("sent"),
    way: referralWay,
    to: optionalText(120),
    /** Of what 42 CFR Part 2 protects: the consent that it goes out under. */
    consentId: id("consent").optional(),
  }),
  appointment: z.strictObject({
    kind: z.literal("appointment"),
    on: localDate,
    toldBy: z.enum(["patient", "office"]),
    note: optionalText(200),
  }),
  received: z.strictObject({ kind: z.literal("received"), on: localDate, where: text(120) }),
  filed: z.strictObject({ kind: z.literal("filed"), documentId: id("document") }),
  declined: z.strictObject({ kind: z.literal("declined"), reason: text(200) }),
  "not-seen": z.strictObject({ kind: z.literal("not-seen"), reason: text(200) }),
  reviewed: z.strictObject({
    kind: z.literal("reviewed"),
    disposition: referralDisposition,
    plan: optionalText(400),
    /** Who follows it up and until when; the ordering provider today where nothing is said. */
    followUp: z.strictObject({ by: z.enum(["provider", "assistants"]), due: localDate }).optional(),
  }),
  cancelled: z.strictObject({ kind: z.literal("cancelled"), reason: text(200) }),
  "taken-back": z.strictObject({ kind: z.literal("taken-back"), stepId: id("referral-step"), reason: text(200) }),
};
const anyStep = z.discriminatedUnion("kind", [
  steps.authorization,
  steps.directed,
  steps.letter,
  steps.sent,
  steps.appointment,
  steps.received,
  steps.filed,
  steps.declined,
  steps["not-seen"],
  steps.reviewed,
  steps.cancelled,
  steps["taken-back"],
]);
export type ReferralStep = z.output<typeof anyStep>;

/** What it waits for: to go out, an appointment, the report, its place in the chart, the provider's word; or nothing. */
export const referralState = z.enum([
  "to-send",
  "to-schedule",
  "awaiting-report",
  "to-file",
  "to-review",
  "to-decide",
  "closed",
  "cancelled",
]);
export type ReferralState = z.output<typeof referralState>;

const referral = z.object({
  referralId: id("referral"),
  encounterId: id("encounter"),
  patientId: id("patient"),
  specialty,
  to: outsideProvider.nullable(),
  urgency: referralUrgency,
  orderedAt: instant,
  orderedBy: z.string(),
  orderedById: z.string(),
  state: referralState,
  /** Until when the next step is to be done, whose it is, and whether that has passed; null where nothing waits. */
  waits: z.object({ since: localDate, due: localDate, owner: z.string(), isOverdue: z.boolean() }).nullable(),
  /** What the plan allows; null where nobody has said anything of it. An empty number: the plan asks for none. */
  authorization: z
    .object({
      permitId: id("permit").nullable(),
      number: z.string(),
      period: z.object({ from: localDate, until: localDate }).nullable(),
    })
    .nullable(),
  letter: z
    .object({
      letterId: id("letter"),
      isSigned: z.boolean(),
      isStruck: z.boolean(),
      /** False where it is to go to another office than the one that it is addressed to. */
      isForOffice: z.boolean(),
      /** To whom it is addressed; null for who reads no charts. */
      to: z.string().nullable(),
    })
    .nullable(),
  appointmentOn: localDate.nullable(),
  documentId: id("document").nullable(),
  /** What is asked and why: for who reads charts; null for who arranges the visit. */
  clinical: z
    .object({
      reason: z.string(),
      diagnosis: z.string().nullable(),
      withProblems: z.boolean(),
      withMedications: z.boolean(),
      withAllergies: z.boolean(),
    })
    .nullable(),
  steps: z.array(
    z.object({
      stepId: id("referral-step"),
      kind: z.string(),
      /** Null where it says something of the chart and who asks reads none. */
      step: anyStep.nullable(),
      /** Of a sending and of a choice: the office as the directory had it then (CHT-275); null where nobody was named, or of before that was kept. */
      office: z.string().nullable(),
      at: instant,
      by: z.string(),
      takenBack: z.boolean(),
    }),
  ),
});
export type Referral = z.output<typeof referral>;

const listedReferral = referral.extend({ patientName: personName, birthDate: localDate, mrn: z.string() });
export type ListedReferral = z.output<typeof listedReferral>;

/** What of the list is shown: all that waits, what is overdue, what waits for whoever asks, one state, or what has ended. */
export const referralShow = z.enum([
  "open",
  "overdue",
  "mine",
  "to-send",
  "to-schedule",
  "awaiting-report",
  "to-file",
  "to-review",
  "ended",
]);
export type ReferralShow = z.output<typeof referralShow>;

const counts = z.object({
  open: z.int(),
  overdue: z.int(),
  mine: z.int(),
  "to-send": z.int(),
  "to-schedule": z.int(),
  "awaiting-report": z.int(),
  "to-file": z.int(),
  "to-review": z.int(),
});
export type ReferralCounts = z.output<typeof counts>;

const ofReferral = z.strictObject({ referralId: id("referral"), patientId: id("patient") });
const stepReply = z.object({ state: referralState });

export const referralOperations = {
  orderReferral: command({
    summary: "Refers a patient to somebody outside of the practice, in an open note",
    permission: "order.write",
    input: ofReferral.extend({
      encounterId: id("encounter"),
      specialty,
      toId: id("outside-provider").nullable(),
      urgency: referralUrgency,
      reason: text(600),
      diagnosis: icd10.nullable(),
      withProblems: z.boolean(),
      withMedications: z.boolean(),
      withAllergies: z.boolean(),
    }),
    output: z.object({}),
    errors: ["not-found", "encounter-sealed", "already-recorded", "invalid-input"],
    about: byPatient,
  }),
  recordReferralStep: command({
    summary: "Says what became of a referral: sent, appointment, report received, declined, not seen",
    permission: "referral.work",
    input: ofReferral.extend({
      stepId: id("referral-step"),
      step: z.discriminatedUnion("kind", [
        steps.authorization,
        steps.directed,
        steps.sent,
        steps.appointment,
        steps.received,
        steps.declined,
        steps["not-seen"],
        steps["taken-back"],
      ]),
    }),
    output: stepReply,
    errors: [
      "not-found",
      "wrong-order-step",
      "already-recorded",
      "not-allowed",
      "letter-not-signed",
      "invalid-input",
      "consent-needed",
    ],
    about: byPatient,
  }),
  fileReferralReport: command({
    summary: "Says which document of the chart is the report of a referral",
    permission: "history.record",
    input: ofReferral.extend({ stepId: id("referral-step"), documentId: id("document") }),
    output: stepReply,
    errors: ["not-found", "wrong-order-step", "already-recorded"],
    about: byPatient,
  }),
  decideReferral: command({
    summary: "The provider has read the report, or decides what becomes of a referral that came to nothing",
    permission: "order.write",
    input: ofReferral.extend({
      stepId: id("referral-step"),
      step: z.discriminatedUnion("kind", [steps.reviewed, steps.cancelled]),
    }),
    output: stepReply,
    errors: ["not-found", "wrong-order-step", "already-recorded", "invalid-input"],
    about: byPatient,
  }),
  writeReferralLetter: command({
    summary: "Begins the letter of a referral from the practice's template, with what the order says is to be sent",
    permission: "history.record",
    input: ofReferral.extend({ stepId: id("referral-step"), letterId: id("letter") }),
    output: z.object({ letterId: id("letter") }),
    errors: ["not-found", "wrong-order-step", "already-recorded"],
    about: byPatient,
  }),
  referrals: query({
    summary:
      "A patient's referrals, or those alone that wait for somebody, with all that became of them, the newest first",
    permission: "referral.read",
    input: z.strictObject({ ...forPatient.shape, show: z.enum(["all", "open"]), ...paging }),
    output: z.object({ referrals: z.array(referral), next: z.string().nullable() }),
    about: byPatient,
  }),
  referralWork: query({
    summary: "Referrals of all patients that wait for somebody, what is due first",
    permission: "referral.read",
    input: z.strictObject({
      show: referralShow,
      /** Words of the patient's name, the specialty or who is asked; each must fit. */
      text: z.string().trim().max(80),
      ...paging,
    }),
    output: z.object({
      referrals: z.array(listedReferral),
      next: z.string().nullable(),
      /** Of all that wait, with the first page; null with the others. */
      counts: counts.nullable(),
    }),
    patients: (_, output) => output.referrals.map((one) => one.patientId),
  }),
  outsideProviders: query({
    summary: "The directory of offices and people outside of the practice, by name",
    permission: "referral.read",
    input: z.strictObject({
      text: z.string().trim().max(80),
      specialty: specialty.nullable(),
      /** Retired entries are found by nobody who chooses an office. */
      show: z.enum(["in-use", "retired"]),
      ...paging,
    }),
    output: z.object({ providers: z.array(savedOutsideProvider), next: z.string().nullable() }),
  }),
  outsideProviderVersions: query({
    summary: "An entry of the directory as it was saved each time, the newest first",
    permission: "referral.read",
    input: z.strictObject({ outsideProviderId: id("outside-provider"), ...paging }),
    output: z.object({ versions: z.array(savedOutsideProvider), next: z.string().nullable() }),
    errors: ["not-found"],
  }),
  saveOutsideProvider: command({
    summary: "Adds somebody to the directory, or changes an entry over the version that was seen",
    permission: "referral.work",
    input: z.strictObject({
      outsideProviderId: id("outside-provider"),
      ...outsideContent,
      /** 0 makes one. */
      baseVersion: z.int().min(0),
    }),
    output: z.object({ version }),
    errors: ["stale-version", "already-recorded"],
    about: () => [],
  }),
};

/** Heard live by everybody who sees referrals, the desk too (CHT-274): the keys say of whom, and nothing of the chart. */
export const referralChanged = event(
  "charting.referral-changed.v1",
  z.object({ referralId: id("referral"), patientId: id("patient"), state: referralState }),
  (p) => ({ patientId: p.patientId }),
  "referral.read",
  ["charting.referrals", "charting.referralWork"],
);

/** A referral waits for its provider, or for longer than it should: messaging makes a task of it, once for each key. */
export const referralWaits = event(
  "charting.referral-waits.v1",
  z.object({
    /** The step since which it waits; the referral itself where nothing was said of it yet. */
    key: z.guid(),
    referralId: id("referral"),
    patientId: id("patient"),
    title: z.string(),
    detail: z.string(),
    ownerId: id("staff").nullable(),
    pool: role.nullable(),
    urgent: z.boolean(),
    /** Until when; today where nothing is said. */
    dueOn: localDate.optional(),
  }),
  (p) => ({ patientId: p.patientId }),
  "referral.read",
  ["charting.referrals", "charting.referralWork"],
);

/** It does not wait for that any more. */
export const referralWaitOver = event(
  "charting.referral-wait-over.v1",
  z.object({ key: z.guid(), referralId: id("referral"), patientId: id("patient"), by: z.string() }),
  (p) => ({ patientId: p.patientId }),
  "referral.read",
  ["charting.referrals", "charting.referralWork"],
);

/** An entry of the directory was added, changed or retired. */
export const outsideProviderChanged = event(
  "charting.outside-provider-changed.v1",
  z.object({ outsideProviderId: id("outside-provider"), version }),
  (p) => ({ outsideProviderId: p.outsideProviderId }),
  "referral.read",
  ["charting.outsideProviders", "charting.outsideProviderVersions", "charting.referrals", "charting.referralWork"],
);
