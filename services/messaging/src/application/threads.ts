import { fail } from "@practicum/contracts/error";
import { threadChanged } from "@practicum/contracts/messaging/threads";
import { searchWords } from "@practicum/kernel/search-words";
import { ok } from "@practicum/kernel/result";
import { maySee } from "../domain/clinical.ts";
import type { Handlers, MessagingContext } from "../handlers.ts";
import { selectPatient } from "../sql/people.ts";
import { isOpenTo } from "../sql/restrictions.ts";
import {
  countWantedThreads,
  findThread,
  insertMessage,
  insertThread,
  selectThread,
  selectThreads,
  updateThread,
  type WantedThreads,
} from "../sql/threads.ts";
import type { ThreadTable } from "../sql/tables.ts";
import { checkOwner, readerOf, staffIdOf } from "./whose.ts";

export const listThreads: Handlers["listThreads"] = async (context, { patientId, open, ...page }) => {
  const { tx } = context;
  const reader = readerOf(context);
  const of = patientId === null ? { queue: reader } : { patientId };
  const wanted: WantedThreads = { of, reader, status: open ? "open" : "done", words: searchWords(page.text) };
  const all = page.before === null ? { count: await countWantedThreads(tx, wanted) } : null;
  return ok({ ...(await selectThreads(tx, wanted, page)), all });
};

export const getThread: Handlers["getThread"] = async (context, { threadId }) => {
  const thread = await findThread(context.tx, threadId, readerOf(context));
  return thread ? ok(thread) : fail("not-found");
};

export const startThread: Handlers["startThread"] = async (context, input) => {
  const { tx, now, actor } = context;
  if ((await selectPatient(tx, input.patientId)) === null) return context.notHereYet({ field: "patientId" });
  const owned = await checkOwner(context, input);
  if (!owned.ok) return owned;
  const thread: ThreadTable = {
    thread_id: input.threadId,
    patient_id: input.patientId,
    kind: null,
    subject: input.subject,
    status: "open",
    owner_id: input.ownerId,
    pool: input.pool,
    due_at: input.dueAt,
    last_at: now,
    clinical: owned.value.clinical,
    version: 1,
  };
  if (!(await insertThread(tx, thread))) return fail("already-recorded");
  const message = { message_id: input.messageId, thread_id: input.threadId, at: now, by: actor.name, body: input.body };
  if (!(await insertMessage(tx, { ...message, staff_id: staffIdOf(actor) }))) return fail("already-recorded");
  tell(context, thread);
  return ok({ version: 1 });
};

export const postMessage: Handlers["postMessage"] = async (context, input) => {
  const { tx, now, actor } = context;
  const thread = await selectThread(tx, input.threadId);
  if (thread === null) return fail("not-found");
  context.auditPatient(thread.patient_id);
  const reader = readerOf(context);
  if (!maySee(thread, reader) || !(await isOpenTo(tx, input, reader))) return fail("not-allowed");
  const message = { message_id: input.messageId, thread_id: input.threadId, at: now, by: actor.name, body: input.body };
  // The same message again changes nothing (MSG-2).
  if (!(await insertMessage(tx, { ...message, staff_id: staffIdOf(actor) }))) return ok({ version: thread.version });
  const changed = { ...thread, status: "open" as const, last_at: now, version: thread.version + 1 };
  await updateThread(tx, thread.thread_id, { status: changed.status, last_at: now, version: changed.version });
  tell(context, changed);
  return ok({ version: changed.version });
};

export const routeThread: Handlers["routeThread"] = async (context, input) => {
  const { tx } = context;
  const thread = await selectThread(tx, input.threadId);
  if (thread === null) return fail("not-found");
  context.auditPatient(thread.patient_id);
  const reader = readerOf(context);
  if (!maySee(thread, reader) || !(await isOpenTo(tx, input, reader))) return fail("not-allowed");
  if (thread.version !== input.version) return fail("stale-version");
  const owned = await checkOwner(context, input, thread.clinical);
  if (!owned.ok) return owned;
  const changed: ThreadTable = {
    ...thread,
    status: input.status,
    owner_id: input.ownerId,
    pool: input.pool,
    due_at: input.dueAt,
    clinical: owned.value.clinical,
    version: thread.version + 1,
  };
  const { thread_id: _, ...columns } = changed;
  await updateThread(tx, thread.thread_id, columns);
  tell(context, changed);
  return ok({ version: changed.version });
};

export function tell(context: MessagingContext, thread: ThreadTable): void {
  context.emit(threadChanged, {
    threadId: thread.thread_id,
    patientId: thread.patient_id,
    status: thread.status,
    clinical: thread.clinical,
  });
}
