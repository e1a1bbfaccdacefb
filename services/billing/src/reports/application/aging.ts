import type { reportOperations } from "@practicum/contracts/billing/reports";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
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
      name: key === "patients" ? "Patients" : (name ?? "Not known"),
      patientId: input.by === "patient" && key !== "none" ? key : null,
      sums,
    })),
    next,
    all: input.before === null ? { ...(await agingTotal(tx, ask)), ...(await besideReceivables(tx, ask)) } : null,
  });
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
