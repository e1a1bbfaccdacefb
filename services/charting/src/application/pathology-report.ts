import { seededRandom } from "@practicum/kernel/random";
import { currentPatient } from "@practicum/service/settle-patients";
import { simulatedReport } from "../domain/simulated-pathology.ts";
import type { ChartingContext } from "./charting-context.ts";
import { saySteps } from "./procedures.ts";
import { SIMULATED } from "./simulated-laboratory.ts";

/** The report comes; not where the specimen was called back meanwhile, or somebody entered one. */
export async function pathologyReport(
  context: ChartingContext,
  { payload }: { readonly payload: { readonly [key: string]: string | number | null } },
): Promise<void> {
  const orderId = String(payload["orderId"]);
  // The record may have been merged into another since the specimen was sent.
  const patientId = await currentPatient(context.tx, String(payload["patientId"]));
  const { report } = simulatedReport(seededRandom(`pathology/${orderId}`));
  const step = { kind: "resulted" as const, reportedOn: context.today, ...report };
  await saySteps(context, { orderId, patientId, stepId: context.ids.next<"procedure-step">(), step }, SIMULATED);
}
