import { addDays, isLocalDate, type LocalDate } from "@practicum/kernel/local-date";
import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, instant, localDate, optionalText, text } from "../schema.ts";
import { icd10 } from "./codes.ts";

/** The histories: family, social, surgical and obstetric. What nobody asked is not on record, and is never a no. */

const KNOWN_DAY = /^\d{4}(-\d{2}(-\d{2})?)?$/;
/** Letters of a whole date, and of a month or a day with its hyphen. */
const [FULL, PART] = [10, 3];

/** As exactly as somebody knows it: a year, a month, or a day. */
const knownDay = z
  .string()
  .refine((v) => KNOWN_DAY.test(v) && isLocalDate(`${v}${"-01".repeat((FULL - v.length) / PART)}`), {
    error: "Enter a year, a month and year, or a date.",
  });

export const relative = z.enum([
  ...(["mother", "father", "sister", "brother", "daughter", "son"] as const),
  ...(["maternal-grandmother", "maternal-grandfather", "paternal-grandmother", "paternal-grandfather"] as const),
  ...(["aunt", "uncle", "cousin", "other"] as const),
]);
export type Relative = z.output<typeof relative>;

export const relativeLabels: { readonly [R in Relative]: string } = {
  mother: "Mother",
  father: "Father",
  sister: "Sister",
  brother: "Brother",
  daughter: "Daughter",
  son: "Son",
  "maternal-grandmother": "Mother’s mother",
  "maternal-grandfather": "Mother’s father",
  "paternal-grandmother": "Father’s mother",
  "paternal-grandfather": "Father’s father",
  aunt: "Aunt",
  uncle: "Uncle",
  cousin: "Cousin",
  other: "Other relative",
};

/** Lists, of which each entry is one of several. */
const historyList = z.enum(["family", "surgery", "pregnancy"]);
export type HistoryList = z.output<typeof historyList>;

/** Of these what was said last counts. */
export const socialSubject = z.enum([
  ...(["tobacco", "alcohol", "drugs", "occupation", "living", "exercise", "sexual"] as const),
]);
export type SocialSubject = z.output<typeof socialSubject>;

const tobaccoProduct = z.enum(["cigarettes", "cigars", "pipe", "smokeless", "vape"]);

const pregnancyOutcome = z.enum(["term", "preterm", "stillbirth", "miscarriage", "ectopic", "termination"]);
export type PregnancyOutcome = z.output<typeof pregnancyOutcome>;

const use = z.enum(["never", "former", "current"]);
const note = optionalText(300);

const historyContent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none"), of: historyList }),
  z.strictObject({
    kind: z.literal("family"),
    relative,
    /** Null for free text. */
    code: icd10.nullable(),
    condition: text(200),
    onsetAge: z.int().min(0, { error: "Enter 0 or more." }).max(120, { error: "Enter at most 120." }).nullable(),
    diedOfIt: z.enum(["yes", "no", "unknown"]),
  }),
  z.strictObject({
    kind: z.literal("surgery"),
    procedure: text(200),
    when: knownDay.nullable(),
    side: z.enum(["left", "right", "both"]).nullable(),
    complications: note,
  }),
  z.strictObject({
    kind: z.literal("pregnancy"),
    outcome: pregnancyOutcome,
    when: knownDay.nullable(),
    weeks: z.int().min(3, { error: "Enter 3 or more." }).max(45, { error: "Enter at most 45." }).nullable(),
    /** Children of it who live today. */
    living: z.int().min(0, { error: "Enter 0 or more." }).max(8, { error: "Enter at most 8." }).nullable(),
    note,
  }),
  z.strictObject({
    kind: z.literal("pregnancy-status"),
    status: z.enum(["pregnant", "not-pregnant", "not-known"]),
    lastPeriod: localDate.nullable(),
    /** By ultrasound; else it follows from the last period. */
    dueByUltrasound: localDate.nullable(),
  }),
  /** Asked, and the patient would not say. */
  z.strictObject({ kind: z.literal("declined"), of: socialSubject }),
  z.strictObject({
    kind: z.literal("tobacco"),
    use,
    products: z.array(tobaccoProduct).max(5),
    cigarettesPerDay: z
      .int()
      .min(1, { error: "Enter 1 or more." })
      .max(200, { error: "Enter at most 200." })
      .nullable(),
    years: z.int().min(0, { error: "Enter 0 or more." }).max(100, { error: "Enter at most 100." }).nullable(),
    quitOn: knownDay.nullable(),
  }),
  z.strictObject({
    kind: z.literal("alcohol"),
    use,
    drinksPerWeek: z.int().min(0, { error: "Enter 0 or more." }).max(300, { error: "Enter at most 300." }).nullable(),
    note,
  }),
  z.strictObject({ kind: z.literal("drugs"), use, note }),
  z.strictObject({ kind: z.literal("occupation"), text: text(300) }),
  z.strictObject({ kind: z.literal("living"), text: text(300) }),
  z.strictObject({ kind: z.literal("exercise"), text: text(300) }),
  z.strictObject({ kind: z.literal("sexual"), text: text(300) }),
]);
export type HistoryContent = z.output<typeof historyContent>;

