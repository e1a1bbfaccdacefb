import { actorId } from "@practicum/contracts/actor";
import type { privateNoteOperations } from "@practicum/contracts/charting/private-notes";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { encounterById } from "../sql/encounters.ts";
import { lockOwnNote, privateNotesFor, setReaders, writePrivateNote } from "../sql/private-notes.ts";
import { staffNamed } from "../sql/restrictions.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";

type Operations = typeof privateNoteOperations;

/** One's own, and those that the author lets one read (CHT-197). Of others nobody learns that they are there. */
export async function privateNotes(
  context: ChartingContext,
  { encounterId }: InputOf<Operations["privateNotes"]>,
): ReplyOf<Operations["privateNotes"]> {
  const { tx, actor } = context;
  const encounter = await encounterById(tx, encounterId);
  if (!encounter) return fail("not-found", { field: "encounterId" });
  context.auditPatient(encounter.patientId);
  const rows = await privateNotesFor(tx, encounterId, actorId(actor));
  const named = await staffNamed(
    tx,
    rows.flatMap((row) => row.reader_ids),
  );
  const names = new Map(named.map((one) => [one.staff_id, one.display_name]));
  return ok(
    rows.map((row) => ({
      noteId: row.note_id,
      patientId: encounter.patientId,
      authorId: row.author_id,
      by: row.by_name,
      text: row.text,
      version: row.version,
      savedAt: row.saved_at,
      readers: row.reader_ids.map((staffId) => ({ staffId, name: names.get(staffId) ?? "?" })),
    })),
  );
}

/** The visit's provider writes it, before and after the signature; every version stays (CHT-198). Nothing is told of it to anybody. */
export async function savePrivateNote(
  context: ChartingContext,
  { noteId, encounterId, text, baseVersion }: InputOf<Operations["savePrivateNote"]>,
): ReplyOf<Operations["savePrivateNote"]> {
  const { tx, now, actor } = context;
  const encounter = await encounterById(tx, encounterId, "share");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  const authorId = actorId(actor);
  if (encounter.providerId !== authorId) return fail("not-allowed");
  const before = await lockOwnNote(tx, encounterId, authorId);
  // Sent again after a lost answer: it is saved already.
  if (before?.text === text && before.version === baseVersion + 1) return ok({ version: before.version });
  if ((before?.version ?? 0) !== baseVersion || (before && before.note_id !== noteId)) return fail("stale-version");
  const version = baseVersion + 1;
  const note = { note_id: noteId, encounter_id: encounterId, author_id: authorId, by_name: actorName(context) };
  const wrote = await writePrivateNote(tx, { ...note, text, version, saved_at: now }, before);
  return wrote ? ok({ version }) : fail("already-recorded", { field: "noteId" });
}

/** The author says who else reads it, and takes that back (CHT-197). */
export async function sharePrivateNote(
  context: ChartingContext,
  { noteId, encounterId, staffIds }: InputOf<Operations["sharePrivateNote"]>,
): ReplyOf<Operations["sharePrivateNote"]> {
  const { tx, actor } = context;
  const encounter = await encounterById(tx, encounterId);
  if (encounter) context.auditPatient(encounter.patientId);
  const own = await lockOwnNote(tx, encounterId, actorId(actor));
  if (own?.note_id !== noteId) return fail("not-found", { field: "noteId" });
  const wanted = [...new Set(staffIds)];
  if ((await staffNamed(tx, wanted)).length < wanted.length) return context.notHereYet({ field: "staffIds" });
  await setReaders(tx, noteId, wanted);
  return ok({});
}
