import type { monthOperations } from "@practicum/contracts/billing/months";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { firstDay, lastClosed, lastDay, monthsOf, nextToClose, stateOf } from "../domain/book-month.ts";
import { journalCsv } from "../domain/journal.ts";
import { accountMovements, journalLines, monthEvents, transactionsBetween, type MonthEventRow } from "../sql/months.ts";
import { loadBooks, openOf } from "./books.ts";

export async function listMonths(context: BillingContext): ReplyOf<typeof monthOperations.listMonths> {
  const books = await loadBooks(context);
  const events = await monthEvents(context.tx, null);
  const months = monthsOf(books).map((month) => {
    const state = stateOf(books, month);
    const last = state === "closed" ? events.find((one) => one.month === month) : undefined;
    return { month, state, closedAt: last?.at ?? null, closedBy: last?.by_name ?? null };
  });
  return ok({ months, next: nextToClose(books) });
}

export async function getMonth(
  context: BillingContext,
  { month }: InputOf<typeof monthOperations.getMonth>,
): ReplyOf<typeof monthOperations.getMonth> {
  const { tx } = context;
  const books = await loadBooks(context);
  const state = stateOf(books, month);
  const accounts = await accountMovements(tx, firstDay(month), lastDay(month));
  const events = await monthEvents(tx, month);
  return ok({
    month,
    state,
    first: state === "after-open" ? nextToClose(books) : null,
    last: month === lastClosed(books),
    accounts: accounts.filter((one) => one.opening !== 0 || one.debits !== 0 || one.credits !== 0),
    transactions: await transactionsBetween(tx, firstDay(month), lastDay(month)),
    asClosed: state === "closed" ? standsAsClosed(accounts, events[0]) : null,
    open: await openOf(context, month),
    history: events.map((one) => ({
      what: one.what,
      at: one.at,
      by: one.by_name,
      because: one.because,
      open: one.open,
    })),
  });
}

/** Counted again from the ledger: what the lock holds is looked at from outside. */
function standsAsClosed(
  accounts: readonly { readonly account: string; readonly closing: number }[],
  closed: MonthEventRow | undefined,
): boolean {
  const then = new Map<string, number>(closed?.balances.map((one) => [one.account, one.balance]));
  return accounts.every((one) => one.closing === (then.get(one.account) ?? 0));
}

/** BIL-245. */
export async function exportJournal(
  context: BillingContext,
  { month }: InputOf<typeof monthOperations.exportJournal>,
): ReplyOf<typeof monthOperations.exportJournal> {
  const lines = await journalLines(context.tx, firstDay(month), lastDay(month));
  const closed = stateOf(await loadBooks(context), month) === "closed";
  return ok({
    // Whether more can come is in its name: a comment in the file would be a row to whoever reads it.
    name: `journal-${month}-${closed ? "closed" : "open"}.csv`,
    csv: journalCsv(lines),
    debits: lines.reduce((sum, one) => sum + one.debits, 0),
    credits: lines.reduce((sum, one) => sum + one.credits, 0),
  });
}
