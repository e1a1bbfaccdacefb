import { ATTACHMENTS_BYTES_MAX, type appealOperations } from "@practicum/contracts/billing/appeals";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { findVisit } from "../../charges/sql/visits.ts";
import { paperKindOf, sizeOf } from "../domain/paper-kind.ts";
import { readSealedNote } from "../domain/sealed-note.ts";
import { insertPaper, paperNames, removePaper } from "../sql/appeal-papers.ts";
import { changeAppeal, findAppeal } from "../sql/appeals.ts";
import { holdForWriting } from "./draft-appeal.ts";

/** BIL-184: the note that was signed for the visit, and no other. */
export async function attachNote(
  context: BillingContext,
  input: InputOf<typeof appealOperations.attachNote>,
): ReplyOf<typeof appealOperations.attachNote> {
  const { tx, now } = context;
  const held = await holdForWriting(context, input);
  if (!held.ok) return held;
  const row = must(await findAppeal(tx, input.appealId));
  const visit = must(await findVisit(tx, row.encounter_id), "a claim has a visit");
  if (readSealedNote(input.sealed, visit.seal) === null) return fail("note-not-sealed");
  await removePaper(tx, { appealId: input.appealId, kind: "note" }, now);
  await insertPaper(tx, {
    ...added(context),
    paper_id: context.ids.next<"paper">(),
    appeal_id: input.appealId,
    kind: "note",
    name: "Signed note of the visit",
    content: input.sealed,
    size: input.sealed.length,
  });
  const papers = held.value.papers.includes("note") ? held.value.papers : [...held.value.papers, "note" as const];
  return ok({ version: await changeAppeal(tx, input.appealId, { papers }) });
}

export async function attachFile(
  context: BillingContext,
  input: InputOf<typeof appealOperations.attachFile>,
): ReplyOf<typeof appealOperations.attachFile> {
  const held = await holdForWriting(context, input);
  if (!held.ok) return held;
  const kind = paperKindOf(input.content);
  if (kind === null) return refuse("A letter can carry a PDF, a PNG or a JPEG. Save the file as one of these.");
  const size = sizeOf(input.content);
  const before = await paperNames(context.tx, input.appealId);
  const all = before.reduce((sum, one) => sum + (one.kind === "note" ? 0 : one.size), size);
  if (all > ATTACHMENTS_BYTES_MAX)
    return refuse("All attachments together are larger than 12 MB. Take one out first, or make them smaller.");
  await insertPaper(context.tx, {
    ...added(context),
    paper_id: input.paperId,
    appeal_id: input.appealId,
    kind,
    name: input.name,
    content: input.content,
    size,
  });
  return ok({ version: await changeAppeal(context.tx, input.appealId, {}) });
}

export async function removeAttachment(
  context: BillingContext,
  input: InputOf<typeof appealOperations.removeAttachment>,
): ReplyOf<typeof appealOperations.removeAttachment> {
  const held = await holdForWriting(context, input);
  if (!held.ok) return held;
  const { appealId, paperId } = input;
  if (!(await removePaper(context.tx, { appealId, paperId }, context.now))) return fail("not-found");
  return ok({ version: await changeAppeal(context.tx, appealId, {}) });
}

function added({ now, actor }: BillingContext) {
  return { added_at: now, added_by: actorName(actor), removed_at: null };
}

function refuse(message: string) {
  return fail("invalid-input", { field: "content", fields: [{ field: "content", message }] });
}
