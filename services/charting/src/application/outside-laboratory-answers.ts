import { seededRandom } from "@practicum/kernel/random";
import { currentPatient } from "@practicum/service/settle-patients";
import { REJECTIONS, simulatedStudy, simulatedValues, type LaboratoryPlan } from "../domain/simulated-tests.ts";
import { outsideTestOf } from "../domain/test-catalog.ts";
import { lastTestStep, testStateOf, type SaidTestStep } from "../domain/test-order-state.ts";
import { personOf } from "../sql/people.ts";
import type { ReceivedReport } from "../sql/tables-of-test-orders.ts";
import { lockTestOrder, type TestOrderRow } from "../sql/test-orders.ts";
import { earlierValues } from "../sql/test-results.ts";
import type { ChartingContext } from "./charting-context.ts";
import { planOf } from "./outside-laboratory.ts";
import { SIMULATED } from "./simulated-laboratory.ts";
import { testedPerson } from "./test-results.ts";
import { sayOfTest } from "./test-orders.ts";
import { stepsOfTest } from "./test-order-view.ts";
import { receiveReport } from "./unmatched-results.ts";

/** The simulated laboratory answers. Where a person has said something of the order meanwhile, the timer was set anew or cancelled by that. */
export async function outsideLaboratoryAnswers(
  context: ChartingContext,
  { payload }: { readonly payload: { readonly [key: string]: string | number | null } },
): Promise<void> {
  const orderId = String(payload["orderId"]);
  // The record may have been merged into another since the order went out.
  const patientId = await currentPatient(context.tx, String(payload["patientId"]));
  const row = await lockTestOrder(context.tx, orderId, patientId);
  const plan = row && planOf(row);
  if (!row || !plan) return;
  const steps = await stepsOfTest(context, orderId);
  const state = testStateOf(steps);
  const isOut = state === "sent" || state === "collected";
  if (!isOut) return lastTestStep(steps, "resulted")?.status === "final" ? correct(context, row, plan) : undefined;
  const wasRejected = steps.some(({ step }) => step.kind === "rejected");
  if (plan.rejects && !wasRejected) return reject(context, row);
  if (plan.strays) await stray(context, row);
  if (plan.misnames) return misname(context, row, plan);
  await report(context, row, plan, steps);
}

const nextStep = (context: ChartingContext) => context.ids.next<"test-step">();

async function reject(context: ChartingContext, row: TestOrderRow): Promise<void> {
  const reason = REJECTIONS[row.place % REJECTIONS.length] ?? REJECTIONS[0];
  const of = { orderId: row.order_id, patientId: row.patient_id, stepId: nextStep(context) };
  await sayOfTest(context, { ...of, step: { kind: "rejected", reason } }, SIMULATED);
}

/** A part first, where the plan says so; else the whole. */
async function report(
  context: ChartingContext,
  row: TestOrderRow,
  plan: LaboratoryPlan,
  steps: readonly SaidTestStep[],
): Promise<void> {
  const isPart = plan.restHours !== null && lastTestStep(steps, "resulted") === null;
  if (!steps.some(({ step }) => step.kind === "collected")) {
    const of = { orderId: row.order_id, patientId: row.patient_id, stepId: nextStep(context) };
    await sayOfTest(context, { ...of, step: { kind: "collected", on: context.today } }, SIMULATED);
  }
  const whole = await received(context, row, plan);
  if (!whole) return;
  // limit: the rest is the next report's.
  const values = isPart ? whole.values.slice(0, Math.ceil(whole.values.length / 2)) : whole.values;
  await receiveReport(context, SIMULATED, { ...whole, values, status: isPart ? "partial" : "final" });
}

/** One value was wrong: the whole report comes again. */
async function correct(context: ChartingContext, row: TestOrderRow, plan: LaboratoryPlan): Promise<void> {
  const grave = plan.grave === "normal" ? ("abnormal" as const) : ("normal" as const);
  const whole = await received(context, row, { ...plan, grave });
  if (whole) await receiveReport(context, SIMULATED, { ...whole, status: "corrected" });
}

async function contentOf(
  context: ChartingContext,
  row: TestOrderRow,
  { grave }: Pick<LaboratoryPlan, "grave">,
): Promise<Pick<ReceivedReport, "values" | "abnormal" | "report">> {
  const test = outsideTestOf(row.item);
  const random = seededRandom(`values/${row.order_id}`);
  if (test?.kind !== "laboratory") return { values: [], ...simulatedStudy(random, grave) };
  const who = (await testedPerson(context, row.patient_id)) ?? { ageMonths: 480, sex: "unknown" as const };
  const rows = await earlierValues(context.tx, row.patient_id, {
    names: test.analytes.map((one) => one.label),
    loincs: test.analytes.flatMap((one) => one.loinc ?? []),
    butNot: null,
  });
  const before = new Map(
    test.analytes.flatMap((one) => {
      const last = rows.findLast((earlier) => earlier.name === one.label || earlier.loinc === one.loinc);
      const value = Number(last?.value);
      return last !== undefined && Number.isFinite(value) ? [[one.key, value] as const] : [];
    }),
  );
  const values = simulatedValues(random, test.analytes, who, { grave, before });
  return { values, abnormal: null, report: "Simulated: nobody was examined." };
}

/** The whole report, as a laboratory would send it. */
async function received(
  context: ChartingContext,
  row: TestOrderRow,
  plan: Pick<LaboratoryPlan, "grave">,
): Promise<ReceivedReport | null> {
  const person = await personOf(context.tx, row.patient_id);
  if (!person) return null;
  const { born: birthDate, ...named } = person;
  return {
    ...(await contentOf(context, row, plan)),
    orderNumber: row.order_id,
    person: { ...named, birthDate },
    item: row.item,
    status: "final",
    reportedOn: context.today,
  };
}

/** The report lacks the record number, and has an initial for a name: nobody's order takes it by itself. */
async function misname(context: ChartingContext, row: TestOrderRow, plan: LaboratoryPlan): Promise<void> {
  const whole = await received(context, row, plan);
  if (!whole) return;
  const person = { ...whole.person, given: whole.person.given.charAt(0), mrn: "" };
  await receiveReport(context, SIMULATED, { ...whole, person });
}

const STRANGERS = [
  { family: "Ferraro", given: "Tess", birthDate: "1957-02-11", sex: "female", mrn: "" },
  { family: "Lindqvist", given: "Arne", birthDate: "1949-08-30", sex: "male", mrn: "" },
  { family: "Okonkwo", given: "Ada", birthDate: "1983-12-05", sex: "female", mrn: "" },
] as const;

/** Somebody of whom this practice knows nothing. */
async function stray(context: ChartingContext, row: TestOrderRow): Promise<void> {
  const whole = await received(context, row, { grave: "normal" });
  if (!whole) return;
  const person = STRANGERS[row.place % STRANGERS.length] ?? STRANGERS[0];
  await receiveReport(context, SIMULATED, { ...whole, orderNumber: "", person });
}
