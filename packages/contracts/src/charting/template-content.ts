import { z } from "zod";
import { localDate, optionalText, text } from "../schema.ts";
import { noteSection } from "./notes.ts";

/**
 * What a note template is made of: typed fields that stand in the note's sections, when each is shown, and how what was answered is
 * said in words. Data alone: what it means is in packages/note-templates.
 */

/** Names a field, a choice or a question inside of its template. */
export const templateKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: "Use small letters, digits and dashes, beginning with a letter." });

export const FIELDS_MAX = 80;
const CHOICES_MAX = 14;

const condition = z.discriminatedUnion("is", [
  z.strictObject({ field: templateKey, is: z.literal("answered") }),
  /** Of a choice its keys; of yes or no "yes", "no", "unknown". */
  z.strictObject({ field: templateKey, is: z.literal("one-of"), values: z.array(templateKey).min(1).max(CHOICES_MAX) }),
  /** Of a number, or of the total of a questionnaire that was answered whole. */
  z.strictObject({ field: templateKey, is: z.literal("at-least"), number: z.number() }),
  z.strictObject({ field: templateKey, is: z.literal("at-most"), number: z.number() }),
  /** Of one question of a questionnaire, whatever the others. */
  z.strictObject({
    field: templateKey,
    is: z.literal("question-at-least"),
    question: templateKey,
    number: z.number(),
  }),
]);
export type Condition = z.output<typeof condition>;

const choice = z.strictObject({
  key: templateKey,
  label: text(80),
  /** How the narrative says it, where that is not the label. */
  says: optionalText(200).default(""),
  /** It stands alone: "none of these". */
  alone: z.boolean().default(false),
});

const base = {
  key: templateKey,
  label: text(120),
  section: noteSection,
  /** The note is not signed without it, while it is shown. */
  required: z.boolean().default(false),
  /** Whoever rooms the patient may fill it in, too. */
  rooming: z.boolean().default(false),
  showIf: z
    .strictObject({ match: z.enum(["all", "any"]), of: z.array(condition).min(1).max(6) })
    .nullable()
    .default(null),
  help: optionalText(300).default(""),
};

export const templateField = z.discriminatedUnion("kind", [
  z.strictObject({ ...base, kind: z.literal("text") }),
  z.strictObject({
    ...base,
    kind: z.literal("number"),
    unit: optionalText(20).default(""),
    /** What can't be is refused. */
    min: z.number(),
    max: z.number(),
    decimals: z.int().min(0).max(3).default(0),
  }),
  z.strictObject({ ...base, kind: z.literal("one"), choices: z.array(choice).min(2).max(CHOICES_MAX) }),
  z.strictObject({ ...base, kind: z.literal("many"), choices: z.array(choice).min(2).max(CHOICES_MAX) }),
  z.strictObject({ ...base, kind: z.literal("date") }),
  z.strictObject({
    ...base,
    kind: z.literal("yes-no"),
    /** How the narrative says yes and no. "Not known" is always said so: it has no words of its own that could be mistaken for a no. */
    says: z
      .strictObject({ yes: text(200), no: text(200) })
      .nullable()
      .default(null),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("score"),
    questions: z
      .array(z.strictObject({ key: templateKey, text: text(200) }))
      .min(1)
      .max(20),
    options: z
      .array(z.strictObject({ label: text(60), points: z.int().min(0).max(20) }))
      .min(2)
      .max(6),
    /** What a total means: each from its points on, the first from 0. */
    bands: z
      .array(z.strictObject({ from: z.int().min(0), label: text(60) }))
      .max(8)
      .default([]),
    /** An answer that is said in words by itself, also while the questionnaire is not whole. */
    alarm: z
      .strictObject({ question: templateKey, from: z.int().min(1), message: text(200) })
      .nullable()
      .default(null),
    /** Where the questionnaire is from. */
    source: optionalText(300).default(""),
  }),
]);
export type TemplateField = z.output<typeof templateField>;

export const templateContent = z.strictObject({
  fields: z
    .array(templateField)
    .min(1, { error: "A template has a field at least." })
    .max(FIELDS_MAX, { error: `A template has at most ${FIELDS_MAX} fields.` }),
  /**
   * How a section's answers are said, a line each. `{{key}}` is what was answered; `[...]` is left out unless all its fields are answered;
   * so is a line with nothing left in it. A section without a pattern says each of its fields as "Label: answer."
   */
  patterns: z
    .array(z.strictObject({ section: noteSection, text: text(4000) }))
    .max(6)
    .default([]),
  /** Names of the visit types that it is proposed for. */
  visitTypes: z.array(text(60)).max(12).default([]),
  /** And of which age, in months: from the first on, before the second. */
  ages: z
    .strictObject({ fromMonths: z.int().min(0).max(1500), beforeMonths: z.int().min(1).max(1500) })
    .nullable()
    .default(null),
});
export type TemplateContent = z.output<typeof templateContent>;
/** As somebody writes it, with what goes without saying left out. */
export type TemplateContentInput = z.input<typeof templateContent>;

export const fieldAnswer = z.discriminatedUnion("kind", [
  // As it is typed: a blank at the end is the beginning of the next word.
  z.strictObject({
    kind: z.literal("text"),
    text: z.string().min(1).max(2000, { error: "Use at most 2000 characters." }),
  }),
  z.strictObject({ kind: z.literal("number"), number: z.number() }),
  z.strictObject({ kind: z.literal("one"), choice: templateKey }),
  z.strictObject({ kind: z.literal("many"), choices: z.array(templateKey).min(1).max(CHOICES_MAX) }),
  z.strictObject({ kind: z.literal("date"), date: localDate }),
  z.strictObject({ kind: z.literal("yes-no"), value: z.enum(["yes", "no", "unknown"]) }),
  /** What was answered of it; a question that is not here is not answered. */
  z.strictObject({
    kind: z.literal("score"),
    points: z
      .array(z.strictObject({ question: templateKey, points: z.int().min(0).max(20) }))
      .min(1)
      .max(20),
  }),
]);
export type FieldAnswer = z.output<typeof fieldAnswer>;

/** What is answered, by the field's key. What is not here is not answered, and that is not "no". */
export type Answers = { readonly [field: string]: FieldAnswer };
