import type { visitSummaryOperations } from "@practicum/contracts/charting/visit-summaries";
import { fail, type DomainError } from "@practicum/contracts/error";
import { assert } from "@practicum/kernel/assert";
import type { Instant } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { encounterById, type EncounterRow } from "../sql/encounters.ts";
import { insertSummary, summariesOf } from "../sql/visit-summaries.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { classedParts, hiddenParts } from "./sensitive-parts.ts";

type Operations = typeof visitSummaryOperations;

export async function visitSummaries(
  context: ChartingContext,
  { encounterId }: z.output<Operations["visitSummaries"]["input"]>,
): Promise<Result<z.input<Operations["visitSummaries"]["output"]>, DomainError>> {
  const encounter = await encounterById(context.tx, encounterId);
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  const hidden = await hiddenParts(context, [encounter.patientId]);
  const all = await summariesOf(context.tx, encounterId);
  return ok(all.filter(({ text }) => !hidden.isSpokenOfIn(text)));
}

/** Keeps what the patient is handed (CHT-140). */
export async function giveVisitSummary(
  context: ChartingContext,
  input: z.output<Operations["giveVisitSummary"]["input"]>,
): Promise<Result<{ at: Instant }, DomainError>> {
  const { tx, now } = context;
  const encounter = await encounterById(tx, input.encounterId);
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  if (input.to === "guardian" && (await tellsGuardian(context, encounter, input.text)))
    return fail("invalid-input", { field: "text", fields: [{ field: "text", message: OWN }] });
  const wrote = await insertSummary(tx, input, { at: now, by: actorName(context) });
  if (wrote === "other") return fail("already-recorded", { field: "summaryId" });
  if (wrote === "written") emitChartChanged(context, encounter.patientId, "visit-summaries");
  const kept = (await summariesOf(tx, input.encounterId)).find((one) => one.summaryId === input.summaryId);
  assert(kept, "a summary that was written is read");
  return ok({ at: kept.at });
}

const OWN = "It names what is this minor’s own to tell. Leave it out, or hand it to the patient alone.";

/** Whether a sheet for a minor's parent or guardian names what the minor consented to alone (CHT-296): a fact, or a diagnosis of the visit. */
async function tellsGuardian(context: ChartingContext, encounter: EncounterRow, text: string): Promise<boolean> {
  const { patientId, encounterId, diagnoses } = encounter;
  const own = await classedParts(context, [patientId], ["minors-care"]);
  const labels = own.ids.has(encounterId) ? diagnoses.map(({ label }) => label.toLowerCase()) : [];
  return own.isSpokenOfIn(text) || labels.some((label) => text.toLowerCase().includes(label));
}
