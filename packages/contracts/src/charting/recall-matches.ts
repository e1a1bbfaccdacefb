import { z } from "zod";
import { event } from "../operation.ts";
import { id, version } from "../schema.ts";

/** Which patients a rule for recalls means: a condition over the facts of charts. Messaging asks, charting alone knows. */

export const RECALL_PREFIXES_MAX = 20;
/** As many patients as one answer has; more come in several. */
export const RECALL_ANSWER_MAX = 200;

/** The recommendations that a rule may name; what each says stands with charting. */
export const RECALL_CARE = {
  a1c: "Hemoglobin A1c",
  "urine-albumin": "Urine albumin",
  retina: "Eye examination in diabetes",
  "pressure-yearly": "Blood pressure, yearly",
  pressure: "Blood pressure",
  colorectal: "Colorectal cancer screening",
  lung: "Lung cancer",
  "aortic-aneurysm": "Abdominal aortic aneurysm",
  breast: "Breast cancer screening",
  cervical: "Cervical cancer screening",
  prediabetes: "Prediabetes and diabetes screening",
  depression: "Depression screening",
  "hepatitis-c": "Hepatitis C screening",
  hiv: "HIV screening",
  bone: "Osteoporosis screening",
} as const;
export type RecallCare = keyof typeof RECALL_CARE;
const care = Object.keys(RECALL_CARE) as [RecallCare, ...RecallCare[]];

const age = z.int({ error: "Enter an age of 0 to 120." }).min(0).max(120);
const months = z.int({ error: "Enter how many months." }).min(1).max(120, { error: "Use at most 120 months." });

/** What a chart must say for its patient to be asked to come. All that is said must hold. */
export const recallCondition = z.strictObject({
  /** Beginnings of codes of which an active problem has one: "E11". None: whatever the problems are. */
  problems: z
    .array(z.string().regex(/^[A-Z0-9.]{3,18}$/, { error: "Enter codes or their beginnings, as E11, I10." }))
    .max(RECALL_PREFIXES_MAX, { error: `Use at most ${RECALL_PREFIXES_MAX} codes.` }),
  ageFrom: age.nullable(),
  ageTo: age.nullable(),
  sex: z.enum(["any", "female", "male"]),
  /** The last visit is longer ago than that. Who never had one here is not meant. */
  noVisitMonths: months.nullable(),
  /** A recommendation of preventive care that is due, or of which nothing is on record. */
  preventive: z.enum(care).nullable(),
  /** No dose of these vaccines (CVX) within so many months. */
  vaccine: z
    .strictObject({
      cvx: z
        .array(z.string().regex(/^\d{1,3}$/, { error: "Enter CVX codes, as 150." }))
        .min(1, { error: "Enter at least one CVX code." })
        .max(40, { error: "Use at most 40 codes." }),
      months,
    })
    .nullable(),
});
export type RecallCondition = z.output<typeof recallCondition>;

/** Patients who fit a rule, as charting found them on one day; whose charts are restricted are never among them. */
export const recallFound = event(
  "charting.recall-found.v1",
  z.object({
    askId: id("recall-ask"),
    ruleId: id("recall-rule"),
    ruleVersion: version,
    patientIds: z.array(id("patient")).max(RECALL_ANSWER_MAX),
    /** Nothing comes after it. */
    last: z.boolean(),
  }),
  (p) => ({ ruleId: p.ruleId }),
  "outreach.manage",
  [],
);
