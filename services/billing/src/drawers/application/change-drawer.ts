import { drawerChanged, type drawerOperations } from "@practicum/contracts/billing/drawers";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorMay, actorName, type BillingContext } from "../../application/context.ts";
import { post } from "../../ledger/application/post.ts";
import { move, posting } from "../../ledger/domain/ledger.ts";
import { decideClose, expectedOf } from "../domain/drawer.ts";
import {
  changeDrawer,
  drawersOfPerson,
  findDrawer,
  insertDrawerEvent,
  linesOf,
  lockDrawers,
  type DrawerRow,
} from "../sql/drawers.ts";
import { addLine, openedDrawer, personOf } from "./in-drawer.ts";

type Change = Pick<Parameters<typeof insertDrawerEvent>[1], "what" | "because" | "closing">;

async function record(context: BillingContext, drawerId: string, change: Change): Promise<void> {
  const { tx, now: at, actor } = context;
  await insertDrawerEvent(tx, { drawer_id: drawerId, at, by_name: actorName(actor), ...change });
  context.emit(drawerChanged, { drawerId: drawerId as never, at });
}

/** A drawer that nobody else changes until the transaction ends; null where it is none of theirs (BIL-289). */
async function lockOwn(context: BillingContext, drawerId: string): Promise<DrawerRow | null> {
  const seen = await findDrawer(context.tx, drawerId);
  const may = seen !== null && (seen.person_id === personOf(context).id || actorMay(context, "drawer.reopen"));
  if (!may) return null;
  await lockDrawers(context.tx, [seen.person_id]);
  return findDrawer(context.tx, drawerId);
}

/** BIL-280. */
export async function openDrawer(
  context: BillingContext,
  { openingFloat }: InputOf<typeof drawerOperations.openDrawer>,
): ReplyOf<typeof drawerOperations.openDrawer> {
  const person = personOf(context);
  await lockDrawers(context.tx, [person.id]);
  const drawer = await openedDrawer(context, person);
  if (!drawer.counted_in || drawer.opening_float !== openingFloat) {
    await changeDrawer(context.tx, drawer.drawer_id, { opening_float: openingFloat, counted_in: true });
    await record(context, drawer.drawer_id, { what: "float", because: null, closing: null });
  }
  return ok({ drawerId: drawer.drawer_id as never });
}

/** BIL-283. */
export async function payOut(
  context: BillingContext,
  input: InputOf<typeof drawerOperations.payOut>,
): ReplyOf<typeof drawerOperations.payOut> {
  const drawer = await lockOwn(context, input.drawerId);
  if (!drawer) return fail("not-found");
  if (drawer.state === "closed") return fail("drawer-closed");
  const lines = await linesOf(context.tx, [drawer.drawer_id]);
  if (lines.some((one) => one.line_id === input.lineId)) return ok({});
  if (input.amount > expectedOf(drawer.opening_float, lines).cash) return fail("over-allocated", { field: "amount" });
  const { lineId, amount, because } = input;
  await addLine(context, drawer, "payout", { line_id: lineId, method: "cash", amount: -amount, because });
  const about = { because: `Paid out of the drawer: ${because}`, rule: "BIL-283" };
  const entries = move(amount, { debit: "petty-cash", credit: "cash" }, about);
  await post(context, posting(`payout:${lineId}`, { kind: "manual", id: drawer.drawer_id }, entries));
  return ok({});
}

/** BIL-283. */
export async function undoPayout(
  context: BillingContext,
  input: InputOf<typeof drawerOperations.undoPayout>,
): ReplyOf<typeof drawerOperations.undoPayout> {
  const drawer = await lockOwn(context, input.drawerId);
  if (!drawer) return fail("not-found");
  if (drawer.state === "closed") return fail("drawer-closed");
  const line = (await linesOf(context.tx, [drawer.drawer_id])).find((one) => one.line_id === input.lineId);
  if (line?.kind !== "payout") return fail("not-found");
  if (line.undone_by !== null) return fail("already-posted");
  await addLine(context, drawer, "payout-undone", {
    method: "cash",
    amount: -line.amount,
    of_line_id: line.line_id,
    because: line.because,
  });
  const about = { because: `Reversed: ${line.because ?? ""}`, rule: "BIL-283" };
  const entries = move(line.amount, { debit: "petty-cash", credit: "cash" }, about);
  await post(context, posting(`payout-undone:${line.line_id}`, { kind: "manual", id: drawer.drawer_id }, entries));
  return ok({});
}

/** BIL-284, BIL-285: what is over or short is posted, so that the books have the cash that was counted. */
export async function closeDrawer(
  context: BillingContext,
  input: InputOf<typeof drawerOperations.closeDrawer>,
): ReplyOf<typeof drawerOperations.closeDrawer> {
  const drawer = await lockOwn(context, input.drawerId);
  if (!drawer) return fail("not-found");
  const lines = await linesOf(context.tx, [drawer.drawer_id]);
  const decided = decideClose({ ...drawer, expected: expectedOf(drawer.opening_float, lines) }, input);
  if (!decided.ok) return decided;
  const closing = { ...decided.value, at: context.now, by: actorName(context.actor) };
  await changeDrawer(context.tx, drawer.drawer_id, { state: "closed", closing });
  await record(context, drawer.drawer_id, { what: "closed", because: closing.cashBecause, closing });
  await postOverShort(context, drawer, closing.overShort, closing.cashBecause ?? "");
  return ok({ overShort: closing.overShort, deposit: closing.deposit });
}

/** BIL-286. */
export async function reopenDrawer(
  context: BillingContext,
  input: InputOf<typeof drawerOperations.reopenDrawer>,
): ReplyOf<typeof drawerOperations.reopenDrawer> {
  const drawer = await lockOwn(context, input.drawerId);
  if (!drawer) return fail("not-found");
  if (drawer.state === "open" || drawer.closing === null) return fail("drawer-open");
  const others = await drawersOfPerson(context.tx, drawer.person_id, drawer.day);
  if (others.some((one) => one.state === "open")) return fail("other-drawer-open", { detail: { name: drawer.person } });
  await changeDrawer(context.tx, drawer.drawer_id, { state: "open", closing: null });
  await record(context, drawer.drawer_id, { what: "reopened", because: input.because, closing: null });
  await postOverShort(context, drawer, -drawer.closing.overShort, `Opened again: ${input.because}`);
  return ok({});
}

async function postOverShort(
  context: BillingContext,
  drawer: DrawerRow,
  amount: number,
  because: string,
): Promise<void> {
  if (amount === 0) return;
  const about = { because: `Drawer ${amount > 0 ? "over" : "short"}: ${because}`, rule: "BIL-284" };
  const entries = move(amount, { debit: "cash", credit: "cash-over-short" }, about);
  // Each closing and opening counts the version on.
  const key = `drawer-count:${drawer.drawer_id}:${drawer.version}`;
  await post(context, posting(key, { kind: "manual", id: drawer.drawer_id }, entries));
}
