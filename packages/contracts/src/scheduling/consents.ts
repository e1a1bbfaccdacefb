import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { id, instant, localDate, text, version } from "../schema.ts";

/** Forms that patients sign, in versions and two languages, and what was signed. */

export const consentKind = z.enum(["treatment", "privacy-notice", "financial", "other"]);
export type ConsentKind = z.output<typeof consentKind>;
export const consentKindLabels: Readonly<Record<ConsentKind, string>> = {
  treatment: "Consent to treatment",
  "privacy-notice": "Notice of privacy practices",
  financial: "Financial responsibility",
  other: "Other",
};

/** A form as it is signed: each change is a version of its own, and who signed one keeps that one's text. */
export const consentForm = z.strictObject({
  formId: id("consent-form"),
  version,
  kind: consentKind,
  titleEn: text(100),
  titleEs: text(100),
  bodyEn: text(6000),
  bodyEs: text(6000),
  /** After so many months it is signed again; null is never. */
  months: z.int().min(1).max(120).nullable(),
  active: z.boolean(),
});
export type ConsentForm = z.output<typeof consentForm>;

/** One version of a form, with what came of it. */
export const consentFormVersion = consentForm.extend({
  /** Signatures under this version and the later ones count: what lies between is a change of words that nobody need sign anew. */
  countsFrom: version,
  savedAt: instant,
  savedBy: z.string(),
  /** How many signatures stand under this version. */
  signed: z.int().min(0),
});
export type ConsentFormVersion = z.output<typeof consentFormVersion>;

const point = z.int().min(0).max(1000);

/** Drawn, in thousandths of the field's width (x) and height (y); or the typed name, said to be the signature. */
export const signatureGiven = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("drawn"),
    strokes: z
      .array(
        z
          .array(z.tuple([point, point]))
          .min(1)
          .max(400),
      )
      .min(1, { error: "Sign in the field." })
      .max(40),
  }),
  z.strictObject({ kind: z.literal("typed") }),
]);
export type SignatureGiven = z.output<typeof signatureGiven>;

export const signedConsentHead = z.object({
  consentId: id("consent"),
  formId: id("consent-form"),
  title: z.string(),
  version,
  language: z.enum(["en", "es"]),
  signedName: z.string(),
  signedAt: instant,
  /** The last day on which it counts; null is for good. */
  until: localDate.nullable(),
});

export const consentOperations = {
  listConsentForms: query({
    summary: "The forms that patients sign, each in its newest version",
    permission: "schedule.read",
    input: z.strictObject({}),
    output: z.array(consentForm),
  }),
  consentFormVersions: query({
    summary: "All versions of a form, the newest first, with who saved each and how many signed it",
    permission: "schedule.manage",
    input: z.strictObject({ formId: id("consent-form") }),
    output: z.array(consentFormVersion),
    errors: ["not-found"],
  }),
  saveConsentForm: command({
    summary: "Saves a form as its next version; what was signed before keeps its text",
    permission: "schedule.manage",
    bytesMax: 32_768,
    input: consentForm
      .omit({ version: true })
      .extend({
        version: version.nullable(),
        /** Whether those who signed an earlier version sign again. A form that is new is signed by everybody. */
        signAnew: z.boolean(),
      })
      .strict(),
    output: z.object({ version }),
    errors: ["stale-version", "not-found"],
  }),
  patientConsents: query({
    summary: "What a patient has signed, the latest first",
    permission: "patient.read",
    input: z.strictObject({ patientId: id("patient") }),
    output: z.object({ signed: z.array(signedConsentHead) }),
    about: byPatient,
  }),
  signedConsent: query({
    summary: "A form as it was signed: its text, the signature, and the mark that would show a change",
    permission: "patient.read",
    input: z.strictObject({ patientId: id("patient"), consentId: id("consent") }),
    output: signedConsentHead.extend({
      body: z.string(),
      signature: signatureGiven,
      /** SHA-256 of the signature as it was given. */
      signatureSha256: z.string(),
      /** SHA-256 of the form's text, version, language, name, time and signature together. */
      sealSha256: z.string(),
      /** Whether the seal is still that of what is kept. */
      intact: z.boolean(),
    }),
    errors: ["not-found"],
    about: byPatient,
  }),
};

export const consentFormChanged = event(
  "scheduling.consent-form-changed.v1",
  z.object({ formId: id("consent-form"), version }),
  ({ formId }) => ({ formId }),
  "schedule.read",
  ["scheduling.listConsentForms", "scheduling.consentFormVersions", "scheduling.visitKiosk"],
);
