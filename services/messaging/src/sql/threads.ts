import type { messaging } from "@practicum/contracts/messaging";
import type { Role } from "@practicum/contracts/permission";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import type { z } from "zod";
import type { Reader } from "../domain/clinical.ts";
import { openTo } from "./restrictions.ts";
import { patientsNamed } from "./patients-named.ts";
import type { MessagingSchema, NewMessage, ThreadTable } from "./tables.ts";

export type Thread = z.input<(typeof messaging)["getThread"]["output"]>;

const columns = [
  "thread.thread_id",
  "thread.patient_id",
  "thread.kind",
  "thread.subject",
  "thread.status",
  "thread.owner_id",
  "thread.pool",
  "thread.due_at",
  "thread.last_at",
  "thread.clinical",
  "thread.version",
] as const;

export interface Queue {
  readonly staffId: Id<"staff"> | null;
  readonly roles: readonly Role[];
}

/** What a reader may see (MSG-38, MSG-101), as a condition on a thread, a task or a call. */
export function seenBy(
  eb:
    | ExpressionBuilder<MessagingSchema, "thread">
    | ExpressionBuilder<MessagingSchema, "task">
    | ExpressionBuilder<MessagingSchema, "phone_call">,
  table: "thread" | "task" | "phone_call",
  reader: Reader,
): Expression<SqlBool> {
  const { staffId, roles, readsCharts } = reader;
  if (readsCharts) return openTo(table, reader);
  return eb.and([
    openTo(table, reader),
    sql<SqlBool>`(not ${sql.ref(`${table}.clinical`)} or ${sql.ref(`${table}.owner_id`)} = ${staffId}::uuid
    or ${sql.ref(`${table}.pool`)} = any(${[...roles]}::text[]))`,
  ]);
}

type ThreadExpressions = ExpressionBuilder<MessagingSchema, "thread">;

/** A person's, of the person's pools, or nobody's (MSG-5). */
function inQueue(eb: ThreadExpressions, { staffId, roles }: Queue): Expression<SqlBool> {
  const nobodys = eb.and([eb("thread.owner_id", "is", null), eb("thread.pool", "is", null)]);
  const pools = roles.length === 0 ? [] : [eb("thread.pool", "in", [...roles])];
  const own = staffId === null ? [] : [eb("thread.owner_id", "=", staffId)];
  return eb.or([nobodys, ...pools, ...own]);
}

/** Which conversations are wanted: a patient's, or those of a queue. */
export interface WantedThreads {
  readonly of: { readonly patientId: Id<"patient"> } | { readonly queue: Queue };
  readonly reader: Reader;
  readonly status: "open" | "done";
  readonly words: readonly string[];
}

const dueAt = sql<string>`coalesce(thread.due_at, 'infinity'::timestamptz)`;
const queueOrder: readonly PlaceForm[] = ["instant", "instant", "uuid"];
const newestOrder: readonly PlaceForm[] = ["instant", "uuid"];

