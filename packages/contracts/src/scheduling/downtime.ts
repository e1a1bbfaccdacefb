import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, paging } from "../parts.ts";
import { id, instant, localDate, optionalText, personName } from "../schema.ts";
import { dayVisit } from "./visits.ts";

/** Before an outage: a kit of one day with numbered sheets. After it: what was written on them is entered, number by number. */

/** What a sheet has room for. Each is entered by whoever may enter it, once. */
export const sheetPart = z.enum(["visit", "vitals", "note", "payment"]);
export type SheetPart = z.output<typeof sheetPart>;

/** The number printed on a sheet: it is used once in the practice's life. */
const sheetNumber = z.int({ error: "Enter the number of the sheet." }).min(1).max(99_999_999);

const downtimeKit = z.object({
  kitId: id("downtime-kit"),
  date: localDate,
  madeAt: instant,
  madeBy: z.string(),
  firstNumber: sheetNumber,
  lastNumber: sheetNumber,
  /** When somebody said that it was worked from; until then nobody asks for its sheets. */
  usedAt: instant.nullable(),
  usedBy: z.string().nullable(),
  /** Of its sheets how many are accounted for, each part entered or known to be empty. */
  settled: z.int(),
});

export const sheet = z.object({
  number: sheetNumber,
  /** Whose visit it was printed for; null of a blank one. */
  visit: dayVisit
    .pick({
      appointmentId: true,
      patientId: true,
      patientName: true,
      date: true,
      start: true,
      status: true,
      version: true,
    })
    .nullable(),
  parts: z.array(
    z.object({
      part: sheetPart,
      state: z.enum(["missing", "entered", "empty"]),
      patientId: id("patient").nullable(),
      patientName: personName.nullable(),
      /** When it really was. */
      happenedAt: instant.nullable(),
      enteredAt: instant.nullable(),
      enteredBy: z.string().nullable(),
      because: z.string().nullable(),
    }),
  ),
});
export type Sheet = z.output<typeof sheet>;

export const downtimeOperations = {
  exportDowntimeKit: command({
    summary: "The schedule of one day with telephones, and numbers for its sheets and for blank ones",
    permission: "downtime.make",
    takesOut: true,
    input: z.strictObject({
      kitId: id("downtime-kit"),
      date: localDate,
      blankSheets: z.int().min(0, { error: "Enter 0 or more." }).max(200, { error: "Enter at most 200." }),
    }),
    output: z.object({
      date: localDate,
      madeAt: instant,
      madeBy: z.string(),
      visits: z.array(dayVisit.extend({ number: sheetNumber })),
      blanks: z.array(sheetNumber),
    }),
    errors: ["already-recorded", "in-the-past"],
    patients: (_, output) => output.visits.map((visit) => visit.patientId),
  }),
  listDowntimeKits: query({
    summary: "Kits, the newest first, each with how many of its sheets are accounted for",
    permission: "downtime.enter",
    input: z.strictObject({ before: paging.before.default(null), limit: paging.limit.default(50) }),
    output: z.object({ kits: z.array(downtimeKit), next: z.string().nullable() }),
  }),
  useDowntimeKit: command({
    summary: "Says that a kit was worked from, or that it was not",
    permission: "downtime.make",
    input: z.strictObject({ kitId: id("downtime-kit"), used: z.boolean() }),
    output: z.object({}),
    errors: ["not-found", "sheets-entered"],
  }),
  downtimeSheets: query({
    summary: "The sheets of a kit by number, with what was entered of each and what is missing",
    permission: "downtime.enter",
    input: z.strictObject({
      kitId: id("downtime-kit"),
      show: z.enum(["missing", "all"]),
      after: z.int().nullable(),
      limit: z.int().min(1).max(100).default(50),
    }),
    output: z.object({ sheets: z.array(sheet), next: z.int().nullable() }),
    errors: ["not-found"],
    patients: (_, output) =>
      output.sheets.flatMap((one) => [one.visit?.patientId, ...one.parts.map((p) => p.patientId)]),
  }),
  enterSheetPart: command({
    summary: "Says that a part of a sheet was entered, with the time at which it really was",
    permission: "downtime.enter",
    input: z.strictObject({ number: sheetNumber, part: sheetPart, patientId: id("patient"), happenedAt: instant }),
    output: z.object({}),
    errors: ["not-found", "sheet-used", "sheet-of-another", "in-the-future", "not-that-day"],
    about: byPatient,
  }),
  emptySheetParts: command({
    summary: "Says that nothing stands in these parts of a sheet, or that it was not used",
    permission: "downtime.enter",
    input: z.strictObject({
      number: sheetNumber,
      parts: z.array(sheetPart).min(1).max(4),
      because: optionalText(200),
    }),
    output: z.object({}),
    errors: ["not-found", "sheet-used"],
  }),
  takeBackSheetPart: command({
    summary: "Takes back what was said of a part of a sheet; what was said stays in its history",
    permission: "downtime.enter",
    input: z.strictObject({ number: sheetNumber, part: sheetPart }),
    output: z.object({}),
    errors: ["not-found"],
  }),
};

/** What {@link downtimeOperations.exportDowntimeKit} gives. */
export type ExportedKit = z.output<typeof downtimeOperations.exportDowntimeKit.output>;

export const downtimeChanged = event(
  "scheduling.downtime-changed.v1",
  z.object({ kitId: id("downtime-kit"), at: instant }),
  (p) => ({ kitId: p.kitId }),
  "downtime.enter",
  ["scheduling.listDowntimeKits", "scheduling.downtimeSheets"],
);
