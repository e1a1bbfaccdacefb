import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, localDate, optionalText, price, text } from "../schema.ts";

/** Payers' fee schedules: lists of prices that contracts are a percentage of. The practice's own prices are in payers.ts. */

const serviceCode = z.string().regex(/^[0-9A-Z]{5}$/, { error: "Enter a code of five characters." });

export const feeSchedule = z.object({
  scheduleId: id("fee-schedule"),
  name: z.string(),
  /** Codes that have a price on the day that was asked for. */
  codes: z.int(),
  /** The first day of its latest prices; null while it has none. */
  latestFrom: localDate.nullable(),
});
export type FeeSchedule = z.output<typeof feeSchedule>;

/** What taking a list in would do, or did. */
export const scheduleChanges = z.object({ added: z.int(), changed: z.int(), unchanged: z.int() });

export const feeScheduleOperations = {
  listFeeSchedules: query({
    summary: "Payers' fee schedules by name, with how many codes each has",
    permission: "claim.read",
    input: z.strictObject({ onDate: localDate }),
    output: z.array(feeSchedule),
  }),
  saveFeeSchedule: command({
    summary: "Adds a payer's fee schedule, or names it otherwise",
    permission: "payer.manage",
    input: z.strictObject({ scheduleId: id("fee-schedule"), name: text(60) }),
    output: z.object({ scheduleId: id("fee-schedule") }),
    errors: ["already-recorded"],
  }),
  importFeeSchedule: command({
    summary: "Takes prices into a payer's fee schedule from a day on, or only says what that would change",
    permission: "payer.manage",
    bytesMax: 2_097_152,
    input: z.strictObject({
      scheduleId: id("fee-schedule"),
      from: localDate,
      /** True: nothing is written. */
      dryRun: z.boolean(),
      prices: z
        .array(z.strictObject({ code: serviceCode, price }))
        .min(1)
        .max(20_000),
    }),
    output: scheduleChanges,
    errors: ["not-found"],
  }),
  listFeeSchedulePrices: query({
    summary: "Prices of a payer's fee schedule on a day, by code; a text is how the code begins",
    permission: "claim.read",
    input: z.strictObject({
      scheduleId: id("fee-schedule"),
      onDate: localDate,
      text: optionalText(20),
      ...paging,
    }),
    output: z.object({
      prices: z.array(z.object({ code: z.string(), label: z.string(), price, from: localDate })),
      next: z.string().nullable(),
    }),
    errors: ["not-found"],
  }),
};

export const feeScheduleChanged = event(
  "billing.fee-schedule-changed.v1",
  z.object({ scheduleId: id("fee-schedule") }),
  (p) => ({ scheduleId: p.scheduleId }),
  "claim.read",
  ["billing.listFeeSchedules", "billing.listFeeSchedulePrices", "billing.tryContract"],
);
