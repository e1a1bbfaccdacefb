import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { id, instant, localDate, text } from "../schema.ts";
import { accountExemption } from "./privacy-law.ts";
import { sensitiveClass } from "./sensitive-classes.ts";

/** The account of disclosures (45 CFR 164.528): what went out by itself (CHT-281), and what is written down by hand. */

const accounted = z.object({
  disclosureId: z.guid(),
  on: localDate,
  to: z.string(),
  what: z.string(),
  purpose: z.string(),
  way: z.string(),
  by: z.string(),
  /** Whether it was written down by hand, and can be struck. */
  byHand: z.boolean(),
  /** Why it is no part of the account; null where it is one. */
  exemption: accountExemption.nullable(),
  /** An authority asked in writing that the patient is not told before this day is over (164.528(a)(2)). */
  withheldUntil: localDate.nullable(),
  struck: z.object({ by: z.string(), at: instant, reason: z.string() }).nullable(),
});
export type AccountedDisclosure = z.output<typeof accounted>;

export const accountingOperations = {
  accountOfDisclosures: query({
    summary: "To whom a patient's information went, when and what for, in a span of at most six years",
    permission: "privacy.work",
    input: z.strictObject({ patientId: id("patient"), from: localDate, until: localDate }),
    output: z.object({
      disclosures: z.array(accounted),
      /** Whether there are more than one answer takes: ask for a shorter span. */
      cut: z.boolean(),
    }),
    errors: ["not-found", "invalid-input"],
    about: byPatient,
  }),
  recordDisclosure: command({
    summary: "Writes down by hand that a patient's information went out",
    permission: "privacy.work",
    input: z.strictObject({
      disclosureId: id("disclosure"),
      patientId: id("patient"),
      on: localDate,
      /** With the address, as far as it is known. */
      to: text(200),
      what: text(500),
      purpose: text(200),
      way: text(60),
      exemption: accountExemption.nullable(),
      withheldUntil: localDate.nullable().default(null),
      /** The classes of what was in it. */
      classes: z.array(sensitiveClass).max(sensitiveClass.options.length).default([]),
    }),
    output: z.object({}),
    errors: ["not-found", "already-recorded", "in-the-future", "invalid-input"],
    about: byPatient,
  }),
  strikeDisclosure: command({
    summary: "Strikes a disclosure that was written down by hand and was none; it stays on record",
    permission: "privacy.work",
    input: z.strictObject({ disclosureId: id("disclosure"), patientId: id("patient"), reason: text(200) }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
};

export const disclosureAccounted = event(
  "charting.disclosure-accounted.v1",
  z.object({ patientId: id("patient") }),
  (p) => ({ patientId: p.patientId }),
  "privacy.work",
  ["charting.accountOfDisclosures"],
);