/** A page of conversations. What waits in a queue: the earliest due first (MSG-5); a patient's, and what is done: the newest first. */
export async function selectThreads(
  tx: Tx<MessagingSchema>,
  wanted: WantedThreads,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly threads: Thread[]; readonly next: string | null }> {
  const byDue = "queue" in wanted.of && wanted.status === "open";
  const after = placeOf(page.before, byDue ? queueOrder : newestOrder);
  let query = withPatients(tx)
    .where((eb) => eb.and(conditions(eb as ThreadExpressions, wanted)))
    .limit(page.limit + 1);
  // Row comparisons, so that the next page is one step in the order; the builder has no tuples of expressions.
  if (byDue) {
    query = query.orderBy(dueAt).orderBy("thread.last_at").orderBy("thread.thread_id");
    if (after)
      query = query.where(
        sql<boolean>`(${dueAt}, thread.last_at, thread.thread_id)
          > (${after[0]}::timestamptz, ${after[1]}::timestamptz, ${after[2]}::uuid)`,
      );
  } else {
    query = query.orderBy("thread.last_at", "desc").orderBy("thread.thread_id", "desc");
    if (after)
      query = query.where(
        sql<boolean>`(thread.last_at, thread.thread_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      );
  }
  const rows = await query.execute();
  const threads = await withMessages(tx, rows.slice(0, page.limit));
  const last = rows.length > page.limit ? threads.at(-1) : undefined;
  if (!last) return { threads, next: null };
  const newest = [last.lastAt, last.threadId];
  return { threads, next: placeAfter(byDue ? [last.dueAt ?? "infinity", ...newest] : newest) };
}

/** How many conversations are wanted in all. */
export async function countWantedThreads(tx: Tx<MessagingSchema>, wanted: WantedThreads): Promise<number> {
  const row = await tx
    .selectFrom("thread")
    .where((eb) => eb.and(conditions(eb, wanted)))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The conversation, where the reader may see it. */
export async function findThread(
  tx: Tx<MessagingSchema>,
  threadId: Id<"thread">,
  reader: Reader,
): Promise<Thread | null> {
  const rows = await withPatients(tx)
    .where("thread.thread_id", "=", threadId)
    .where((eb) => seenBy(eb as ThreadExpressions, "thread", reader))
    .execute();
  return (await withMessages(tx, rows))[0] ?? null;
}

function withPatients(tx: Tx<MessagingSchema>) {
  return tx
    .selectFrom("thread")
    .leftJoin("patient", "patient.patient_id", "thread.patient_id")
    .select([...columns, "patient.name"]);
}

/** A word is of the subject or of the patient's name (MSG-40). */
function conditions(eb: ThreadExpressions, { of, reader, status, words }: WantedThreads): Expression<SqlBool>[] {
  return [
    "queue" in of ? inQueue(eb, of.queue) : eb("thread.patient_id", "=", of.patientId),
    seenBy(eb, "thread", reader),
    eb("thread.status", "=", status),
    ...words.map((word) =>
      eb.or([
        eb("thread.subject", "ilike", `%${plainPattern(word)}%`),
        eb("thread.patient_id", "in", patientsNamed(word)),
      ]),
    ),
  ];
}

export async function countThreads(tx: Tx<MessagingSchema>, queue: Reader, now: Instant) {
  const row = await tx
    .selectFrom("thread")
    .select((eb) => [
      eb.fn.countAll<number>().as("count"),
      eb.fn.countAll<number>().filterWhere("due_at", "<", now).as("overdue"),
      eb.fn.min("last_at").as("oldest"),
    ])
    .where((eb) => inQueue(eb, queue))
    .where((eb) => seenBy(eb, "thread", queue))
    .where("status", "=", "open")
    .executeTakeFirstOrThrow();
  return { count: row.count, overdue: row.overdue, oldestAt: row.oldest };
}

export async function selectThread(tx: Tx<MessagingSchema>, threadId: Id<"thread">): Promise<ThreadTable | null> {
  const row = await tx
    .selectFrom("thread")
    .select(columns)
    .where("thread_id", "=", threadId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function selectThreadOfKind(
  tx: Tx<MessagingSchema>,
  patientId: Id<"patient">,
  kind: "statements",
): Promise<ThreadTable | null> {
  const row = await tx
    .selectFrom("thread")
    .select(columns)
    .where("patient_id", "=", patientId)
    .where("kind", "=", kind)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** @returns false when the id, or the patient's conversation of the kind, is there already. */
export async function insertThread(tx: Tx<MessagingSchema>, thread: ThreadTable): Promise<boolean> {
  const added = await tx
    .insertInto("thread")
    .values(thread)
    .onConflict((conflict) => conflict.doNothing())
    .returning("thread_id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function updateThread(
  tx: Tx<MessagingSchema>,
  threadId: Id<"thread">,
  changed: Partial<Omit<ThreadTable, "thread_id">>,
): Promise<void> {
  await tx.updateTable("thread").set(changed).where("thread_id", "=", threadId).execute();
}

/** @returns false when the message is there already (MSG-2). */
export async function insertMessage(tx: Tx<MessagingSchema>, message: NewMessage): Promise<boolean> {
  const added = await tx
    .insertInto("message")
    .values(message)
    .onConflict((conflict) => conflict.column("message_id").doNothing())
    .returning("message_id")
    .executeTakeFirst();
  return added !== undefined;
}

type ThreadRow = ThreadTable & { readonly name: Thread["patientName"] };

async function withMessages(tx: Tx<MessagingSchema>, threads: readonly ThreadRow[]): Promise<Thread[]> {
  if (threads.length === 0) return [];
  const rows = await tx
    .selectFrom("message")
    .select(["message_id", "thread_id", "at", "by", "staff_id", "body"])
    .where(
      "thread_id",
      "in",
      threads.map((thread) => thread.thread_id),
    )
    .orderBy("place")
    .execute();
  const byThread = Map.groupBy(rows, (row) => row.thread_id);
  return threads.map((thread) => ({
    threadId: thread.thread_id,
    patientId: thread.patient_id,
    patientName: thread.name,
    subject: thread.subject,
    status: thread.status,
    ownerId: thread.owner_id,
    pool: thread.pool,
    dueAt: thread.due_at,
    lastAt: thread.last_at,
    messages: (byThread.get(thread.thread_id) ?? []).map((message) => ({
      messageId: message.message_id,
      threadId: message.thread_id,
      at: message.at,
      by: message.by,
      staffId: message.staff_id,
      body: message.body,
    })),
    version: thread.version,
  }));
}
