import { monthChanged, type monthOperations } from "@practicum/contracts/billing/months";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { decideClose, decideReopen, stateOf } from "../domain/book-month.ts";
import { insertMonthEvent, lockPostings, openBefore } from "../sql/months.ts";
import { balancesAt, loadBooks, openOf } from "./books.ts";

/** BIL-241 to BIL-243: the month is closed with what was open, in words that stay; nothing is posted by it. */
export async function closeMonth(
  context: BillingContext,
  input: InputOf<typeof monthOperations.closeMonth>,
): ReplyOf<typeof monthOperations.closeMonth> {
  const { month, because } = input;
  await lockPostings(context.tx);
  const books = await loadBooks(context);
  const open = await openOf(context, month);
  const count = open.reduce((sum, one) => sum + one.count, 0);
  const decided = decideClose(books, count, input);
  if (!decided.ok) return decided;
  await write(context, { month, what: "closed", open_from: decided.value, because: because || null, open });
  return ok({ state: "closed" });
}

/** BIL-244. */
export async function reopenMonth(
  context: BillingContext,
  input: InputOf<typeof monthOperations.reopenMonth>,
): ReplyOf<typeof monthOperations.reopenMonth> {
  const { month, because } = input;
  await lockPostings(context.tx);
  const books = await loadBooks(context);
  const decided = decideReopen(books, month, await openBefore(context.tx, month));
  if (!decided.ok) return decided;
  await write(context, { month, what: "reopened", open_from: decided.value, because, open: [] });
  return ok({ state: stateOf({ ...books, openFrom: decided.value }, month) });
}

type Change = Parameters<typeof insertMonthEvent>[1];

async function write(
  context: BillingContext,
  change: Pick<Change, "month" | "what" | "open_from" | "because" | "open">,
): Promise<void> {
  const { tx, now, actor } = context;
  const balances = await balancesAt(context, change.month);
  await insertMonthEvent(tx, { ...change, at: now, by_name: actorName(actor), balances });
  context.emit(monthChanged, {
    month: change.month,
    state: change.what === "closed" ? "closed" : "can-close",
    at: now,
  });
}
