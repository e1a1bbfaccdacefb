import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, localDate, personName, sumOfCents } from "../schema.ts";
import { bookMonth } from "./months.ts";

/** What the practice's money says about its work: measures with what is behind them, what is owed by age, and what became of each month's charges. */

export const measure = z.enum([
  "days-in-ar",
  "ar-over-90",
  "credit-balances",
  "charge-lag",
  "claim-lag",
  "payment-lag",
  "clean-claims",
  "rejections",
  "first-pass",
  "denied-claims",
  "denied-dollars",
  "denials-overturned",
  "net-collection",
  "gross-collection",
  "desk-collection",
  "bad-debt",
]);
export type Measure = z.output<typeof measure>;

/** Numerator over denominator in percent; their quotient in days; or a balance over what is charged in a day. */
export const measureUnit = z.enum(["percent", "mean-days", "days-of-charges"]);

/** What the rows of a side are counted in. */
export const sideUnit = z.enum(["count", "cents", "days"]);

const monthValue = z.object({
  month: bookMonth,
  numerator: z.int(),
  denominator: z.int(),
  /** In tenths of a percent or of a day; null where the denominator is nothing: not known, and not zero. */
  value: z.int().nullable(),
});

const target = z.object({
  /** In tenths, as the values. */
  value: z.int(),
  /** Whether the practice has set it; else it is the one that is commonly named. */
  own: z.boolean(),
  /** 0 while nobody has set one. */
  version: z.int().min(0),
});

const measureView = z.object({
  measure,
  unit: measureUnit,
  numeratorUnit: sideUnit,
  denominatorUnit: sideUnit,
  better: z.enum(["higher", "lower"]),
  target,
  /** Twelve months, the oldest first; the last one is not over. */
  months: z.array(monthValue),
});
export type MeasureView = z.output<typeof measureView>;

/** One of the things that a number was counted or added up from. */
const reportRow = z.object({
  rowId: z.string(),
  date: localDate,
  label: z.string(),
  payerName: z.string().nullable(),
  patientId: id("patient").nullable(),
  patientName: personName.nullable(),
  encounterId: id("encounter").nullable(),
  claimId: id("claim").nullable(),
  /** 1, cents or days, as the side is counted. */
  amount: z.int(),
});
export type ReportRow = z.output<typeof reportRow>;

const measureSide = z.enum(["numerator", "denominator"]);

export const agingBy = z.enum(["payer", "patient", "provider"]);
export const agingFrom = z.enum(["service", "bill"]);
/** By days; what was never billed has no day to count from; a credit is owed by the practice and has no age. */
export const agingBucket = z.enum(["unbilled", "0-30", "31-60", "61-90", "91-120", "over-120", "credit"]);

const buckets = z.object({
  unbilled: sumOfCents,
  "0-30": sumOfCents,
  "31-60": sumOfCents,
  "61-90": sumOfCents,
  "91-120": sumOfCents,
  "over-120": sumOfCents,
  credit: sumOfCents,
  total: sumOfCents,
});
export type AgingSums = z.output<typeof buckets>;

/** The key of a line of the aging: a payer, a patient or a provider by id; "patients" beside payers, "none" where nobody is named. */
const agingKey = z.string().max(40);

const rowsPage = {
  rows: z.array(reportRow),
  next: z.string().nullable(),
  /** Of all rows, with the first page; null with the others. */
  all: z.object({ count: z.int(), sum: z.int() }).nullable(),
};
const subjects = (_: unknown, output: { rows: { patientId: string | null }[] }) =>
  output.rows.map((row) => row.patientId);

const waterfallLine = z.object({
  /** The month of service; null for what belongs to no visit. */
  month: bookMonth.nullable(),
  visits: z.int(),
  charged: sumOfCents,
  contractual: sumOfCents,
  payersPaid: sumOfCents,
  patientsPaid: sumOfCents,
  writtenOff: sumOfCents,
  collections: sumOfCents,
  other: sumOfCents,
  openPayers: sumOfCents,
  openPatients: sumOfCents,
});
export type WaterfallLine = z.output<typeof waterfallLine>;

