import { z } from "zod";

/** How a payer takes appeals, kept with the payer: its levels, the days for each, and the way there. */

const days = z.int({ error: "Enter whole days." }).min(1, { error: "Enter at least one day." }).max(3650);

export const appealLevel = z.strictObject({
  /** As the payer calls it: "Redetermination". */
  name: z.string().trim().min(1, { error: "This is required." }).max(60, { error: "Use at most 60 characters." }),
  /** Days to ask for it: from the remittance for the first level, from the answer of the level before for the others. */
  days,
  /** Days in which the payer answers: after them somebody asks. */
  answerDays: days,
});

export const appealPolicy = z.strictObject({
  levels: z.array(appealLevel).min(1, { error: "Enter at least one level." }).max(6),
  way: z.enum(["electronic", "fax", "by-hand"]),
  fax: z
    .string()
    .regex(/^\d{10}$/, { error: "Enter a fax number of ten digits." })
    .nullable(),
});

export type AppealPolicy = z.output<typeof appealPolicy>;

const level = (name: string, levelDays: number, answerDays: number) => ({ name, days: levelDays, answerDays });

/**
 * What a new payer of a kind begins with; a person changes it at the payer, whose contract may give more or less.
 * - Medicare: redetermination 120 days, answered in 60 (42 CFR 405.942, 405.950); reconsideration 180 days, 60 (405.962, 405.970);
 *   hearing 60 days, 90 (405.1014, 405.1016).
 * - Medicaid and its managed plans: 60 days, 30 (42 CFR 438.402, 438.408); state fair hearing 120 days, 90 (438.408, 431.244).
 * - TRICARE: reconsideration 90 days, formal review 60 (32 CFR 199.10).
 * - Workers' compensation in California: second bill review 90 days, answered in 14; independent bill review 30 days, 60 (Labor Code
 *   4603.2 (e), 4603.6).
 * - Others: contracts give 60 days and more, so 60 is safe; an external review after a final refusal within four months (45 CFR 147.136).
 */
export function appealsOfKind(kind: string): AppealPolicy {
  return { levels: levelsOfKind(kind), way: "electronic", fax: null };
}

function levelsOfKind(kind: string): AppealPolicy["levels"] {
  switch (kind) {
    case "medicare":
      return [
        level("Redetermination", 120, 60),
        level("Reconsideration (QIC)", 180, 60),
        level("Hearing (ALJ)", 60, 90),
      ];
    case "medicaid":
    case "medicaid-managed":
      return [level("First appeal", 60, 30), level("State fair hearing", 120, 90)];
    case "tricare":
      return [level("Reconsideration", 90, 60), level("Formal review", 60, 60)];
    case "workers-comp":
      return [level("Second bill review", 90, 14), level("Independent bill review", 30, 60)];
    default:
      return [level("First appeal", 60, 60), level("Second appeal", 60, 60), level("External review", 120, 45)];
  }
}
