import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient, paging } from "../parts.ts";
import { id, instant, localDate, optionalText, personName, price, text, version } from "../schema.ts";
import { privacyGround, privacyRequestKind, restrictionTarget } from "./privacy-law.ts";

/** What patients ask about their own information (45 CFR 164.522 to 164.528), with its deadlines. */

export const privacyRequestState = z.enum(["open", "in-review", "granted", "denied", "withdrawn", "ended"]);
export type PrivacyRequestState = z.output<typeof privacyRequestState>;

/**
 * What is done about a request. Who is refused access may have that reviewed (164.524(a)(4)); who is refused an amendment disagrees in writing, and the practice
 * may answer that (164.526(d)). A restriction that was agreed to ends (164.522(a)(2)).
 */
export const privacyStepKind = z.enum([
  "received",
  "assigned",
  "extended",
  "fee-told",
  "granted",
  "denied",
  "withdrawn",
  "review-asked",
  "upheld",
  "overturned",
  "disagreed",
  "rebutted",
  "ended",
  "reopened",
]);
export type PrivacyStepKind = z.output<typeof privacyStepKind>;

const step = z.object({
  kind: privacyStepKind,
  words: z.string(),
  ground: privacyGround.nullable(),
  feeCents: price.nullable(),
  by: z.string(),
  at: instant,
});

/** What is to be kept from whom, and for visits of which days; `until` null is for good. */
const restrictionAsked = z.strictObject({
  target: restrictionTarget,
  paidInFull: z.boolean(),
  from: localDate,
  until: localDate.nullable(),
});

const head = z.object({
  requestId: id("privacy-request"),
  patientId: id("patient"),
  patientName: personName,
  kind: privacyRequestKind,
  receivedOn: localDate,
  dueOn: localDate,
  extended: z.boolean(),
  state: privacyRequestState,
  ownerId: id("staff").nullable(),
  ownerName: z.string().nullable(),
  version,
});
export type PrivacyRequestHead = z.output<typeof head>;

const whole = head.extend({
  /** The patient, or who asks for the patient. */
  askedBy: z.string(),
  asked: z.string(),
  restriction: restrictionAsked.nullable(),
  steps: z.array(step),
  /** An account is free where none was given in the twelve months before (164.528(c)(2)). Of the other kinds it says nothing. */
  free: z.boolean(),
  /** What can be done now, by whoever may. */
  next: z.array(privacyStepKind),
});
export type PrivacyRequest = z.output<typeof whole>;

export const privacyOperations = {
  listPrivacyRequests: query({
    summary: "What patients asked about their information; what is due first stands first",
    permission: "privacy.work",
    // It tells that a patient asked. Of a restricted chart it tells who answers for the practice, and whose request it is, alone.
    tellsNoChart: true,
    input: z.strictObject({
      which: z.enum(["open", "overdue", "done"]),
      patientId: id("patient").nullable().default(null),
      /** Words of the patient's name. */
      words: optionalText(80).default(""),
      before: paging.before.default(null),
      limit: paging.limit.default(50),
    }),
    output: z.object({
      requests: z.array(head),
      next: z.string().nullable(),
      open: z.int(),
      overdue: z.int(),
    }),
    patients: (_, output) => output.requests.map((one) => one.patientId),
  }),
  getPrivacyRequest: query({
    summary: "One request of a patient about the own information, with every step",
    permission: "privacy.work",
    tellsNoChart: true,
    input: z.strictObject({ requestId: id("privacy-request") }),
    output: whole,
    errors: ["not-found", "chart-restricted"],
    patients: (_, output) => [output.patientId],
  }),
  receivePrivacyRequest: command({
    summary: "Writes down what a patient asked about the own information",
    permission: "privacy.receive",
    tellsNoChart: true,
    input: z.strictObject({
      requestId: id("privacy-request"),
      patientId: id("patient"),
      kind: privacyRequestKind,
      askedBy: text(80),
      asked: text(2000),
      receivedOn: localDate,
      ownerId: id("staff").nullable(),
      /** Of a restriction alone. */
      restriction: restrictionAsked.nullable().default(null),
    }),
    output: z.object({ dueOn: localDate }),
    errors: ["not-found", "already-recorded", "in-the-future", "invalid-input"],
    about: byPatient,
  }),
  workPrivacyRequest: command({
    summary: "Gives a patient's request to somebody, extends its deadline, answers it, or ends it",
    permission: "privacy.work",
    bytesMax: 32_768,
    tellsNoChart: true,
    input: z.strictObject({
      requestId: id("privacy-request"),
      patientId: id("patient"),
      step: privacyStepKind.exclude(["received"]),
      /** The answer, the reason of an extension, the statement; may be empty where it is given to somebody. */
      words: optionalText(2000),
      /** To whom it is given. */
      ownerId: id("staff").nullable(),
      /** Why it is refused. */
      ground: privacyGround.nullable().default(null),
      /** Until when it is extended. */
      dueOn: localDate.nullable().default(null),
      /** What it costs, told before it is done. */
      feeCents: price.nullable().default(null),
      /** The addendum that an accepted amendment becomes; null where it amends no note. */
      amends: z
        .strictObject({ addendumId: id("addendum"), encounterId: id("encounter"), text: text(15_000) })
        .nullable()
        .default(null),
      version,
    }),
    output: z.object({ version }),
    errors: [
      "not-found",
      "not-allowed",
      "stale-version",
      "wrong-privacy-step",
      "invalid-input",
      "chart-restricted",
      "encounter-not-signed",
      "already-recorded",
    ],
    about: byPatient,
  }),
  privacyOfPatient: query({
    summary:
      "What a patient asked about the own information, for who reads the chart: what is open, and what the record has to show",
    permission: "chart.read",
    input: forPatient,
    output: z.object({
      open: z.array(
        head.pick({ requestId: true, kind: true, dueOn: true, ownerName: true }).extend({ overdue: z.boolean() }),
      ),
      /** Amendments that were refused: the request, why, and what each said to that are linked with the record (164.526(d)(4)). */
      disputed: z.array(z.object({ requestId: id("privacy-request"), asked: z.string(), steps: z.array(step) })),
      /** What is kept from health plans. */
      keptFromPlans: z.array(restrictionAsked.pick({ from: true, until: true })),
    }),
    about: byPatient,
  }),
};

/** Where a request stands. Messaging makes one task of it, and keeps that until the request is answered. */
export const privacyRequestChanged = event(
  "charting.privacy-request-changed.v1",
  z.object({
    requestId: id("privacy-request"),
    kind: privacyRequestKind,
    /** Later news of a request has a higher one. */
    order: z.int(),
    stage: z.enum(["open", "soon", "overdue", "done"]),
    ownerId: id("staff").nullable(),
    dueOn: localDate,
    by: z.string(),
  }),
  (p) => ({ requestId: p.requestId }),
  "privacy.work",
  ["charting.listPrivacyRequests", "charting.getPrivacyRequest", "charting.privacyOfPatient"],
);

/** Visits of these days are kept from the patient's health plans, or not any more: billing bills the patient. */
export const planRestrictionChanged = event(
  "charting.plan-restriction-changed.v1",
  z.object({
    requestId: id("privacy-request"),
    patientId: id("patient"),
    order: z.int(),
    stands: z.boolean(),
    from: localDate,
    until: localDate.nullable(),
  }),
  (p) => ({ patientId: p.patientId }),
  "charge.read",
  ["billing.listCharges"],
);
