import type { Tx } from "@practicum/db/db";
import { plainPattern } from "@practicum/db/list-search";
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import type { Place } from "../../domain/paging.ts";
import { patientsNamed } from "../../sql/patients-named.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import type { ClaimWord } from "../domain/claim-search.ts";
import { CLAIM_COLUMNS, NO_DEADLINE, type ClaimRow } from "./claims.ts";

type BillingTx = Tx<BillingSchema>;

/** Which claims are wanted; no statuses are all statuses. */
export interface WantedClaims {
  readonly statuses: readonly ClaimRow["status"][];
  readonly patientId: string | null;
  readonly words: readonly ClaimWord[];
  /** Only those whose filing time has run for three quarters by this day. */
  readonly soonBy: string | null;
}

/** The nearest deadline first; one more than the limit where there are more. */
export async function claimPage(
  tx: BillingTx,
  ask: WantedClaims & { readonly limit: number; readonly after: Place | null },
): Promise<ClaimRow[]> {
  const deadline = sql<string>`coalesce(filing_deadline, ${NO_DEADLINE}::date)`;
  let query = tx
    .selectFrom("claim")
    .select(CLAIM_COLUMNS)
    .where((eb) => eb.and(conditions(eb, ask)))
    .orderBy(deadline)
    .orderBy("claim_id")
    .limit(ask.limit + 1);
  // A row comparison, so that the next page is one step in the order; the builder has no tuples of expressions.
  if (ask.after)
    query = query.where(sql<boolean>`(${deadline}, claim_id) > (${ask.after.first}::date, ${ask.after.second}::uuid)`);
  return query.execute();
}

/** How many claims are wanted, and what they were billed at. */
export async function claimTotals(tx: BillingTx, wanted: WantedClaims): Promise<{ count: number; total: number }> {
  return tx
    .selectFrom("claim")
    .where((eb) => eb.and(conditions(eb, wanted)))
    .select((eb) => [
      eb.fn.countAll<number>().as("count"),
      // A sum of bigint is numeric, which the drivers give as text.
      sql<number>`coalesce(sum(total), 0)::bigint`.as("total"),
    ])
    .executeTakeFirstOrThrow();
}

type Builder = ExpressionBuilder<BillingSchema, "claim">;

function conditions(eb: Builder, { statuses, patientId, words, soonBy }: WantedClaims): Expression<SqlBool>[] {
  return [
    ...(statuses.length > 0 ? [eb("status", "in", statuses)] : []),
    ...(patientId === null ? [] : [eb("patient_id", "=", patientId)]),
    ...(soonBy === null ? [] : [eb("filing_soon", "<=", soonBy)]),
    ...words.map((word) => eb.or(meanings(eb, word))),
  ];
}

function meanings(eb: Builder, { word, code, amount, serviceDate }: ClaimWord): Expression<SqlBool>[] {
  const plain = plainPattern(word);
  return [
    eb("number", "ilike", `${plain}%`),
    eb("payer_name", "ilike", `%${plain}%`),
    eb("patient_id", "in", patientsNamed(word)),
    ...(code === null
      ? []
      : [
          eb.exists(
            eb
              .selectFrom("charge as c")
              .select("c.charge_id")
              .whereRef("c.encounter_id", "=", "claim.encounter_id")
              .where("c.code", "=", code),
          ),
        ]),
    ...(amount === null ? [] : [eb("total", "=", amount)]),
    ...(serviceDate === null ? [] : [eb("service_date", "=", serviceDate)]),
  ];
}
