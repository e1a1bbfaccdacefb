import { feeScheduleChanged, type feeScheduleOperations } from "@practicum/contracts/billing/fee-schedules";
import { fail } from "@practicum/contracts/error";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { serviceEntry } from "../../claims/domain/code-facts.ts";
import {
  compareSchedule,
  feeSchedules,
  lockSchedule,
  saveSchedule,
  scheduleNames,
  schedulePage,
  writeSchedule,
} from "../sql/fee-schedules.ts";
import { allVersions } from "../sql/contracts.ts";
import { recheckDecided } from "../../underpayments/application/recheck-contract.ts";

export async function listFeeSchedules(
  { tx }: BillingContext,
  { onDate }: InputOf<typeof feeScheduleOperations.listFeeSchedules>,
): ReplyOf<typeof feeScheduleOperations.listFeeSchedules> {
  const rows = await feeSchedules(tx, onDate);
  return ok(
    rows.map((row) => ({
      scheduleId: row.schedule_id,
      name: row.name,
      codes: row.codes,
      latestFrom: row.latest_from,
    })),
  );
}

export async function saveFeeSchedule(
  context: BillingContext,
  { scheduleId, name }: InputOf<typeof feeScheduleOperations.saveFeeSchedule>,
): ReplyOf<typeof feeScheduleOperations.saveFeeSchedule> {
  if (!(await saveSchedule(context.tx, scheduleId, name))) return fail("already-recorded", { field: "name" });
  context.emit(feeScheduleChanged, { scheduleId });
  return ok({ scheduleId });
}

/** BIL-392: earlier days keep their prices; what the list lacks keeps its own. First it says what it would change. */
export async function importFeeSchedule(
  context: BillingContext,
  input: InputOf<typeof feeScheduleOperations.importFeeSchedule>,
): ReplyOf<typeof feeScheduleOperations.importFeeSchedule> {
  const { tx } = context;
  const { scheduleId, from } = input;
  if (!(await lockSchedule(tx, scheduleId))) return fail("not-found", { field: "scheduleId" });
  // A code that is there twice counts once, the last one.
  const prices = [...new Map(input.prices.map((one) => [one.code, one])).values()];
  const changes = await compareSchedule(tx, scheduleId, from, prices);
  if (input.dryRun) return ok(changes);
  await writeSchedule(tx, scheduleId, from, prices);
  context.emit(feeScheduleChanged, { scheduleId });
  if (changes.added + changes.changed > 0) await recheckPayersBy(context, scheduleId, from);
  return ok(changes);
}

export async function listFeeSchedulePrices(
  { tx }: BillingContext,
  { scheduleId, onDate, text, before, limit }: InputOf<typeof feeScheduleOperations.listFeeSchedulePrices>,
): ReplyOf<typeof feeScheduleOperations.listFeeSchedulePrices> {
  if (!(await scheduleNames(tx, [scheduleId])).has(scheduleId)) return fail("not-found", { field: "scheduleId" });
  const rows = await schedulePage(tx, {
    scheduleId,
    on: onDate,
    begins: text.trim().toUpperCase(),
    after: before,
    limit,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return ok({
    prices: page.map((row) => ({
      code: row.code,
      label: serviceEntry(row.code, onDate)?.label ?? "",
      price: row.price,
      from: row.from_date,
    })),
    next: last?.code ?? null,
  });
}

/** BIL-400: what payers decided whose contracts go by the schedule is compared again. */
async function recheckPayersBy(context: BillingContext, scheduleId: string, from: LocalDate): Promise<void> {
  const rows = await allVersions(context.tx, null);
  const payers = rows.flatMap((row) =>
    row.content?.terms.some(({ pay }) => pay.by === "schedule" && pay.scheduleId === scheduleId) ? [row.payer_id] : [],
  );
  const name = (await scheduleNames(context.tx, [scheduleId])).get(scheduleId) ?? "a fee schedule";
  for (const payerId of new Set(payers))
    await recheckDecided(context, {
      cause: `${scheduleId}:${payerId}:${context.now}`,
      payerId,
      since: from,
      why: `the prices of "${name}" changed, from ${formatDate(from)} on`,
    });
}
