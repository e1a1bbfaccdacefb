import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, instant, localDate, text } from "../schema.ts";

/** A patient's written consents to disclose records of substance use treatment (42 CFR 2.31): to whom, what, what for, until when. */

const consentContent = {
  consentId: id("consent"),
  patientId: id("patient"),
  /** Who may have it, by name: a person, an office, or all who treat. */
  to: text(120),
  what: text(200),
  purpose: text(200),
  signedOn: localDate,
  /** Null: until it is revoked. */
  expiresOn: localDate.nullable(),
  /** The signed form among the documents; null where it is on paper alone. */
  documentId: id("document").nullable(),
};

const part2Consent = z.object({
  ...consentContent,
  at: instant,
  by: z.string(),
  revokedOn: localDate.nullable(),
  revokedBy: z.string().nullable(),
  revokeReason: z.string().nullable(),
});
export type Part2Consent = z.output<typeof part2Consent>;

export const consentOperations = {
  part2Consents: query({
    summary: "A patient's consents to disclose substance use records, of who sees those; the newest first",
    permission: "chart.read",
    input: forPatient,
    output: z.object({ mayRecord: z.boolean(), consents: z.array(part2Consent) }),
    about: byPatient,
  }),
  recordPart2Consent: command({
    summary: "Records a consent that the patient has signed",
    permission: "history.record",
    input: z.strictObject(consentContent),
    output: z.object({}),
    errors: ["not-found", "already-recorded", "not-allowed", "invalid-input"],
    about: byPatient,
  }),
  revokePart2Consent: command({
    summary: "Says that the patient has revoked a consent; nothing goes out under it from here on",
    permission: "history.record",
    input: z.strictObject({ consentId: id("consent"), patientId: id("patient"), reason: text(200) }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
};
