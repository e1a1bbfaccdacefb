import type { TestOrder } from "@practicum/contracts/charting/test-orders";
import { dateIn } from "@practicum/kernel/instant";
import { standing } from "../domain/said-steps.ts";
import { outsideTestOf } from "../domain/test-catalog.ts";
import { gravityOf, testClock, testStateOf, type SaidTestStep } from "../domain/test-order-state.ts";
import { stepsOfOrders, type StepRow } from "../sql/said-steps.ts";
import { testOrdersOfNote, type TestOrderRow } from "../sql/test-orders.ts";
import type { ChartingContext } from "./charting-context.ts";

export function saidOfTest({ practice }: ChartingContext, rows: readonly StepRow<"test_step">[]): SaidTestStep[] {
  return rows.map((row) => ({ stepId: row.step_id, step: row.content, on: dateIn(row.at, practice.timeZone) }));
}

/** Of one order. */
export async function stepsOfTest(context: ChartingContext, orderId: string): Promise<SaidTestStep[]> {
  return saidOfTest(context, (await stepsOfOrders(context.tx, "test_step", [orderId])).get(orderId) ?? []);
}

export function clockOfTest({ practice }: ChartingContext, row: TestOrderRow, steps: readonly SaidTestStep[]) {
  const orderedOn = dateIn(row.ordered_at, practice.timeZone);
  return testClock({ orderedOn, priority: row.priority, provider: row.ordered_by, steps });
}

/** As they are shown. */
export async function withTestSteps(context: ChartingContext, rows: readonly TestOrderRow[]): Promise<TestOrder[]> {
  const all = await stepsOfOrders(
    context.tx,
    "test_step",
    rows.map((row) => row.order_id),
  );
  return rows.map((row) => {
    const own = all.get(row.order_id) ?? [];
    const steps = saidOfTest(context, own);
    const stands = standing(steps);
    const clock = clockOfTest(context, row, steps);
    return {
      orderId: row.order_id,
      encounterId: row.encounter_id,
      patientId: row.patient_id,
      item: row.item,
      kind: row.kind,
      label: row.label,
      diagnoses: [...row.diagnoses],
      priority: row.priority,
      fasting: row.fasting,
      comment: row.comment,
      performer: row.performer_id === null ? null : { outsideProviderId: row.performer_id, name: row.performer ?? "" },
      orderedAt: row.ordered_at,
      orderedBy: row.ordered_by,
      orderedById: row.ordered_by_id,
      state: testStateOf(steps),
      waits: clock && { ...clock, isOverdue: context.today > clock.due },
      gravity: gravityOf(steps),
      result: reportOf(own, stands.findLast(({ step }) => step.kind === "resulted")?.stepId),
      steps: own.map(({ step_id: stepId, content: step, at, by_name: by }) => ({
        stepId,
        step,
        at,
        by,
        takenBack: step.kind !== "taken-back" && !stands.some((one) => one.stepId === stepId),
      })),
    };
  });
}

function reportOf(own: readonly StepRow<"test_step">[], stepId: string | undefined): TestOrder["result"] {
  const row = own.find((one) => one.step_id === stepId);
  if (row?.content.kind !== "resulted") return null;
  const { kind: _kind, ...report } = row.content;
  return { ...report, stepId: row.step_id, by: row.by_name, at: row.at };
}

/** As it counts for the visit's level: two orders of one code are one test (CHT-386). */
export function countedTest({ orderId, label, item }: TestOrder) {
  return { orderId, label, code: outsideTestOf(item)?.code ?? item };
}

/** What the gate looks at, and what is sealed (CHT-372). */
export async function testsOfNote(context: ChartingContext, encounterId: string): Promise<TestOrder[]> {
  return withTestSteps(context, await testOrdersOfNote(context.tx, encounterId));
}
