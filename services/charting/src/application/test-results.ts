import type { testOrderOperations } from "@practicum/contracts/charting/test-orders";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ageInMonths } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { Tested } from "@practicum/terminology/data/in-house";
import { outsideTestOf, readReport } from "../domain/test-catalog.ts";
import { gravityOf, testStateOf } from "../domain/test-order-state.ts";
import { bornAndSexOf } from "../sql/preventive-care.ts";
import type { ReceivedReport } from "../sql/tables-of-test-orders.ts";
import { lockTestOrder, type TestOrderRow } from "../sql/test-orders.ts";
import type { ChartingContext } from "./charting-context.ts";
import { sayOfTest, whyHeld } from "./test-orders.ts";
import { stepsOfTest } from "./test-order-view.ts";

type Operations = typeof testOrderOperations;

/** A report that came on paper, value by value (CHT-379). */
export async function enterTestResult(
  context: ChartingContext,
  input: InputOf<Operations["enterTestResult"]>,
): ReplyOf<Operations["enterTestResult"]> {
  const row = await lockTestOrder(context.tx, input.orderId, input.patientId);
  return row ? fileReport(context, row, input) : fail("not-found", { field: "orderId" });
}

type Report = Pick<ReceivedReport, "status" | "reportedOn" | "values" | "abnormal" | "report"> & {
  readonly stepId: string;
};

/** Reads a report with the references for this patient, and files it at its order. */
export async function fileReport(
  context: ChartingContext,
  row: TestOrderRow,
  { stepId, status, reportedOn, values, abnormal, report }: Report,
  by?: string,
): Promise<Result<{ state: ReturnType<typeof testStateOf> }, DomainError>> {
  const test = outsideTestOf(row.item);
  if (!test) return fail("not-found", { field: "orderId" });
  const who = await testedPerson(context, row.patient_id);
  if (!who) return context.notHereYet({ field: "patientId" });
  const read = readReport(test, { values, abnormal, report, isPart: status === "partial" }, who);
  if (!read.ok) return read;
  // A study is called as it was ordered: "Knee X-ray, left".
  const called = row.kind === "imaging" ? read.value.map((one) => ({ ...one, label: row.label })) : read.value;
  const step = { kind: "resulted" as const, status, reportedOn, values: called, report };
  return sayOfTest(context, { orderId: row.order_id, patientId: row.patient_id, stepId, step }, by);
}

/** By whose age and sex a value is looked at; undefined where the patient is not known here yet. */
export async function testedPerson(context: ChartingContext, patientId: string): Promise<Tested | undefined> {
  const who = await bornAndSexOf(context.tx, patientId);
  return who && { ageMonths: ageInMonths(who.born, context.today), sex: who.sex };
}

/** Several that are all normal, by one word; one that is not, and none is signed (CHT-385). */
export async function signNormalResults(
  context: ChartingContext,
  { results, message }: InputOf<Operations["signNormalResults"]>,
): ReplyOf<Operations["signNormalResults"]> {
  for (const { orderId, patientId, stepId } of results) {
    // One after the other, each kept from others until all are signed.
    // oxlint-disable-next-line no-await-in-loop
    const refused = await whyNotTogether(context, { orderId, patientId, stepId, message });
    if (refused) return refused;
  }
  for (const { orderId, patientId, stepId } of results) {
    const step = { kind: "reviewed" as const, disposition: "normal" as const, plan: "", message };
    // oxlint-disable-next-line no-await-in-loop
    const said = await sayOfTest(context, { orderId, patientId, stepId, step });
    if (!said.ok) return said;
  }
  return ok({ signed: results.length });
}

async function whyNotTogether(
  context: ChartingContext,
  one: { readonly orderId: string; readonly patientId: string; readonly stepId: string; readonly message: string },
) {
  if (!(await lockTestOrder(context.tx, one.orderId, one.patientId))) return fail("not-found", { field: "orderId" });
  const steps = await stepsOfTest(context, one.orderId);
  if (steps.some(({ stepId }) => stepId === one.stepId)) return null;
  const state = testStateOf(steps);
  if (state !== "to-review") return fail("wrong-order-step", { detail: { status: state } });
  if (gravityOf(steps) !== "normal") return fail("result-not-normal");
  const held = one.message === "" ? null : await whyHeld(context, one.orderId);
  return held === null
    ? null
    : fail("invalid-input", { field: "message", fields: [{ field: "message", message: held }] });
}
