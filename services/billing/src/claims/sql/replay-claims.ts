import type { ReplayOutcome } from "@practicum/contracts/billing/rule-replay";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type ExpressionBuilder } from "kysely";
import type { Place } from "../../domain/paging.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** Which past claims a trial looks at: those first sent between two moments, of one payer or of all. */
export interface PastClaims {
  readonly payerId: string | null;
  readonly from: Instant;
  readonly until: Instant;
}

/** How many there are to look at. */
export async function countPastClaims(tx: BillingTx, of: PastClaims): Promise<number> {
  const row = await tx
    .selectFrom("claim_submission as s")
    .$if(of.payerId !== null, (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom("claim as c")
            .select("c.claim_id")
            .whereRef("c.claim_id", "=", "s.claim_id")
            .where("c.payer_id", "=", of.payerId),
        ),
      ),
    )
    .where("s.attempt", "=", 1)
    .where("s.submitted_at", ">=", of.from)
    .where("s.submitted_at", "<=", of.until)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The next claims as they were first sent, the latest first, with what was first answered. */
export async function pastClaims(
  tx: BillingTx,
  ask: PastClaims & { readonly after: Place | null; readonly limit: number },
) {
  const { after } = ask;
  return (
    tx
      .selectFrom("claim_submission as s")
      .innerJoin("claim as c", "c.claim_id", "s.claim_id")
      .innerJoin("visit as v", "v.encounter_id", "c.encounter_id")
      .leftJoinLateral(firstDecision, (join) => join.onTrue())
      .where("s.attempt", "=", 1)
      .where("s.submitted_at", ">=", ask.from)
      .where("s.submitted_at", "<=", ask.until)
      .$if(ask.payerId !== null, (query) => query.where("c.payer_id", "=", ask.payerId ?? ""))
      .$if(after !== null, (query) =>
        query.where((eb) =>
          eb(
            eb.refTuple("s.submitted_at", "s.claim_id"),
            "<",
            eb.tuple(sql<string>`${after?.first}::timestamptz`, sql<string>`${after?.second}::uuid`),
          ),
        ),
      )
      .orderBy("s.submitted_at", "desc")
      .orderBy("s.claim_id", "desc")
      // limit: a piece; the next one goes on after it.
      .limit(ask.limit)
      .select(["c.claim_id", "c.number", "c.payer_order", "c.encounter_id", "s.submitted_at", "v.supervisor_id"])
      // What was sent; where it was not kept with the sending, as the claim stands.
      .select((eb) => eb.fn.coalesce("s.content", "c.content").as("content"))
      .select([
        "answer.remittance_claim_id",
        sql<ReplayOutcome>`case when s.rejected_at is not null then 'rejected'
        when answer.remittance_claim_id is null then 'waiting'
        when answer.refused then 'denied' else 'paid' end`.as("outcome"),
      ])
      .execute()
  );
}

/** What the payer decided first about the claim `c`, and whether it refused something of it. */
function firstDecision(eb: ExpressionBuilder<BillingSchema & { c: BillingSchema["claim"] }, "c">) {
  return (
    eb
      .selectFrom("remittance_claim as rc")
      .whereRef("rc.claim_id", "=", "c.claim_id")
      .where("rc.posted", "=", true)
      .where("rc.outcome", "<>", "reversal")
      .orderBy("rc.sequence")
      // limit: the first decision.
      .limit(1)
      .select((of) => [
        "rc.remittance_claim_id",
        of
          .exists(
            of
              .selectFrom("denial as d")
              .select("d.denial_id")
              .whereRef("d.remittance_claim_id", "=", "rc.remittance_claim_id"),
          )
          .as("refused"),
      ])
      .as("answer")
  );
}

/** Why decisions refused something, each reason of a decision once: "CO-197", "CO-16 N290". */
export async function refusedFor(
  tx: BillingTx,
  decisions: readonly (string | null)[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const wanted = decisions.filter((one) => one !== null);
  if (wanted.length === 0) return new Map();
  const rows = await tx
    .selectFrom("denial")
    .select(["remittance_claim_id", "adjustment_group", "reason", "remarks"])
    .where("remittance_claim_id", "in", wanted)
    .orderBy("adjustment_group")
    .orderBy("reason")
    .execute();
  const reasons = new Map<string, string[]>();
  for (const row of rows) {
    const of = reasons.get(row.remittance_claim_id) ?? [];
    // A remark stands as "N290: words of ours"; its code says more than CO-16 alone.
    const remark = row.remarks[0]?.split(":")[0] ?? "";
    const reason = `${row.adjustment_group}-${row.reason} ${remark}`.trim();
    if (!of.includes(reason)) reasons.set(row.remittance_claim_id, [...of, reason]);
  }
  return reasons;
}
