import { z } from "zod";
import { command, event, query } from "./operation.ts";
import { role } from "./permission.ts";
import { id, instant, localDate, personName, text, version } from "./schema.ts";

/** Conversations in the patient's record, tasks and pools, reminders. */

export const message = z.object({
  messageId: id("message"),
  threadId: id("thread"),
  at: instant,
  by: z.string(),
  staffId: id("staff").nullable(),
  body: text(5000),
});
export const thread = z.object({
  threadId: id("thread"),
  patientId: id("patient"),
  patientName: personName.nullable(),
  subject: text(120),
  status: z.enum(["open", "done"]),
  /** Who has it: a person, or a pool. Both null is nobody's, and shows as such. */
  ownerId: id("staff").nullable(),
  pool: role.nullable(),
  dueAt: instant.nullable(),
  lastAt: instant,
  messages: z.array(message),
  version,
});
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
export const reminder = z.object({
  reminderId: id("reminder"),
  appointmentId: id("appointment"),
  patientId: id("patient"),
  channel: z.enum(["sms", "email", "none"]),
  dueAt: instant,
  sentAt: instant.nullable(),
  status: z.enum(["scheduled", "sent", "failed", "cancelled", "no-address"]),
  text: z.string(),
  problem: z.string().nullable(),
});

const byPatient = (input: { patientId: string | null }) => [input.patientId];

export const messaging = {
  listThreads: query({
    summary: "A patient's conversations, or those of a queue",
    permission: "message.read",
    input: z.strictObject({ patientId: id("patient").nullable(), open: z.boolean() }),
    output: z.array(thread),
    patients: (_, output) => output.map((t) => t.patientId),
  }),
  startThread: command({
    summary: "Starts a conversation in a patient's record",
    permission: "message.write",
    input: z.strictObject({
      threadId: id("thread"),
      messageId: id("message"),
      patientId: id("patient"),
      subject: text(120),
      body: text(5000),
      ownerId: id("staff").nullable(),
      pool: role.nullable(),
      dueAt: instant.nullable(),
    }),
    output: z.object({ version }),
    errors: ["not-found", "already-recorded"],
    patients: byPatient,
  }),
  postMessage: command({
    summary: "Adds a message; it does not close the conversation",
    permission: "message.write",
    input: z.strictObject({ threadId: id("thread"), messageId: id("message"), body: text(5000) }),
    output: z.object({ version }),
    errors: ["not-found"],
  }),
  routeThread: command({
    summary: "Gives a conversation to a person or a pool, with a due time, or marks it done",
    permission: "message.write",
    input: z.strictObject({
      threadId: id("thread"),
      version,
      status: z.enum(["open", "done"]),
      ownerId: id("staff").nullable(),
      pool: role.nullable(),
      dueAt: instant.nullable(),
    }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version"],
  }),
  listTasks: query({
    summary: "Tasks: mine, my pools', or about a patient",
    permission: "task.read",
    input: z.strictObject({
      scope: z.enum(["mine", "pool", "patient", "all"]),
      patientId: id("patient").nullable(),
      status: z.enum(["open", "done"]),
    }),
    output: z.array(task),
    patients: (_, output) => output.map((t) => t.patientId),
  }),
  createTask: command({
    summary: "Makes a task",
    permission: "task.write",
    input: task.pick({
      taskId: true,
      title: true,
      detail: true,
      patientId: true,
      ownerId: true,
      pool: true,
      dueOn: true,
      priority: true,
      about: true,
    }),
    output: z.object({ version }),
    errors: ["already-recorded"],
    patients: byPatient,
  }),
  assignTask: command({
    summary: "Gives a task to a person or a pool",
    permission: "task.write",
    input: z.strictObject({ taskId: id("task"), version, ownerId: id("staff").nullable(), pool: role.nullable() }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "task-closed"],
  }),
  completeTask: command({
    summary: "Marks a task done",
    permission: "task.write",
    input: z.strictObject({ taskId: id("task"), version }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "task-closed"],
  }),
  reopenTask: command({
    summary: "Takes a done task up again",
    permission: "task.write",
    input: z.strictObject({ taskId: id("task"), version }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version"],
  }),
  counters: query({
    summary: "What waits for me: the number equals the queue's rows",
    permission: "task.read",
    input: z.strictObject({}),
    output: z.array(
      z.object({
        queue: z.enum(["tasks", "messages"]),
        count: z.int(),
        overdue: z.int(),
        oldestAt: instant.nullable(),
      }),
    ),
  }),
  listReminders: query({
    summary: "Reminders of a patient's appointments",
    permission: "message.read",
    input: z.strictObject({ patientId: id("patient") }),
    output: z.array(reminder),
    patients: byPatient,
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
  }),
  (p) => ({ taskId: p.taskId, ...(p.patientId ? { patientId: p.patientId } : {}) }),
);
export const threadChanged = event(
  "messaging.thread-changed.v1",
  z.object({ threadId: id("thread"), patientId: id("patient"), status: z.enum(["open", "done"]) }),
  (p) => ({ threadId: p.threadId, patientId: p.patientId }),
);
export const reminderSent = event(
  "messaging.reminder-sent.v1",
  z.object({
    reminderId: id("reminder"),
    appointmentId: id("appointment"),
    patientId: id("patient"),
    channel: z.enum(["sms", "email", "none"]),
  }),
  (p) => ({ appointmentId: p.appointmentId, patientId: p.patientId }),
);
