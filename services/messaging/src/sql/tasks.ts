import type { messaging } from "@practicum/contracts/messaging";
import type { Role } from "@practicum/contracts/permission";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import type { Id } from "@practicum/kernel/brand";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import type { z } from "zod";
import type { Reader } from "../domain/clinical.ts";
import { patientsNamed } from "./patients-named.ts";
import type { MessagingSchema, TaskTable } from "./tables.ts";
import { seenBy, type Queue } from "./threads.ts";

export type Task = z.input<(typeof messaging)["getTask"]["output"]>;

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
  "task.clinical",
  "task.version",
] as const;

export type TaskFilter =
  | { readonly scope: "mine"; readonly queue: Queue }
  | { readonly scope: "pool"; readonly queue: Queue }
  | { readonly scope: "queue"; readonly queue: Queue }
  | { readonly scope: "patient"; readonly patientId: Id<"patient"> }
  | { readonly scope: "all" };

type TaskExpressions = ExpressionBuilder<MessagingSchema, "task">;

function matches(eb: TaskExpressions, filter: TaskFilter): Expression<SqlBool> {
  switch (filter.scope) {
    case "mine":
      return filter.queue.staffId === null ? eb.lit(false) : eb("task.owner_id", "=", filter.queue.staffId);
    case "pool":
      return filter.queue.roles.length === 0 ? eb.lit(false) : eb("task.pool", "in", [...filter.queue.roles]);
    case "queue":
      return eb.or([
        matches(eb, { scope: "mine", queue: filter.queue }),
        matches(eb, { scope: "pool", queue: filter.queue }),
      ]);
    case "patient":
      return eb("task.patient_id", "=", filter.patientId);
    case "all":
      return eb.lit(true);
  }
}

/** Which tasks are wanted. */
export interface WantedTasks {
  readonly filter: TaskFilter;
  readonly reader: Reader;
  readonly status: "open" | "done";
  readonly words: readonly string[];
}

/** A task without a due day comes after all that have one. */
const dueOn = sql<string>`coalesce(task.due_on, 'infinity'::date)`;
const urgent = sql<boolean>`task.priority <> 'high'`;

const openOrder: readonly PlaceForm[] = ["date", "flag", "instant", "uuid"];
const doneOrder: readonly PlaceForm[] = ["instant", "uuid"];

/** A page of tasks in the order of MSG-13; done ones, the latest first. */
export async function selectTasks(
  tx: Tx<MessagingSchema>,
  wanted: WantedTasks,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly tasks: Task[]; readonly next: string | null }> {
  let query = withPeople(tx)
    .where((eb) => eb.and(conditions(eb as TaskExpressions, wanted)))
    .limit(page.limit + 1);
  if (wanted.status === "done") {
    const after = placeOf(page.before, doneOrder);
    query = query.orderBy("task.done_at", "desc").orderBy("task.task_id", "desc");
    // Row comparisons, so that the next page is one step in the order; the builder has no tuples of expressions.
    if (after)
      query = query.where(sql<boolean>`(task.done_at, task.task_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  } else {
    const after = placeOf(page.before, openOrder);
    query = query.orderBy(dueOn).orderBy(urgent).orderBy("task.created_at").orderBy("task.task_id");
    if (after)
      query = query.where(
        sql<boolean>`(${dueOn}, ${urgent}, task.created_at, task.task_id)
          > (${after[0]}::date, ${after[1]}::boolean, ${after[2]}::timestamptz, ${after[3]}::uuid)`,
      );
  }
  const rows = await query.execute();
  const tasks = rows.slice(0, page.limit).map(taskOf);
  const last = rows.length > page.limit ? tasks.at(-1) : undefined;
  return { tasks, next: last ? placeAfterTask(last) : null };
}

function placeAfterTask(task: Task): string {
  return task.status === "done"
    ? placeAfter([task.doneAt ?? "", task.taskId])
    : placeAfter([task.dueOn ?? "infinity", task.priority !== "high", task.createdAt, task.taskId]);
}

/** How many tasks are wanted in all. */
export async function countWantedTasks(tx: Tx<MessagingSchema>, wanted: WantedTasks): Promise<number> {
  const row = await tx
    .selectFrom("task")
    .where((eb) => eb.and(conditions(eb, wanted)))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The task, where the reader may see it. */
export async function findTask(tx: Tx<MessagingSchema>, taskId: Id<"task">, reader: Reader): Promise<Task | null> {
  const row = await withPeople(tx)
    .where("task.task_id", "=", taskId)
    .where((eb) => seenBy(eb as TaskExpressions, "task", reader))
    .executeTakeFirst();
  return row ? taskOf(row) : null;
}

function withPeople(tx: Tx<MessagingSchema>) {
  return tx
    .selectFrom("task")
    .leftJoin("patient", "patient.patient_id", "task.patient_id")
    .leftJoin("staff", "staff.staff_id", "task.owner_id")
    .select([...columns, "patient.name as patient_name", "staff.name as owner_name"]);
}

function conditions(eb: TaskExpressions, { filter, reader, status, words }: WantedTasks): Expression<SqlBool>[] {
  return [
    matches(eb, filter),
    seenBy(eb, "task", reader),
    eb("task.status", "=", status),
    ...words.map((word) => meanings(eb, word)),
  ];
}

/** What a word of the search may be (MSG-40). */
function meanings(eb: TaskExpressions, word: string): Expression<SqlBool> {
  const plain = plainPattern(word);
  return eb.or([
    eb("task.title", "ilike", `%${plain}%`),
    eb("task.patient_id", "in", patientsNamed(word)),
    eb(
      "task.owner_id",
      "in",
      eb.selectFrom("staff as owner").select("owner.staff_id").where("owner.name", "ilike", `%${plain}%`),
    ),
    eb("task.pool", "ilike", `${plain}%` as Role),
  ]);
}

type TaskRow = Awaited<ReturnType<ReturnType<typeof withPeople>["executeTakeFirstOrThrow"]>>;

function taskOf(row: TaskRow): Task {
  return {
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
  };
}

/** Open tasks of a person and of the person's pools (MSG-14). */
export async function countTasks(tx: Tx<MessagingSchema>, queue: Reader, today: LocalDate) {
  const row = await tx
    .selectFrom("task")
    .select((eb) => [
      eb.fn.countAll<number>().as("count"),
      eb.fn.countAll<number>().filterWhere("due_on", "<", today).as("overdue"),
      eb.fn.min("created_at").as("oldest"),
    ])
    .where((eb) => matches(eb, { scope: "queue", queue }))
    .where((eb) => seenBy(eb, "task", queue))
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

/** The open tasks of a patient about what begins so ("death:"), kept from others. */
export async function openTasksAbout(
  tx: Tx<MessagingSchema>,
  patientId: Id<"patient">,
  beginning: string,
): Promise<TaskTable[]> {
  return tx
    .selectFrom("task")
    .selectAll()
    .where("patient_id", "=", patientId)
    .where("status", "=", "open")
    .where(sql<boolean>`starts_with(about, ${beginning})`)
    .orderBy("task_id")
    .forUpdate()
    .execute();
}
