import { z } from "zod";

/** The classes of sensitive facts in a chart, and the kinds of facts that can bear them. */

export const sensitiveClass = z.enum(["substance-use", "minors-care", "reproductive"]);
export type SensitiveClass = z.output<typeof sensitiveClass>;

export const sensitiveClassLabels: { readonly [C in SensitiveClass]: string } = {
  "substance-use": "Substance use (42 CFR Part 2)",
  "minors-care": "Minor’s confidential care",
  reproductive: "Sexual and reproductive health",
};

export const factKind = z.enum([
  "problem",
  "allergy",
  "medication",
  "immunization",
  "result",
  "past-procedure",
  "encounter",
  "prescription",
  "in-house-order",
  "procedure",
  "referral",
  "test-order",
  "document",
  "letter",
  "history",
]);
export type FactKind = z.output<typeof factKind>;

/** What minors may consent to by themselves, as the practice's state has it. */
export const minorCareKind = z.enum(["reproductive", "substance-use", "mental-health"]);
export type MinorCareKind = z.output<typeof minorCareKind>;
