import type { AlertOutcome, AlertRule } from "@practicum/contracts/charting/alert-budget";
import type { contradictionSeverity } from "@practicum/contracts/charting/contradictions";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type Insertable } from "kysely";
import type { z } from "zod";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

/** Each alert of an order once, as it was shown first. */
export async function insertRaised(tx: T, rows: readonly Insertable<ChartingTables["alert_raised"]>[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto("alert_raised")
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

interface Period {
  readonly since: Instant;
  readonly until: Instant;
  /** An order that is not there may still be being written where its alert is younger than this. */
  readonly openSince: Instant;
  /** Of one person alone. */
  readonly byId: string | null;
}

/**
 * What became of the order (CHT-482): never written or taken out is dropped, written without what the alert was about is changed; else a
 * reason was given, or somebody went on without one.
 */
function judged(tx: T, { since, until, openSince, byId }: Period) {
  const has = (alerts: string) =>
    sql`${sql.ref(alerts)} @> jsonb_build_array(jsonb_build_object('alertId', r.alert_id))`;
  let query = tx
    .selectFrom("alert_raised as r")
    .leftJoin("medication_order as o", "o.order_id", "r.order_id")
    .leftJoin("in_house_order as h", "h.order_id", "r.order_id")
    .leftJoin("alert_answer as a", (join) =>
      join.onRef("a.order_id", "=", "r.order_id").onRef("a.alert_id", "=", "r.alert_id"),
    )
    .selectAll("r")
    .select([
      sql<AlertOutcome>`case
        when o.order_id is null and h.order_id is null then case when r.at >= ${openSince} then 'open' else 'dropped' end
        when o.status = 'cancelled' or h.cancelled_at is not null then 'dropped'
        when o.order_id is not null and not (${has("o.alerts")}) then 'changed'
        when h.order_id is not null and not (${has("h.alerts")}) then 'changed'
        when a.order_id is not null then 'overridden'
        when h.order_id is not null and r.severity = 'stop' then 'overridden'
        when o.status = 'draft' then 'open'
        else 'kept' end`.as("outcome"),
      sql<
        string | null
      >`case when r.severity = 'stop' then coalesce(a.reason, nullif(h.override_reason, '')) else a.reason end`.as(
        "reason",
      ),
    ])
    .where("r.at", ">=", since)
    .where("r.at", "<", until);
  if (byId !== null) query = query.where("r.by_id", "=", byId);
  return query;
}

/** How often each rule was raised for each person's orders, and what became of them. */
export async function countRaised(tx: T, period: Period) {
  const count = (outcome: AlertOutcome) => sql<number>`(count(*) filter (where j.outcome = ${outcome}))::integer`;
  return tx
    .selectFrom(judged(tx, period).as("j"))
    .select([
      "j.rule",
      "j.provider_kind as providerKind",
      "j.by_id as providerId",
      sql<string>`max(j.by_name)`.as("providerName"),
      sql<number>`count(*)::integer`.as("raised"),
      sql<number>`(count(*) filter (where j.severity <> 'info'))::integer`.as("interrupting"),
      count("changed").as("changed"),
      count("dropped").as("dropped"),
      count("overridden").as("overridden"),
      count("kept").as("kept"),
      count("open").as("open"),
    ])
    .groupBy(["j.rule", "j.provider_kind", "j.by_id"])
    .orderBy("j.rule")
    .orderBy("j.by_id")
    .execute();
}

/** The reasons that were given, each with how often; those in own words together, for they may say something of a patient. */
export async function countReasons(tx: T, period: Period, usual: readonly string[]) {
  return tx
    .selectFrom(judged(tx, period).as("j"))
    .select([
      "j.rule",
      sql<string | null>`case when j.reason in (${sql.join([...usual])}) then j.reason end`.as("reason"),
      sql<number>`count(*)::integer`.as("count"),
    ])
    .where("j.reason", "is not", null)
    .groupBy([sql`1`, sql`2`])
    .orderBy("j.rule")
    .orderBy(sql`3`, "desc")
    .orderBy(sql`2`)
    .execute();
}

export async function firstRaised(tx: T): Promise<Instant | null> {
  const row = await tx.selectFrom("alert_raised").select("at").orderBy("at").limit(1).executeTakeFirst();
  return row?.at ?? null;
}

const rowOrder: readonly PlaceForm[] = ["instant", "uuid"];

/** The orders behind a count, the newest first. */
export async function raisedRows(
  tx: T,
  ask: Period & { readonly rule: AlertRule; readonly before: string | null; readonly limit: number },
) {
  const after = placeOf(ask.before, rowOrder);
  let query = tx
    .selectFrom(judged(tx, ask).as("j"))
    .leftJoin("patient as p", "p.patient_id", "j.patient_id")
    .selectAll("j")
    .select(["p.family", "p.given", "p.middle", "p.suffix"])
    .where("j.rule", "=", ask.rule)
    .orderBy("j.at", "desc")
    .orderBy("j.raised_id", "desc")
    // limit: a page, and one more to know whether there is a next one.
    .limit(ask.limit + 1);
  if (after) query = query.where(sql<boolean>`(j.at, j.raised_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  const found = await query.execute();
  // limit: what is beyond the page is the next one's.
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? placeAfter([last.at, last.raised_id]) : null };
}

/** What the notes of a period were signed with, by gravity. */
export async function countContradictions(
  tx: T,
  { from, to, byId }: { readonly from: LocalDate; readonly to: LocalDate; readonly byId: string | null },
) {
  let query = tx
    .selectFrom("note_contradictions as n")
    .innerJoin(sql<{ value: unknown }>`jsonb_array_elements(n.found)`.as<"f">(sql`f(value)`), (join) => join.onTrue())
    .select([
      sql<z.output<typeof contradictionSeverity>>`f.value ->> 'severity'`.as("severity"),
      sql<number>`count(*)::integer`.as("found"),
      sql<number>`(count(*) filter (where f.value ->> 'reason' is not null))::integer`.as("answered"),
    ])
    .where("n.service_date", ">=", from)
    .where("n.service_date", "<=", to)
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  if (byId !== null) query = query.where("n.provider_id", "=", byId);
  return query.execute();
}

/** What became of each order for which a rule was raised. */
export async function raisedOutcomes(tx: T, { rule, ...period }: Period & { readonly rule: AlertRule }) {
  return tx
    .selectFrom(judged(tx, period).as("j"))
    .select(["j.order_id as orderId", "j.rule", "j.outcome"])
    .where("j.rule", "=", rule)
    .execute();
}
