import type { chartOperations } from "@practicum/contracts/charting/chart";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { checkVitals } from "../domain/vitals.ts";
import { markAllergiesAsked } from "../sql/change-lists.ts";
import { importEntries } from "../sql/import-chart.ts";
import { actorName, emitChartChanged, knowsPatient, type ChartingContext } from "./charting-context.ts";

type Input = z.output<typeof chartOperations.importChart.input>;
type Output = z.output<typeof chartOperations.importChart.output>;

/** Who wrote what was taken over, in a reader's words; the other system and who took it over are kept beside each entry. */
const EARLIER_RECORDS = "From earlier records";

/** Takes over a patient's history (CHT-80 to CHT-83): each entry once, by its number in the other system. */
export async function importChart(context: ChartingContext, input: Input): Promise<Result<Output, DomainError>> {
  const { tx, now, ids } = context;
  const { patientId, system } = input;
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  const left = input.entries.flatMap(whyLeft);
  const entries = input.entries.filter((entry) => whyLeft(entry).length === 0);
  const written = { at: now, by: EARLIER_RECORDS };
  const taken = await importEntries(
    tx,
    entries,
    { patientId, system, takenOverBy: actorName(context), ...written },
    ids,
  );
  if (entries.some((entry) => entry.kind === "allergy")) await markAllergiesAsked(tx, patientId, false, written);
  if (taken > 0) emitChartChanged(context, patientId, "import");
  return ok({ taken, alreadyThere: entries.length - taken, left });
}

/** Vital signs that can't be are left as they are for a person who types them. The value stays out of the report: it is the patient's. */
function whyLeft(entry: Input["entries"][number]): Output["left"] {
  if (entry.kind !== "vitals") return [];
  const checked = checkVitals(entry.vitals);
  if (checked.ok) return [];
  const { error } = checked;
  const because =
    error.code === "out-of-range"
      ? `${error.detail?.["field"]}: the value is not possible`
      : (error.fields?.[0]?.message ?? describeError(error));
  return [{ sourceId: entry.sourceId, because }];
}
