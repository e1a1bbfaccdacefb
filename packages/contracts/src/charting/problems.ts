import { z } from "zod";
import { command } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { id, localDate, text } from "../schema.ts";
import { icd10 } from "./codes.ts";

/** The problem list. */

export const problem = z.object({
  problemId: id("problem"),
  code: z.string().nullable(),
  label: text(200),
  onsetOn: localDate.nullable(),
  resolvedOn: localDate.nullable(),
  status: z.enum(["active", "resolved", "entered-in-error"]),
});

export const problemOperations = {
  addProblem: command({
    summary: "Adds a problem to the list",
    permission: "diagnosis.write",
    input: z.strictObject({
      problemId: id("problem"),
      patientId: id("patient"),
      code: icd10,
      label: text(200),
      onsetOn: localDate.nullable(),
    }),
    output: z.object({}),
    errors: ["not-found", "already-recorded", "unknown-diagnosis"],
    about: byPatient,
  }),
  resolveProblem: command({
    summary: "Resolves a problem, or says that it was an error",
    permission: "diagnosis.write",
    input: z.strictObject({
      problemId: id("problem"),
      patientId: id("patient"),
      status: z.enum(["resolved", "entered-in-error"]),
      on: localDate,
    }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
};
