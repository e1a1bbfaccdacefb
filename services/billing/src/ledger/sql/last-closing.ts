import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import { lastDay } from "../../months/domain/book-month.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import type { LedgerAccount } from "../domain/ledger.ts";

interface Balance {
  readonly account: LedgerAccount;
  readonly balance: number;
}

/** How the accounts stood at the end of a day; from the first day of the ledger on where `after` is null. */
interface Closing {
  readonly after: string | null;
  readonly balances: readonly Balance[];
}

/**
 * The last closed month, or the last that was over before a day. Nothing was posted into it since, so what comes later is counted from there on,
 * and not from the first day of the ledger.
 */
export async function lastClosing(tx: Tx<BillingSchema>, before: string | null): Promise<Closing> {
  const { rows } = await sql<{ month: string; balances: Balance[] }>`
    select month, balances from (
      select distinct on (month) month, what, balances from month_event
      where ${before === null ? sql`true` : sql`month < ${before.slice(0, 7)}`} order by month desc, sequence desc) latest
    where what = 'closed' order by month desc limit 1`.execute(tx);
  const closing = rows[0];
  return closing ? { after: lastDay(closing.month), balances: closing.balances } : { after: null, balances: [] };
}

/** The balances that come of these and of what was posted since, by the accounts' names. */
export function balancesFrom(closed: readonly Balance[], moved: readonly Balance[]): Balance[] {
  const sums = new Map<LedgerAccount, number>();
  for (const { account, balance } of [...closed, ...moved]) sums.set(account, (sums.get(account) ?? 0) + balance);
  return [...sums]
    .map(([account, balance]) => ({ account, balance }))
    .toSorted((a, b) => (a.account < b.account ? -1 : 1));
}
