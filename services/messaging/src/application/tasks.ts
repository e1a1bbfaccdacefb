import { fail, type DomainError } from "@practicum/contracts/error";
import { taskChanged } from "@practicum/contracts/messaging/tasks";
import { searchWords } from "@practicum/kernel/search-words";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import { maySee } from "../domain/clinical.ts";
import type { Handlers, MessagingContext } from "../handlers.ts";
import { selectPatient } from "../sql/people.ts";
import { isOpenTo } from "../sql/restrictions.ts";
import type { TaskTable } from "../sql/tables.ts";
import {
  countWantedTasks,
  findTask,
  insertTask,
  selectTask,
  selectTasks,
  updateTask,
  type TaskFilter,
} from "../sql/tasks.ts";
import { checkOwner, queueOf, readerOf } from "./whose.ts";

export const listTasks: Handlers["listTasks"] = async (context, { scope, patientId, status, ...page }) => {
  const { tx, actor } = context;
  if (scope === "patient" && patientId === null) return fail("invalid-input", { field: "patientId" });
  const filter: TaskFilter =
    scope === "patient" && patientId !== null
      ? { scope, patientId }
      : scope === "mine" || scope === "pool" || scope === "queue"
        ? { scope, queue: queueOf(actor) }
        : { scope: "all" };
  const wanted = { filter, reader: readerOf(context), status, words: searchWords(page.text) };
  const all = page.before === null ? { count: await countWantedTasks(tx, wanted) } : null;
  return ok({ ...(await selectTasks(tx, wanted, page)), all });
};

export const getTask: Handlers["getTask"] = async (context, { taskId }) => {
  const task = await findTask(context.tx, taskId, readerOf(context));
  return task ? ok(task) : fail("not-found");
};

export const createTask: Handlers["createTask"] = async (context, input) => {
  if (input.patientId !== null && (await selectPatient(context.tx, input.patientId)) === null) {
    return context.notHereYet({ field: "patientId" });
  }
  const owned = await checkOwner(context, input);
  if (!owned.ok) return owned;
  const task: TaskTable = {
    task_id: input.taskId,
    title: input.title,
    detail: input.detail,
    patient_id: input.patientId,
    owner_id: input.ownerId,
    pool: input.pool,
    due_on: input.dueOn,
    priority: input.priority,
    status: "open",
    about: input.about,
    created_at: context.now,
    created_by: context.actor.name,
    done_at: null,
    done_by: null,
    clinical: owned.value.clinical && (input.patientId !== null || input.pool !== null || input.ownerId !== null),
    version: 1,
  };
  if (!(await insertTask(context.tx, task))) return fail("already-recorded");
  tellTask(context, task);
  return ok({ version: 1 });
};

export const assignTask: Handlers["assignTask"] = async (context, input) => {
  const found = await seenTask(context, input);
  if (!found.ok) return found;
  if (found.value.status === "done") return fail("task-closed");
  const owned = await checkOwner(context, input, found.value.clinical);
  if (!owned.ok) return owned;
  return changeTask(context, found.value, { owner_id: input.ownerId, pool: input.pool, ...owned.value });
};

export const completeTask: Handlers["completeTask"] = async (context, input) => {
  const found = await seenTask(context, input);
  if (!found.ok) return found;
  if (found.value.status === "done") return fail("task-closed");
  return changeTask(context, found.value, doneBy(context));
};

export const reopenTask: Handlers["reopenTask"] = async (context, input) => {
  const found = await seenTask(context, input);
  if (!found.ok) return found;
  if (found.value.status === "open") return ok({ version: found.value.version });
  return changeTask(context, found.value, { status: "open", done_at: null, done_by: null });
};

export function doneBy({ now, actor }: MessagingContext) {
  return { status: "done" as const, done_at: now, done_by: actor.name };
}

/** The task in the version that who asks has seen (MSG-12). */
async function seenTask(
  context: MessagingContext,
  seen: { readonly taskId: Id<"task">; readonly version: number },
): Promise<Result<TaskTable, DomainError>> {
  const task = await selectTask(context.tx, seen.taskId);
  if (task === null) return fail("not-found");
  if (task.patient_id !== null) context.auditPatient(task.patient_id);
  const reader = readerOf(context);
  if (!maySee(task, reader) || !(await isOpenTo(context.tx, seen, reader))) return fail("not-allowed");
  return task.version === seen.version ? ok(task) : fail("stale-version");
}

export async function changeTask(context: MessagingContext, task: TaskTable, changed: Partial<TaskTable>) {
  const after: TaskTable = { ...task, ...changed, version: task.version + 1 };
  const { task_id: _, ...columns } = after;
  await updateTask(context.tx, task.task_id, columns);
  tellTask(context, after);
  return ok({ version: after.version });
}

export function tellTask(context: MessagingContext, task: TaskTable): void {
  context.emit(taskChanged, {
    taskId: task.task_id,
    patientId: task.patient_id,
    ownerId: task.owner_id,
    pool: task.pool,
    status: task.status,
    clinical: task.clinical,
  });
}
