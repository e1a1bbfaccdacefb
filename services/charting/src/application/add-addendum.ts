import { noteChanged } from "@practicum/contracts/charting/notes";
import { type signingOperations } from "@practicum/contracts/charting/signing";
import { fail, type DomainError } from "@practicum/contracts/error";
import { assert } from "@practicum/kernel/assert";
import type { Instant } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { encounterById } from "../sql/encounters.ts";
import { addendaOf, insertAddendum } from "../sql/signatures.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";

/** Adds to a signed note; nothing in it changes (CHT-65). */
export async function addAddendum(
  context: ChartingContext,
  input: z.output<typeof signingOperations.addAddendum.input>,
): Promise<Result<{ at: Instant }, DomainError>> {
  const { tx, now } = context;
  const encounter = await encounterById(tx, input.encounterId);
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  const { encounterId, patientId } = encounter;
  context.auditPatient(patientId);
  if (encounter.status === "open") return fail("encounter-not-signed");
  const wrote = await insertAddendum(tx, input, { at: now, by: actorName(context) });
  if (wrote === "other") return fail("already-recorded", { field: "addendumId" });
  const addenda = await addendaOf(tx, encounterId);
  const at = addenda.find((one) => one.addendumId === input.addendumId)?.at;
  assert(at !== undefined, "an addendum that was written is read");
  if (wrote === "written") {
    context.emit(noteChanged, { encounterId, patientId, part: "addenda", version: addenda.length });
  }
  return ok({ at });
}
