import { criticalVitals, type vitalsOperations, vitalsRecorded } from "@practicum/contracts/charting/vitals";
import { fail, type DomainError } from "@practicum/contracts/error";
import { abnormalVitals } from "@practicum/contracts/vital-ranges";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { bmiTenths, checkVitals } from "../domain/vitals.ts";
import { encounterById } from "../sql/encounters.ts";
import { birthDateOf } from "../sql/people.ts";
import { criticalValues, insertVitals } from "../sql/vitals.ts";
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
  let providerId: Id<"staff"> | null = null;
  if (encounterId !== null) {
    const encounter = await encounterById(tx, encounterId, "share");
    if (!encounter) return context.notHereYet({ field: "encounterId" });
    providerId = encounter.providerId;
    if (encounter.patientId !== patientId) return fail("not-found", { field: "encounterId" });
    if (encounter.status !== "open") return fail("encounter-sealed");
  }
  const written = { at: now, by: actorName(context) };
  const wrote = await insertVitals(tx, { vitalsId, patientId, encounterId }, vitals, written);
  if (wrote === "other") return fail("already-recorded", { field: "vitalsId" });
  const abnormal = abnormalVitals(vitals, born, today);
  const critical = criticalValues({ abnormal });
  if (wrote === "written") {
    context.emit(vitalsRecorded, { encounterId, patientId, vitalsId });
    if (critical.length > 0) {
      context.emit(criticalVitals, { vitalsId, patientId, providerId, values: critical, takenBy: written.by });
    }
    emitChartChanged(context, patientId, "vitals");
  }
  return ok({ vitalsId, abnormal, bmiTenths: bmiTenths(vitals, born, today) });
}
