import type { FilingRules } from "@practicum/contracts/billing/payer-rules";
import { appealsOfKind, type AppealPolicy } from "@practicum/contracts/billing/appeal-policy";
import type { Tx } from "@practicum/db/db";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import { sql, type ExpressionBuilder } from "kysely";
import type { ClaimRow } from "../../claims/sql/claims.ts";
import { coveragesOf } from "../../coverage/sql/coverages.ts";
import { movedBy } from "../../ledger/sql/ledger.ts";
import type { PostingFacts, VisitClaim } from "../domain/posting-facts.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { familyClaim, withDecision, type FamilyClaim } from "./family.ts";

type BillingTx = Tx<BillingSchema>;
type Facts = PostingFacts<FactsClaim>;

/** A claim of the visit with its row, for what is built again from it. */
export interface FactsClaim extends VisitClaim, FamilyClaim {}

/**
 * All that a payer's decision on a visit rests on, kept from others until the transaction ends. The caller holds the lock of the
 * patient's account.
 * @returns null where there is no such claim.
 */
export async function loadPostingFacts(
  tx: BillingTx,
  by: { readonly number: string } | { readonly claimId: string },
): Promise<Facts | null> {
  const named = tx.selectFrom("claim").select("encounter_id");
  const visit = "number" in by ? named.where("number", "=", by.number) : named.where("claim_id", "=", by.claimId);
  await tx
    .selectFrom("claim")
    .select("claim_id")
    .where("encounter_id", "=", visit)
    .orderBy("claim_id")
    .forUpdate()
    .execute();
  const rows = await withDecision(tx)
    .select((eb) => [
      posted(eb).as("posted"),
      passedOn(eb).as("passed_on"),
      left(eb).as("left"),
      denials(eb).as("denials"),
      eb.selectFrom("payer").select("appeals").whereRef("payer.payer_id", "=", "c.payer_id").as("appeals"),
    ])
    .where("c.encounter_id", "=", visit)
    .orderBy("c.payer_order")
    .orderBy("c.claim_id")
    .execute();
  const [first] = rows;
  if (!first) return null;
  return { family: rows.map(factsClaim), coverages: await coveragesOf(tx, first.patient_id) };
}

type Row = ClaimRow &
  Parameters<typeof familyClaim>[0] & {
    readonly appeals: AppealPolicy | null;
    readonly posted: readonly {
      account: VisitClaim["posted"][number]["account"];
      charge_id: string | null;
      amount: number;
    }[];
    readonly passed_on: readonly Parameters<typeof movedBy>[0][];
    readonly left: readonly { account: string; amount: number }[];
    readonly denials: readonly {
      denial_id: string;
      amount: number;
      resolution: readonly Parameters<typeof movedBy>[0][];
    }[];
  };

function correctedTime(filing: FilingRules | undefined) {
  return filing && filing.correctedDays !== null ? { days: filing.correctedDays, from: filing.correctedFrom } : null;
}

function factsClaim(row: Row): FactsClaim {
  const { content } = row;
  const leftOn = (account: string) => row.left.find((one) => one.account === account)?.amount ?? 0;
  return {
    ...familyClaim(row),
    payer: {
      filingDays: content.payer.filingDays,
      corrected: correctedTime(content.payer.rules?.filing),
      appealDays: (row.appeals ?? appealsOfKind(content.payer.kind)).levels[0]?.days ?? 60,
    },
    lines: content.lines,
    total: row.total,
    frequency: row.frequency,
    attempt: row.attempt,
    posted: row.posted.map((one) => ({ account: one.account, chargeId: one.charge_id, amount: one.amount })),
    passedOn: row.passed_on.map(movedBy),
    left: { left: leftOn("insurance-receivable"), givenUp: leftOn("contractual") },
    denials: row.denials.map((one) => ({
      denialId: one.denial_id,
      amount: one.amount,
      resolution: one.resolution.map(movedBy),
    })),
  };
}

type OfClaim = ExpressionBuilder<BillingSchema & { c: BillingSchema["claim"] }, "c">;

const amount = sql<number>`sum(e.amount)::bigint`;

function entries(eb: OfClaim) {
  return eb
    .selectFrom("ledger_entry as e")
    .innerJoin("ledger_transaction as t", "t.transaction_id", "e.transaction_id");
}

/** The ledger is what counts, not the files: of a later payer's decision only a part is posted (BIL-72). */
function posted(eb: OfClaim) {
  return jsonArrayFrom(
    entries(eb)
      .whereRef("e.claim_id", "=", "c.claim_id")
      .where("t.posting_key", "like", "remittance-claim:%")
      .groupBy(["e.account", "e.charge_id"])
      .having(sql<number>`sum(e.amount)`, "<>", 0)
      .orderBy("e.account")
      .orderBy("e.charge_id")
      .select(["e.account", "e.charge_id", amount.as("amount")]),
  );
}

/** What was passed on from the claim's decisions (BIL-71) and not taken back since. */
function passedOn(eb: OfClaim) {
  return jsonArrayFrom(
    entries(eb)
      .innerJoin("remittance_claim as rc", (join) =>
        join.on(sql<boolean>`rc.remittance_claim_id::text = t.source_id`).onRef("rc.claim_id", "=", "c.claim_id"),
      )
      .where("t.posting_key", "like", "next-payer%")
      .groupBy(["e.claim_id", "e.account", "e.charge_id", "e.patient_id", "e.encounter_id"])
      .having(sql<number>`sum(e.amount)`, "<>", 0)
      .select(["e.claim_id", "e.account", "e.charge_id", "e.patient_id", "e.encounter_id", amount.as("amount")]),
  );
}

/** What earlier payers left to the claim (BIL-71), and what they took off by contract on the visit's other claims. */
function left(eb: OfClaim) {
  return jsonArrayFrom(
    entries(eb)
      .whereRef("e.patient_id", "=", "c.patient_id")
      .whereRef("e.encounter_id", "=", "c.encounter_id")
      .where((on) =>
        on.or([
          on.and([
            on("e.account", "=", "insurance-receivable"),
            on("e.claim_id", "=", on.ref("c.claim_id")),
            on("t.posting_key", "like", "next-payer%"),
          ]),
          on.and([on("e.account", "=", "contractual"), on("e.claim_id", "<>", on.ref("c.claim_id"))]),
        ]),
      )
      .groupBy("e.account")
      .select(["e.account", amount.as("amount")]),
  );
}

/** Refusals that no later decision replaced, with what was posted when a person settled them. */
function denials(eb: OfClaim) {
  return jsonArrayFrom(
    eb
      .selectFrom("denial as d")
      .whereRef("d.claim_id", "=", "c.claim_id")
      .where("d.status", "<>", "overturned")
      .orderBy("d.denial_id")
      .select((on) => [
        "d.denial_id",
        "d.amount",
        jsonArrayFrom(
          on
            .selectFrom("ledger_entry as e")
            .innerJoin("ledger_transaction as t", "t.transaction_id", "e.transaction_id")
            // Both `denial:` and `denial-reopened:` bear the denial as their source: what was taken back by hand is zero.
            .where("t.source_kind", "=", "denial")
            .where("t.source_id", "=", sql<string>`d.denial_id::text`)
            .groupBy(["e.account", "e.patient_id", "e.encounter_id", "e.charge_id", "e.claim_id"])
            .having((sum) => sum.fn.sum("e.amount"), "<>", 0)
            .orderBy("e.account")
            .select(["e.account", amount.as("amount"), "e.patient_id", "e.encounter_id", "e.charge_id", "e.claim_id"]),
        ).as("resolution"),
      ]),
  );
}
