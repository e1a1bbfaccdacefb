import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { NO_VISIT_FACTS, type VisitFacts } from "../domain/claim-facts.ts";
import type { ClaimContent } from "../domain/claim-content.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** What is known of a visit beside its note. */
export async function visitFactsOf(tx: BillingTx, encounterId: string): Promise<VisitFacts> {
  const row = await tx
    .selectFrom("visit_fact")
    .select("content")
    .where("encounter_id", "=", encounterId)
    .executeTakeFirst();
  return row?.content ?? NO_VISIT_FACTS;
}

export async function keepVisitFacts(tx: BillingTx, encounterId: string, facts: VisitFacts): Promise<void> {
  const content = json(facts);
  await tx
    .insertInto("visit_fact")
    .values({ encounter_id: encounterId, content })
    .onConflict((conflict) => conflict.column("encounter_id").doUpdateSet({ content }))
    .execute();
}

/** What the last attempt of a claim that left the house said; null where none did, or nobody kept it. */
export async function lastSent(tx: BillingTx, claimId: string): Promise<ClaimContent | null> {
  const row = await tx
    .selectFrom("claim_submission")
    .select("content")
    .where("claim_id", "=", claimId)
    .orderBy("attempt", "desc")
    .executeTakeFirst();
  return row?.content ?? null;
}

/** A claim of another visit of the same day. */
export interface NeighbourClaim {
  readonly claimId: string;
  readonly number: string;
  readonly content: ClaimContent;
  /** Whether any attempt of it has left the house. */
  readonly sent: boolean;
}

/** The claims of a patient's other visits of a day to the same payer; what was voided is none. Sent: before a moment, where one is named. */
export async function neighbourClaims(
  tx: BillingTx,
  of: {
    readonly patientId: string;
    readonly serviceDate: LocalDate;
    readonly payerId: string;
    readonly encounterId: string;
    readonly sentBefore?: Instant;
  },
): Promise<NeighbourClaim[]> {
  const { sentBefore } = of;
  const rows = await tx
    .selectFrom("claim as c")
    .select((eb) => [
      "c.claim_id",
      "c.number",
      "c.content",
      eb
        .exists(
          eb
            .selectFrom("claim_submission as s")
            .select("s.claim_id")
            .whereRef("s.claim_id", "=", "c.claim_id")
            .$if(sentBefore !== undefined, (sent) => sent.where("s.submitted_at", "<", sentBefore ?? "")),
        )
        .as("sent"),
    ])
    .where("c.patient_id", "=", of.patientId)
    .where("c.service_date", "=", of.serviceDate)
    .where("c.payer_id", "=", of.payerId)
    .where("c.encounter_id", "<>", of.encounterId)
    .where("c.status", "<>", "voided")
    .orderBy("c.number")
    .execute();
  return rows.map((row) => ({
    claimId: row.claim_id,
    number: row.number,
    content: row.content,
    sent: Boolean(row.sent),
  }));
}
