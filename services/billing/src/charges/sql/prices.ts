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
    .where("voided_because", "is", null)
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
    on conflict (code, from_date) do update set price = excluded.price, voided_because = null`.execute(tx);
}

/** @returns the price that is void now; null where there was none that stood. */
export async function markPriceVoided(
  tx: Tx<BillingSchema>,
  which: { readonly code: string; readonly from: LocalDate },
  because: string,
): Promise<Cents | null> {
  const row = await tx
    .updateTable("price")
    .set({ voided_because: because })
    .where("code", "=", which.code)
    .where("from_date", "=", which.from)
    .where("voided_because", "is", null)
    .returning("price")
    .executeTakeFirst();
  return row?.price ?? null;
}

/** Charges in review that have a price from a day on. */
export async function chargesPricedFrom(
  tx: Tx<BillingSchema>,
  which: { readonly code: string; readonly from: LocalDate; readonly price: Cents },
) {
  return tx
    .selectFrom("charge as c")
    .innerJoin("visit as v", "v.encounter_id", "c.encounter_id")
    .select(["c.charge_id", "c.units", "v.service_date"])
    .where("c.code", "=", which.code)
    .where("c.status", "=", "review")
    .where("c.unit_price", "=", which.price)
    .where("v.service_date", ">=", which.from)
    .orderBy("c.charge_id")
    .forUpdate("c")
    .execute();
}

export async function repriceCharge(
  tx: Tx<BillingSchema>,
  charge: { readonly charge_id: string; readonly units: number },
  price: Cents | null,
): Promise<void> {
  await tx
    .updateTable("charge")
    .set((eb) => ({
      unit_price: price,
      amount: price === null ? null : price * charge.units,
      version: eb("version", "+", 1),
    }))
    .where("charge_id", "=", charge.charge_id)
    .execute();
}
