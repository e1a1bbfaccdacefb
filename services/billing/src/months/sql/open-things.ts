import type { openThings } from "@practicum/contracts/billing/months";
import type { Tx } from "@practicum/db/db";
import { sql, type ExpressionBuilder, type StringReference } from "kysely";
import type { z } from "zod";
import { unbanked } from "../../deposits/sql/deposits.ts";
import { isOff, type Builder } from "../../remittance/sql/find-remittances.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
type OpenThing = z.output<typeof openThings>[number];
type Found = Omit<OpenThing, "what">;

function counted<DB, T extends keyof DB>(
  eb: ExpressionBuilder<DB, T>,
  amount: StringReference<DB, T>,
  day: StringReference<DB, T>,
) {
  return [
    eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
    eb.cast<number>(eb.fn.coalesce(eb.fn.sum(amount), eb.lit(0)), "bigint").as("amount"),
    eb.fn.min<string | null>(day).as("oldest"),
  ] as const;
}

/** BIL-243: what nobody has finished, of all days up to `to`. */
export async function openUpTo(tx: BillingTx, to: string, timeZone: string): Promise<OpenThing[]> {
  const found: { readonly [W in OpenThing["what"]]: Found } = {
    charges: await chargesInReview(tx, to),
    deposits: await unexplained(tx, to),
    unbanked: await unbanked(tx)
      .where("r.payment_date", "<=", to)
      .select((eb) => counted(eb, "r.total", "r.payment_date"))
      .executeTakeFirstOrThrow(),
    exceptions: await unposted(tx, to, false),
    "set-aside": await unposted(tx, to, true),
    "out-of-balance": await outOfBalance(tx, to),
    approvals: await approvals(tx, to, timeZone),
    files: await quarantined(tx, to, timeZone),
    drawers: await unclosedDrawers(tx, to),
  };
  return (Object.keys(found) as OpenThing["what"][])
    .map((what) => ({ what, ...found[what] }))
    .filter((one) => one.count > 0);
}

async function chargesInReview(tx: BillingTx, to: string): Promise<Found> {
  return (
    tx
      .selectFrom("visit as v")
      .leftJoin("charge as c", (join) =>
        join.onRef("c.encounter_id", "=", "v.encounter_id").on("c.status", "<>", "reversed"),
      )
      .where("v.released_at", "is", null)
      .where("v.service_date", "<=", to)
      // A visit has several charges.
      .select((eb) => [
        eb.cast<number>(eb.fn.count("v.encounter_id").distinct(), "integer").as("count"),
        eb.cast<number>(eb.fn.coalesce(eb.fn.sum("c.amount"), eb.lit(0)), "bigint").as("amount"),
        eb.fn.min<string | null>("v.service_date").as("oldest"),
      ])
      .executeTakeFirstOrThrow()
  );
}

async function unexplained(tx: BillingTx, to: string): Promise<Found> {
  return tx
    .selectFrom("deposit_check as k")
    .innerJoin("deposit as d", "d.deposit_id", "k.deposit_id")
    .where("k.state", "=", "waits")
    .where("d.deposited_on", "<=", to)
    .select((eb) => counted(eb, "k.amount", "d.deposited_on"))
    .executeTakeFirstOrThrow();
}

async function unposted(tx: BillingTx, to: string, setAside: boolean): Promise<Found> {
  return tx
    .selectFrom("remittance_claim as c")
    .innerJoin("remittance as r", "r.remittance_id", "c.remittance_id")
    .where("c.posted", "=", false)
    .where("c.returned_as", "is", null)
    .where("c.set_aside_because", setAside ? "is not" : "is", null)
    .where("r.payment_date", "<=", to)
    .select((eb) => counted(eb, "c.paid", "r.payment_date"))
    .executeTakeFirstOrThrow();
}

async function outOfBalance(tx: BillingTx, to: string): Promise<Found> {
  return tx
    .selectFrom("remittance as r")
    .where((eb) => isOff(eb as Builder))
    .where("r.payment_date", "<=", to)
    .select((eb) => counted(eb, "r.total", "r.payment_date"))
    .executeTakeFirstOrThrow();
}

/** A moment as a day of the practice. */
const dayOf = (column: string, timeZone: string) => sql<string>`(${sql.ref(column)} at time zone ${timeZone})::date`;

async function approvals(tx: BillingTx, to: string, timeZone: string): Promise<Found> {
  const asked = dayOf("a.asked_at", timeZone);
  return tx
    .selectFrom("approval as a")
    .where("a.status", "=", "waiting")
    .where(asked, "<=", to)
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      eb.cast<number>(eb.fn.coalesce(eb.fn.sum("a.amount"), eb.lit(0)), "bigint").as("amount"),
      sql<string | null>`min(${asked})`.as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

/** BIL-285: drawers that nobody closed, with the patients' money in them. */
async function unclosedDrawers(tx: BillingTx, to: string): Promise<Found> {
  return tx
    .selectFrom("drawer as d")
    .leftJoin("drawer_line as l", (join) =>
      join.onRef("l.drawer_id", "=", "d.drawer_id").on("l.kind", "not in", ["payout", "payout-undone"]),
    )
    .where("d.state", "=", "open")
    .where("d.day", "<=", to)
    .select((eb) => [
      eb.cast<number>(eb.fn.count("d.drawer_id").distinct(), "integer").as("count"),
      eb.cast<number>(eb.fn.coalesce(eb.fn.sum("l.amount"), eb.lit(0)), "bigint").as("amount"),
      eb.fn.min<string | null>("d.day").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

async function quarantined(tx: BillingTx, to: string, timeZone: string): Promise<Found> {
  const at = dayOf("f.at", timeZone);
  const { count, oldest } = await tx
    .selectFrom("exchange_file as f")
    .where("f.status", "=", "quarantined")
    .where(at, "<=", to)
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      sql<string | null>`min(${at})`.as("oldest"),
    ])
    .executeTakeFirstOrThrow();
  return { count, amount: 0, oldest };
}
