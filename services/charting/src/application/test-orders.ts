import { resultAbnormal, resultSettled } from "@practicum/contracts/charting/in-house";
import {
  resultMessage,
  testOrderChanged,
  type testOrderOperations,
  type TestState,
  type TestStep,
} from "@practicum/contracts/charting/test-orders";
import { fail, type DomainError } from "@practicum/contracts/error";
import { dateIn } from "@practicum/kernel/instant";
import { ok, type Ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { OUTSIDE_TESTS } from "@practicum/terminology/data/outside-tests/outside-tests";
import { abnormalWords } from "../domain/in-house.ts";
import { standing } from "../domain/said-steps.ts";
import { decideSide, outsideTestOf, testForScreens, testLabel } from "../domain/test-catalog.ts";
import {
  decideTestStep,
  gravityOf,
  gravityOfValues,
  testStateOf,
  type SaidTestStep,
} from "../domain/test-order-state.ts";
import { encounterById, type EncounterRow } from "../sql/encounters.ts";
import { outsideProvidersById } from "../sql/outside-providers.ts";
import { insertSaidStep, saidStepThere } from "../sql/said-steps.ts";
import {
  insertTestOrder,
  keepTestOrderNow,
  lockTestOrder,
  testOrdersOfNote,
  type TestOrderRow,
} from "../sql/test-orders.ts";
import { keepResultsOf } from "../sql/test-results.ts";
import { actorMay, actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { announceInHouse } from "./in-house-orders.ts";
import { letterClasses } from "./letter-classes.ts";
import { askerId, toldValues } from "./sensitive-parts.ts";
import { askOutsideLaboratory } from "./outside-laboratory.ts";
import { clockOfTest, stepsOfTest } from "./test-order-view.ts";

type Operations = typeof testOrderOperations;

/** What is ordered elsewhere, the same on every day. */
export async function testItems(): Promise<Ok<ReturnType<typeof testForScreens>[]>> {
  return ok(OUTSIDE_TESTS.map(testForScreens));
}

/** Tests in an open note, several at once: all of them, or none (CHT-370). */
export async function orderTests(
  context: ChartingContext,
  input: InputOf<Operations["orderTests"]>,
): ReplyOf<Operations["orderTests"]> {
  const { tx } = context;
  const encounter = await encounterById(tx, input.encounterId, "update");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  if (encounter.patientId !== input.patientId) return fail("not-found", { field: "encounterId" });
  if (encounter.status !== "open") return fail("encounter-sealed");
  const performers = await outsideProvidersById(tx, [...new Set(input.orders.flatMap((one) => one.performerId ?? []))]);
  for (const [at, order] of input.orders.entries()) {
    const test = outsideTestOf(order.item);
    if (!test) return fail("not-found", { field: `orders.${at}.item` });
    const side = decideSide(test, order.side);
    if (!side.ok) return side;
    if (order.performerId !== null && !performers.get(order.performerId)?.active)
      return fail("not-found", { field: `orders.${at}.performerId` });
  }
  const written = { at: context.now, by: actorName(context), byId: askerId(context) };
  for (const order of input.orders) {
    // One after the other: their order is the note's.
    // oxlint-disable-next-line no-await-in-loop
    const wrote = await insertTestOrder(tx, rowOf(encounter, order), written);
    if (wrote === "other") return fail("already-recorded", { field: "orderId" });
    const { orderId } = order;
    if (wrote === "written")
      context.emit(testOrderChanged, { orderId, patientId: encounter.patientId, state: "draft" });
  }
  announceInHouse(context, encounter);
  return ok({});
}

type Wanted = InputOf<Operations["orderTests"]>["orders"][number];

function rowOf({ encounterId, patientId, diagnoses }: EncounterRow, order: Wanted) {
  const test = outsideTestOf(order.item);
  return {
    order_id: order.orderId,
    encounter_id: encounterId,
    patient_id: patientId,
    item: order.item,
    kind: test?.kind ?? "laboratory",
    side: order.side,
    label: test ? testLabel(test, order.side) : order.item,
    // As the note calls them now.
    diagnoses: order.diagnoses.map((code) => ({
      code,
      label: diagnoses.find((one) => one.code === code)?.label ?? code,
    })),
    priority: order.priority,
    fasting: order.fasting,
    comment: order.comment,
    performer_id: order.performerId,
  };
}

export async function recordTestStep(
  context: ChartingContext,
  input: InputOf<Operations["recordTestStep"]>,
): ReplyOf<Operations["recordTestStep"]> {
  return sayOfTest(context, input);
}

export async function decideTestOrder(
  context: ChartingContext,
  input: InputOf<Operations["decideTestOrder"]>,
): ReplyOf<Operations["decideTestOrder"]> {
  const { step } = input;
  if (step.kind === "reviewed" && step.message !== "") {
    const message = await whyHeld(context, input.orderId);
    if (message !== null)
      return fail("invalid-input", { field: "step.message", fields: [{ field: "step.message", message }] });
  }
  return sayOfTest(context, input);
}

/** A conversation is read by many: of a result that is kept apart it would tell (CHT-387). Null where nothing speaks against it. */
export async function whyHeld(context: ChartingContext, orderId: string): Promise<string | null> {
  const classes = await letterClasses(context, [orderId]);
  return classes.length === 0
    ? null
    : "This result is kept apart from the rest of the chart: tell the patient yourself, and record how.";
}

interface Said {
  readonly orderId: string;
  readonly patientId: string;
  readonly stepId: string;
  readonly step: TestStep;
}

/** Adds a step, and keeps where the order stands now: its state, its clock, how grave its result is, and which values are the chart's (CHT-373). */
export async function sayOfTest(
  context: ChartingContext,
  said: Said,
  by = actorName(context),
): Promise<Result<{ state: TestState }, DomainError>> {
  const { tx, now, today, practice } = context;
  const { orderId, patientId, stepId, step } = said;
  const row = await lockTestOrder(tx, orderId, patientId);
  if (!row) return fail("not-found", { field: "orderId" });
  const steps = await stepsOfTest(context, orderId);
  const there = await saidStepThere(tx, "test_step", said, by);
  if (there === "other") return fail("already-recorded", { field: "stepId" });
  if (there === "same") return ok({ state: testStateOf(steps) });
  if (step.kind === "taken-back" && !mayTakeBack(context, steps, step.stepId)) return fail("not-allowed");
  const orderedOn = dateIn(row.ordered_at, practice.timeZone);
  const decided = decideTestStep({ orderedOn, steps }, step, today);
  if (!decided.ok) return decided;
  await insertSaidStep(tx, "test_step", said, { at: now, by });
  const after = [...steps, { stepId, step, on: today }];
  await move(context, row, { steps, after, by });
  if (step.kind === "reviewed" && step.message !== "")
    context.emit(resultMessage, {
      stepId,
      orderId,
      patientId,
      subject: `Result: ${row.label}`.slice(0, 120),
      body: step.message,
      byId: context.actor.kind === "staff" ? context.actor.staffId : null,
      by,
    });
  return ok({ state: testStateOf(after) });
}

/** What a provider decided is taken back by a provider (CHT-376). */
function mayTakeBack(context: ChartingContext, steps: readonly SaidTestStep[], stepId: string): boolean {
  const kind = steps.find((one) => one.stepId === stepId)?.step.kind;
  const isDecision = kind === "signed" || kind === "reviewed" || kind === "cancelled";
  return !isDecision || actorMay(context, "order.write");
}

interface Moved {
  readonly steps: readonly SaidTestStep[];
  readonly after: readonly SaidTestStep[];
  readonly by: string;
}

async function move(context: ChartingContext, row: TestOrderRow, { steps, after, by }: Moved): Promise<void> {
  const { order_id: orderId, patient_id: patientId } = row;
  const state = testStateOf(after);
  const clock = clockOfTest(context, row, after);
  await keepTestOrderNow(context.tx, orderId, { state, due_on: clock?.due ?? null, gravity: gravityOf(after) });
  context.emit(testOrderChanged, { orderId, patientId, state });
  const [before, report] = [reportThatStands(steps), reportThatStands(after)];
  const isReviewed = after.at(-1)?.step.kind === "reviewed";
  if (before && (isReviewed || report?.stepId !== before.stepId) && gravityOfValues(before.values) !== "normal")
    context.emit(resultSettled, { outcomeId: before.stepId, patientId, by });
  if (report?.stepId !== before?.stepId) {
    const { tx, now, ids } = context;
    const standing = report && { stepId: report.stepId, values: report.values, at: now };
    await keepResultsOf(tx, { orderId, patientId, standing }, now, () => ids.next());
    emitChartChanged(context, patientId, "results");
    if (report) await tellAbnormal(context, row, report, by);
  }
  await askOutsideLaboratory(context, row, after);
}

type Report = Extract<TestStep, { kind: "resulted" }> & { readonly stepId: string };

function reportThatStands(steps: readonly SaidTestStep[]): Report | null {
  const last = standing(steps).findLast(({ step }) => step.kind === "resulted");
  return last?.step.kind === "resulted" ? { ...last.step, stepId: last.stepId } : null;
}

/** Who ordered hears of what is abnormal at once, of a part of a report too (CHT-382). */
async function tellAbnormal(context: ChartingContext, row: TestOrderRow, report: Report, by: string): Promise<void> {
  const gravity = gravityOfValues(report.values);
  if (gravity === "normal") return;
  const words = abnormalWords(report.values);
  const values = await toldValues(context, row.order_id, row.kind === "imaging" ? [`${row.label}: abnormal`] : words);
  context.emit(resultAbnormal, {
    outcomeId: report.stepId,
    patientId: row.patient_id,
    providerId: row.ordered_by_id,
    values,
    critical: gravity === "critical",
    by,
  });
}

/** The note's signature signs what was ordered in it (CHT-372). */
export async function signTestsOfNote(context: ChartingContext, encounterId: string): Promise<void> {
  for (const row of await testOrdersOfNote(context.tx, encounterId)) {
    if (row.state !== "draft") continue;
    const of = { orderId: row.order_id, patientId: row.patient_id, stepId: context.ids.next<"test-step">() };
    // One after the other, each in the note's own transaction.
    // oxlint-disable-next-line no-await-in-loop
    await sayOfTest(context, { ...of, step: { kind: "signed" } });
  }
}
