import type { eobDraft } from "@practicum/contracts/billing/deposits";
import type { LocalDate } from "@practicum/kernel/local-date";
import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import { sql, type Selectable } from "kysely";
import type { z } from "zod";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type DepositRow = Selectable<BillingSchema["deposit"]>;
export type EobDraft = z.output<typeof eobDraft>;

/** Checks and EFTs with their deposit and payer. */
function checks(tx: BillingTx) {
  return tx
    .selectFrom("deposit_check as k")
    .innerJoin("deposit as d", "d.deposit_id", "k.deposit_id")
    .leftJoin("payer as p", "p.payer_id", "k.payer_id")
    .leftJoin("remittance as r", "r.remittance_id", "k.remittance_id")
    .where("d.voided_because", "is", null)
    .select([
      "k.check_id",
      "k.sequence",
      "k.deposit_id",
      "d.number as deposit_number",
      "d.kind as deposit_kind",
      "d.deposited_on",
      "k.payer_id",
      "p.name as payer_name",
      "r.payer_name as remittance_payer",
      "p.electronic_id",
      "p.capitated",
      "k.patient_id",
      "k.number",
      "k.amount",
      "k.state",
      "k.remittance_id",
      "k.month",
      "k.draft",
      "k.version",
      "k.reposted",
    ]);
}

export type CheckRow = Awaited<ReturnType<ReturnType<typeof checks>["executeTakeFirstOrThrow"]>>;

export async function findCheck(tx: BillingTx, checkId: string): Promise<CheckRow | null> {
  return (await checks(tx).where("k.check_id", "=", checkId).executeTakeFirst()) ?? null;
}

/** A check kept from others until the transaction ends. */
export async function lockCheck(tx: BillingTx, checkId: string): Promise<CheckRow | null> {
  return (await checks(tx).where("k.check_id", "=", checkId).forUpdate("k").executeTakeFirst()) ?? null;
}

/** The payer whom most of a remittance's claims were sent to; null where none is ours. */
export async function payerOfRemittance(tx: BillingTx, remittanceId: string): Promise<string | null> {
  const row = await tx
    .selectFrom("remittance_claim as rc")
    .innerJoin("claim as c", "c.claim_id", "rc.claim_id")
    .where("rc.remittance_id", "=", remittanceId)
    .groupBy("c.payer_id")
    .orderBy((eb) => eb.fn.countAll(), "desc")
    .orderBy("c.payer_id")
    .select("c.payer_id")
    .limit(1)
    .executeTakeFirst();
  return row?.payer_id ?? null;
}

/** A deposit's checks, kept from others until the transaction ends. */
export async function lockChecksOf(tx: BillingTx, depositId: string): Promise<CheckRow[]> {
  return checks(tx).where("k.deposit_id", "=", depositId).orderBy("k.sequence").forUpdate("k").execute();
}

/** The paper checks of a day's deposits; what a lockbox takes or comes as EFT nobody brings to the bank. */
export async function paperChecksOn(tx: BillingTx, day: LocalDate): Promise<CheckRow[]> {
  return checks(tx)
    .where("d.kind", "=", "check")
    .where("d.deposited_on", "=", day)
    .where("k.state", "<>", "voided")
    .orderBy("k.sequence")
    .execute();
}

/** Those that wait, the oldest first; or all, the newest first. One more than the limit where there are more. */
export async function checkPage(
  tx: BillingTx,
  ask: { readonly waiting: boolean; readonly limit: number; readonly from: number | null },
): Promise<CheckRow[]> {
  const { waiting, from } = ask;
  let query = checks(tx)
    .orderBy("k.sequence", waiting ? "asc" : "desc")
    .limit(ask.limit + 1);
  if (waiting) query = query.where("k.state", "=", "waits");
  if (from !== null) query = query.where("k.sequence", waiting ? ">" : "<", from);
  return query.execute();
}

export async function checkTotals(tx: BillingTx): Promise<{ count: number; total: number; oldest: string | null }> {
  return tx
    .selectFrom("deposit_check as k")
    .innerJoin("deposit as d", "d.deposit_id", "k.deposit_id")
    .where("k.state", "=", "waits")
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      eb.cast<number>(eb.fn.coalesce(eb.fn.sum("k.amount"), eb.lit(0)), "bigint").as("total"),
      eb.fn.min<string | null>("d.deposited_on").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

/** 835s with money in them that no deposit was found for. */
export function unbanked(tx: BillingTx, amount: number | null = null) {
  const query = tx
    .selectFrom("remittance as r")
    .where("r.source", "=", "era")
    .where("r.total", ">", 0)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom("deposit_check as k").select("k.check_id").whereRef("k.remittance_id", "=", "r.remittance_id"),
        ),
      ),
    );
  return amount === null ? query : query.where("r.total", "=", amount);
}

export async function unbankedPage(
  tx: BillingTx,
  ask: { readonly limit: number; readonly after: number | null; readonly amount: number | null },
) {
  let query = unbanked(tx, ask.amount)
    .select(["r.remittance_id", "r.payer_name", "r.trace", "r.payment_date", "r.total", "r.sequence"])
    .orderBy("r.sequence")
    .limit(ask.limit + 1);
  if (ask.after !== null) query = query.where("r.sequence", ">", ask.after);
  return query.execute();
}

export async function unbankedTotals(tx: BillingTx, amount: number | null): Promise<{ count: number; total: number }> {
  return unbanked(tx, amount)
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      eb.cast<number>(eb.fn.coalesce(eb.fn.sum("r.total"), eb.lit(0)), "bigint").as("total"),
    ])
    .executeTakeFirstOrThrow();
}

