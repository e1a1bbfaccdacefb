import { instantFromMs, epochMs } from "@practicum/kernel/instant";
import { seededRandom } from "@practicum/kernel/random";
import { simulatedReport } from "../domain/simulated-pathology.ts";
import type { ChartingContext } from "./charting-context.ts";

/** Whose name stands on what nobody has looked at through a microscope. */
export const SIMULATED = "Simulated laboratory";

/**
 * The demonstration and the sandbox have a laboratory that answers after some days, made up and always the same for the same order
 * (CHT-221). For a practice of real people nobody answers: the report that comes is entered.
 */
export async function askLaboratory(
  context: ChartingContext,
  { orderId, patientId, stepId }: { readonly orderId: string; readonly patientId: string; readonly stepId: string },
): Promise<void> {
  if (context.ports.laboratory !== "simulated" && context.practice.demonstration !== true) return;
  const { hours } = simulatedReport(seededRandom(`pathology/${orderId}`));
  const dueAt = instantFromMs(epochMs(context.now) + hours * 3_600_000);
  await context.schedule("pathology-report", orderId, dueAt, { orderId, patientId, sentBy: stepId });
}
