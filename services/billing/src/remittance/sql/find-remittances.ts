import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import type { ClaimWord } from "../../claims/domain/claim-search.ts";
import { patientsNamed } from "../../sql/patients-named.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { summaries, type SummaryRow } from "./remittances.ts";

type BillingTx = Tx<BillingSchema>;

export interface WantedRemittances {
  /** Open: something waits, is set aside, or is missing of the sum. */
  readonly show: "all" | "open" | "not-at-bank";
  readonly words: readonly ClaimWord[];
}

/** A page of remittances, the newest first (BIL-171). */
export async function remittancePage(
  tx: BillingTx,
  ask: WantedRemittances & { readonly limit: number; readonly before: string | null },
): Promise<{ readonly rows: SummaryRow[]; readonly next: string | null }> {
  const after = placeOf(ask.before, ["number"]);
  let query = summaries(tx)
    .where((eb) => eb.and(conditions(eb as Builder, ask)))
    .orderBy("r.sequence", "desc")
    .limit(ask.limit + 1);
  if (after) query = query.where("r.sequence", "<", Number(after[0]));
  const found = await query.execute();
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? placeAfter([last.sequence]) : null };
}

/** How many remittances are wanted, and what they paid. */
export async function remittanceTotals(
  tx: BillingTx,
  wanted: WantedRemittances,
): Promise<{ count: number; total: number }> {
  return tx
    .selectFrom("remittance as r")
    .where((eb) => eb.and(conditions(eb as Builder, wanted)))
    .select((eb) => [
      eb.fn.countAll<number>().as("count"),
      // A sum of bigint is numeric, which the drivers give as text.
      sql<number>`coalesce(sum(r.total), 0)::bigint`.as("total"),
    ])
    .executeTakeFirstOrThrow();
}

export type Builder = ExpressionBuilder<BillingSchema & { r: BillingSchema["remittance"] }, "r">;

function conditions(eb: Builder, { show, words }: WantedRemittances): Expression<SqlBool>[] {
  return [
    ...(show === "open" ? [eb.or([hasUnposted(eb), isOff(eb)])] : []),
    ...(show === "not-at-bank" ? [eb.not(isAtBank(eb))] : []),
    ...words.map((word) => eb.or(meanings(eb, word))),
  ];
}

function claimsOf(eb: Builder) {
  return eb.selectFrom("remittance_claim as of_it").whereRef("of_it.remittance_id", "=", "r.remittance_id");
}

/** Something of it waits or is set aside. */
function hasUnposted(eb: Builder): Expression<SqlBool> {
  return eb.exists(
    claimsOf(eb)
      .select("of_it.remittance_claim_id")
      .where("of_it.posted", "=", false)
      .where("of_it.returned_as", "is", null),
  );
}

/** The variance is not zero (BIL-35): what was kept back or added beside the claims lies in the document. */
export function isOff(eb: Builder): Expression<SqlBool> {
  const accounted = claimsOf(eb).select(sql<number>`coalesce(sum(of_it.paid), 0)`.as("paid"));
  const kept = sql<number>`(select coalesce(sum((entry->>'amount')::bigint), 0)
    from jsonb_path_query(r.provider_adjustments, '$[*].entries[*]') as entry)`;
  return sql<SqlBool>`r.total - (${accounted}) + ${kept} - r.settled_variance <> 0`;
}

function isAtBank(eb: Builder): Expression<SqlBool> {
  return eb.exists(
    eb
      .selectFrom("deposit_check as in_bank")
      .select("in_bank.remittance_id")
      .whereRef("in_bank.remittance_id", "=", "r.remittance_id"),
  );
}

/** A payer, a trace, a claim's number or a patient of it, an amount, a day. */
function meanings(eb: Builder, { word, amount, serviceDate }: ClaimWord): Expression<SqlBool>[] {
  const plain = plainPattern(word);
  return [
    eb("r.payer_name", "ilike", `%${plain}%`),
    eb("r.trace", "ilike", `${plain}%`),
    eb.exists(
      claimsOf(eb)
        .select("of_it.remittance_claim_id")
        .where((of) =>
          of.or([of("of_it.claim_number", "ilike", `${plain}%`), of("of_it.patient_id", "in", patientsNamed(word))]),
        ),
    ),
    ...(amount === null ? [] : [eb("r.total", "=", amount)]),
    ...(serviceDate === null ? [] : [eb("r.payment_date", "=", serviceDate)]),
  ];
}
