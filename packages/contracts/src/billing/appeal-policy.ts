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
  /** Where letters go by mail, a line each; null where nobody has said. */
  address: z.string().trim().min(1).max(240, { error: "Use at most 240 characters." }).nullable(),
});

export type AppealPolicy = z.output<typeof appealPolicy>;

const level = (name: string, levelDays: number, answerDays: number) => ({ name, days: levelDays, answerDays });

/** What a new payer of a kind begins with; a person changes it at the payer. Where each comes from: {@link appealSourceOfKind}. */
export function appealsOfKind(kind: string): AppealPolicy {
  return { levels: levelsOfKind(kind), way: "electronic", fax: null, address: null };
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

/**
 * Where the levels that a new payer of a kind begins with come from, in words for a person. Null: no public source binds such a
 * payer, so that the days are to be asked of it.
 */
export function appealSourceOfKind(kind: string): string | null {
  switch (kind) {
    case "medicare":
      return "42 CFR 405.942 and 405.950 (redetermination), 405.962 and 405.970 (reconsideration), 405.1014 and 405.1016 (hearing)";
    case "medicaid":
    case "medicaid-managed":
      return "42 CFR 438.402 and 438.408 (appeal to the plan), 438.408 and 431.244 (state fair hearing)";
    case "tricare":
      return "32 CFR 199.10";
    case "workers-comp":
      return "California Labor Code 4603.2 (e) and 4603.6";
    default:
      return null;
  }
}
