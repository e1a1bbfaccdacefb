import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import type { AppealStatus } from "@practicum/contracts/billing/appeals";
import {
  sql,
  type Expression,
  type ExpressionBuilder,
  type Insertable,
  type Selectable,
  type SqlBool,
  type Updateable,
} from "kysely";
import type { ClaimWord } from "../../claims/domain/claim-search.ts";
import { patientsNamed } from "../../sql/patients-named.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { APPEALS_OUT, OPEN_APPEALS } from "../domain/appeal-state.ts";

type BillingTx = Tx<BillingSchema>;
export type AppealRecord = Selectable<BillingSchema["appeal"]>;

/** Appeals with the refusal, claim and remittance that they are about. */
function appeals(tx: BillingTx) {
  return tx
    .selectFrom("appeal as a")
    .innerJoin("denial as d", "d.denial_id", "a.denial_id")
    .innerJoin("claim as c", "c.claim_id", "a.claim_id")
    .selectAll("a")
    .select([
      "d.amount",
      "d.adjustment_group",
      "d.reason",
      "d.remarks",
      "d.codes",
      "d.remittance_claim_id",
      "d.status as denial_status",
      "c.number",
      "c.payer_id",
      "c.payer_name",
      "c.payer_claim_number",
      "c.provider_name",
      "c.service_date",
      "c.encounter_id",
      "c.total",
      "c.content",
    ]);
}

export type AppealRow = Awaited<ReturnType<ReturnType<typeof appeals>["executeTakeFirstOrThrow"]>>;

export async function findAppeal(tx: BillingTx, appealId: string): Promise<AppealRow | null> {
  return (await appeals(tx).where("a.appeal_id", "=", appealId).executeTakeFirst()) ?? null;
}

/** The appeals of a claim for one reason, of whichever of its decisions, the first level first. */
export async function appealsFor(
  tx: BillingTx,
  about: { readonly claimId: string; readonly group: string; readonly reason: string },
): Promise<AppealRow[]> {
  return appeals(tx)
    .where("a.claim_id", "=", about.claimId)
    .where("d.adjustment_group", "=", about.group)
    .where("d.reason", "=", about.reason)
    .orderBy("a.level")
    .orderBy("a.opened_at")
    .orderBy("a.appeal_id")
    .execute();
}

/** An appeal, kept from others until the transaction ends. */
export async function lockAppeal(tx: BillingTx, appealId: string): Promise<AppealRecord | null> {
  return (
    (await tx.selectFrom("appeal").selectAll().where("appeal_id", "=", appealId).forUpdate().executeTakeFirst()) ?? null
  );
}

/** @returns false where another appeal against the refusal is open already, or this one is there. */
export async function insertAppeal(tx: BillingTx, row: Insertable<BillingSchema["appeal"]>): Promise<boolean> {
  const written = await tx
    .insertInto("appeal")
    .values({ ...row, papers: json(row.papers) })
    .onConflict((conflict) => conflict.doNothing())
    .returning("appeal_id")
    .executeTakeFirst();
  return written !== undefined;
}

type Change = Omit<Updateable<BillingSchema["appeal"]>, "papers" | "version">;

/** @returns the version it has now. */
export async function changeAppeal(
  tx: BillingTx,
  appealId: string,
  change: Change & { readonly papers?: AppealRecord["papers"] },
): Promise<number> {
  const { papers, ...rest } = change;
  const row = await tx
    .updateTable("appeal")
    .set((eb) => ({
      ...rest,
      ...(papers === undefined ? {} : { papers: json(papers) }),
      version: eb("version", "+", 1),
    }))
    .where("appeal_id", "=", appealId)
    .returning("version")
    .executeTakeFirstOrThrow();
  return row.version;
}

/** The open appeals against some refusals: one each at most. */
export async function openAppealsOf(tx: BillingTx, denialIds: readonly string[]): Promise<AppealRecord[]> {
  if (denialIds.length === 0) return [];
  return tx
    .selectFrom("appeal")
    .selectAll()
    .where("denial_id", "in", denialIds)
    .where("status", "in", OPEN_APPEALS)
    .orderBy("appeal_id")
    .forUpdate()
    .execute();
}

/** Whether an appeal about a claim is with the payer. */
export async function hasAppealOut(tx: BillingTx, claimId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("appeal")
    .select("appeal_id")
    .where("claim_id", "=", claimId)
    .where("status", "in", APPEALS_OUT)
    .executeTakeFirst();
  return row !== undefined;
}

export interface WantedAppeals {
  readonly show: "due" | "open" | "settled";
  readonly today: string;
  readonly ownerId: string | null;
  readonly words: readonly ClaimWord[];
}

const follow = sql<string>`coalesce(a.follow_up_on, 'infinity'::date)`;
const order: readonly PlaceForm[] = ["date", "uuid"];

/** A page of appeals, the nearest day first (BIL-188). */
export async function appealPage(
  tx: BillingTx,
  ask: WantedAppeals & { readonly limit: number; readonly before: string | null },
): Promise<{ readonly rows: AppealRow[]; readonly next: string | null }> {
  const after = placeOf(ask.before, order);
  let query = appeals(tx)
    .where((eb) => eb.and(conditions(eb, ask)))
    .orderBy(follow)
    .orderBy("a.appeal_id")
    .limit(ask.limit + 1);
  // A row comparison, so that the next page is one step in the order; the builder has no tuples of expressions.
  if (after) query = query.where(sql<boolean>`(${follow}, a.appeal_id) > (${after[0]}::date, ${after[1]}::uuid)`);
  const found = await query.execute();
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? placeAfter([last.follow_up_on ?? "infinity", last.appeal_id]) : null };
}

export async function appealTotals(tx: BillingTx, wanted: WantedAppeals): Promise<{ count: number; total: number }> {
  return tx
    .selectFrom("appeal as a")
    .innerJoin("denial as d", "d.denial_id", "a.denial_id")
    .innerJoin("claim as c", "c.claim_id", "a.claim_id")
    .where((eb) => eb.and(conditions(eb, wanted)))
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      // A sum of bigint is numeric, which the drivers give as text.
      sql<number>`coalesce(sum(d.amount), 0)::bigint`.as("total"),
    ])
    .executeTakeFirstOrThrow();
}

type Builder = ExpressionBuilder<
  BillingSchema & { a: BillingSchema["appeal"]; d: BillingSchema["denial"]; c: BillingSchema["claim"] },
  "a" | "d" | "c"
>;

function conditions(eb: Builder, { show, today, ownerId, words }: WantedAppeals): Expression<SqlBool>[] {
  return [
    eb("a.status", show === "settled" ? "not in" : "in", OPEN_APPEALS as AppealStatus[]),
    ...(show === "due" ? [eb("a.follow_up_on", "<=", today)] : []),
    ...(ownerId === null ? [] : [eb("a.owner_id", "=", ownerId)]),
    ...words.map((word) => eb.or(meanings(eb, word))),
  ];
}

function meanings(eb: Builder, { word, amount, serviceDate }: ClaimWord): Expression<SqlBool>[] {
  const plain = plainPattern(word);
  return [
    eb("c.number", "ilike", `${plain}%`),
    eb("c.payer_name", "ilike", `%${plain}%`),
    eb("a.patient_id", "in", patientsNamed(word)),
    eb("d.reason", "=", word.replace(/^(co|oa|pi|pr)-/, "").toUpperCase()),
    ...(amount === null ? [] : [eb("d.amount", "=", amount)]),
    ...(serviceDate === null ? [] : [eb("c.service_date", "=", serviceDate)]),
  ];
}
