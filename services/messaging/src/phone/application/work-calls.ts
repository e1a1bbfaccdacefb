import { fail, type DomainError } from "@practicum/contracts/error";
import { redFlagsIn } from "@practicum/contracts/messaging/red-flags";
import { searchWords } from "@practicum/kernel/search-words";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import type { TimerHandler } from "@practicum/service/define-service";
import { checkOwner, readerOf, staffIdOf } from "../../application/whose.ts";
import type { Handlers, MessagingContext } from "../../handlers.ts";
import type { MessagingPorts } from "../../ports/notifier.ts";
import { selectPatient } from "../../sql/people.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import { checkFor, dueOf, escalationOf, isPinned, urgencyOf } from "../domain/call.ts";
import {
  countWantedCalls,
  findCall,
  insertEntry,
  lockCall,
  openness,
  selectCalls,
  updateCall,
  type WhoseCalls,
} from "../sql/calls.ts";
import type { PhoneCallTable } from "../sql/tables.ts";
import { settingsNow } from "./phone-settings.ts";
import { tellCall, watchCall } from "./take-call.ts";

export const listCalls: Handlers["listCalls"] = async (context, { whose, patientId, open, ...page }) => {
  const { tx } = context;
  const of: WhoseCalls | null = whose !== "patient" ? { whose } : patientId === null ? null : { whose, patientId };
  if (of === null) return fail("invalid-input", { field: "patientId" });
  const status = open ? ("open" as const) : ("done" as const);
  const wanted = { of, reader: readerOf(context), status, words: searchWords(page.text) };
  const all = page.before === null ? { count: await countWantedCalls(tx, wanted) } : null;
  return ok({ ...(await selectCalls(tx, wanted, page)), all });
};

export const getCall: Handlers["getCall"] = async (context, { callId }) => {
  const call = await findCall(context.tx, callId, readerOf(context));
  return call ? ok(call) : fail("not-found");
};

/** An answer, an attempt to call back, or that the caller called again; none of them closes the call (MSG-208, MSG-209). */
export const addCallEntry: Handlers["addCallEntry"] = async (context, input) => {
  const { tx, now, practice, actor } = context;
  if ((input.kind === "attempt") !== (input.outcome !== null))
    return fail("invalid-input", {
      field: "outcome",
      fields: [{ field: "outcome", message: "Choose what came of it." }],
    });
  if (input.kind !== "attempt" && input.body === "")
    return fail("invalid-input", { field: "body", fields: [{ field: "body", message: "Write what was said." }] });
  const { kind, outcome, body } = input;
  // Who took the call is asked again by the same caller, and may not read what was answered.
  const found = await workedCall(context, input.callId, kind === "called-again" ? "known" : "open");
  if (!found.ok) return found;
  const call = found.value;
  const entry = { kind, outcome, body, at: now, by: actor.name, staff_id: staffIdOf(actor) };
  // The same entry again changes nothing.
  if (!(await insertEntry(tx, { entry_id: input.entryId, call_id: call.call_id, ...entry })))
    return ok({ version: call.version });
  if (kind !== "called-again") return changeCall(context, call, {});
  const settings = await settingsNow(context);
  const again = redFlagsIn([body], settings.redFlags).map(({ id, label }) => ({ id, label }));
  const ids = new Set(again.map(({ id }) => id));
  const flags = {
    found: [...call.flags.found.filter(({ id }) => !ids.has(id)), ...again],
    // What is spoken of anew is asked about anew.
    ruledOut: call.flags.ruledOut.filter((id) => !ids.has(id)),
  };
  const urgency = urgencyOf(call.urgency, flags);
  const due = dueOf(settings, urgency, now, practice.timeZone);
  const isWorse = urgency !== call.urgency;
  return changeCall(context, call, {
    flags,
    pinned: isPinned(flags),
    urgency,
    ...OPEN,
    ...(isWorse && due < call.due_at ? { due_at: due } : {}),
  });
};

const OPEN = { status: "open", done_at: null, done_by: null } as const;

