import { z } from "zod";
import { query } from "../operation.ts";
import { cents, id, localDate, sumOfCents } from "../schema.ts";
import { eligibilityStatus } from "./eligibility.ts";
import { payer } from "./payers.ts";

/** What the front desk needs of money and insurance beside each visit of a day. */

export const deskFact = z.object({
  patientId: id("patient"),
  /** The coverage that is billed first that day; null where there is none to bill. */
  coverage: z
    .object({
      coverageId: id("coverage"),
      payerName: z.string(),
      payerKind: payer.shape.kind,
      /** What the payer said for that day; null when it was not asked about it. */
      eligibility: eligibilityStatus.nullable(),
      /** The payer's copay where it answered for that day, else the card's. */
      copay: cents.nullable(),
    })
    .nullable(),
  /** Whether it was said that the patient pays for himself. Without that and without a coverage nobody has asked. */
  selfPay: z.boolean().default(false),
  /** What the patient owes; null for who may not read accounts. */
  patientDue: sumOfCents.nullable(),
});

export type DeskFact = z.output<typeof deskFact>;

export const deskOperations = {
  deskFacts: query({
    summary:
      "Of each patient of a day: first coverage, the payer's answer for that day, copay, and what the patient owes",
    permission: "coverage.read",
    bytesMax: 65_536,
    input: z.strictObject({ day: localDate, patientIds: z.array(id("patient")).max(200) }),
    output: z.array(deskFact),
    about: (input) => input.patientIds,
  }),
};
