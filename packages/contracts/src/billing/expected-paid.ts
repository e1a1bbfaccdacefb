import { z } from "zod";
import { query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, localDate, personName, sumOfCents } from "../schema.ts";
import { bookMonth } from "./months.ts";

/** What payers allowed and paid beside what their contracts say, of every line that a first payer decided. */

/** By what the lines are added up. */
export const expectedBy = z.enum(["payer", "code", "month"]);

/**
 * A known line has a price by contract and a decision of its own. An unknown one has no contract, or none that says its price, or was not
 * decided by itself. A refused one was refused in whole or in part: it is a denial, and compared with nothing.
 */
export const expectedKind = z.enum(["known", "unknown", "refused"]);
export type ExpectedKind = z.output<typeof expectedKind>;

const lineSums = z.object({ lines: z.int(), billed: sumOfCents, paid: sumOfCents });

export const expectedSums = z.object({
  /** Of the lines that are known. */
  lines: z.int(),
  billed: sumOfCents,
  expected: sumOfCents,
  allowed: sumOfCents,
  paid: sumOfCents,
  /** Allowed less expected: below nothing where payers allowed less. */
  difference: sumOfCents,
  /** What was found to be missing, of all lines: what the queue of underpayments is about. */
  missing: sumOfCents,
  unknown: lineSums,
  refused: lineSums,
});
export type ExpectedSums = z.output<typeof expectedSums>;

export const expectedPaidLine = z.object({
  claimId: id("claim"),
  claimNumber: z.string(),
  chargeId: id("charge"),
  remittanceId: id("remittance"),
  patientId: id("patient"),
  patientName: personName.nullable(),
  payerName: z.string(),
  serviceDate: localDate,
  code: z.string(),
  label: z.string(),
  kind: expectedKind,
  billed: sumOfCents,
  /** Null where it is not known. */
  expected: sumOfCents.nullable(),
  allowed: sumOfCents,
  paid: sumOfCents,
  difference: sumOfCents.nullable(),
  missing: sumOfCents,
  contractName: z.string().nullable(),
  term: z.string().nullable(),
  because: z.string(),
});
export type ExpectedPaidLine = z.output<typeof expectedPaidLine>;

/** Months of service, at most twelve, and what of them; null is all. */
const which = {
  from: bookMonth,
  until: bookMonth,
  payerId: id("payer").nullable(),
  code: z
    .string()
    .regex(/^[0-9A-Z]{5}$/, { error: "Enter a code of five characters." })
    .nullable(),
};

export const expectedPaidOperations = {
  expectedPaid: query({
    summary: "What payers allowed and paid beside their contracts, by payer, by code or by month of service",
    permission: "remittance.read",
    input: z.strictObject({ ...which, by: expectedBy, ...paging }),
    output: z.object({
      /** What payers allowed least of, beside their contract, first; months in their order. */
      lines: z.array(z.object({ key: z.string(), name: z.string(), sums: expectedSums })),
      next: z.string().nullable(),
      /** With the first page; null with the others. */
      all: expectedSums.nullable(),
      /** Month by month, with the first page; a month without lines is not among them. */
      months: z.array(z.object({ month: bookMonth, sums: expectedSums })),
    }),
    // About no patient, and worth knowing who asked.
    patients: () => [],
  }),
  expectedPaidLines: query({
    summary: "The lines behind the report of expected and paid",
    permission: "remittance.read",
    input: z.strictObject({ ...which, kind: expectedKind.nullable(), ...paging }),
    output: z.object({ lines: z.array(expectedPaidLine), next: z.string().nullable() }),
    patients: (_, output) => output.lines.map((one) => one.patientId),
  }),
  exportExpectedPaid: query({
    summary: "All lines behind the report of expected and paid as CSV",
    permission: "remittance.read",
    takesOut: true,
    input: z.strictObject({ ...which, kind: expectedKind.nullable() }),
    output: z.object({ name: z.string(), csv: z.string(), patientIds: z.array(id("patient")) }),
    patients: (_, output) => output.patientIds,
  }),
};