export async function findUnbanked(tx: BillingTx, remittanceId: string) {
  return (
    (await unbanked(tx)
      .select(["r.remittance_id", "r.payer_name", "r.payer_code", "r.trace", "r.total"])
      .where("r.remittance_id", "=", remittanceId)
      .executeTakeFirst()) ?? null
  );
}

export async function findDeposit(tx: BillingTx, depositId: string): Promise<DepositRow | null> {
  return (
    (await tx
      .selectFrom("deposit")
      .select([
        "deposit_id",
        "number",
        "kind",
        "deposited_on",
        "amount",
        "reference",
        "entered_by",
        "entered_at",
        "voided_because",
      ])
      .where("deposit_id", "=", depositId)
      .executeTakeFirst()) ?? null
  );
}

export async function insertDeposit(
  tx: BillingTx,
  deposit: DepositRow,
  rows: readonly {
    readonly check_id: string;
    readonly payer_id: string | null;
    readonly patient_id: string | null;
    readonly number: string;
    readonly amount: number;
  }[],
): Promise<void> {
  await tx.insertInto("deposit").values(deposit).execute();
  await tx
    .insertInto("deposit_check")
    .values(
      rows.map((row) => ({
        ...row,
        deposit_id: deposit.deposit_id,
        state: row.patient_id === null ? ("waits" as const) : ("patient" as const),
        remittance_id: null,
        month: null,
        draft: null,
      })),
    )
    .execute();
}

/**
 * Waits until nobody else joins deposits and 835s: of two that come at once the second one sees the first. Taken last, after every
 * other lock.
 */
export async function lockMatching(tx: BillingTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('deposits', 0))`.execute(tx);
}

/** A payer's check or EFT of this number and amount in a deposit that stands (BIL-488). A patient's check numbers are no payer's: they begin anew with each book. */
export async function findSameCheck(
  tx: BillingTx,
  of: { readonly payerId: string | null; readonly number: string; readonly amount: number },
) {
  if (of.payerId === null) return null;
  const row = await tx
    .selectFrom("deposit_check as k")
    .innerJoin("deposit as d", "d.deposit_id", "k.deposit_id")
    .where("d.voided_because", "is", null)
    .where("k.payer_id", "=", of.payerId)
    .where("k.amount", "=", of.amount)
    .where(sql<string>`upper(ltrim(k.number, '0'))`, "=", traceKey(of.number))
    .select(["d.number", "d.deposited_on"])
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** What a trace is compared by. */
const traceKey = (trace: string) => trace.trim().replace(/^0+/, "").toUpperCase();

/** 835s without a deposit that have this trace and amount: mostly one or none. */
export async function unbankedOf(tx: BillingTx, of: { readonly number: string; readonly amount: number }) {
  return (
    unbanked(tx)
      .select("r.remittance_id")
      .where(sql<boolean>`upper(ltrim(r.trace, '0')) = ${traceKey(of.number)}`)
      .where("r.total", "=", of.amount)
      // limit: whether there is one, and no other.
      .limit(2)
      .execute()
  );
}

/** Checks that wait and have this trace and amount. */
export async function waitingChecksOf(tx: BillingTx, of: { readonly number: string; readonly amount: number }) {
  const rows = await checks(tx).where("k.state", "=", "waits").where("k.amount", "=", of.amount).execute();
  return rows.filter((row) => traceKey(row.number) === traceKey(of.number));
}

/** An EOB of this trace and amount that was keyed from paper. */
export async function keyedFromPaper(
  tx: BillingTx,
  of: { readonly number: string; readonly amount: number },
): Promise<boolean> {
  const row = await tx
    .selectFrom("remittance")
    .select("remittance_id")
    .where(sql<boolean>`upper(ltrim(trace, '0')) = ${traceKey(of.number)}`)
    .where("total", "=", of.amount)
    .where("source", "=", "paper")
    .executeTakeFirst();
  return row !== undefined;
}

type CheckChange = Partial<Pick<BillingSchema["deposit_check"], "state" | "remittance_id" | "month">>;

/** Moves a check on, if it is still where it was seen. @returns false when somebody else was there first. */
export async function changeCheck(
  tx: BillingTx,
  seen: Pick<CheckRow, "check_id" | "version">,
  change: CheckChange & { readonly reposted?: number },
): Promise<boolean> {
  const row = await tx
    .updateTable("deposit_check")
    .set((eb) => ({ ...change, version: eb("version", "+", 1) }))
    .where("check_id", "=", seen.check_id)
    .where("version", "=", seen.version)
    .returning("check_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns the version it has now, or null when somebody else was there first. */
export async function saveDraft(
  tx: BillingTx,
  checkId: string,
  version: number,
  draft: EobDraft,
): Promise<number | null> {
  const row = await tx
    .updateTable("deposit_check")
    .set((eb) => ({ draft: json(draft), version: eb("version", "+", 1) }))
    .where("check_id", "=", checkId)
    .where("version", "=", version)
    .returning("version")
    .executeTakeFirst();
  return row?.version ?? null;
}

export async function markDepositVoided(tx: BillingTx, depositId: string, because: string): Promise<void> {
  await tx
    .updateTable("deposit_check")
    .set({ state: "voided", remittance_id: null })
    .where("deposit_id", "=", depositId)
    .execute();
  await tx.updateTable("deposit").set({ voided_because: because }).where("deposit_id", "=", depositId).execute();
}
