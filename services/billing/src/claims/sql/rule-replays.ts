import type { ReplayOutcome } from "@practicum/contracts/billing/rule-replay";
import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type ReplayRun = Omit<Selectable<BillingSchema["rule_replay"]>, "rows_gone">;
export type StoppedClaim = Omit<Selectable<BillingSchema["rule_replay_claim"]>, "replay_id">;

const COLUMNS = [
  "replay_id",
  "rule",
  "payer_id",
  "subject",
  "before",
  "since",
  "sent_from",
  "sent_until",
  "state",
  "goes_on",
  "claims",
  "looked",
  "denied_of_all",
  "stopped",
  "denied",
  "paid",
  "rejected",
  "waiting",
  "reasons",
  "started_at",
  "started_by",
] as const;

export async function insertReplay(tx: BillingTx, run: ReplayRun): Promise<void> {
  const { subject, before, reasons } = run;
  await tx
    .insertInto("rule_replay")
    .values({ ...run, subject: json(subject), before: json(before), reasons: json(reasons) })
    .onConflict((conflict) => conflict.column("replay_id").doNothing())
    .execute();
}

/** Ends the trials of the same rule or payer that are still running: their answer is about what nobody asks any more. */
export async function stopReplays(
  tx: BillingTx,
  of: { readonly rule: string | null; readonly payerId: string | null },
): Promise<string[]> {
  const rows = await tx
    .updateTable("rule_replay")
    .set({ state: "stopped" })
    .where("state", "=", "running")
    .where((eb) => (of.rule === null ? eb("payer_id", "=", of.payerId) : eb("rule", "=", of.rule)))
    .returning("replay_id")
    .execute();
  return rows.map((row) => row.replay_id);
}

export async function findReplay(tx: BillingTx, replayId: string): Promise<ReplayRun | null> {
  return (
    (await tx.selectFrom("rule_replay").select(COLUMNS).where("replay_id", "=", replayId).executeTakeFirst()) ?? null
  );
}

/** Trials by their ids. */
export async function replaysById(tx: BillingTx, ids: readonly (string | null)[]): Promise<Map<string, ReplayRun>> {
  const wanted = ids.filter((one) => one !== null);
  if (wanted.length === 0) return new Map();
  const rows = await tx.selectFrom("rule_replay").select(COLUMNS).where("replay_id", "in", wanted).execute();
  return new Map(rows.map((row) => [row.replay_id, row]));
}

/** A trial, kept from others until the transaction ends. */
export async function lockReplay(tx: BillingTx, replayId: string): Promise<ReplayRun | null> {
  const row = await tx
    .selectFrom("rule_replay")
    .select(COLUMNS)
    .where("replay_id", "=", replayId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** The latest trial of each rule, and of one payer where one is named. */
export async function lastReplays(tx: BillingTx): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom("rule_replay")
    .distinctOn("rule")
    .select(["rule", "replay_id"])
    .where("rule", "is not", null)
    .where("rows_gone", "=", false)
    .orderBy("rule")
    .orderBy("started_at", "desc")
    .execute();
  return new Map(rows.map((row) => [row.rule ?? "", row.replay_id]));
}

export async function lastReplayOfPayer(tx: BillingTx, payerId: string): Promise<string | null> {
  const row = await tx
    .selectFrom("rule_replay")
    .select("replay_id")
    .where("payer_id", "=", payerId)
    .where("rows_gone", "=", false)
    .orderBy("started_at", "desc")
    .executeTakeFirst();
  return row?.replay_id ?? null;
}

/** Writes what a piece has found: its sums, and each claim that would have been stopped. */
export async function writePiece(tx: BillingTx, run: ReplayRun, stopped: readonly StoppedClaim[]): Promise<void> {
  const { replay_id, reasons, ...sums } = run;
  await tx
    .updateTable("rule_replay")
    .set({
      state: sums.state,
      goes_on: sums.goes_on,
      looked: sums.looked,
      denied_of_all: sums.denied_of_all,
      stopped: sums.stopped,
      denied: sums.denied,
      paid: sums.paid,
      rejected: sums.rejected,
      waiting: sums.waiting,
      reasons: json(reasons),
    })
    .where("replay_id", "=", replay_id)
    .execute();
  if (stopped.length === 0) return;
  await tx
    .insertInto("rule_replay_claim")
    .values(stopped.map((one) => ({ ...one, replay_id, reasons: json(one.reasons), messages: json(one.messages) })))
    .execute();
}

/** Claims that a trial would have stopped, the latest sent first; one more than the limit where there are more. */
export async function stoppedClaims(
  tx: BillingTx,
  ask: {
    readonly replayId: string;
    readonly outcome: ReplayOutcome | null;
    readonly after: number;
    readonly limit: number;
  },
) {
  return tx
    .selectFrom("rule_replay_claim as r")
    .innerJoin("claim as c", "c.claim_id", "r.claim_id")
    .where("r.replay_id", "=", ask.replayId)
    .where("r.place", ">", ask.after)
    .$if(ask.outcome !== null, (query) => query.where("r.outcome", "=", ask.outcome ?? "denied"))
    .orderBy("r.place")
    .limit(ask.limit + 1)
    .select(["r.place", "r.outcome", "r.reasons", "r.messages"])
    .select(["c.claim_id", "c.number", "c.patient_id", "c.payer_name", "c.service_date", "c.total"])
    .execute();
}
