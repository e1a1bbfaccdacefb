import type { growthOperations } from "@practicum/contracts/charting/growth";
import { dateIn } from "@practicum/kernel/instant";
import { daysBetween } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { DAYS_A_MONTH } from "@practicum/terminology/growth";
import { findFacts } from "@practicum/terminology/sql/facts";
import { growthOf } from "../domain/growth-chart.ts";
import { bornAndSexOf } from "../sql/preventive-care.ts";
import { vitalsOfPatient } from "../sql/vitals.ts";
import type { ChartingContext } from "./charting-context.ts";

/** A child's growth against the references that were loaded (CHT-180 to CHT-183); what was entered in error is left out. */
export async function growthCharts(
  context: ChartingContext,
  { patientId }: InputOf<typeof growthOperations.growthCharts>,
): ReplyOf<typeof growthOperations.growthCharts> {
  const { tx, practice, today } = context;
  const who = await bornAndSexOf(tx, patientId);
  if (!who) return context.notHereYet({ field: "patientId" });
  const [sets, tables] = await Promise.all([
    vitalsOfPatient(tx, patientId, practice.timeZone),
    findFacts(tx, "growth", ["CDC", "WHO"], today),
  ]);
  const measured = sets
    .filter((set) => !set.enteredInError)
    .map(({ vitalsId, takenAt: at, weightGrams, heightMm, headMm }) => {
      const ageMonths = daysBetween(who.born, dateIn(at, practice.timeZone)) / DAYS_A_MONTH;
      return { vitalsId, at, ageMonths: Math.round(ageMonths * 100) / 100, weightGrams, heightMm, headMm };
    });
  const { charts, missing, beyond } = growthOf({ sex: who.sex, measured, tables });
  return ok({ birthDate: who.born, sex: who.sex, charts: [...charts], missing: [...missing], beyond });
}
