import type { AppealStatus } from "@practicum/contracts/billing/appeals";
import { notYetAccepted } from "@practicum/contracts/billing/claims";
import type { Tx } from "@practicum/db/db";
import type { ExpressionBuilder, StringReference } from "kysely";
import { OPEN_APPEALS } from "../appeals/domain/appeal-state.ts";
import { hasVoidedMoney, isHeld } from "../claims/sql/find-claims.ts";
import { OPEN_DENIALS } from "../denials/domain/denial-policy.ts";
import type { BillingSchema } from "./schema.ts";

type BillingTx = Tx<BillingSchema>;

/** How many wait, how much money is in them, and the day of the oldest. */
export interface Waiting {
  readonly count: number;
  readonly amount: number;
  readonly oldest: string | null;
}

function sumOf<DB, T extends keyof DB>(eb: ExpressionBuilder<DB, T>, column: StringReference<DB, T>) {
  return eb.cast<number>(eb.fn.coalesce(eb.fn.sum(column), eb.lit(0)), "bigint");
}

/** Visits whose charges nobody has released. */
export async function visitsInReview(tx: BillingTx): Promise<Waiting> {
  return tx
    .selectFrom("visit as v")
    .leftJoin("charge as c", (join) =>
      join.onRef("c.encounter_id", "=", "v.encounter_id").on("c.status", "<>", "reversed"),
    )
    .where("v.released_at", "is", null)
    .select((eb) => [
      eb.cast<number>(eb.fn.count("v.encounter_id").distinct(), "integer").as("count"),
      sumOf(eb, "c.amount").as("amount"),
      eb.fn.min<string | null>("v.service_date").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

/** Claims to mend, to send, and rejected ones; what is ready and held back is counted as `held` (BIL-430). */
export async function claimsWaiting(
  tx: BillingTx,
  today: string,
): Promise<ReadonlyMap<"needs-correction" | "ready" | "rejected" | "held", Waiting>> {
  const rows = await tx
    .selectFrom("claim")
    .where("status", "in", ["needs-correction", "ready", "rejected"])
    .select((eb) => [
      "status",
      eb.and([isHeld(eb, today)]).as("held"),
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      sumOf(eb, "total").as("amount"),
      eb.fn.min<string | null>("service_date").as("oldest"),
    ])
    .groupBy(["status", "held"])
    .execute();
  const waiting = new Map<"needs-correction" | "ready" | "rejected" | "held", Waiting>();
  for (const { status, held, ...row } of rows) {
    // Errors can be mended while a claim is held back, so it waits in both lists.
    if (!(held && status === "ready")) waiting.set(status as "ready", both(waiting.get(status as "ready"), row));
    if (held) waiting.set("held", both(waiting.get("held"), row));
  }
  return waiting;
}

function both(one: Waiting | undefined, other: Waiting): Waiting {
  if (!one) return other;
  const oldest = [one.oldest, other.oldest].filter((day) => day !== null).toSorted();
  return { count: one.count + other.count, amount: one.amount + other.amount, oldest: oldest[0] ?? null };
}

/** BIL-491: what payers voided and nobody has placed since; the oldest service first. */
export async function claimsVoidedOpen(tx: BillingTx): Promise<Waiting> {
  return tx
    .selectFrom("claim")
    .where((eb) => hasVoidedMoney(eb))
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      sumOf(eb, "total").as("amount"),
      eb.fn.min<string | null>("service_date").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

/** BIL-239: claims that no payer has taken in, of whose filing time three quarters have passed; the oldest since that day. */
export async function claimsToFileSoon(tx: BillingTx, today: string): Promise<Waiting> {
  return tx
    .selectFrom("claim")
    .where("status", "in", [...notYetAccepted])
    .where("filing_soon", "<=", today)
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      sumOf(eb, "total").as("amount"),
      eb.fn.min<string | null>("filing_soon").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

/** BIL-425: claims that are to be looked at again by today. */
export async function claimsToFollow(tx: BillingTx, today: string): Promise<Waiting> {
  return tx
    .selectFrom("claim")
    .where("follow_up_on", "<=", today)
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      sumOf(eb, "total").as("amount"),
      eb.fn.min<string | null>("follow_up_on").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

/** BIL-425: open denials that are to be looked at again by today. */
export async function denialsToFollow(tx: BillingTx, today: string): Promise<Waiting> {
  return tx
    .selectFrom("denial")
    .where("follow_up_on", "<=", today)
    .where("status", "in", [...OPEN_DENIALS])
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      sumOf(eb, "amount").as("amount"),
      eb.fn.min<string | null>("follow_up_on").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

export async function denialsWaiting(tx: BillingTx): Promise<Waiting> {
  return tx
    .selectFrom("denial as d")
    .where("d.status", "in", ["open", "appealed"])
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      sumOf(eb, "d.amount").as("amount"),
      eb.cast<string | null>(eb.fn.min("d.opened_at"), "date").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

/** Open appeals whose day to look again has come (BIL-188); their money is what was refused, and they wait since that day. */
export async function appealsWaiting(tx: BillingTx, today: string): Promise<Waiting> {
  return tx
    .selectFrom("appeal as a")
    .innerJoin("denial as d", "d.denial_id", "a.denial_id")
    .where("a.status", "in", OPEN_APPEALS as AppealStatus[])
    .where("a.follow_up_on", "<=", today)
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      sumOf(eb, "d.amount").as("amount"),
      eb.fn.min<string | null>("a.follow_up_on").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

/** Lines that were paid as a cheaper service; their money is what is missing, as far as it is known. */
export async function underpaymentsWaiting(tx: BillingTx): Promise<Waiting> {
  return tx
    .selectFrom("underpayment")
    .where("status", "in", ["open", "disputed"])
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      sumOf(eb, "missing").as("amount"),
      eb.cast<string | null>(eb.fn.min("opened_at"), "date").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

/** Payers' decisions that wait for a person, and those that one set aside. What went back to the payer is neither. */
export async function exceptionsWaiting(tx: BillingTx, setAside: boolean): Promise<Waiting> {
  return tx
    .selectFrom("remittance_claim as c")
    .innerJoin("remittance as r", "r.remittance_id", "c.remittance_id")
    .where("c.posted", "=", false)
    .where("c.returned_as", "is", null)
    .where("c.set_aside_because", setAside ? "is not" : "is", null)
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      sumOf(eb, "c.paid").as("amount"),
      eb.fn.min<string | null>("r.payment_date").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

/** What a second person has to allow. */
export async function approvalsWaiting(tx: BillingTx): Promise<Waiting> {
  return tx
    .selectFrom("approval")
    .where("status", "=", "waiting")
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      sumOf(eb, "amount").as("amount"),
      eb.cast<string | null>(eb.fn.min("asked_at"), "date").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}
