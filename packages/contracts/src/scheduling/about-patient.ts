import { z } from "zod";
import { optionalText, text } from "../schema.ts";

/**
 * What patients say of themselves beside what a claim needs (SCH-297 to SCH-303). Null is "not asked", which is neither a no nor a refusal
 * to answer: that is `declined`.
 */

const words = optionalText(40);

/** What somebody chose of a list; `text` are the own words of who found nothing in it. */
const saidOf = <C extends readonly [string, ...string[]]>(codes: C) =>
  z
    .strictObject({ code: z.enum(codes), text: words.default("") })
    .refine(({ code, text: own }) => code !== "other" || own !== "", {
      error: "Enter it in the patient's words.",
      path: ["text"],
    });

/** As HL7's Gender Harmony has them. */
export const pronouns = saidOf(["she", "he", "they", "other", "declined"]);
/** USCDI's list, in words of today. The sex that claims are sent with is another thing. */
export const genderIdentity = saidOf([
  "woman",
  "man",
  "nonbinary",
  "transgender-woman",
  "transgender-man",
  "other",
  "declined",
]);

/** The seven of OMB's SPD 15 as revised in 2024: race and ethnicity are one question, and as many are chosen as are right. */
export const raceEthnicity = z.enum([
  "american-indian",
  "asian",
  "black",
  "hispanic",
  "middle-eastern",
  "pacific-islander",
  "white",
]);

/** What the patient chose, or that the patient was asked and declined. */
const races = z
  .strictObject({ chosen: z.array(raceEthnicity).max(raceEthnicity.options.length), declined: z.boolean() })
  .refine(({ chosen, declined }) => declined !== chosen.length > 0, {
    error: "Choose what the patient says, or that the patient declined.",
    path: ["chosen"],
  })
  .refine(({ chosen }) => new Set(chosen).size === chosen.length, { error: "Choose each once.", path: ["chosen"] });

/** Whether somebody interprets at a visit: of the patient's language, or by American Sign Language. */
export const interpreterNeed = z.enum(["none", "language", "asl"]);

/** What a visit says of it where one is needed. */
export const interpreterShown = z.object({ kind: z.enum(["language", "asl"]), language: z.string() });

export const FORMER_NAMES_MAX = 5;

/** A name of before: the given one where it was another, too. */
export const formerName = z.strictObject({ family: text(60), given: optionalText(35).nullable() });

export const aboutPatient = z.strictObject({
  /** The first name that the patient goes by; claims have the legal one. */
  preferredName: text(35).nullable().default(null),
  formerNames: z
    .array(formerName)
    .max(FORMER_NAMES_MAX, { error: `Keep at most ${FORMER_NAMES_MAX} former names.` })
    .default([]),
  pronouns: pronouns.nullable().default(null),
  genderIdentity: genderIdentity.nullable().default(null),
  races: races.nullable().default(null),
  interpreter: interpreterNeed.nullable().default(null),
});

export type AboutPatient = z.output<typeof aboutPatient>;
export type FormerName = z.output<typeof formerName>;

/** Of whom nothing was asked. */
export const NOTHING_ASKED: AboutPatient = aboutPatient.parse({});
