import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool } from "kysely";
import type { ClaimWord } from "../../claims/domain/claim-search.ts";
import { patientsNamed } from "../../sql/patients-named.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { OPEN_DENIALS } from "../domain/denial-policy.ts";
import { NOTHING_TO_WIN, TIME_WEIGHTS } from "../domain/denial-worth.ts";
import { denials, type DenialRow } from "./denials.ts";

type BillingTx = Tx<BillingSchema>;

export interface WantedDenials {
  readonly open: boolean;
  readonly words: readonly ClaimWord[];
  /** "anybody", "nobody", or whose work they are. */
  readonly whose: string;
  /** Only those that are to be looked at again by this day; the day is then their order. */
  readonly dueBy: LocalDate | null;
}

const dollars = sql<number>`-d.amount`;
const deadline = sql<string>`coalesce(d.deadline, 'infinity'::date)`;
const followUp = sql<string>`d.follow_up_on`;
const dollarsOrder: readonly PlaceForm[] = ["number", "date", "uuid"];
const dayOrder: readonly PlaceForm[] = ["date", "number", "uuid"];

/** BIL-423, negative, so that all orders go the same way. Of a day alone, so that a list that is read goes on where it was. */
function worth(today: LocalDate): RawBuilder<number> {
  const weights = TIME_WEIGHTS.map(
    ([days, weight]) => sql`when d.deadline <= ${today}::date + ${days}::int then ${weight}::int`,
  );
  return sql<number>`(-d.amount * case
    when d.deadline < ${today}::date then 0
    when d.adjustment_group <> 'PR' and d.reason in (${sql.join(NOTHING_TO_WIN)}) then 0
    ${sql.join(weights, sql` `)} else 1 end)`;
}

/**
 * A page of denials: the most money first, of equal amounts the nearest deadline; or the other way about (BIL-170); or the most dollars times time left
 * (BIL-423). What is to be looked at again comes in the order of its days (BIL-425).
 */
export async function denialPage(
  tx: BillingTx,
  ask: WantedDenials & {
    readonly sort: "dollars" | "deadline" | "worth";
    readonly today: LocalDate;
    readonly limit: number;
    readonly before: string | null;
  },
): Promise<{ readonly rows: DenialRow[]; readonly next: string | null }> {
  const rank = ask.sort === "worth" ? worth(ask.today) : dollars;
  // By a day, where one is asked for: the day to act by, or the one to look again.
  const day = ask.dueBy === null ? deadline : followUp;
  const byDay = ask.sort === "deadline" || ask.dueBy !== null;
  const after = placeOf(ask.before, byDay ? dayOrder : dollarsOrder);
  let query = denials(tx)
    .select(rank.as("rank"))
    .where((eb) => eb.and(conditions(eb, ask)))
    .limit(ask.limit + 1);
  query = byDay ? query.orderBy(day).orderBy(rank) : query.orderBy(rank).orderBy(day);
  query = query.orderBy("d.denial_id");
  // Row comparisons, so that the next page is one step in the order of three columns; the builder has no tuples of expressions.
  if (after)
    query = query.where(
      byDay
        ? sql<boolean>`(${day}, ${rank}, d.denial_id) > (${after[0]}::date, ${after[1]}::bigint, ${after[2]}::uuid)`
        : sql<boolean>`(${rank}, ${day}, d.denial_id) > (${after[0]}::bigint, ${after[1]}::date, ${after[2]}::uuid)`,
    );
  const found = await query.execute();
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  if (!last) return { rows, next: null };
  const at = ask.dueBy === null ? (last.deadline ?? "infinity") : (last.follow_up_on ?? "infinity");
  return { rows, next: placeAfter([...(byDay ? [at, last.rank] : [last.rank, at]), last.denial_id]) };
}

/** How many denials are wanted, and how much money they are about. */
export async function denialTotals(tx: BillingTx, wanted: WantedDenials): Promise<{ count: number; total: number }> {
  return tx
    .selectFrom("denial as d")
    .innerJoin("claim as c", "c.claim_id", "d.claim_id")
    .where((eb) => eb.and(conditions(eb, wanted)))
    .select((eb) => [
      eb.fn.countAll<number>().as("count"),
      // A sum of bigint is numeric, which the drivers give as text.
      sql<number>`coalesce(sum(d.amount), 0)::bigint`.as("total"),
    ])
    .executeTakeFirstOrThrow();
}

type Builder = ExpressionBuilder<BillingSchema & { d: BillingSchema["denial"]; c: BillingSchema["claim"] }, "d" | "c">;

function conditions(eb: Builder, { open, words, whose, dueBy }: WantedDenials): Expression<SqlBool>[] {
  return [
    eb("d.status", open ? "in" : "not in", OPEN_DENIALS),
    ...(whose === "anybody" ? [] : [whose === "nobody" ? eb("d.owner_id", "is", null) : eb("d.owner_id", "=", whose)]),
    ...(dueBy === null ? [] : [eb("d.follow_up_on", "<=", dueBy)]),
    ...words.map((word) => eb.or(meanings(eb, word))),
  ];
}

/** A group and a reason as payers write them: CO-16, or 16 alone. */
const REASON = /^(?:(co|oa|pi|pr|cr)-?)?([a-z]?\d{1,3})$/;

function meanings(eb: Builder, { word, amount, serviceDate }: ClaimWord): Expression<SqlBool>[] {
  const plain = plainPattern(word);
  const [, group, reason] = REASON.exec(word) ?? [];
  return [
    eb("c.number", "ilike", `${plain}%`),
    eb("c.payer_name", "ilike", `%${plain}%`),
    eb("d.patient_id", "in", patientsNamed(word)),
    ...(reason === undefined
      ? []
      : [
          eb.and([
            eb("d.reason", "=", reason.toUpperCase()),
            ...(group === undefined ? [] : [eb("d.adjustment_group", "=", group.toUpperCase())]),
          ]),
        ]),
    ...(amount === null ? [] : [eb("d.amount", "=", amount)]),
    ...(serviceDate === null ? [] : [eb("c.service_date", "=", serviceDate)]),
  ];
}