export const reportOperations = {
  listMeasures: query({
    summary: "The measures of the money, each for twelve months with its target",
    permission: "remittance.read",
    input: z.strictObject({
      /** Of which measures; of all where it is left out. In a practice of many years all of them take longer than a person waits. */
      only: z.array(measure).min(1).max(measure.options.length).optional(),
    }),
    output: z.object({ measures: z.array(measureView) }),
    // About no patient, and worth knowing who asked.
    patients: () => [],
  }),
  measureRows: query({
    summary: "What a measure's numerator or denominator of a month was made of",
    permission: "remittance.read",
    input: z.strictObject({ measure, month: bookMonth, side: measureSide, ...paging }),
    output: z.object(rowsPage),
    patients: subjects,
  }),
  exportMeasure: query({
    summary: "All rows behind a measure's month as CSV",
    permission: "remittance.read",
    takesOut: true,
    input: z.strictObject({ measure, month: bookMonth }),
    output: z.object({ name: z.string(), csv: z.string(), patientIds: z.array(id("patient")) }),
    patients: (_, output) => output.patientIds,
  }),
  saveTarget: command({
    summary: "Sets the practice's own target of a measure, or goes back to the common one",
    permission: "money.approve",
    input: z.strictObject({
      measure,
      /** In tenths of a percent or of a day; null for the one that is commonly named. */
      value: z.int().min(0, { error: "Enter 0 or more." }).max(99_990, { error: "Enter at most 9,999." }).nullable(),
      version: z.int().min(0),
    }),
    output: z.object({ version: z.int() }),
    errors: ["stale-version"],
  }),
  aging: query({
    summary: "What is owed today by age, by payer, patient or provider; it comes to what the ledger says",
    permission: "remittance.read",
    input: z.strictObject({ by: agingBy, from: agingFrom, ...paging }),
    output: z.object({
      asOf: localDate,
      lines: z.array(z.object({ key: agingKey, name: z.string(), patientId: id("patient").nullable(), sums: buckets })),
      next: z.string().nullable(),
      /** With the first page; null with the others. */
      all: z.object({ count: z.int(), sums: buckets, collections: sumOfCents, unapplied: sumOfCents }).nullable(),
    }),
    patients: (_, output) => output.lines.map((line) => line.patientId),
  }),
  exportAging: query({
    summary: "Every line of the aging as CSV, with its ages and their sum",
    permission: "remittance.read",
    takesOut: true,
    input: z.strictObject({ by: agingBy, from: agingFrom }),
    output: z.object({ name: z.string(), csv: z.string(), patientIds: z.array(id("patient")) }),
    patients: (_, output) => output.patientIds,
  }),
  agingRows: query({
    summary: "The visits and claims behind a line of the aging",
    permission: "remittance.read",
    input: z.strictObject({
      by: agingBy,
      from: agingFrom,
      key: agingKey.nullable(),
      bucket: agingBucket.nullable(),
      ...paging,
    }),
    output: z.object(rowsPage),
    patients: subjects,
  }),
  waterfall: query({
    summary: "What became of each month's charges, by month of service",
    permission: "remittance.read",
    /** Twelve months, this one the last; or the twelve before. */
    input: z.strictObject({ until: bookMonth.nullable() }),
    output: z.object({ lines: z.array(waterfallLine), first: bookMonth }),
    patients: () => [],
  }),
  exportWaterfall: query({
    summary: "What became of each month's charges as CSV",
    permission: "remittance.read",
    takesOut: true,
    input: z.strictObject({ until: bookMonth.nullable() }),
    output: z.object({ name: z.string(), csv: z.string() }),
    patients: () => [],
  }),
  denialRates: query({
    summary: "How much of what payers decided they refused, by payer and by reason",
    permission: "remittance.read",
    input: z.strictObject({ from: bookMonth, until: bookMonth, by: z.enum(["payer", "reason"]) }),
    output: z.object({
      decisions: z.int(),
      billed: sumOfCents,
      lines: z.array(
        z.object({
          name: z.string(),
          meaning: z.string().nullable(),
          /** Of this payer; for a reason, of all. */
          decisions: z.int(),
          denied: z.int(),
          billed: sumOfCents,
          deniedAmount: sumOfCents,
        }),
      ),
    }),
    patients: () => [],
  }),
  productivity: query({
    summary: "What each person has done in a month, by name",
    permission: "money.approve",
    input: z.strictObject({ month: bookMonth }),
    output: z.object({
      people: z.array(
        z.object({
          name: z.string(),
          claimsWorked: z.int(),
          claimsSent: z.int(),
          followUps: z.int(),
          paymentsTaken: z.int(),
          paymentsAmount: sumOfCents,
          postings: z.int(),
          adjustments: z.int(),
        }),
      ),
    }),
    patients: () => [],
  }),
};

export const targetChanged = event(
  "billing.target-changed.v1",
  z.object({ measure }),
  (p) => ({ measure: p.measure }),
  "remittance.read",
  ["billing"],
);
