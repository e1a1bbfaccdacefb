import { z } from "zod";
import { command, event } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { cents, id, instant, localDate } from "../schema.ts";

/** What a payer says about a coverage (270, 271). */

/** What the payer said. `unknown` is an answer of its own: no answer came, or it could not be read. */
export const eligibilityStatus = z.enum(["pending", "active", "inactive", "unknown", "wrong-pcp"]);

export const eligibility = z.object({
  eligibilityId: id("eligibility"),
  coverageId: id("coverage"),
  patientId: id("patient"),
  serviceDate: localDate,
  status: eligibilityStatus,
  askedAt: instant,
  answeredAt: instant.nullable(),
  /** In plain words: "Payer says the PCP is Dr. Chen." */
  findings: z.array(z.string()),
  planName: z.string().nullable(),
  copay: cents.nullable(),
  deductibleRemaining: cents.nullable(),
  coinsurancePercent: z.int().nullable(),
  pcpName: z.string().nullable(),
  pcpNpi: z.string().nullable(),
  /** Why it is unknown and when it is tried again. */
  retryAt: instant.nullable(),
});

export type Eligibility = z.output<typeof eligibility>;

export const eligibilityOperations = {
  checkEligibility: command({
    summary: "Asks the payer (270); the answer comes by event",
    permission: "eligibility.check",
    input: z.strictObject({
      eligibilityId: id("eligibility"),
      coverageId: id("coverage"),
      patientId: id("patient"),
      serviceDate: localDate,
    }),
    output: z.object({ eligibilityId: id("eligibility"), status: eligibilityStatus }),
    errors: ["not-found"],
    about: byPatient,
  }),
};

export const eligibilityAnswered = event(
  "billing.eligibility-answered.v1",
  eligibility,
  (p) => ({
    patientId: p.patientId,
    coverageId: p.coverageId,
  }),
  "coverage.read",
  ["billing"],
);
