import { unmatchedChanged, type testOrderOperations } from "@practicum/contracts/charting/test-orders";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { agreements, filesItself, isEnough } from "../domain/match-report.ts";
import { outsideTestOf } from "../domain/test-catalog.ts";
import { personOf } from "../sql/people.ts";
import type { ReceivedReport } from "../sql/tables-of-test-orders.ts";
import { lockTestOrder, ordersThatWaitFor, testOrderByNumber, type TestOrderRow } from "../sql/test-orders.ts";
import { endUnmatched, insertUnmatched, lockUnmatched, unmatchedPage, type UnmatchedRow } from "../sql/test-results.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";
import { withoutShut } from "./restrictions.ts";
import { fileReport } from "./test-results.ts";

type Operations = typeof testOrderOperations;

/**
 * A report that comes from a laboratory files itself where all agrees: the order's number, the record number, the birth date and the family name. Any other
 * is in no chart until somebody says whose it is (CHT-390).
 */
export async function receiveReport(context: ChartingContext, source: string, content: ReceivedReport): Promise<void> {
  const order = isId(content.orderNumber) ? await testOrderByNumber(context.tx, content.orderNumber) : undefined;
  if (order === undefined) return keepUnmatched(context, source, content, "It names no order of this practice.");
  if (order.item !== content.item) return keepUnmatched(context, source, content, "Another test was ordered.");
  if (!filesItself(await agreesWith(context, content, order)))
    return keepUnmatched(context, source, content, "It does not name the patient of the order that it names.");
  const filed = await fileReport(context, order, { ...content, stepId: context.ids.next<"test-step">() }, source);
  if (!filed.ok) await keepUnmatched(context, source, content, "The order does not wait for a report.");
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

async function agreesWith(context: ChartingContext, { person, orderNumber }: ReceivedReport, order: TestOrderRow) {
  const known = await personOf(context.tx, order.patient_id);
  if (!known) return [];
  const { born: birthDate, ...named } = known;
  return agreements({ ...person, orderNumber }, { orderId: order.order_id, birthDate, ...named });
}

async function keepUnmatched(context: ChartingContext, source: string, content: ReceivedReport, why: string) {
  const resultId = context.ids.next<"unmatched-result">();
  await insertUnmatched(context.tx, { result_id: resultId, source, content, why }, context.now);
  context.emit(unmatchedChanged, { resultId });
}

/** Each beside the orders that it may belong to (CHT-391). */
export async function unmatchedResults(
  context: ChartingContext,
  input: InputOf<Operations["unmatchedResults"]>,
): ReplyOf<Operations["unmatchedResults"]> {
  const { rows, next } = await unmatchedPage(context.tx, input);
  const results = await Promise.all(
    rows.map(async (row) => {
      const { content } = row;
      const test = outsideTestOf(content.item);
      const analytes = test?.kind === "laboratory" ? test.analytes : [];
      return {
        resultId: row.result_id,
        receivedAt: row.received_at,
        source: row.source,
        orderNumber: content.orderNumber,
        person: content.person,
        item: content.item,
        label: test?.label ?? content.item,
        reportedOn: content.reportedOn,
        values: content.values.map(({ key, value }) => {
          const analyte = analytes.find((one) => one.key === key);
          return { key, label: analyte?.label ?? key, value, unit: analyte?.unit ?? null };
        }),
        why: row.why,
        candidates: await candidatesOf(context, row),
      };
    }),
  );
  return ok({ results, next });
}

async function candidatesOf(context: ChartingContext, { content }: UnmatchedRow) {
  const orders = (await ordersThatWaitFor(context.tx, content.item)).map((row) => {
    const { order_id: orderId, patient_id: patientId, birth_date: birthDate, ordered_at: orderedAt } = row;
    const { family, given, middle, suffix, sex, mrn, state } = row;
    const agrees = agreements(
      { ...content.person, orderNumber: content.orderNumber },
      { orderId, family, given, sex, mrn, birthDate },
    );
    const patientName = { family, given, middle, suffix };
    return {
      orderId,
      patientId,
      patientName,
      birthDate,
      sex,
      mrn,
      state,
      orderedAt,
      agrees,
      isEnough: isEnough(agrees),
    };
  });
  // Somebody with whom it agrees in nothing but the sex is no candidate.
  const alike = orders.filter(({ agrees }) => agrees.some((one) => one !== "sex"));
  return (await withoutShut(context, alike)).toSorted((a, b) => b.agrees.length - a.agrees.length);
}

/** Files it at an order with which it agrees in more than a name (CHT-391). */
export async function matchResult(
  context: ChartingContext,
  { resultId, orderId, patientId }: InputOf<Operations["matchResult"]>,
): ReplyOf<Operations["matchResult"]> {
  const { tx } = context;
  const received = await lockUnmatched(tx, resultId);
  if (!received) return fail("not-found", { field: "resultId" });
  if (received.ended_at !== null) return fail("already-recorded", { field: "resultId" });
  const order = await lockTestOrder(tx, orderId, patientId);
  const { content } = received;
  if (order?.item !== content.item) return fail("not-found", { field: "orderId" });
  if (!isEnough(await agreesWith(context, content, order))) return fail("result-not-theirs", { field: "orderId" });
  const filed = await fileReport(context, order, { ...content, stepId: context.ids.next<"test-step">() });
  if (!filed.ok) return filed;
  await end(context, resultId, { order_id: orderId, dismissed_because: null });
  return filed;
}

/** Nobody's here: it leaves the list, and stays on record with the reason (CHT-391). */
export async function dismissResult(
  context: ChartingContext,
  { resultId, reason }: InputOf<Operations["dismissResult"]>,
): ReplyOf<Operations["dismissResult"]> {
  const received = await lockUnmatched(context.tx, resultId);
  if (!received) return fail("not-found", { field: "resultId" });
  if (received.dismissed_because === reason) return ok({});
  if (received.ended_at !== null) return fail("already-recorded", { field: "resultId" });
  await end(context, resultId, { order_id: null, dismissed_because: reason });
  return ok({});
}

async function end(
  context: ChartingContext,
  resultId: string,
  how: Pick<UnmatchedRow, "order_id" | "dismissed_because">,
): Promise<void> {
  await endUnmatched(context.tx, resultId, how, { at: context.now, by: actorName(context) });
  context.emit(unmatchedChanged, { resultId });
}
