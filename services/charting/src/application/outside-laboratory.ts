import { addMs } from "@practicum/kernel/instant";
import { seededRandom } from "@practicum/kernel/random";
import { standing } from "../domain/said-steps.ts";
import { laboratoryPlan, type LaboratoryPlan } from "../domain/simulated-tests.ts";
import { outsideTestOf } from "../domain/test-catalog.ts";
import type { SaidTestStep } from "../domain/test-order-state.ts";
import type { TestOrderRow } from "../sql/test-orders.ts";
import type { ChartingContext } from "./charting-context.ts";

/** What the laboratory does with this order: the same again for the same one. */
export function planOf(row: Pick<TestOrderRow, "order_id" | "priority" | "item">): LaboratoryPlan | null {
  const test = outsideTestOf(row.item);
  return test ? laboratoryPlan(seededRandom(`tests/${row.order_id}`), row.priority, test) : null;
}

/**
 * The demonstration and the sandbox have laboratories and centres that answer after some days (CHT-388). For a practice of real people nobody answers: what
 * comes is entered.
 */
export async function askOutsideLaboratory(
  context: ChartingContext,
  row: TestOrderRow,
  after: readonly SaidTestStep[],
): Promise<void> {
  if (context.ports.laboratory !== "simulated" && context.practice.demonstration !== true) return;
  const plan = planOf(row);
  const hours = plan && hoursUntil(plan, after);
  // What was collected goes on as it was.
  if (hours === "same") return;
  if (hours === null) return context.cancelTimer("outside-laboratory", row.order_id);
  const of = { orderId: row.order_id, patientId: row.patient_id };
  await context.schedule("outside-laboratory", row.order_id, addMs(context.now, hours * 3_600_000), of);
}

function hoursUntil(plan: LaboratoryPlan, after: readonly SaidTestStep[]): number | "same" | null {
  const last = standing(after).at(-1)?.step;
  switch (last?.kind) {
    case "sent":
      return plan.hours;
    case "collected":
      return "same";
    case "resulted":
      if (last.status === "partial") return plan.restHours;
      return last.status === "final" ? plan.correctionHours : null;
    // A correction comes whatever was said of the report meanwhile.
    case "reviewed":
    case "told":
      return "same";
    default:
      return null;
  }
}
