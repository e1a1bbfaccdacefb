import type { recall, RecallList } from "@practicum/contracts/messaging/recalls";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type Expression, type ExpressionBuilder, type Insertable, type SqlBool } from "kysely";
import type { z } from "zod";
import type { Reader } from "../../domain/clinical.ts";
import { patientsNamed } from "../../sql/patients-named.ts";
import { chartOpenTo } from "../../sql/restrictions.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import { OPEN_STATES } from "../domain/recall-course.ts";
import type { RecallEntryTable, RecallTable } from "./tables.ts";

type T = Tx<MessagingSchema>;
type Recall = z.input<typeof recall>;

const columns = [
  "recall.recall_id",
  "recall.patient_id",
  "recall.rule_id",
  "recall.state",
  "recall.step",
  "recall.next_at",
  "recall.sent",
  "recall.calls",
  "recall.first_at",
  "recall.last_at",
  "recall.visit_id",
  "recall.visit_at",
  "recall.booked_at",
  "recall.because",
  "recall.ended_at",
  "recall.created_at",
  "recall.changed_at",
  "recall.version",
] as const;

/** @returns false when the patient is asked already. */
export async function insertRecall(tx: T, row: RecallTable): Promise<boolean> {
  const added = await tx
    .insertInto("recall")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning("recall_id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function insertReason(
  tx: T,
  reason: { recall_id: Id<"recall">; rule_id: Id<"recall-rule">; rule_version: number; at: Instant },
): Promise<void> {
  await tx
    .insertInto("recall_reason")
    .values(reason)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function lockRecall(tx: T, recallId: Id<"recall">): Promise<RecallTable | null> {
  const query = tx.selectFrom("recall").select(columns).where("recall_id", "=", recallId);
  return (await query.forUpdate().executeTakeFirst()) ?? null;
}

/** A patient's recalls that are under way, or that a visit may still settle. */
export async function lockRecallsOf(tx: T, patientId: Id<"patient">): Promise<RecallTable[]> {
  return tx
    .selectFrom("recall")
    .select(columns)
    .where("patient_id", "=", patientId)
    .where("state", "in", [...OPEN_STATES, "unreachable", "booked"])
    .orderBy("created_at")
    .orderBy("recall_id")
    .forUpdate()
    .execute();
}

/** Writes a new version. @returns its number. */
export async function updateRecall(
  tx: T,
  row: Pick<RecallTable, "recall_id" | "version">,
  changed: Partial<Omit<RecallTable, "recall_id" | "version" | "patient_id">> & { readonly changed_at: Instant },
): Promise<number> {
  const version = row.version + 1;
  await tx
    .updateTable("recall")
    .set({ ...changed, version })
    .where("recall_id", "=", row.recall_id)
    .execute();
  return version;
}

export async function ruleIdsOf(tx: T, recallId: Id<"recall">): Promise<Id<"recall-rule">[]> {
  const rows = await tx
    .selectFrom("recall_reason")
    .select("rule_id")
    .where("recall_id", "=", recallId)
    .orderBy("at")
    .orderBy("rule_id")
    .execute();
  return rows.map((row) => row.rule_id);
}

/** Recalls as they are shown. */
function shown(tx: T) {
  return tx
    .selectFrom("recall")
    .innerJoin("recall_rule", "recall_rule.rule_id", "recall.rule_id")
    .leftJoin("patient", "patient.patient_id", "recall.patient_id")
    .select([
      ...columns,
      "recall_rule.visit_type_id",
      "recall_rule.visit_type_name",
      "patient.name",
      "patient.phone",
      "patient.language",
    ])
    .select((eb) =>
      eb
        .selectFrom("recall_reason")
        .innerJoin("recall_rule as named", "named.rule_id", "recall_reason.rule_id")
        .whereRef("recall_reason.recall_id", "=", "recall.recall_id")
        // Names in the order in which the reasons came.
        .select(sql<readonly string[]>`array_agg(named.name order by recall_reason.at, named.name)`.as("reasons"))
        .as("reasons"),
    );
}

export interface WantedRecalls {
  readonly list: RecallList;
  readonly ruleId: Id<"recall-rule"> | null;
  readonly words: readonly string[];
  readonly reader: Reader;
}

/** Who wants a visit comes first, then who is to be called, then who was told. */
const rank = sql<number>`case recall.state when 'answered' then 0 when 'to-call' then 1 else 2 end`;
const openOrder: readonly PlaceForm[] = ["number", "instant", "uuid"];
const endedOrder: readonly PlaceForm[] = ["instant", "uuid"];

/** A page of the work: who waits longest first; what has ended, the latest first (MSG-122). */
export async function selectRecalls(
  tx: T,
  wanted: WantedRecalls,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly recalls: Recall[]; readonly next: string | null }> {
  const ended = wanted.list === "ended" || wanted.list === "booked";
  const after = placeOf(page.before, ended ? endedOrder : openOrder);
  let query = shown(tx).where((eb) => eb.and(conditions(eb as Expressions, wanted)));
  // Row comparisons, so that the next page is one step in the order; the builder has no tuples of expressions.
  if (ended) {
    query = query.orderBy("recall.changed_at", "desc").orderBy("recall.recall_id", "desc");
    if (after)
      query = query.where(
        sql<boolean>`(recall.changed_at, recall.recall_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      );
  } else {
    query = query.orderBy(rank).orderBy("recall.changed_at").orderBy("recall.recall_id");
    if (after)
      query = query.where(
        sql<boolean>`(${rank}, recall.changed_at, recall.recall_id)
          > (${after[0]}::integer, ${after[1]}::timestamptz, ${after[2]}::uuid)`,
      );
  }
  const rows = await query.limit(page.limit + 1).execute();
  const kept = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? kept.at(-1) : undefined;
  const place = last && [last.changed_at, last.recall_id];
  return {
    recalls: kept.map(recallOf),
    next: last && place ? placeAfter(ended ? place : [rankOf(last.state), ...place]) : null,
  };
}

function rankOf(state: RecallTable["state"]): number {
  return state === "answered" ? 0 : state === "to-call" ? 1 : 2;
}

export async function countRecalls(tx: T, wanted: WantedRecalls): Promise<number> {
  const row = await tx
    .selectFrom("recall")
    .where((eb) => eb.and(conditions(eb, wanted)))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

type Expressions = ExpressionBuilder<MessagingSchema, "recall">;

function conditions(eb: Expressions, { list, ruleId, words, reader }: WantedRecalls): Expression<SqlBool>[] {
  return [
    inList(eb, list),
    chartOpenTo("recall.patient_id", reader),
    ...(ruleId === null
      ? []
      : [
          eb.exists(
            eb
              .selectFrom("recall_reason")
              .select("recall_reason.rule_id")
              .whereRef("recall_reason.recall_id", "=", "recall.recall_id")
              .where("recall_reason.rule_id", "=", ruleId),
          ),
        ]),
    ...words.map((word) => eb("recall.patient_id", "in", patientsNamed(word))),
  ];
}

function inList(eb: Expressions, list: RecallList): Expression<SqlBool> {
  switch (list) {
    case "open":
      return eb("recall.state", "in", [...OPEN_STATES]);
    case "to-call":
    case "answered":
    case "booked":
      return eb("recall.state", "=", list);
    case "waiting":
      return eb("recall.state", "in", ["due", "sent"]);
    case "ended":
      return eb("recall.state", "in", ["declined", "unreachable", "stopped", "opted-out"]);
  }
}

/** A recall, where the reader may see it (MSG-121). */
export async function findRecall(tx: T, recallId: Id<"recall">, reader: Reader): Promise<Recall | null> {
  const row = await shown(tx)
    .where("recall.recall_id", "=", recallId)
    .where(chartOpenTo("recall.patient_id", reader))
    .executeTakeFirst();
  return row ? recallOf(row) : null;
}

const NOBODY = { family: "", given: "", middle: null, suffix: null };

function recallOf(row: Awaited<ReturnType<ReturnType<typeof shown>["executeTakeFirstOrThrow"]>>): Recall {
  return {
    recallId: row.recall_id,
    patientId: row.patient_id,
    name: row.name ?? NOBODY,
    phone: row.phone,
    language: row.language ?? "en",
    state: row.state,
    reasons: [...(row.reasons ?? [])],
    visitTypeId: row.visit_type_id,
    visitTypeName: row.visit_type_name,
    nextAt: row.next_at,
    sent: row.sent,
    calls: row.calls,
    lastAt: row.last_at,
    visitAt: row.visit_at,
    because: row.because,
    version: row.version,
  };
}

/** @returns false when the entry is there already. */
export async function insertEntry(tx: T, entry: Insertable<RecallEntryTable>): Promise<boolean> {
  const added = await tx
    .insertInto("recall_entry")
    .values({ ...entry, before: entry.before === null ? null : json(entry.before) })
    .onConflict((conflict) => conflict.column("entry_id").doNothing())
    .returning("entry_id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function selectEntry(tx: T, entryId: Id<"recall-entry">): Promise<RecallEntryTable | null> {
  const row = await tx.selectFrom("recall_entry").selectAll().where("entry_id", "=", entryId).executeTakeFirst();
  return (row as RecallEntryTable | undefined) ?? null;
}

export async function strikeEntry(
  tx: T,
  entryId: Id<"recall-entry">,
  undone: { readonly undone_at: Instant; readonly undone_by: string },
): Promise<void> {
  await tx.updateTable("recall_entry").set(undone).where("entry_id", "=", entryId).execute();
}

export async function selectEntries(tx: T, recallId: Id<"recall">) {
  const rows = await tx
    .selectFrom("recall_entry")
    .select(["entry_id", "at", "by", "what", "note", "undone_at"])
    .where("recall_id", "=", recallId)
    .orderBy("place", "desc")
    .execute();
  return rows.map(({ entry_id, undone_at, ...entry }) => ({ entryId: entry_id, undoneAt: undone_at, ...entry }));
}
