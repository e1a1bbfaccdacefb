import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, instant, localDate, npi, optionalText, text, version } from "../schema.ts";
import { referenceNumber } from "./claim-facts.ts";

/** What a plan allows before a service is given: referrals (REF*9F) and prior authorizations (REF*G1), as records. */

export const permitKind = z.enum(["referral", "authorization"]);

/** What the plan has said. Only an approved one counts. */
export const permitStatus = z.enum(["requested", "approved", "denied", "void"]);

const content = {
  coverageId: id("coverage"),
  kind: permitKind,
  /** As the plan gave it; null while it is only asked for. */
  number: referenceNumber.nullable(),
  /** Who sends the patient, and for what. */
  fromName: optionalText(80),
  fromNpi: npi.nullable(),
  /** Who may see the patient; null: whoever of the practice. */
  toStaffId: id("staff").nullable(),
  diagnosis: optionalText(8),
  /** Services that it is for, each a code or a code's beginning; none: whatever is done. */
  codes: z
    .array(z.string().regex(/^[0-9A-Z]{2,5}$/, { error: "Enter codes as 99213, or their beginning, as 97." }))
    .max(20),
  /** How many visits it is good for. */
  units: z.int().min(1, { error: "Enter at least one visit." }).max(999),
  from: localDate,
  until: localDate,
  status: permitStatus,
  note: optionalText(200),
};

export const permit = z.object({
  permitId: id("permit"),
  patientId: id("patient"),
  payerName: z.string(),
  toName: z.string().nullable(),
  ...content,
  used: z.int(),
  /** Why it covers no visit on the day that was asked about; empty where it does. */
  against: z.array(z.string()),
  /** The visits that have used it. */
  visits: z.array(z.object({ encounterId: id("encounter"), serviceDate: localDate })),
  version,
});

export const permitOperations = {
  listPermits: query({
    summary:
      "A patient's referrals and authorizations, with what is used of each, and whether it covers a visit on a day",
    permission: "coverage.read",
    input: z.strictObject({ ...forPatient.shape, day: localDate }),
    output: z.array(permit),
    about: byPatient,
  }),
  permitReach: query({
    summary: "How far a patient's referrals and authorizations reach over several visits to come",
    permission: "coverage.read",
    bytesMax: 32_768,
    input: z.strictObject({
      ...forPatient.shape,
      /** Visits of the kind that are booked ahead already: they use up units first. */
      booked: z.array(localDate).max(200),
      /** The visits that are asked about. */
      days: z.array(localDate).min(1).max(52),
      /** With whom; null: whoever of the practice. */
      staffId: id("staff").nullable(),
    }),
    /** One for each kind that the coverage of the day has on file; none where nothing was ever asked of the plan. */
    output: z.array(
      z.object({
        kind: permitKind,
        payerName: z.string(),
        /** Those that are used, in their order. */
        uses: z.array(
          z.object({ permitId: id("permit"), number: z.string().nullable(), visits: z.int(), until: localDate }),
        ),
        /** The days that none reaches, and why those on file don't. */
        beyond: z.array(z.object({ day: localDate, because: z.array(z.string()) })),
      }),
    ),
    about: byPatient,
  }),
  savePermit: command({
    summary: "Records a referral or an authorization, or changes one",
    permission: "coverage.write",
    input: z.strictObject({ permitId: id("permit"), ...forPatient.shape, ...content, version: version.nullable() }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "already-recorded"],
    about: byPatient,
  }),
  setPermitStatus: command({
    summary: "Says what the plan has decided about a referral or an authorization, or that it was entered in error",
    permission: "coverage.write",
    input: z.strictObject({
      permitId: id("permit"),
      ...forPatient.shape,
      status: permitStatus,
      because: text(200).nullable(),
      version,
    }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version"],
    about: byPatient,
  }),
};

export const permitChanged = event(
  "billing.permit-changed.v1",
  z.object({ permitId: id("permit"), patientId: id("patient"), at: instant }),
  (p) => ({ permitId: p.permitId, patientId: p.patientId }),
  "coverage.read",
  ["billing"],
);
