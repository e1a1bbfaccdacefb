import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

/** The fee schedule in force on a day: of each code the latest price that had begun (BIL-11). */
export async function pricesOn(
  tx: Tx<BillingSchema>,
  on: LocalDate,
  codes?: readonly string[],
): Promise<Map<string, { price: Cents; from: LocalDate }>> {
  if (codes?.length === 0) return new Map();
  let query = tx
    .selectFrom("price")
    .distinctOn("code")
    .select(["code", "price", "from_date"])
    .where("from_date", "<=", on)
    .orderBy("code")
    .orderBy("from_date", "desc");
  if (codes) query = query.where("code", "in", [...new Set(codes)]);
  const rows = await query.execute();
  return new Map(rows.map((row) => [row.code, { price: row.price, from: row.from_date }]));
}

/** Sets prices from a day on. The same code and day again is a correction. */
export async function savePrices(
  tx: Tx<BillingSchema>,
  from: LocalDate,
  prices: readonly { readonly code: string; readonly price: Cents }[],
): Promise<void> {
  // Two arrays instead of thousands of parameters: a fee schedule may have 20,000 lines.
  await sql`insert into price (code, from_date, price)
    select code, ${from}::date, price
    from unnest(${prices.map((one) => one.code)}::text[], ${prices.map((one) => one.price)}::bigint[]) as t (code, price)
    on conflict (code, from_date) do update set price = excluded.price`.execute(tx);
}
