import type { encounterOperations } from "@practicum/contracts/charting/encounters";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { cosignStepsOf } from "../sql/cosign-steps.ts";
import { encounterById } from "../sql/encounters.ts";
import { shownForms } from "../domain/note-fields.ts";
import { followUpOf } from "../sql/follow-ups.ts";
import { formsOf } from "../sql/note-forms.ts";
import { sectionsOf } from "../sql/notes.ts";
import { addendaOf } from "../sql/signatures.ts";
import { vitalsOfEncounter } from "../sql/vitals.ts";
import { mayReadNote } from "./being-billed.ts";
import { actorMay, type ChartingContext } from "./charting-context.ts";
import { emOfNote } from "./em-worksheet.ts";
import { inHouseOfNote } from "./in-house-orders.ts";
import { ordersOfNote } from "./orders-of-note.ts";

/** A note with all that hangs on it. */
export async function getEncounter(
  context: ChartingContext,
  { encounterId }: z.output<typeof encounterOperations.getEncounter.input>,
): Promise<Result<z.input<typeof encounterOperations.getEncounter.output>, DomainError>> {
  const { tx, practice } = context;
  const encounter = await encounterById(tx, encounterId);
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  if (!(await mayReadNote(context, encounter))) {
    context.auditPatient(encounter.patientId);
    return fail("not-allowed");
  }
  const orders = await ordersOfNote(context, encounter);
  const inHouse = await inHouseOfNote(context, encounter);
  const { value, version } = await followUpOf(tx, encounterId);
  return ok({
    ...encounter,
    sections: await sectionsOf(tx, encounterId),
    // What was answered and is not shown is no part of what was signed (CHT-354).
    forms: encounter.status === "open" ? await formsOf(tx, encounterId) : shownForms(await formsOf(tx, encounterId)),
    orders,
    inHouse,
    em: await emOfNote(context, encounter, { orders: orders.filter((one) => one.status !== "cancelled"), inHouse }),
    followUp: { value, version },
    vitals: await vitalsOfEncounter(tx, encounterId, practice.timeZone),
    addenda: await addendaOf(tx, encounterId),
    // Between those who treat: who bills reads the note, and not what was said about it.
    cosignSteps: actorMay(context, "chart.read") ? await cosignStepsOf(tx, encounterId) : [],
  });
}
