import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Cents } from "@practicum/kernel/money";
import type { ClaimPayment835, Remittance835 } from "@practicum/x12/835/types";
import { sql, type Expression, type ExpressionBuilder, type Nullable, type Selectable, type SqlBool } from "kysely";
import type { ReceivedDecision } from "../domain/posting-facts.ts";
import { paymentAmount } from "../domain/check-remittance.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type RemittanceClaimRow = Selectable<BillingSchema["remittance_claim"]>;

const REMITTANCE_CLAIM_COLUMNS = [
  "remittance_claim_id",
  "sequence",
  "remittance_id",
  "position",
  "claim_number",
  "claim_id",
  "patient_id",
  "status_code",
  "outcome",
  "billed",
  "paid",
  "patient_responsibility",
  "payer_claim_number",
  "content",
  "problem",
  "posted",
  "set_aside_because",
  "reposted",
  "keyed",
  "returned_as",
] as const;

/**
 * Keeps a remittance once (BIL-38): payer, trace, amount and day name it, whatever file it comes in. A concurrent second one
 * waits for the first and then finds it there.
 * @returns false when it was there.
 */
export async function insertRemittance(
  tx: BillingTx,
  remittance: Remittance835,
  about: {
    readonly remittanceId: string;
    readonly fileId: string | null;
    readonly source: "era" | "paper";
    readonly at: string;
  },
): Promise<boolean> {
  const row = await tx
    .insertInto("remittance")
    .values({
      remittance_id: about.remittanceId,
      file_id: about.fileId,
      source: about.source,
      payer_name: remittance.payer.name,
      payer_code: remittance.trace.payerId,
      trace: remittance.trace.number,
      payment_date: remittance.payment.date,
      total: paymentAmount(remittance),
      provider_adjustments: json([...remittance.providerAdjustments]),
      received_at: about.at,
    })
    .onConflict((conflict) => conflict.columns(["payer_code", "trace", "total", "payment_date"]).doNothing())
    .returning("remittance_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the remittance that is kept under this one's key says the same: the same claims in the same order, and the same PLB. */
export async function saysTheSame(tx: BillingTx, remittance: Remittance835): Promise<boolean> {
  const { same } = await tx
    .selectFrom("remittance as r")
    .where("r.payer_code", "=", remittance.trace.payerId)
    .where("r.trace", "=", remittance.trace.number)
    .where("r.total", "=", paymentAmount(remittance))
    .where("r.payment_date", "=", remittance.payment.date)
    .select(
      sql<boolean>`r.provider_adjustments = ${json([...remittance.providerAdjustments])}
        and coalesce((select jsonb_agg(c.content order by c.position) from remittance_claim as c
          where c.remittance_id = r.remittance_id), '[]') = ${json([...remittance.claims])}`.as("same"),
    )
    .executeTakeFirstOrThrow();
  return same;
}

/** Of what a remittance claim came with. */
export type ReceivedRow = RemittanceClaimRow &
  Pick<Selectable<BillingSchema["remittance"]>, "payment_date" | "trace" | "file_id" | "source">;

/** A payer's decision, with its remittance, kept from others until the transaction ends. */
export async function lockRemittanceClaim(tx: BillingTx, id: string): Promise<ReceivedRow | null> {
  return (
    (await tx
      .selectFrom("remittance_claim as c")
      .innerJoin("remittance as r", "r.remittance_id", "c.remittance_id")
      .select(REMITTANCE_CLAIM_COLUMNS.map((name) => `c.${name}` as const))
      .select(["r.payment_date", "r.trace", "r.file_id", "r.source"])
      .where("c.remittance_claim_id", "=", id)
      .forUpdate("c")
      .executeTakeFirst()) ?? null
  );
}

export function receivedDecision(row: ReceivedRow): ReceivedDecision {
  return {
    remittanceClaimId: row.remittance_claim_id,
    payment: row.keyed ?? row.content,
    paymentDate: row.payment_date,
    trace: row.trace,
    fileId: row.file_id,
    reposted: row.reposted,
  };
}

export async function insertRemittanceClaim(
  tx: BillingTx,
  about: {
    readonly remittanceClaimId: string;
    readonly remittanceId: string;
    readonly position: number;
    readonly payment: ClaimPayment835;
    readonly claim: { readonly claimId: string; readonly patientId: string } | null;
    readonly outcome: RemittanceClaimRow["outcome"];
    /** Why it waits; null when it is posted. */
    readonly problem: string | null;
  },
): Promise<void> {
  const { payment } = about;
  await tx
    .insertInto("remittance_claim")
    .values({
      remittance_claim_id: about.remittanceClaimId,
      remittance_id: about.remittanceId,
      position: about.position,
      claim_number: payment.id,
      claim_id: about.claim?.claimId ?? null,
      patient_id: about.claim?.patientId ?? null,
      status_code: payment.status,
      outcome: about.outcome,
      billed: payment.charge,
      paid: payment.paid,
      patient_responsibility: payment.patientResponsibility ?? 0,
      payer_claim_number: payment.payerClaimNumber,
      content: json(payment),
      problem: about.problem,
      posted: about.problem === null,
      set_aside_because: null,
      keyed: null,
      returned_as: null,
    })
    .execute();
}

/** A row that waited is posted now. */
export async function markPosted(
  tx: BillingTx,
  received: Pick<ReceivedDecision, "remittanceClaimId">,
  by: {
    readonly claim: { readonly claimId: string; readonly patientId: string };
    readonly outcome: "auto" | "denied" | "reversal";
  },
): Promise<void> {
  await tx
    .updateTable("remittance_claim")
    .set({
      sequence: sql`default`,
      posted: true,
      outcome: by.outcome,
      problem: null,
      set_aside_because: null,
      claim_id: by.claim.claimId,
      patient_id: by.claim.patientId,
    })
    .where("remittance_claim_id", "=", received.remittanceClaimId)
    .execute();
}

export async function markSetAside(tx: BillingTx, remittanceClaimId: string, because: string): Promise<void> {
  await tx
    .updateTable("remittance_claim")
    .set({ set_aside_because: because })
    .where("remittance_claim_id", "=", remittanceClaimId)
    .execute();
}

/** What a person keyed is posted instead of what the payer wrote (BIL-91, BIL-93). */
export async function keepKeyed(tx: BillingTx, remittanceClaimId: string, payment: ClaimPayment835): Promise<void> {
  await tx
    .updateTable("remittance_claim")
    .set({ keyed: json(payment) })
    .where("remittance_claim_id", "=", remittanceClaimId)
    .execute();
}

/** It is not posted any more, and waits for a person (BIL-95). */
export async function markTakenBack(tx: BillingTx, remittanceClaimId: string, problem: string): Promise<void> {
  await tx
    .updateTable("remittance_claim")
    .set((eb) => ({ posted: false, outcome: "mismatch", problem, keyed: null, reposted: eb("reposted", "+", 1) }))
    .where("remittance_claim_id", "=", remittanceClaimId)
    .execute();
}

export async function markReturned(
  tx: BillingTx,
  remittanceClaimId: string,
  returned_as: "refunded" | "sent-back",
  problem: string,
): Promise<void> {
  await tx
    .updateTable("remittance_claim")
    .set({ returned_as, problem, set_aside_because: null })
    .where("remittance_claim_id", "=", remittanceClaimId)
    .execute();
}

/** It waits for a person again. */
export async function markTakenUp(tx: BillingTx, remittanceClaimId: string, problem: string): Promise<void> {
  await tx
    .updateTable("remittance_claim")
    .set((eb) => ({ returned_as: null, set_aside_because: null, problem, reposted: eb("reposted", "+", 1) }))
    .where("remittance_claim_id", "=", remittanceClaimId)
    .execute();
}

/** A paper EOB that was taken back: its check may be posted again, so its key is given free (BIL-103). */
export async function voidPaper(tx: BillingTx, remittanceId: string, mark: string): Promise<void> {
  await tx
    .updateTable("remittance")
    .set({ source: "voided", payer_code: sql`payer_code || ${` ${mark}`}::text` })
    .where("remittance_id", "=", remittanceId)
    .execute();
}

/** What was settled of a remittance's variance, kept from others until the transaction ends; null where there is no such remittance. */
export async function lockRemittance(tx: BillingTx, remittanceId: string): Promise<number | null> {
  const row = await tx
    .selectFrom("remittance")
    .select("settled_variance")
    .where("remittance_id", "=", remittanceId)
    .forUpdate()
    .executeTakeFirst();
  return row?.settled_variance ?? null;
}

export async function settleVarianceOf(tx: BillingTx, remittanceId: string, variance: Cents): Promise<void> {
  await tx
    .updateTable("remittance")
    .set((eb) => ({ settled_variance: eb("settled_variance", "+", variance) }))
    .where("remittance_id", "=", remittanceId)
    .execute();
}

export async function findRemittanceClaim(tx: BillingTx, id: string): Promise<RemittanceClaimRow | null> {
  return (
    (await tx
      .selectFrom("remittance_claim")
      .select(REMITTANCE_CLAIM_COLUMNS)
      .where("remittance_claim_id", "=", id)
      .executeTakeFirst()) ?? null
  );
}

/** Rows that wait for a person, by the numbers of a visit's claims: reversals first, then the oldest. */
export async function waitingFor(tx: BillingTx, encounterId: string): Promise<{ remittance_claim_id: string }[]> {
  return (
    tx
      .selectFrom("remittance_claim")
      .select("remittance_claim_id")
      .where("claim_number", "in", (eb) =>
        eb.selectFrom("claim").select("number").where("encounter_id", "=", encounterId),
      )
      .where("posted", "=", false)
      .where("set_aside_because", "is", null)
      .where("returned_as", "is", null)
      // What a person took back is posted again by a person.
      .where("reposted", "=", 0)
      .where("outcome", "=", "mismatch")
      .orderBy((eb) => eb("status_code", "<>", "22"))
      .orderBy("sequence")
      .execute()
  );
}

/** Remittances with the sums over their claims. */
export function summaries(tx: BillingTx) {
  return tx
    .selectFrom("remittance as r")
    .leftJoin("remittance_claim as c", "c.remittance_id", "r.remittance_id")
    .leftJoin("deposit_check as k", "k.remittance_id", "r.remittance_id")
    .leftJoin("deposit as d", "d.deposit_id", "k.deposit_id")
    .groupBy(["r.remittance_id", "d.deposited_on"])
    .select([
      "d.deposited_on",
      "r.remittance_id",
      "r.file_id",
      "r.payer_name",
      "r.trace",
      "r.payment_date",
      "r.total",
      "r.provider_adjustments",
      "r.sequence",
      "r.settled_variance",
    ])
    .select((eb) => [
      eb.cast<number>(eb.fn.count("c.remittance_claim_id"), "integer").as("claim_count"),
      paidWhere(eb, (on) => on("c.posted", "=", true)).as("posted"),
      paidWhere(eb, waits).as("exceptions"),
      paidWhere(eb, isSetAside).as("set_aside"),
      paidWhere(eb, (on) => on("c.returned_as", "is not", null)).as("returned"),
      eb.cast<number>(eb.fn.count("c.remittance_claim_id").filterWhere(waits), "integer").as("waiting"),
      eb.cast<number>(eb.fn.count("c.remittance_claim_id").filterWhere(isSetAside), "integer").as("aside"),
    ]);
}

type OfClaims = ExpressionBuilder<
  BillingSchema & {
    r: BillingSchema["remittance"];
    c: Nullable<BillingSchema["remittance_claim"]>;
    k: Nullable<BillingSchema["deposit_check"]>;
    d: Nullable<BillingSchema["deposit"]>;
  },
  "r" | "c" | "k" | "d"
>;

function waits(on: OfClaims) {
  return on.and([on("c.posted", "=", false), on("c.set_aside_because", "is", null), on("c.returned_as", "is", null)]);
}

function isSetAside(on: OfClaims) {
  return on.and([on("c.posted", "=", false), on("c.set_aside_because", "is not", null)]);
}

function paidWhere(eb: OfClaims, condition: (on: OfClaims) => Expression<SqlBool>) {
  return eb.cast<number>(eb.fn.coalesce(eb.fn.sum("c.paid").filterWhere(condition), eb.lit(0)), "bigint");
}

export type SummaryRow = Awaited<ReturnType<ReturnType<typeof summaries>["executeTakeFirstOrThrow"]>>;

export async function findRemittance(tx: BillingTx, remittanceId: string): Promise<SummaryRow | null> {
  return (await summaries(tx).where("r.remittance_id", "=", remittanceId).executeTakeFirst()) ?? null;
}

export async function claimsOfRemittance(tx: BillingTx, remittanceId: string): Promise<RemittanceClaimRow[]> {
  return tx
    .selectFrom("remittance_claim")
    .select(REMITTANCE_CLAIM_COLUMNS)
    .where("remittance_id", "=", remittanceId)
    .orderBy("position")
    .execute();
}
