import type { drawerDetail, drawerOperations, drawerSummary } from "@practicum/contracts/billing/drawers";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import { actorMay, type BillingContext } from "../../application/context.ts";
import { patientsById } from "../../sql/copies.ts";
import { expectedOf } from "../domain/drawer.ts";
import {
  drawersOfPerson,
  drawersOn,
  eventsOf,
  findDrawer,
  lastClosedOf,
  ledgerOfPayments,
  linesOf,
  unclosedBefore,
  type DrawerRow,
  type LineRow,
} from "../sql/drawers.ts";
import { personOf } from "./in-drawer.ts";

type Summary = z.input<typeof drawerSummary>;

/** Drawers with what has to be in each. */
export async function summariesOf(context: BillingContext, rows: readonly DrawerRow[]): Promise<Summary[]> {
  const lines = await linesOf(
    context.tx,
    rows.map((one) => one.drawer_id),
  );
  const byDrawer = Map.groupBy(lines, (one) => one.drawer_id);
  return rows.map((row) => summaryOf(context, row, byDrawer.get(row.drawer_id) ?? []));
}

function summaryOf(context: BillingContext, row: DrawerRow, lines: readonly LineRow[]): Summary {
  return {
    drawerId: row.drawer_id,
    person: row.person,
    mine: row.person_id === personOf(context).id,
    day: row.day,
    number: row.number,
    state: row.state,
    openingFloat: row.opening_float,
    countedIn: row.counted_in,
    expected: expectedOf(row.opening_float, lines),
    closing: row.closing,
    version: row.version,
  };
}

async function detailOf(context: BillingContext, row: DrawerRow): Promise<z.input<typeof drawerDetail>> {
  const { tx } = context;
  const lines = await linesOf(tx, [row.drawer_id]);
  const patients = await patientsById(
    tx,
    lines.flatMap((one) => one.patient_id ?? []),
  );
  const events = await eventsOf(tx, row.drawer_id);
  return {
    ...summaryOf(context, row, lines),
    lines: lines.map((one) => ({
      lineId: one.line_id,
      at: one.at,
      kind: one.kind,
      method: one.method,
      amount: one.amount,
      because: one.because,
      reference: one.reference,
      receiptNumber: one.receipt_number,
      patientId: one.patient_id,
      patientName: patients.get(one.patient_id ?? "")?.name ?? null,
      undone: one.undone_by !== null,
    })),
    history: events.map((one) => ({ what: one.what, at: one.at, by: one.by_name, because: one.because })),
  };
}

export async function myDrawer(context: BillingContext): ReplyOf<typeof drawerOperations.myDrawer> {
  const { tx, today } = context;
  const { id } = personOf(context);
  const own = await drawersOfPerson(tx, id, today);
  const open = own.find((one) => one.state === "open");
  const closed = own.filter((one) => one.state === "closed");
  return ok({
    drawer: open ? await detailOf(context, open) : null,
    closedToday: await summariesOf(context, closed),
    lastLeft: (await lastClosedOf(tx, id))?.closing?.left ?? null,
    unclosed: await summariesOf(context, await unclosedBefore(tx, today, id)),
  });
}

/** BIL-289: one's own, or any for who reviews them. */
export async function getDrawer(
  context: BillingContext,
  { drawerId }: InputOf<typeof drawerOperations.getDrawer>,
): ReplyOf<typeof drawerOperations.getDrawer> {
  const row = await findDrawer(context.tx, drawerId);
  const may = row?.person_id === personOf(context).id || actorMay(context, "drawer.review");
  return row && may ? ok(await detailOf(context, row)) : fail("not-found");
}

/** BIL-288. */
export async function dailyClose(
  context: BillingContext,
  { on }: InputOf<typeof drawerOperations.dailyClose>,
): ReplyOf<typeof drawerOperations.dailyClose> {
  const { tx } = context;
  const { all, banked, outside } = await ledgerOfPayments(tx, on);
  return ok({
    on,
    drawers: await summariesOf(context, await drawersOn(tx, on)),
    unclosedBefore: await summariesOf(context, await unclosedBefore(tx, on, null)),
    banked,
    outside,
    ledger: all,
  });
}
