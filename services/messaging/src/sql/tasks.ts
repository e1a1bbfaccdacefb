import type { messaging } from "@practicum/contracts/messaging";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import type { z } from "zod";
import type { MessagingSchema, TaskTable } from "./tables.ts";
import type { Queue } from "./threads.ts";

export type Task = z.input<(typeof messaging)["listTasks"]["output"]>[number];

/** Tasks shown at once; done ones beyond it are the oldest. */
const SHOWN_MAX = 500;

const columns = [
  "task.task_id",
  "task.title",
  "task.detail",
  "task.patient_id",
  "task.owner_id",
  "task.pool",
  "task.due_on",
  "task.priority",
  "task.status",
  "task.about",
  "task.created_at",
  "task.created_by",
  "task.done_at",
  "task.done_by",
  "task.version",
] as const;

export type TaskFilter =
  | { readonly scope: "mine"; readonly queue: Queue }
  | { readonly scope: "pool"; readonly queue: Queue }
  | { readonly scope: "patient"; readonly patientId: Id<"patient"> }
  | { readonly scope: "all" };

type TaskExpressions = ExpressionBuilder<MessagingSchema, "task">;

function matches(eb: TaskExpressions, filter: TaskFilter): Expression<SqlBool> {
  switch (filter.scope) {
    case "mine":
      return filter.queue.staffId === null ? eb.lit(false) : eb("task.owner_id", "=", filter.queue.staffId);
    case "pool":
      return filter.queue.roles.length === 0 ? eb.lit(false) : eb("task.pool", "in", [...filter.queue.roles]);
    case "patient":
      return eb("task.patient_id", "=", filter.patientId);
    case "all":
      return eb.lit(true);
  }
}

/** Tasks in the order of MSG-13; done ones, the latest first. */
export async function selectTasks(
  tx: Tx<MessagingSchema>,
  filter: TaskFilter,
  status: "open" | "done",
): Promise<Task[]> {
  const found = tx
    .selectFrom("task")
    .leftJoin("patient", "patient.patient_id", "task.patient_id")
    .leftJoin("staff", "staff.staff_id", "task.owner_id")
    .select([...columns, "patient.name as patient_name", "staff.name as owner_name"])
    .where((eb) => matches(eb as TaskExpressions, filter))
    .where("task.status", "=", status)
    .limit(SHOWN_MAX);
  const ordered =
    status === "done"
      ? found.orderBy("task.done_at", "desc")
      : found
          .orderBy(sql`task.due_on asc nulls last`)
          .orderBy(sql`task.priority = 'high'`, "desc")
          .orderBy("task.created_at");
  const rows = await ordered.orderBy("task.task_id").execute();
  return rows.map((row) => ({
    taskId: row.task_id,
    title: row.title,
    detail: row.detail,
    patientId: row.patient_id,
    patientName: row.patient_name,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    pool: row.pool,
    dueOn: row.due_on,
    priority: row.priority,
    status: row.status,
    about: row.about,
    createdAt: row.created_at,
    createdBy: row.created_by,
    doneAt: row.done_at,
    doneBy: row.done_by,
    version: row.version,
  }));
}

/** Open tasks of a person and of the person's pools (MSG-14). */
export async function countTasks(tx: Tx<MessagingSchema>, queue: Queue, today: LocalDate) {
  const row = await tx
    .selectFrom("task")
    .select((eb) => [
      eb.fn.countAll<number>().as("count"),
      eb.fn.countAll<number>().filterWhere("due_on", "<", today).as("overdue"),
      eb.fn.min("created_at").as("oldest"),
    ])
    .where((eb) => eb.or([matches(eb, { scope: "mine", queue }), matches(eb, { scope: "pool", queue })]))
    .where("status", "=", "open")
    .executeTakeFirstOrThrow();
  return { count: row.count, overdue: row.overdue, oldestAt: row.oldest };
}

export async function selectTask(tx: Tx<MessagingSchema>, taskId: Id<"task">): Promise<TaskTable | null> {
  const row = await tx.selectFrom("task").select(columns).where("task_id", "=", taskId).forUpdate().executeTakeFirst();
  return row ?? null;
}

/** @returns false when the task is there already. */
export async function insertTask(tx: Tx<MessagingSchema>, task: TaskTable): Promise<boolean> {
  const added = await tx
    .insertInto("task")
    .values(task)
    .onConflict((conflict) => conflict.column("task_id").doNothing())
    .returning("task_id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function updateTask(
  tx: Tx<MessagingSchema>,
  taskId: Id<"task">,
  changed: Partial<Omit<TaskTable, "task_id">>,
): Promise<void> {
  await tx.updateTable("task").set(changed).where("task_id", "=", taskId).execute();
}
