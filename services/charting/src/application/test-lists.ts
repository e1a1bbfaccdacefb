import { actorId } from "@practicum/contracts/actor";
import type { testOrderOperations, TestOrder } from "@practicum/contracts/charting/test-orders";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { outsideTestOf } from "../domain/test-catalog.ts";
import { patientsWithRestrictions } from "../sql/referrals.ts";
import { countTestWork, testOrderOf, testOrdersOfPatient, testWorkPage } from "../sql/test-orders.ts";
import { countUnmatched, earlierValues, takenBy } from "../sql/test-results.ts";
import type { ChartingContext } from "./charting-context.ts";
import { shutCharts } from "./restrictions.ts";
import { judgeFacts } from "./sensitive-parts.ts";
import { whyHeld } from "./test-orders.ts";
import { withTestSteps } from "./test-order-view.ts";

type Operations = typeof testOrderOperations;

export async function testOrders(
  context: ChartingContext,
  input: InputOf<Operations["testOrders"]>,
): ReplyOf<Operations["testOrders"]> {
  const { rows, next } = await testOrdersOfPatient(context.tx, input);
  return ok({ orders: await withTestSteps(context, rows), next });
}

/** Of all patients, without the charts that do not open to who asks (CHT-377). */
export async function testWork(
  context: ChartingContext,
  input: InputOf<Operations["testWork"]>,
): ReplyOf<Operations["testWork"]> {
  const { tx, today, actor } = context;
  const [shut, { facts }] = await Promise.all([
    patientsWithRestrictions(tx).then((patientIds) => shutCharts(context, patientIds)),
    judgeFacts(context, { waiting: "test-order" }),
  ]);
  const ask = {
    ...input,
    today,
    staffId: actor.kind === "staff" ? actor.staffId : actorId(actor),
    without: [...shut],
    withoutIds: facts.flatMap((one) => (one.isShown ? [] : [one.factId])),
  };
  const { rows, next } = await testWorkPage(tx, ask);
  const shown = await withTestSteps(context, rows);
  const isFirst = input.before === null;
  return ok({
    orders: shown.map((order, at) => {
      const { family, given, middle, suffix, birth_date: birthDate, mrn } = must(rows[at]);
      const patientName = { family: family ?? "?", given: given ?? "?", middle, suffix };
      return { ...order, patientName, birthDate: birthDate ?? "1900-01-01", mrn: mrn ?? "" };
    }),
    next,
    counts: isFirst ? await countTestWork(tx, ask) : null,
    unmatched: isFirst ? await countUnmatched(tx) : null,
  });
}

/** What a result is read beside (CHT-383). */
export async function testReview(
  context: ChartingContext,
  { orderId, patientId }: InputOf<Operations["testReview"]>,
): ReplyOf<Operations["testReview"]> {
  const { tx } = context;
  const row = await testOrderOf(tx, orderId, patientId);
  if (!row) return fail("not-found", { field: "orderId" });
  const [order] = await withTestSteps(context, [row]);
  return ok({
    earlier: await earlierOf(context, must(order)),
    medications: await takenBy(tx, patientId),
    held: await whyHeld(context, orderId),
  });
}

async function earlierOf({ tx }: ChartingContext, { patientId, item, result, label }: TestOrder) {
  const test = outsideTestOf(item);
  const analytes =
    test?.kind === "laboratory" ? test.analytes : [{ key: item, label, loinc: null, unit: null, answers: null }];
  const rows = await earlierValues(tx, patientId, {
    names: analytes.map((one) => one.label),
    loincs: analytes.flatMap((one) => one.loinc ?? []),
    butNot: result?.stepId ?? null,
  });
  return analytes.map((one) => ({
    key: one.key,
    points: rows
      // Of an older report what was measured since is no earlier value.
      .filter((row) => result === null || row.at <= result.at)
      .filter((row) => (one.loinc !== null && row.loinc === one.loinc) || row.name === one.label)
      .map(({ observation_id: observationId, at, value }) => ({ observationId, at, value })),
  }));
}
