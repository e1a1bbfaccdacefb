import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, paging } from "../parts.ts";
import { role } from "../permission.ts";
import { id, instant, personName, text, version } from "../schema.ts";

/** Conversations in the patient's record. */

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

export const threadOperations = {
  listThreads: query({
    summary: "A patient's conversations, or those of a queue",
    permission: "message.read",
    input: z.strictObject({
      patientId: id("patient").nullable(),
      open: z.boolean(),
      /** Words of the subject or of the patient's name; each must fit. */
      text: z.string().trim().max(80).default(""),
      before: paging.before.default(null),
      limit: paging.limit.default(100),
    }),
    output: z.object({
      threads: z.array(thread),
      next: z.string().nullable(),
      /** Of all that fit, with the first page; null with the others. */
      all: z.object({ count: z.int() }).nullable(),
    }),
    patients: (_, output) => output.threads.map((t) => t.patientId),
  }),
  getThread: query({
    summary: "One conversation",
    permission: "message.read",
    input: z.strictObject({ threadId: id("thread") }),
    output: thread,
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
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
    about: byPatient,
  }),
  postMessage: command({
    summary: "Adds a message; it does not close the conversation",
    permission: "message.write",
    input: z.strictObject({ threadId: id("thread"), messageId: id("message"), body: text(5000) }),
    output: z.object({ version }),
    errors: ["not-allowed", "not-found"],
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
    errors: ["not-allowed", "not-found", "stale-version"],
  }),
};

export const threadChanged = event(
  "messaging.thread-changed.v1",
  z.object({
    threadId: id("thread"),
    patientId: id("patient"),
    status: z.enum(["open", "done"]),
    /** Only who reads the chart may know whose it is. */
    clinical: z.boolean().default(true),
  }),
  (p) => ({ threadId: p.threadId, ...(p.clinical ? {} : { patientId: p.patientId }) }),
  "message.read",
  ["messaging.listThreads", "messaging.counters"],
);
