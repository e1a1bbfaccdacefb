import type { reportOperations } from "@practicum/contracts/billing/reports";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { atLocal } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { decimalFromCents } from "@practicum/kernel/money";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { csvText } from "../../domain/csv.ts";
import { meaningOf } from "../../claims/domain/code-facts.ts";
import { monthsUntil, reportMonth, thisMonth } from "../domain/report-months.ts";
import { ratesByPayer, ratesByReason } from "../sql/denial-rates.ts";
import { workBetween } from "../sql/productivity.ts";
import { waterfallLines } from "../sql/waterfall.ts";
import { wanted } from "./wanted.ts";

/** BIL-305. */
export async function waterfall(
  { tx, today }: BillingContext,
  input: InputOf<typeof reportOperations.waterfall>,
): ReplyOf<typeof reportOperations.waterfall> {
  const months = monthsUntil(input.until ?? thisMonth(today), today);
  const [first, last] = [must(months[0]), must(months.at(-1))];
  return ok({ lines: await waterfallLines(tx, first.first, last.last), first: first.month });
}

const WATERFALL = [
  "charged",
  "contractual",
  "payersPaid",
  "patientsPaid",
  "writtenOff",
  "collections",
  "other",
  "openPayers",
  "openPatients",
] as const;

/** BIL-424: the twelve months of the screen, the latest first. */
export async function exportWaterfall(
  { tx, today }: BillingContext,
  input: InputOf<typeof reportOperations.exportWaterfall>,
): ReplyOf<typeof reportOperations.exportWaterfall> {
  const until = input.until ?? thisMonth(today);
  const months = monthsUntil(until, today);
  const lines = await waterfallLines(tx, must(months[0]).first, must(months.at(-1)).last);
  const rows = lines
    .toReversed()
    .map((line) => [line.month ?? "", String(line.visits), ...WATERFALL.map((name) => decimalFromCents(line[name]))]);
  return ok({
    name: `collections-${until}.csv`,
    csv: csvText([["month of service", "visits", ...WATERFALL], ...rows]),
  });
}

const MONTHS_MAX = 12;

/** BIL-306. */
export async function denialRates(
  context: BillingContext,
  input: InputOf<typeof reportOperations.denialRates>,
): ReplyOf<typeof reportOperations.denialRates> {
  const { tx, today } = context;
  const months = monthsUntil(input.until, today, MONTHS_MAX).filter((one) => one.month >= input.from);
  if (months[0]?.month !== input.from) {
    const message = "Choose a first month that is not after the last one, and at most twelve months in all.";
    return fail("invalid-input", { field: "from", fields: [{ field: "from", message }] });
  }
  const asked = wanted(context, months);
  const byPayer = await ratesByPayer(tx, asked);
  const lines = input.by === "payer" ? byPayer : await ratesByReason(tx, asked);
  return ok({
    decisions: byPayer.reduce((sum, one) => sum + one.decisions, 0),
    billed: byPayer.reduce((sum, one) => sum + one.billed, 0),
    lines: lines.map(({ denied_amount, ...one }) => ({
      ...one,
      meaning: input.by === "reason" ? meaning(one.name) : null,
      deniedAmount: denied_amount,
    })),
  });
}

function meaning(name: string): string {
  const [group = "", reason = ""] = name.split("-");
  return meaningOf({ group, reason });
}

/** BIL-307. */
export async function productivity(
  { tx, today, practice }: BillingContext,
  input: InputOf<typeof reportOperations.productivity>,
): ReplyOf<typeof reportOperations.productivity> {
  const { first, last } = reportMonth(input.month, today);
  const start = (day: string) => atLocal(day, "00:00", practice.timeZone);
  return ok({ people: await workBetween(tx, start(first), start(addDays(last, 1))) });
}
