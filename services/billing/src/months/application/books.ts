import type { BillingContext } from "../../application/context.ts";
import type { Books } from "../domain/book-month.ts";
import { lastDay } from "../domain/book-month.ts";
import { accountMovements, booksOf } from "../sql/months.ts";
import { openUpTo } from "../sql/open-things.ts";

/** Where the books stand, by the practice's own day. */
export async function loadBooks({ tx, today }: BillingContext): Promise<Books> {
  return { today, ...(await booksOf(tx)) };
}

/** What is open of the days up to a month's end. */
export async function openOf({ tx, practice }: BillingContext, month: string) {
  return openUpTo(tx, lastDay(month), practice.timeZone);
}

/** How the accounts stand at a month's end; those at zero are left out. */
export async function balancesAt({ tx }: BillingContext, month: string) {
  const rows = await accountMovements(tx, lastDay(month), lastDay(month));
  return rows.map(({ account, closing }) => ({ account, balance: closing })).filter((one) => one.balance !== 0);
}
