import { z } from "zod";
import { command, query } from "../operation.ts";
import { id, instant, localDate, text } from "../schema.ts";

/** Whose insurance is in order before they come, and whose is not. */

/** What is known of a visit's insurance. `no-coverage` is not `self-pay`: nobody has asked what the patient has. */
export const aheadState = z.enum([
  "no-coverage",
  "not-asked",
  "pending",
  "unknown",
  "inactive",
  "wrong-pcp",
  "active",
  "self-pay",
]);

export type AheadState = z.output<typeof aheadState>;

/** More than a practice of this size sees in a day. */
const VISITS_MAX = 400;

const visit = z.strictObject({ appointmentId: id("appointment"), patientId: id("patient"), date: localDate });

export const eligibilityAheadOperations = {
  eligibilityAhead: query({
    summary: "Of visits that come: whether their insurance is verified, and what somebody did about those whose is not",
    permission: "coverage.read",
    bytesMax: 131_072,
    input: z.strictObject({ visits: z.array(visit).max(VISITS_MAX) }),
    output: z.array(
      z.object({
        appointmentId: id("appointment"),
        state: aheadState,
        coverage: z.object({ coverageId: id("coverage"), payerName: z.string() }).nullable(),
        /** In plain words, as the payer answered. */
        findings: z.array(z.string()),
        askedAt: instant.nullable(),
        /** Somebody took care of it, and nothing has come since that says otherwise. */
        handled: z.object({ at: instant, by: z.string(), note: z.string() }).nullable(),
      }),
    ),
    about: ({ visits }) => visits.map(({ patientId }) => patientId),
  }),
  verifyAhead: command({
    summary: "Asks payers about all of these visits whose last answer is none, old, or no answer",
    permission: "eligibility.check",
    bytesMax: 131_072,
    input: z.strictObject({ visits: z.array(visit).min(1).max(VISITS_MAX) }),
    output: z.object({ asked: z.int() }),
    about: ({ visits }) => visits.map(({ patientId }) => patientId),
  }),
  handleAhead: command({
    summary: "Says what was done about a visit whose insurance is not in order",
    permission: "eligibility.check",
    input: visit.extend({ note: text(200) }),
    output: z.object({}),
    errors: ["eligibility-in-order", "visit-of-another"],
    about: ({ patientId }) => [patientId],
  }),
  reopenAhead: command({
    summary: "Takes back that somebody took care of it",
    permission: "eligibility.check",
    input: visit,
    output: z.object({}),
    errors: ["not-found"],
    about: ({ patientId }) => [patientId],
  }),
};
