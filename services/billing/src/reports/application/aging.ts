import type { reportOperations } from "@practicum/contracts/billing/reports";
import { decimalFromCents } from "@practicum/kernel/money";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { csvText } from "../../domain/csv.ts";
import { reportMonth, thisMonth } from "../domain/report-months.ts";
import {
  agingLines,
  agingRows as pageOf,
  agingRowsTotal,
  agingTotal,
  besideReceivables,
  type AgingAsk,
} from "../sql/aging.ts";
import { shown } from "./rows.ts";

function asked({ today, practice }: BillingContext, { by, from }: Pick<AgingAsk, "by" | "from">): AgingAsk {
  const month = reportMonth(thisMonth(today), today);
  return { by, from, month, timeZone: practice.timeZone };
}

/** BIL-303. */
export async function aging(
  context: BillingContext,
  input: InputOf<typeof reportOperations.aging>,
): ReplyOf<typeof reportOperations.aging> {
  const { tx, today } = context;
  const ask = asked(context, input);
  const { lines, next } = await agingLines(tx, { ...ask, limit: input.limit, before: input.before });
  return ok({
    asOf: today,
    lines: lines.map(({ key, name, ...sums }) => ({
      key,
      name: lineName({ key, name }),
      patientId: input.by === "patient" && key !== "none" ? key : null,
      sums,
    })),
    next,
    all: input.before === null ? { ...(await agingTotal(tx, ask)), ...(await besideReceivables(tx, ask)) } : null,
  });
}

/** limit: so many lines are read at once; the file has all of them. */
const FILE_PAGE = 1000;
const BUCKETS = ["unbilled", "0-30", "31-60", "61-90", "91-120", "over-120", "credit", "total"] as const;

/** BIL-424: all lines and their sum. */
export async function exportAging(
  context: BillingContext,
  input: InputOf<typeof reportOperations.exportAging>,
): ReplyOf<typeof reportOperations.exportAging> {
  const { tx, today } = context;
  const ask = asked(context, input);
  const all: Awaited<ReturnType<typeof agingLines>>["lines"] = [];
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof agingLines>> = await agingLines(tx, { ...ask, limit: FILE_PAGE, before });
    all.push(...page.lines);
    before = page.next;
  } while (before !== null);
  const { sums } = await agingTotal(tx, ask);
  const row = (name: string, line: (typeof all)[number] | typeof sums) => [
    name,
    ...BUCKETS.map((bucket) => decimalFromCents(line[bucket])),
  ];
  return ok({
    name: `aging-by-${input.by}-${today}.csv`,
    csv: csvText([[input.by, ...BUCKETS], ...all.map((line) => row(lineName(line), line)), row("Total", sums)]),
    patientIds: input.by === "patient" ? all.flatMap(({ key }) => (key === "none" ? [] : [key])) : [],
  });
}

function lineName({ key, name }: { readonly key: string; readonly name: string | null }): string {
  return key === "patients" ? "Patients" : (name ?? "Not known");
}

/** BIL-303: what is behind a line. */
export async function agingRows(
  context: BillingContext,
  input: InputOf<typeof reportOperations.agingRows>,
): ReplyOf<typeof reportOperations.agingRows> {
  const { key, bucket, limit, before } = input;
  const ask = { ...asked(context, input), key, bucket };
  const { rows, next } = await pageOf(context.tx, { ...ask, limit, before });
  return ok({
    rows: await shown(context, rows),
    next,
    all: before === null ? await agingRowsTotal(context.tx, ask) : null,
  });
}
