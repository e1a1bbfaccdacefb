import { actorId } from "@practicum/contracts/actor";
import { telephoneNoteTold, type telephoneNoteOperations } from "@practicum/contracts/charting/telephone-notes";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { insertTelephoneNote, strikeNote, telephoneNote, telephoneNotesOf } from "../sql/telephone-notes.ts";
import { actorName, emitChartChanged, knowsPatient, type ChartingContext } from "./charting-context.ts";
import { hiddenParts } from "./sensitive-parts.ts";

type Operations = typeof telephoneNoteOperations;

/** Without those that speak of what who asks does not see in this chart (CHT-453). */
export async function telephoneNotes(
  context: ChartingContext,
  { patientId }: InputOf<Operations["telephoneNotes"]>,
): ReplyOf<Operations["telephoneNotes"]> {
  const hidden = await hiddenParts(context, [patientId]);
  const notes = await telephoneNotesOf(context.tx, patientId);
  return ok(notes.filter(({ text, reason }) => !hidden.isSpokenOfIn(text) && !hidden.isSpokenOfIn(reason)));
}

/** CHT-450: written and signed in one act, by who advised. No charge comes of it (CHT-452). */
export async function signTelephoneNote(
  context: ChartingContext,
  input: InputOf<Operations["signTelephoneNote"]>,
): ReplyOf<Operations["signTelephoneNote"]> {
  const { tx, now, actor } = context;
  const { noteId, patientId, callId, calledAt } = input;
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  if (calledAt > now) return fail("in-the-future", { field: "calledAt" });
  const by = actorName(context);
  const wrote = await insertTelephoneNote(tx, {
    note_id: noteId,
    patient_id: patientId,
    call_id: callId,
    called_at: calledAt,
    spoke_with: input.spokeWith,
    reason: input.reason,
    text: input.text,
    signed_at: now,
    by_name: by,
    by_id: actorId(actor),
  });
  if (wrote === "other") return fail("already-recorded", { field: "noteId" });
  if (wrote === "written") {
    context.emit(telephoneNoteTold, { noteId, callId, patientId, by, at: now, struck: false });
    emitChartChanged(context, patientId, "telephone-notes");
  }
  const kept = await telephoneNote(tx, noteId, patientId);
  return ok({ signedAt: kept?.signed_at ?? now });
}

/** CHT-451: by who signed it, with a reason; the text stays readable. */
export async function strikeTelephoneNote(
  context: ChartingContext,
  { noteId, patientId, reason }: InputOf<Operations["strikeTelephoneNote"]>,
): ReplyOf<Operations["strikeTelephoneNote"]> {
  const { tx, now, actor } = context;
  const note = await telephoneNote(tx, noteId, patientId);
  if (!note) return fail("not-found", { field: "noteId" });
  if (note.by_id !== actorId(actor)) return fail("not-allowed");
  const by = actorName(context);
  if (await strikeNote(tx, { note_id: noteId, at: now, by_name: by, reason })) {
    context.emit(telephoneNoteTold, { noteId, callId: note.call_id, patientId, by, at: now, struck: true });
    emitChartChanged(context, patientId, "telephone-notes");
  }
  return ok({});
}
