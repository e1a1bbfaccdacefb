import type { Refill, refillOperations } from "@practicum/contracts/charting/refills";
import { dateIn } from "@practicum/kernel/instant";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { controlledScheduleOf } from "@practicum/terminology/controlled-drug";
import { isRenewable, refillDecision, refillFails, type RefillFacts, type SaidRefillStep } from "../domain/refills.ts";
import { standing } from "../domain/said-steps.ts";
import { signedOrders, type SignedOrder } from "../sql/prescriptions.ts";
import {
  countRefills,
  lastSignedVisits,
  openRefills,
  refillPage,
  refillSteps,
  type RefillRow,
} from "../sql/refills.ts";
import type { ChartingContext } from "./charting-context.ts";
import { shutCharts } from "./restrictions.ts";
import { judgeFacts } from "./sensitive-parts.ts";

type Operations = typeof refillOperations;

/** Of all patients, without the charts and the parts that do not open to who asks (CHT-425). */
export async function refillWork(
  context: ChartingContext,
  input: InputOf<Operations["refillWork"]>,
): ReplyOf<Operations["refillWork"]> {
  const { withoutIds, without } = await openToAsker(context);
  const { rows, next } = await refillPage(context.tx, { ...input, without, withoutIds });
  const shut = await shutCharts(
    context,
    rows.map((row) => row.patient_id),
  );
  const opened = rows.filter((row) => !shut.has(row.patient_id));
  return ok({ refills: await refillsOf(context, opened), next });
}

/** As many as the list has for who asks. */
export async function refillCounts(context: ChartingContext): ReplyOf<Operations["refillCounts"]> {
  return ok(countRefills((await openToAsker(context)).open));
}

/** What of the requests that wait is told to who asks, and what is not. */
async function openToAsker(context: ChartingContext) {
  const all = await openRefills(context.tx);
  const [shut, { facts }] = await Promise.all([
    shutCharts(
      context,
      all.map((one) => one.patient_id),
    ),
    judgeFacts(context, {
      ids: new Map([
        ["medicationId", new Set(all.map((one) => one.medication_id))],
        ["orderId", new Set(all.flatMap((one) => one.order_id ?? []))],
      ]),
    }),
  ]);
  const hidden = new Set(facts.flatMap((one) => (one.isShown ? [] : [one.factId])));
  const isHidden = (one: (typeof all)[number]) => hidden.has(one.medication_id) || hidden.has(one.order_id ?? "");
  return {
    open: all.filter((one) => !shut.has(one.patient_id) && !isHidden(one)),
    without: [...shut],
    withoutIds: all.filter(isHidden).map((one) => one.request_id),
  };
}

/** What the protocol looks at, of each of these. */
async function factsOfRefills({ tx, today }: ChartingContext, rows: readonly RefillRow[]) {
  const orderIds = [...new Set(rows.flatMap((row) => row.order_id ?? []))];
  const visits = await lastSignedVisits(tx, [...new Set(rows.map((row) => row.patient_id))]);
  const orders = orderIds.length === 0 ? [] : await signedOrders(tx, { orderIds });
  return rows.map((row) => {
    const order = orders.find((one) => one.orderId === row.order_id);
    const facts: RefillFacts = {
      today,
      status: row.status,
      stoppedOn: row.stopped_on,
      schedule: controlledScheduleOf(row),
      isPrescribedHere: order !== undefined,
      lastVisit: visits.get(row.patient_id) ?? null,
    };
    return { row, order, facts };
  });
}

/** What of one request decides what may be said of it. */
export async function factsOfRefill(context: ChartingContext, row: RefillRow) {
  const [one] = await factsOfRefills(context, [row]);
  if (!one) throw new Error("one row has its facts");
  return one;
}

export function saidOfRefill(
  rows: readonly { readonly step_id: string; readonly content: SaidRefillStep["step"] }[],
): SaidRefillStep[] {
  return rows.map((row) => ({ stepId: row.step_id, step: row.content }));
}

/** Dispensed by an approval as it was last prescribed. */
export function fillsOf({ refills }: Pick<SignedOrder, "refills">): number {
  return refills + 1;
}

async function refillsOf(context: ChartingContext, rows: readonly RefillRow[]): Promise<Refill[]> {
  const all = await refillSteps(
    context.tx,
    rows.map((row) => row.request_id),
  );
  return (await factsOfRefills(context, rows)).map(({ row, order, facts }) => {
    const own = all.get(row.request_id) ?? [];
    const said = saidOfRefill(own);
    const stands = new Set(standing(said).map((one) => one.stepId));
    const { family, given, middle, suffix, birth_date: birthDate, mrn } = row;
    return {
      requestId: row.request_id,
      patientId: row.patient_id,
      patientName: { family: family ?? "?", given: given ?? "?", middle, suffix },
      birthDate: birthDate ?? "1900-01-01",
      mrn: mrn ?? "",
      medicationId: row.medication_id,
      orderId: row.order_id,
      name: row.name,
      directions: row.directions,
      askedBy: row.asked_by,
      pharmacy: row.pharmacy,
      note: row.note,
      askedAt: row.asked_at,
      by: row.by_name,
      state: row.state,
      decision: refillDecision(said)?.step ?? null,
      lastPrescribed: order === undefined ? null : prescribedOf(context, order),
      lastVisit: facts.lastVisit,
      fails: refillFails(facts),
      isRenewable: isRenewable(facts),
      steps: own.map(({ step_id: stepId, content: step, at, by_name: by }) => ({
        stepId,
        step,
        at,
        by,
        takenBack: step.kind !== "taken-back" && !stands.has(stepId),
      })),
    };
  });
}

function prescribedOf({ practice }: ChartingContext, order: SignedOrder) {
  const { quantity, quantityUnit, refills, signedAt, prescriberName: by } = order;
  return { quantity, quantityUnit, refills, on: dateIn(signedAt, practice.timeZone), by };
}
