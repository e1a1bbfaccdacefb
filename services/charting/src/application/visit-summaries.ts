import type { visitSummaryOperations } from "@practicum/contracts/charting/visit-summaries";
import { fail, type DomainError } from "@practicum/contracts/error";
import { assert } from "@practicum/kernel/assert";
import type { Instant } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { encounterById } from "../sql/encounters.ts";
import { insertSummary, summariesOf } from "../sql/visit-summaries.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";

type Operations = typeof visitSummaryOperations;

export async function visitSummaries(
  context: ChartingContext,
  { encounterId }: z.output<Operations["visitSummaries"]["input"]>,
): Promise<Result<z.input<Operations["visitSummaries"]["output"]>, DomainError>> {
  const encounter = await encounterById(context.tx, encounterId);
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  return ok(await summariesOf(context.tx, encounterId));
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
  const wrote = await insertSummary(tx, input, { at: now, by: actorName(context) });
  if (wrote === "other") return fail("already-recorded", { field: "summaryId" });
  if (wrote === "written") emitChartChanged(context, encounter.patientId, "visit-summaries");
  const kept = (await summariesOf(tx, input.encounterId)).find((one) => one.summaryId === input.summaryId);
  assert(kept, "a summary that was written is read");
  return ok({ at: kept.at });
}
