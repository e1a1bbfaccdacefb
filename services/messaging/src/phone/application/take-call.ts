import { fail } from "@practicum/contracts/error";
import { callChanged } from "@practicum/contracts/messaging/phone";
import { redFlagsIn } from "@practicum/contracts/messaging/red-flags";
import { ok } from "@practicum/kernel/result";
import { checkOwner, staffIdOf } from "../../application/whose.ts";
import type { Handlers, MessagingContext } from "../../handlers.ts";
import { selectPatient } from "../../sql/people.ts";
import { checkTaken, dueOf, escalationOf, isPinned, urgencyOf } from "../domain/call.ts";
import { insertCall } from "../sql/calls.ts";
import type { PhoneCallTable } from "../sql/tables.ts";
import { settingsNow } from "./phone-settings.ts";

/** Writes a call down: about whom, from whom, for whom and until when (MSG-200 to MSG-204). */
export const takeCall: Handlers["takeCall"] = async (context, input) => {
  const { tx, now, practice, actor } = context;
  const checked = checkTaken(input);
  if (!checked.ok) return checked;
  if (input.patientId !== null && (await selectPatient(tx, input.patientId)) === null)
    return context.notHereYet({ field: "patientId" });
  const owned = await checkOwner(context, input);
  if (!owned.ok) return owned;
  const settings = await settingsNow(context);
  const found = redFlagsIn([input.reason, input.message], settings.redFlags).map(({ id, label }) => ({ id, label }));
  const flags = { found, ruledOut: input.ruledOut };
  const urgency = urgencyOf(input.urgency, flags);
  const byUrgency = dueOf(settings, urgency, now, practice.timeZone);
  const call: PhoneCallTable = {
    call_id: input.callId,
    patient_id: input.patientId,
    stranger_name: input.stranger?.name ?? null,
    stranger_born: input.stranger?.birthDate ?? null,
    relation: input.relation,
    caller_name: input.callerName,
    callback: input.callback,
    reason: input.reason,
    message: input.message,
    urgency,
    flags,
    pinned: isPinned(flags),
    owner_id: input.ownerId,
    pool: input.pool,
    // An emergency is not put off by a time that was chosen before its words were written.
    due_at: input.dueAt === null || (isPinned(flags) && input.dueAt > byUrgency) ? byUrgency : input.dueAt,
    escalated_to: null,
    status: "open",
    taken_at: now,
    taken_by: actor.name,
    taken_by_id: staffIdOf(actor),
    done_at: null,
    done_by: null,
    note_id: null,
    clinical: owned.value.clinical,
    version: 1,
  };
  if (!(await insertCall(tx, call))) return fail("already-recorded");
  await watchCall(context, call);
  tellCall(context, call);
  return ok({ version: 1, urgency, dueAt: call.due_at });
};

/** Sets when an open call is brought before others, and ends that of a done one (MSG-205). */
export async function watchCall(context: MessagingContext, call: PhoneCallTable): Promise<void> {
  if (call.status === "done") return context.cancelTimer("call-overdue", call.call_id);
  const { at } = escalationOf(await settingsNow(context), call.urgency, call.due_at);
  await context.schedule("call-overdue", call.call_id, at, {});
}

export function tellCall(context: MessagingContext, call: PhoneCallTable): void {
  const { call_id: callId, patient_id: patientId, status, clinical } = call;
  context.emit(callChanged, { callId, patientId, status, clinical });
}