/** MSG-201, MSG-203, MSG-204. What was overdue and is given a later time is before nobody else any more. */
export const routeCall: Handlers["routeCall"] = async (context, input) => {
  const found = await seenCall(context, input);
  if (!found.ok) return found;
  const call = found.value;
  if (call.status === "done") return fail("task-closed");
  const checked = checkFor(input);
  if (!checked.ok) return checked;
  const owned = await checkOwner(context, input, call.clinical);
  if (!owned.ok) return owned;
  const flags = { ...call.flags, ruledOut: input.ruledOut };
  const urgency = urgencyOf(input.urgency, flags);
  const { now, practice } = context;
  const dueAt = input.dueAt ?? dueOf(await settingsNow(context), urgency, now, practice.timeZone);
  return changeCall(context, call, {
    owner_id: input.ownerId,
    pool: input.pool,
    // What is of a chart does not come out of it by being handed on.
    clinical: owned.value.clinical,
    flags,
    pinned: isPinned(flags),
    urgency,
    due_at: dueAt,
    ...(dueAt > now ? { escalated_to: null } : {}),
  });
};

export const finishCall: Handlers["finishCall"] = async (context, input) => {
  const found = await seenCall(context, input);
  if (!found.ok) return found;
  const { now, actor } = context;
  const done = { status: "done", done_at: now, done_by: actor.name } as const;
  return changeCall(context, found.value, input.done ? done : OPEN);
};

/** Who was no patient yet has been registered, or was found after all (MSG-200). */
export const linkCall: Handlers["linkCall"] = async (context, input) => {
  const found = await seenCall(context, input);
  if (!found.ok) return found;
  if (found.value.patient_id !== null) return fail("already-recorded");
  if ((await selectPatient(context.tx, input.patientId)) === null) return context.notHereYet({ field: "patientId" });
  return changeCall(context, found.value, { patient_id: input.patientId });
};

/** It is overdue for as long as the practice says: others have it too, and who has it keeps it (MSG-205). */
export const callOverdue: TimerHandler<MessagingSchema, MessagingPorts> = async (context, { key }) => {
  const { tx, now, ids } = context;
  const call = await lockCall(tx, key as Id<"phone-call">);
  if (call?.status !== "open" || call.escalated_to !== null) return;
  const { at, to } = escalationOf(await settingsNow(context), call.urgency, call.due_at);
  // The due time was put off meanwhile.
  if (at > now) return context.schedule("call-overdue", call.call_id, at, {});
  const entry = { kind: "escalated" as const, outcome: null, body: "", at: now, by: "Practicum", staff_id: null };
  await insertEntry(tx, { entry_id: ids.next(), call_id: call.call_id, ...entry });
  const changed = { ...call, escalated_to: to, version: call.version + 1 };
  await updateCall(tx, call.call_id, { escalated_to: to, version: changed.version });
  tellCall(context, changed);
};

/** The call as who asks has seen it, and may work on it. */
async function seenCall(
  context: MessagingContext,
  seen: { readonly callId: Id<"phone-call">; readonly version: number },
): Promise<Result<PhoneCallTable, DomainError>> {
  const found = await workedCall(context, seen.callId, "open");
  return found.ok && found.value.version !== seen.version ? fail("stale-version") : found;
}

async function workedCall(
  context: MessagingContext,
  callId: Id<"phone-call">,
  wanted: "open" | "known",
): Promise<Result<PhoneCallTable, DomainError>> {
  const call = await lockCall(context.tx, callId);
  if (call === null) return fail("not-found");
  if (call.patient_id !== null) context.auditPatient(call.patient_id);
  const openTo = await openness(context.tx, callId, readerOf(context));
  return openTo === "open" || (openTo === "known" && wanted === "known") ? ok(call) : fail("not-allowed");
}

async function changeCall(context: MessagingContext, call: PhoneCallTable, changed: Partial<PhoneCallTable>) {
  const after: PhoneCallTable = { ...call, ...changed, version: call.version + 1 };
  const { call_id: _, ...columns } = after;
  await updateCall(context.tx, call.call_id, columns);
  await watchCall(context, after);
  tellCall(context, after);
  return ok({ version: after.version });
}
