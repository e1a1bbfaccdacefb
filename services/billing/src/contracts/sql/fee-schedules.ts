import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** Every schedule by name, with how many codes have a price on a day. */
export async function feeSchedules(tx: BillingTx, on: LocalDate) {
  return tx
    .selectFrom("fee_schedule as s")
    .leftJoin("fee_schedule_price as p", "p.schedule_id", "s.schedule_id")
    .groupBy(["s.schedule_id", "s.name"])
    .orderBy("s.name")
    .select((eb) => [
      "s.schedule_id",
      "s.name",
      eb.cast<number>(eb.fn.count("p.code").distinct().filterWhere("p.from_date", "<=", on), "integer").as("codes"),
      eb.fn.max<string | null>("p.from_date").as("latest_from"),
    ])
    .execute();
}

/** @returns false where another schedule has the name. */
export async function saveSchedule(tx: BillingTx, scheduleId: string, name: string): Promise<boolean> {
  const other = await tx
    .selectFrom("fee_schedule")
    .select("schedule_id")
    .where((eb) => eb(eb.fn<string>("lower", ["name"]), "=", name.toLowerCase()))
    .where("schedule_id", "<>", scheduleId)
    .executeTakeFirst();
  if (other) return false;
  const written = await tx
    .insertInto("fee_schedule")
    .values({ schedule_id: scheduleId, name })
    .onConflict((conflict) => conflict.column("schedule_id").doUpdateSet({ name }))
    .returning("schedule_id")
    .executeTakeFirst();
  return written !== undefined;
}

/** Names of schedules, kept from being written to by others where a list is taken in. */
export async function lockSchedule(tx: BillingTx, scheduleId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("fee_schedule")
    .select("schedule_id")
    .where("schedule_id", "=", scheduleId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export async function scheduleNames(tx: BillingTx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom("fee_schedule")
    .select(["schedule_id", "name"])
    .where("schedule_id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.schedule_id, row.name]));
}

/** Prices of schedules in force on a day: of each code the latest that had begun. */
export async function schedulePricesOn(
  tx: BillingTx,
  ask: { readonly scheduleIds: readonly string[]; readonly codes: readonly string[]; readonly on: LocalDate },
): Promise<readonly { schedule_id: string; code: string; price: Cents }[]> {
  if (ask.scheduleIds.length === 0 || ask.codes.length === 0) return [];
  return tx
    .selectFrom("fee_schedule_price")
    .distinctOn(["schedule_id", "code"])
    .select(["schedule_id", "code", "price"])
    .where("schedule_id", "in", [...new Set(ask.scheduleIds)])
    .where("code", "in", [...new Set(ask.codes)])
    .where("from_date", "<=", ask.on)
    .orderBy("schedule_id")
    .orderBy("code")
    .orderBy("from_date", "desc")
    .execute();
}

/** A page of one schedule's prices on a day, by code, one more than the limit where there are more. */
export async function schedulePage(
  tx: BillingTx,
  ask: {
    readonly scheduleId: string;
    readonly on: LocalDate;
    readonly begins: string;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<readonly { code: string; price: Cents; from_date: LocalDate }[]> {
  return tx
    .selectFrom("fee_schedule_price")
    .distinctOn("code")
    .select(["code", "price", "from_date"])
    .where("schedule_id", "=", ask.scheduleId)
    .where("from_date", "<=", ask.on)
    .where((eb) => eb(eb.fn<boolean>("starts_with", ["code", eb.val(ask.begins)]), "=", true))
    .$if(ask.after !== null, (query) => query.where("code", ">", ask.after ?? ""))
    .orderBy("code")
    .orderBy("from_date", "desc")
    .limit(ask.limit + 1)
    .execute();
}

/** What a list would change from a day on: of each code whether it is new, has another price, or the same. */
export async function compareSchedule(
  tx: BillingTx,
  scheduleId: string,
  from: LocalDate,
  prices: readonly { readonly code: string; readonly price: Cents }[],
): Promise<{ added: number; changed: number; unchanged: number }> {
  const { rows } = await sql<{ added: number; changed: number; unchanged: number }>`
    select count(*) filter (where now.price is null)::int as added,
      count(*) filter (where now.price <> new.price)::int as changed,
      count(*) filter (where now.price = new.price)::int as unchanged
    from unnest(${prices.map((one) => one.code)}::text[], ${prices.map((one) => one.price)}::bigint[]) as new (code, price)
    left join lateral (
      select p.price from fee_schedule_price p
      where p.schedule_id = ${scheduleId}::uuid and p.code = new.code and p.from_date <= ${from}::date
      order by p.from_date desc limit 1
    ) now on true`.execute(tx);
  return rows[0] ?? { added: 0, changed: 0, unchanged: 0 };
}

/** Sets prices from a day on; the same code and day again is a correction. */
export async function writeSchedule(
  tx: BillingTx,
  scheduleId: string,
  from: LocalDate,
  prices: readonly { readonly code: string; readonly price: Cents }[],
): Promise<void> {
  // Two arrays instead of thousands of parameters: a fee schedule may have 20,000 lines.
  await sql`insert into fee_schedule_price (schedule_id, code, from_date, price)
    select ${scheduleId}::uuid, code, ${from}::date, price
    from unnest(${prices.map((one) => one.code)}::text[], ${prices.map((one) => one.price)}::bigint[]) as t (code, price)
    on conflict (schedule_id, code, from_date) do update set price = excluded.price`.execute(tx);
}
