import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { Place } from "../../domain/paging.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import type { FoundShort, UnderpaymentStanding } from "./underpayments.ts";

type BillingTx = Tx<BillingSchema>;

/** A payer's first claims of a day or later that it decided, in the order of their days: a piece of them. */
export async function decidedSince(
  tx: BillingTx,
  ask: { readonly payerId: string; readonly since: LocalDate; readonly after: Place | null; readonly limit: number },
) {
  const { after } = ask;
  return (
    tx
      .selectFrom("claim as c")
      .where("c.payer_id", "=", ask.payerId)
      .where("c.payer_order", "=", 1)
      .where("c.service_date", ">=", ask.since)
      .$if(after !== null, (query) =>
        query.where((eb) =>
          eb(
            eb.refTuple("c.service_date", "c.claim_id"),
            ">",
            eb.tuple(sql<string>`${after?.first}::date`, sql<string>`${after?.second}::uuid`),
          ),
        ),
      )
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom("remittance_claim as rc")
            .select("rc.remittance_claim_id")
            .whereRef("rc.claim_id", "=", "c.claim_id")
            .where("rc.posted", "=", true),
        ),
      )
      .orderBy("c.service_date")
      .orderBy("c.claim_id")
      // limit: a piece; the next one goes on after it.
      .limit(ask.limit)
      .select(["c.claim_id", "c.patient_id", "c.service_date"])
      .execute()
  );
}

/** What stands or stood in the queue for some decisions, kept from others until the transaction ends. */
export async function lockUnderpaymentsOf(
  tx: BillingTx,
  remittanceClaimIds: readonly string[],
): Promise<UnderpaymentStanding[]> {
  if (remittanceClaimIds.length === 0) return [];
  return tx
    .selectFrom("underpayment")
    .selectAll()
    .where("remittance_claim_id", "in", remittanceClaimIds)
    .orderBy("underpayment_id")
    .forUpdate()
    .execute();
}

/** It stands in the queue with what is found now, whether it stood there or had left it. */
export async function refreshUnderpayment(tx: BillingTx, underpaymentId: string, found: FoundShort): Promise<void> {
  await tx
    .updateTable("underpayment")
    .set((eb) => ({ ...found, status: "open", note: null, left_queue: false, version: eb("version", "+", 1) }))
    .where("underpayment_id", "=", underpaymentId)
    .execute();
}

/** By the contracts of now nothing is missing. */
export async function leaveQueue(tx: BillingTx, underpaymentId: string, because: string): Promise<void> {
  await tx
    .updateTable("underpayment")
    .set((eb) => ({ status: "closed", note: because, left_queue: true, version: eb("version", "+", 1) }))
    .where("underpayment_id", "=", underpaymentId)
    .execute();
}
