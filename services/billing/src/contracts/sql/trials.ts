import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type TrialRun = Selectable<BillingSchema["contract_trial"]>;

const COLUMNS = [
  "trial_id",
  "payer_id",
  "sides",
  "since",
  "sent_from",
  "sent_until",
  "state",
  "goes_on",
  "claims",
  "looked",
  "tally",
  "started_at",
  "started_by",
] as const;

/** @returns false where there is such a trial already. */
export async function insertTrial(tx: BillingTx, run: TrialRun): Promise<boolean> {
  const written = await tx
    .insertInto("contract_trial")
    .values({ ...run, sides: json(run.sides), tally: json(run.tally) })
    .onConflict((conflict) => conflict.column("trial_id").doNothing())
    .returning("trial_id")
    .executeTakeFirst();
  return written !== undefined;
}

/** Ends what the same person still has running: its answer is about what nobody asks any more. */
export async function stopTrials(tx: BillingTx, startedBy: string): Promise<string[]> {
  const rows = await tx
    .updateTable("contract_trial")
    .set({ state: "stopped" })
    .where("state", "=", "running")
    .where("started_by", "=", startedBy)
    .returning("trial_id")
    .execute();
  return rows.map((row) => row.trial_id);
}

export async function findTrial(tx: BillingTx, trialId: string): Promise<TrialRun | null> {
  return (
    (await tx.selectFrom("contract_trial").select(COLUMNS).where("trial_id", "=", trialId).executeTakeFirst()) ?? null
  );
}

/** A trial, kept from others until the transaction ends. */
export async function lockTrial(tx: BillingTx, trialId: string): Promise<TrialRun | null> {
  const row = await tx
    .selectFrom("contract_trial")
    .select(COLUMNS)
    .where("trial_id", "=", trialId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** What a piece has found. */
export async function writeTrial(
  tx: BillingTx,
  { trial_id, state, goes_on, looked, tally }: Pick<TrialRun, "trial_id" | "state" | "goes_on" | "looked" | "tally">,
): Promise<void> {
  await tx
    .updateTable("contract_trial")
    .set({ state, goes_on, looked, tally: json(tally) })
    .where("trial_id", "=", trial_id)
    .execute();
}

/** The decisions that stand of some claims, as they were posted. */
export async function decisionsById(tx: BillingTx, remittanceClaimIds: readonly (string | null)[]) {
  const wanted = remittanceClaimIds.filter((one) => one !== null);
  if (wanted.length === 0) return new Map<string, never>();
  const rows = await tx
    .selectFrom("remittance_claim")
    .select(["remittance_claim_id", "content", "keyed"])
    .where("remittance_claim_id", "in", wanted)
    .execute();
  return new Map(rows.map((row) => [row.remittance_claim_id, row.keyed ?? row.content]));
}
