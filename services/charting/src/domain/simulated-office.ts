import type { Random } from "@practicum/kernel/ports";
import { pick, randomInt } from "@practicum/kernel/random";

interface OfficePlan {
  /** After how many hours the office answers. */
  readonly answersAfterHours: number;
  readonly answer: "appointment" | "declines";
  /** The visit there, in days after the answer. */
  readonly visitAfterDays: number;
  readonly goes: boolean;
  /** Its report, or its word that nobody came, in days after the visit. */
  readonly reportAfterDays: number;
  readonly findings: string;
  readonly advice: string;
}

/** In our own words, and about nothing in particular: the demonstration's offices have seen nobody. */
const FINDINGS = [
  "History and examination as described in your letter. Nothing that would need an urgent step was found.",
  "The examination confirms what you describe. Further tests were done and are within the usual range.",
  "A mild form of the condition that you suspected was found.",
] as const;
const ADVICE = [
  "Please go on with the present treatment. No further visit here is planned.",
  "We suggest to see the patient here again in three months. Please repeat the laboratory tests before that.",
  "A change of treatment was talked over with the patient. Please look at the medication list.",
] as const;

/** What the demonstration's office does with a referral: the same for the same one (CHT-264). */
export function simulatedOffice(random: Random, urgency: "routine" | "urgent"): OfficePlan {
  const isUrgent = urgency === "urgent";
  return {
    answersAfterHours: isUrgent ? randomInt(random, 3, 20) : randomInt(random, 20, 70),
    answer: randomInt(random, 1, 10) === 1 ? "declines" : "appointment",
    visitAfterDays: isUrgent ? randomInt(random, 1, 3) : randomInt(random, 5, 12),
    goes: randomInt(random, 1, 10) !== 1,
    reportAfterDays: randomInt(random, 1, isUrgent ? 2 : 5),
    findings: pick(random, FINDINGS),
    advice: pick(random, ADVICE),
  };
}
