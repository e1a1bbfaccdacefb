import type { Tx } from "@practicum/db/db";
import { plainPattern } from "@practicum/db/list-search";
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import type { Place } from "../../domain/paging.ts";
import { patientsNamed } from "../../sql/patients-named.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import type { ClaimWord } from "../domain/claim-search.ts";
import { CLAIM_COLUMNS, type ClaimRow } from "./claims.ts";

type BillingTx = Tx<BillingSchema>;

/** Which claims are wanted; no statuses are all statuses. */
export interface WantedClaims {
  readonly statuses: readonly ClaimRow["status"][];
  readonly patientId: string | null;
  readonly words: readonly ClaimWord[];
  /** Only those whose filing time has run for three quarters by this day. */
  readonly soonBy: string | null;
  /** "anybody", "nobody", or whose work they are. */
  readonly whose: string;
  /** Only those that are to be looked at again by this day; the day is then their order. */
  readonly dueBy: string | null;
  /** Only what is held back on that day, or only what is not; both where it is left out. */
  /** Only what its payer voided and nobody has placed since. */
  readonly voidedOpen?: boolean;
  readonly held?: { readonly is: boolean; readonly on: string } | undefined;
}

/**
 * The nearest deadline first, or what is to be looked at again in the order of its days; one more than the limit where there are more. They are found in the index of that order, which holds all that
 * is asked for; the wide rows are read for the page alone.
 */
export async function claimPage(
  tx: BillingTx,
  ask: WantedClaims & { readonly limit: number; readonly after: Place | null },
): Promise<ClaimRow[]> {
  const { after } = ask;
  const order = ask.dueBy === null ? "due_order" : "follow_up_on";
  const found = tx
    .selectFrom("claim")
    .select("claim_id")
    .where((eb) => eb.and(conditions(eb, ask)))
    .$if(after !== null, (query) =>
      query.where((eb) => eb(eb.refTuple(order, "claim_id"), ">", eb.tuple(after?.first ?? "", after?.second ?? ""))),
    )
    .orderBy(order)
    .orderBy("claim_id")
    .limit(ask.limit + 1);
  return tx
    .selectFrom("claim")
    .select(CLAIM_COLUMNS)
    .where("claim_id", "in", found)
    .orderBy(order)
    .orderBy("claim_id")
    .execute();
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

function conditions(
  eb: Builder,
  { statuses, patientId, words, soonBy, whose, dueBy, voidedOpen, held }: WantedClaims,
): Expression<SqlBool>[] {
  return [
    ...(statuses.length > 0 ? [eb("status", "in", statuses)] : []),
    ...(patientId === null ? [] : [eb("patient_id", "=", patientId)]),
    ...(soonBy === null ? [] : [eb("filing_soon", "<=", soonBy)]),
    ...(whose === "anybody" ? [] : [whose === "nobody" ? eb("owner_id", "is", null) : eb("owner_id", "=", whose)]),
    ...(dueBy === null ? [] : [eb("follow_up_on", "<=", dueBy)]),
    ...(voidedOpen ? [hasVoidedMoney(eb)] : []),
    ...(held === undefined ? [] : [held.is ? isHeld(eb, held.on) : eb.not(isHeld(eb, held.on))]),
    ...words.map((word) => eb("claim_id", "in", meanings(eb, word))),
  ];
}

/** BIL-491: its payer voided it, and its money is still on the payer's side. */
export function hasVoidedMoney(eb: Builder): Expression<SqlBool> {
  const owed = eb
    .selectFrom("ledger_entry as e")
    .whereRef("e.claim_id", "=", "claim.claim_id")
    .where("e.account", "=", "insurance-receivable")
    .select((of) => of.fn.sum<number>("e.amount").as("owed"));
  return eb.and([eb("status", "=", "voided"), eb("frequency", "=", "8"), eb(owed, ">", 0)]);
}

/** Whether a claim is one of those. */
export async function isVoidedOpen(tx: BillingTx, claimId: string): Promise<boolean> {
  const found = await tx
    .selectFrom("claim")
    .select("claim_id")
    .where("claim_id", "=", claimId)
    .where((eb) => hasVoidedMoney(eb))
    .executeTakeFirst();
  return found !== undefined;
}

/** BIL-430: held back until somebody releases it, or until a day that has not come. */
export function isHeld(eb: Builder, today: string): Expression<SqlBool> {
  return eb.and([
    eb("held_because", "is not", null),
    eb(eb.fn.coalesce("held_until", eb.cast<string>(eb.val("infinity"), "date")), ">", today),
  ]);
}

/** The claims that a word may mean: each meaning is looked up by its own index, where one condition with "or" would look at every claim for each. */
function meanings(eb: Builder, { word, code, amount, serviceDate }: ClaimWord) {
  const plain = plainPattern(word);
  const claims = eb.selectFrom("claim").select("claim_id");
  let found = claims
    .where(sql<string>`lower(number)`, "like", `${plain.toLowerCase()}%`)
    .union(claims.where("payer_name", "in", payersCalled(plain)))
    .union(claims.where("patient_id", "in", patientsNamed(word)));
  if (code !== null)
    found = found.union(
      eb
        .selectFrom("charge as c")
        .innerJoin("claim as of_it", "of_it.encounter_id", "c.encounter_id")
        .where("c.code", "=", code)
        .select("of_it.claim_id"),
    );
  if (amount !== null) found = found.union(claims.where("total", "=", amount));
  if (serviceDate !== null) found = found.union(claims.where("service_date", "=", serviceDate));
  return found;
}

/**
 * The names of payers, as they stand on claims, that hold a text. Raw: from one name to the next by the index of names, which is a recursion
 * that the builder has no word for; a look at the name of each claim took a second in a practice of many years.
 */
function payersCalled(plain: string) {
  return sql<string>`(with recursive names as (
      (select payer_name from claim order by payer_name limit 1)
      union all
      select (select c.payer_name from claim c where c.payer_name > names.payer_name order by c.payer_name limit 1)
      from names where names.payer_name is not null)
    select payer_name from names where payer_name ilike ${`%${plain}%`})`;
}
