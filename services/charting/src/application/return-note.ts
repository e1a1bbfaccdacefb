import { noteChanged } from "@practicum/contracts/charting/notes";
import { noteReturned, type signingOperations } from "@practicum/contracts/charting/signing";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { Instant } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideAnswer, decideReturn } from "../domain/signing.ts";
import { cosignStepsOf, insertCosignStep } from "../sql/cosign-steps.ts";
import { encounterById } from "../sql/encounters.ts";
import { addendaOf, insertAddendum } from "../sql/signatures.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";

/** The supervising physician gives a note back to its author instead of co-signing it (CHT-155). */
export async function returnNote(
  context: ChartingContext,
  input: z.output<typeof signingOperations.returnNote.input>,
): Promise<Result<{ at: Instant }, DomainError>> {
  const { tx, now, actor } = context;
  if (actor.kind !== "staff") return fail("not-allowed");
  const encounter = await encounterById(tx, input.encounterId, "update");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  const decided = decideReturn(encounter, { patientId: input.patientId, staffId: actor.staffId });
  if (!decided.ok) return decided;
  const { stepId, encounterId, comment } = input;
  const step = { stepId, encounterId, kind: "returned", text: comment } as const;
  const wrote = await insertCosignStep(tx, step, { at: now, by: actorName(context) });
  if (wrote === "other") return fail("already-recorded", { field: "stepId" });
  if (wrote === "written") {
    const { patientId, providerId } = encounter;
    context.emit(noteReturned, { encounterId, patientId, providerId, returnedAt: now });
  }
  return ok({ at: now });
}

/** The author's answer: an addendum, since nothing in the note changes, and the note is with the supervisor again (CHT-156). */
export async function answerReturnedNote(
  context: ChartingContext,
  input: z.output<typeof signingOperations.answerReturnedNote.input>,
): Promise<Result<{ at: Instant }, DomainError>> {
  const { tx, now, actor } = context;
  if (actor.kind !== "staff") return fail("not-allowed");
  const { addendumId, encounterId, patientId, text } = input;
  const encounter = await encounterById(tx, encounterId, "update");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  const addenda = await addendaOf(tx, encounterId);
  const steps = await cosignStepsOf(tx, encounterId);
  // The same answer once more: whose turn it is changed with the first.
  const known = addenda.find((one) => one.addendumId === addendumId);
  if (known) return known.text === text ? ok({ at: known.at }) : fail("already-recorded", { field: "addendumId" });
  const decided = decideAnswer(encounter, steps.at(-1)?.kind, { patientId, staffId: actor.staffId });
  if (!decided.ok) return decided;
  const written = { at: now, by: actorName(context) };
  if ((await insertAddendum(tx, input, written)) !== "written")
    return fail("already-recorded", { field: "addendumId" });
  await insertCosignStep(tx, { stepId: addendumId, encounterId, kind: "answered", text }, written);
  context.emit(noteChanged, { encounterId, patientId, part: "addenda", version: addenda.length + 1 });
  return ok({ at: now });
}
