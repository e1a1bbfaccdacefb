import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, paging } from "../parts.ts";
import { role } from "../permission.ts";
import { id, instant, localDate, personName, text, version } from "../schema.ts";

/** Tasks of people and pools. */

export const task = z.object({
  taskId: id("task"),
  title: text(160),
  detail: z.string().max(2000),
  patientId: id("patient").nullable(),
  patientName: personName.nullable(),
  ownerId: id("staff").nullable(),
  ownerName: z.string().nullable(),
  pool: role.nullable(),
  dueOn: localDate.nullable(),
  priority: z.enum(["normal", "high"]),
  status: z.enum(["open", "done"]),
  /** What raised it, to jump there: "claim:<id>", "denial:<id>", "encounter:<id>". */
  about: z.string().nullable(),
  createdAt: instant,
  createdBy: z.string(),
  doneAt: instant.nullable(),
  doneBy: z.string().nullable(),
  version,
});

export const taskOperations = {
  listTasks: query({
    summary: "Tasks: mine, my pools', both as one queue, or about a patient",
    permission: "task.read",
    input: z.strictObject({
      scope: z.enum(["mine", "pool", "queue", "patient", "all"]),
      patientId: id("patient").nullable(),
      status: z.enum(["open", "done"]),
      /** Words of the title, of the patient's name or of who has it; each must fit. */
      text: z.string().trim().max(80).default(""),
      before: paging.before.default(null),
      limit: paging.limit.default(100),
    }),
    output: z.object({
      tasks: z.array(task),
      next: z.string().nullable(),
      /** Of all that fit, with the first page; null with the others. */
      all: z.object({ count: z.int() }).nullable(),
    }),
    patients: (_, output) => output.tasks.map((t) => t.patientId),
  }),
  getTask: query({
    summary: "One task",
    permission: "task.read",
    input: z.strictObject({ taskId: id("task") }),
    output: task,
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
  createTask: command({
    summary: "Makes a task",
    permission: "task.write",
    input: task
      .pick({
        taskId: true,
        title: true,
        detail: true,
        patientId: true,
        ownerId: true,
        pool: true,
        dueOn: true,
        priority: true,
        about: true,
      })
      .strict(),
    output: z.object({ version }),
    errors: ["not-found", "already-recorded"],
    about: byPatient,
  }),
  assignTask: command({
    summary: "Gives a task to a person or a pool",
    permission: "task.write",
    input: z.strictObject({ taskId: id("task"), version, ownerId: id("staff").nullable(), pool: role.nullable() }),
    output: z.object({ version }),
    errors: ["not-allowed", "not-found", "stale-version", "task-closed"],
  }),
  completeTask: command({
    summary: "Marks a task done",
    permission: "task.write",
    input: z.strictObject({ taskId: id("task"), version }),
    output: z.object({ version }),
    errors: ["not-allowed", "not-found", "stale-version", "task-closed"],
  }),
  reopenTask: command({
    summary: "Takes a done task up again",
    permission: "task.write",
    input: z.strictObject({ taskId: id("task"), version }),
    output: z.object({ version }),
    errors: ["not-allowed", "not-found", "stale-version"],
  }),
  counters: query({
    summary: "What waits for me: the number equals the queue's rows",
    permission: "task.read",
    input: z.strictObject({}),
    output: z.array(
      z.object({
        queue: z.enum(["calls", "tasks", "messages"]),
        count: z.int(),
        overdue: z.int(),
        oldestAt: instant.nullable(),
      }),
    ),
  }),
};

export const taskChanged = event(
  "messaging.task-changed.v1",
  z.object({
    taskId: id("task"),
    patientId: id("patient").nullable(),
    ownerId: id("staff").nullable(),
    pool: role.nullable(),
    status: z.enum(["open", "done"]),
    /** Only who reads the chart may know whose it is. */
    clinical: z.boolean().default(true),
  }),
  (p) => ({ taskId: p.taskId, ...(p.patientId && !p.clinical ? { patientId: p.patientId } : {}) }),
  "task.read",
  ["messaging.listTasks", "messaging.counters"],
);
