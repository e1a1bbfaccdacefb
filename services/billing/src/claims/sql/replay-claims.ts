import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** A payer's claims as they were first sent since a moment, the latest first, with what the payer first decided. */
export async function claimsToReplay(
  tx: BillingTx,
  ask: { readonly payerId: string; readonly since: Instant; readonly limit: number },
) {
  return (
    tx
      .selectFrom("claim_submission as s")
      .innerJoin("claim as c", "c.claim_id", "s.claim_id")
      .leftJoinLateral(
        (eb) =>
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
            .as("answer"),
        (join) => join.onTrue(),
      )
      .where("s.attempt", "=", 1)
      .where("c.payer_id", "=", ask.payerId)
      .where("s.submitted_at", ">=", ask.since)
      .orderBy("s.submitted_at", "desc")
      .orderBy("c.claim_id")
      // limit: the newest of a year; the screen says of how many it speaks.
      .limit(ask.limit)
      .select(["c.claim_id", "c.number", "c.patient_id", "c.service_date", "c.total", "s.submitted_at"])
      // What was sent; where it was not kept with the sending, as the claim stands.
      .select((eb) => eb.fn.coalesce("s.content", "c.content").as("content"))
      .select([
        sql<"denied" | "passed" | "waiting">`case when answer.remittance_claim_id is null then 'waiting'
        when answer.refused then 'denied' else 'passed' end`.as("outcome"),
      ])
      .execute()
  );
}
