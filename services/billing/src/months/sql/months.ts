import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import { sql, type Insertable, type Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";
import { balancesFrom, lastClosing } from "../../ledger/sql/last-closing.ts";
import type { JournalLine } from "../domain/journal.ts";

type BillingTx = Tx<BillingSchema>;
export type MonthEventRow = Selectable<BillingSchema["month_event"]>;

/** Where the books are open from, and the day of the first posting. */
export async function booksOf(tx: BillingTx): Promise<{ openFrom: string | null; firstPosting: string | null }> {
  const last = await tx.selectFrom("month_event").select("open_from").orderBy("sequence", "desc").limit(1).execute();
  const { first } = await tx
    .selectFrom("ledger_transaction")
    .select((eb) => eb.fn.min<string | null>("date").as("first"))
    .executeTakeFirstOrThrow();
  return { openFrom: last[0]?.open_from ?? null, firstPosting: first };
}

/**
 * Waits for what is being posted and lets nothing else in until the transaction ends: what is closed is whole, and who posts meanwhile
 * posts into the open month. Taken before any other lock.
 */
export async function lockPostings(tx: BillingTx): Promise<void> {
  await sql`lock table ledger_transaction in share row exclusive mode`.execute(tx);
}

const EVENT_COLUMNS = [
  "sequence",
  "month",
  "what",
  "open_from",
  "at",
  "by_name",
  "because",
  "open",
  "balances",
] as const;

/** From when the books were open before a month was closed last; null where no month was closed before it. */
export async function openBefore(tx: BillingTx, month: string): Promise<string | null> {
  const row = await tx
    .selectFrom("month_event as before")
    .where("before.sequence", "<", (eb) =>
      eb
        .selectFrom("month_event as closing")
        .where("closing.month", "=", month)
        .where("closing.what", "=", "closed")
        .select((of) => of.fn.max<number>("closing.sequence").as("sequence")),
    )
    .orderBy("before.sequence", "desc")
    .select("before.open_from")
    // limit: the one just before it.
    .limit(1)
    .executeTakeFirst();
  return row?.open_from ?? null;
}

/** What was closed and reopened, the latest first; of one month or of all. */
export async function monthEvents(tx: BillingTx, month: string | null): Promise<MonthEventRow[]> {
  let query = tx.selectFrom("month_event").select(EVENT_COLUMNS).orderBy("sequence", "desc");
  if (month !== null) query = query.where("month", "=", month);
  return query.execute();
}

export async function insertMonthEvent(tx: BillingTx, row: Insertable<BillingSchema["month_event"]>): Promise<void> {
  await tx
    .insertInto("month_event")
    .values({ ...row, open: json(row.open), balances: json(row.balances) })
    .execute();
}

/** What was posted to each account before a day, and each side of what was posted from then to another day, both included. */
export async function accountMovements(tx: BillingTx, from: string, to: string) {
  const base = await lastClosing(tx, from);
  const rows = await tx
    .selectFrom("ledger_entry as e")
    .innerJoin("ledger_transaction as t", "t.transaction_id", "e.transaction_id")
    .where("t.date", "<=", to)
    .$if(base.after !== null, (query) => query.where("t.date", ">", base.after))
    .groupBy("e.account")
    .select("e.account")
    .select(() => [
      sql<number>`coalesce(sum(e.amount) filter (where t.date < ${from}), 0)::bigint`.as("opening"),
      sql<number>`coalesce(sum(e.amount) filter (where t.date >= ${from} and e.amount > 0), 0)::bigint`.as("debits"),
      sql<number>`coalesce(-sum(e.amount) filter (where t.date >= ${from} and e.amount < 0), 0)::bigint`.as("credits"),
    ])
    .execute();
  const moved = new Map(rows.map((row) => [row.account, row]));
  const opened = rows.map(({ account, opening }) => ({ account, balance: opening }));
  return balancesFrom(base.balances, opened).map(({ account, balance: opening }) => {
    const { debits = 0, credits = 0 } = moved.get(account) ?? {};
    return { account, opening, debits, credits, closing: opening + debits - credits };
  });
}

export async function transactionsBetween(tx: BillingTx, from: string, to: string): Promise<number> {
  const { count } = await tx
    .selectFrom("ledger_transaction")
    .where("date", ">=", from)
    .where("date", "<=", to)
    .select((eb) => eb.cast<number>(eb.fn.countAll(), "integer").as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** Both sides of each account, day by day. */
export async function journalLines(tx: BillingTx, from: string, to: string): Promise<JournalLine[]> {
  return tx
    .selectFrom("ledger_entry as e")
    .innerJoin("ledger_transaction as t", "t.transaction_id", "e.transaction_id")
    .where("t.date", ">=", from)
    .where("t.date", "<=", to)
    .groupBy(["t.date", "e.account"])
    .select(["t.date", "e.account"])
    .select(() => [
      sql<number>`coalesce(sum(e.amount) filter (where e.amount > 0), 0)::bigint`.as("debits"),
      sql<number>`coalesce(-sum(e.amount) filter (where e.amount < 0), 0)::bigint`.as("credits"),
    ])
    .execute();
}