const historySource = z.enum(["patient", "outside-record", "visit"]);
export type HistorySource = z.output<typeof historySource>;

const historyFact = z.object({
  historyId: id("history"),
  content: historyContent,
  source: historySource,
  at: instant,
  by: z.string(),
  /** `earlier`: something newer was said of the same. */
  standing: z.enum(["current", "earlier", "in-error"]),
  struck: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
});
export type HistoryFact = z.output<typeof historyFact>;

const listState = z.enum(["listed", "none-known", "not-asked"]);

export const histories = z.object({
  /** The newest first, earlier ones and errors among them. */
  facts: z.array(historyFact),
  lists: z.object({ family: listState, surgery: listState, pregnancy: listState }),
  /** Cigarettes alone; null where it can't be told. */
  packYears: z.number().nullable(),
  /** Null where nobody asked for pregnancies. Living is null where it is not known of each. */
  obstetrics: z
    .object({
      gravida: z.int(),
      para: z.object({ term: z.int(), preterm: z.int(), abortions: z.int(), living: z.int().nullable() }),
    })
    .nullable(),
  /** What counts today; null where nobody said anything, or it is too long ago. */
  pregnancy: z
    .object({
      status: z.enum(["pregnant", "not-pregnant", "not-known"]),
      dueOn: localDate.nullable(),
      dueBy: z.enum(["last-period", "ultrasound"]).nullable(),
      lastPeriod: localDate.nullable(),
      toldAt: instant,
    })
    .nullable(),
});
export type Histories = z.output<typeof histories>;

/** Forty weeks. */
const PREGNANCY_DAYS = 280;

/** Counted from the first day of the last period (Naegele). */
export function dueOfLastPeriod(lastPeriod: LocalDate): LocalDate {
  return addDays(lastPeriod, PREGNANCY_DAYS);
}

export const historyOperations = {
  histories: query({
    summary: "A patient's histories: family, social, surgical, obstetric",
    permission: "chart.read",
    input: forPatient,
    output: histories,
    about: byPatient,
  }),
  recordHistory: command({
    summary: "Says one thing of a patient's history; of what counts once, it takes the place of what was said before",
    permission: "history.record",
    input: z.strictObject({
      historyId: id("history"),
      patientId: id("patient"),
      source: historySource,
      content: historyContent,
    }),
    output: z.object({}),
    errors: ["not-found", "already-recorded", "invalid-input", "unknown-diagnosis"],
    about: byPatient,
  }),
  strikeHistory: command({
    summary:
      "Marks something of a history as entered in error; it stays readable, and what was said before counts again",
    permission: "history.record",
    input: z.strictObject({ historyId: id("history"), patientId: id("patient"), reason: text(300) }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
};
