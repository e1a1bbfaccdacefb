import { type vitalsOperations, vitalsRecorded } from "@practicum/contracts/charting/vitals";
import { fail, type DomainError } from "@practicum/contracts/error";
import { abnormalVitals } from "@practicum/contracts/vital-ranges";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { bmiTenths, checkVitals } from "../domain/vitals.ts";
import { encounterById } from "../sql/encounters.ts";
import { birthDateOf } from "../sql/people.ts";
import { insertVitals } from "../sql/vitals.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";

/** Records a set of vital signs (CHT-10 to CHT-15), in an open encounter of the same patient or in none. */
export async function recordVitals(
  context: ChartingContext,
  input: z.output<typeof vitalsOperations.recordVitals.input>,
): Promise<Result<z.input<typeof vitalsOperations.recordVitals.output>, DomainError>> {
  const { tx, now, today } = context;
  const { vitalsId, patientId, encounterId, ...vitals } = input;
  const checked = checkVitals(vitals);
  if (!checked.ok) return checked;
  const born = await birthDateOf(tx, patientId);
  if (born === undefined) return context.notHereYet({ field: "patientId" });
  if (encounterId !== null) {
    const encounter = await encounterById(tx, encounterId, "share");
    if (!encounter) return context.notHereYet({ field: "encounterId" });
    if (encounter.patientId !== patientId) return fail("not-found", { field: "encounterId" });
    if (encounter.status !== "open") return fail("encounter-sealed");
  }
  const written = { at: now, by: actorName(context) };
  const wrote = await insertVitals(tx, { vitalsId, patientId, encounterId }, vitals, written);
  if (wrote === "other") return fail("already-recorded", { field: "vitalsId" });
  if (wrote === "written") {
    context.emit(vitalsRecorded, { encounterId, patientId, vitalsId });
    emitChartChanged(context, patientId, "vitals");
  }
  return ok({ vitalsId, abnormal: abnormalVitals(vitals, born, today), bmiTenths: bmiTenths(vitals, born, today) });
}
