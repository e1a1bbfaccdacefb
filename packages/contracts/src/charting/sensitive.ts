import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, instant, localDate, text } from "../schema.ts";
import { factKind, minorCareKind, sensitiveClass } from "./sensitive-classes.ts";

/** The sensitive parts of a chart: which facts are of which class, who sees them and why, and what the practice works under. */

/** By what a class of a chart opens to who asks. */
export const sensitiveReason = z.discriminatedUnion("kind", [
  /** The patient. */
  z.object({ kind: z.literal("own") }),
  z.object({ kind: z.literal("role") }),
  z.object({ kind: z.literal("treats"), on: localDate, visitTypeName: z.string() }),
  /** The patient is here today, and this person works with who is here. */
  z.object({ kind: z.literal("visit-today") }),
  z.object({ kind: z.literal("glass"), until: instant }),
]);
export type SensitiveReason = z.output<typeof sensitiveReason>;

const borneClass = z.object({
  class: sensitiveClass,
  /** Why the fact bears it: what it is, its visit, or a person's reason. */
  because: z.string(),
  /** Who set it; null where it is proposed. */
  by: z.string().nullable(),
  at: instant.nullable(),
});

const classedFact = z.object({ factId: z.guid(), kind: factKind, classes: z.array(borneClass) });

const ofFact = z.strictObject({ patientId: id("patient"), factId: z.guid() });

export const sensitiveSettings = z.object({
  version: z.int().min(0),
  /** Whether the practice is, or has, a program of 42 CFR 2.11. */
  part2Program: z.boolean(),
  minorsFrom: z.int().min(0).max(18),
  minorsKinds: z.array(minorCareKind),
});

export const sensitiveOperations = {
  sensitiveParts: query({
    summary: "The facts of a chart that bear a class, of those that are shown, and which classes open to who asks",
    permission: "chart.read",
    input: forPatient,
    output: z.object({
      facts: z.array(classedFact),
      /** Of each class, whether there is anything of it or not. */
      classes: z.array(z.object({ class: sensitiveClass, why: z.array(sensitiveReason) })),
      /** Whether this person may open what does not open, with a reason. */
      mayOpen: z.boolean(),
      /** Whether this person may say what bears a class. */
      maySet: z.boolean(),
    }),
    about: byPatient,
  }),
  factAccess: query({
    summary: "Why one may see a fact of a chart, what class it bears, and what was said of that",
    permission: "chart.read",
    input: ofFact,
    output: classedFact.extend({
      why: z.array(z.object({ class: sensitiveClass, why: z.array(sensitiveReason) })),
      said: z.array(
        z.object({
          class: sensitiveClass,
          says: z.enum(["set", "lifted"]),
          version: z.int(),
          reason: z.string(),
          at: instant,
          by: z.string(),
        }),
      ),
      /** Whether this person may lift a class: who treats the patient. */
      mayLift: z.boolean(),
    }),
    errors: ["not-found"],
    about: byPatient,
  }),
  setFactClass: command({
    summary: "Says that a fact is of a sensitive class, or lifts that, with a reason; each stays on record",
    permission: "sensitive.set",
    input: ofFact.extend({
      entryId: z.guid(),
      class: sensitiveClass,
      says: z.enum(["set", "lifted"]),
      reason: text(300),
      /** How often something was said of this class of the fact, as it was seen. */
      baseVersion: z.int().min(0),
    }),
    output: z.object({ version: z.int() }),
    errors: ["not-found", "stale-version", "already-recorded", "not-allowed"],
    about: byPatient,
  }),
  getSensitiveSettings: query({
    summary: "Which law the practice's sensitive records are under",
    permission: "sensitive.manage",
    input: z.strictObject({}),
    output: sensitiveSettings,
    patients: () => [],
  }),
  saveSensitiveSettings: command({
    summary: "Says whether there is a program of 42 CFR Part 2, and what minors consent to from which age",
    permission: "sensitive.manage",
    input: z.strictObject({
      part2Program: z.boolean(),
      minorsFrom: z.int().min(0).max(18),
      minorsKinds: z.array(minorCareKind).max(minorCareKind.options.length),
      /** The version that was seen. */
      baseVersion: z.int().min(0),
    }),
    output: z.object({ version: z.int() }),
    errors: ["stale-version"],
    about: () => [],
  }),
};
