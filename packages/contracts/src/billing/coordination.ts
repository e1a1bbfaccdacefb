import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, localDate, text } from "../schema.ts";

/** Which of a patient's coverages pays first. */

/** The Medicare secondary payer questions, in the order in which they decide. */
export const mspAnswers = z.strictObject({
  /** The visit follows an accident, or an illness of the work, that somebody else is liable for. */
  accidentOrWork: z.boolean(),
  /** The other plan comes from a job that the patient, or the spouse, has now. */
  presentJob: z.boolean(),
  /** The employer has 20 people or more; 100 where the patient has Medicare for a disability. */
  largeEmployer: z.boolean(),
  /** Kidney failure, in the first 30 months of Medicare. */
  kidneyFailure: z.boolean(),
});

export type MspAnswers = z.output<typeof mspAnswers>;

const said = { by: z.string(), on: localDate };

export const coverageOrder = z.object({
  /** The coverages in force that day in the order that the rules give. */
  suggested: z.array(id("coverage")),
  /** Whether they stand so, or somebody said why not. */
  fits: z.boolean(),
  reasons: z.array(
    z.object({ rule: z.enum(["casualty", "medicaid-last", "medicare", "own-first", "birthday"]), text: z.string() }),
  ),
  /** In what the rules may be wrong here; null when they can't be. */
  mayBeWrong: z.string().nullable(),
  /** Whether the Medicare secondary payer questions are to be asked (again). */
  mspDue: z.boolean(),
  msp: z.object({ answers: mspAnswers, ...said }).nullable(),
  /** Why the order stands as it does, although the rules say otherwise. */
  kept: z.object({ reason: z.string(), ...said }).nullable(),
});

export const coordinationOperations = {
  coverageOrder: query({
    summary: "The order of a patient's coverages by the rules of coordination of benefits, beside the one on record",
    permission: "coverage.read",
    input: forPatient.extend({ day: localDate }),
    output: coverageOrder,
    errors: ["not-found"],
    about: byPatient,
  }),
  answerMsp: command({
    summary: "Keeps a patient's answers to the Medicare secondary payer questions",
    permission: "coverage.write",
    input: forPatient.extend({ answers: mspAnswers }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
  keepCoverageOrder: command({
    summary: "Says why a patient's coverages stay in the order they have, against the rules",
    permission: "coverage.write",
    input: forPatient.extend({ coverageIds: z.array(id("coverage")).min(2).max(3), reason: text(200) }),
    output: z.object({}),
    errors: ["not-found", "invalid-input"],
    about: byPatient,
  }),
};
