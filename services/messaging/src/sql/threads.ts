import type { messaging } from "@practicum/contracts/messaging";
import type { Role } from "@practicum/contracts/permission";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import type { z } from "zod";
import type { MessagingSchema, NewMessage, ThreadTable } from "./tables.ts";

export type Thread = z.input<(typeof messaging)["listThreads"]["output"]>[number];

/** Conversations shown at once; a record or a queue beyond it shows the most pressing. */
const SHOWN_MAX = 500;

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
  "thread.version",
] as const;

export interface Queue {
  readonly staffId: Id<"staff"> | null;
  readonly roles: readonly Role[];
}

type ThreadExpressions = ExpressionBuilder<MessagingSchema, "thread">;

/** A person's, of the person's pools, or nobody's (MSG-5). */
function inQueue(eb: ThreadExpressions, { staffId, roles }: Queue): Expression<SqlBool> {
  const nobodys = eb.and([eb("thread.owner_id", "is", null), eb("thread.pool", "is", null)]);
  const pools = roles.length === 0 ? [] : [eb("thread.pool", "in", [...roles])];
  const own = staffId === null ? [] : [eb("thread.owner_id", "=", staffId)];
  return eb.or([nobodys, ...pools, ...own]);
}

/** A patient's conversations, the newest first. */
export async function selectThreadsOfPatient(
  tx: Tx<MessagingSchema>,
  patientId: Id<"patient">,
  status: "open" | "done",
): Promise<Thread[]> {
  const rows = await tx
    .selectFrom("thread")
    .leftJoin("patient", "patient.patient_id", "thread.patient_id")
    .select([...columns, "patient.name"])
    .where("thread.patient_id", "=", patientId)
    .where("thread.status", "=", status)
    .orderBy("thread.last_at", "desc")
    .limit(SHOWN_MAX)
    .execute();
  return withMessages(tx, rows);
}

/** The conversations of a person's queue, the earliest due first. */
export async function selectThreadsOfQueue(
  tx: Tx<MessagingSchema>,
  queue: Queue,
  status: "open" | "done",
): Promise<Thread[]> {
  const rows = await tx
    .selectFrom("thread")
    .leftJoin("patient", "patient.patient_id", "thread.patient_id")
    .select([...columns, "patient.name"])
    .where((eb) => inQueue(eb as ThreadExpressions, queue))
    .where("thread.status", "=", status)
    .orderBy(sql`thread.due_at asc nulls last`)
    .orderBy("thread.last_at", status === "open" ? "asc" : "desc")
    .limit(SHOWN_MAX)
    .execute();
  return withMessages(tx, rows);
}

export async function countThreads(tx: Tx<MessagingSchema>, queue: Queue, now: Instant) {
  const row = await tx
    .selectFrom("thread")
    .select((eb) => [
      eb.fn.countAll<number>().as("count"),
      eb.fn.countAll<number>().filterWhere("due_at", "<", now).as("overdue"),
      eb.fn.min("last_at").as("oldest"),
    ])
    .where((eb) => inQueue(eb, queue))
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
