import type { Prescription, prescriptionOperations } from "@practicum/contracts/charting/prescriptions";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { controlledScheduleOf } from "@practicum/terminology/controlled-drug";
import { orderStateOf, type OrderStep } from "../domain/order-state.ts";
import { decidePrint } from "../domain/prescription-print.ts";
import type { Written } from "../sql/change-lists.ts";
import { encounterById } from "../sql/encounters.ts";
import { insertStep, lockSignedOrder, stepsOf } from "../sql/order-steps.ts";
import { firstPrints, insertPrint, printOf, signedOrders, type SignedOrder } from "../sql/prescriptions.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";

type Operations = typeof prescriptionOperations;

/** The signed prescriptions of a visit as they go out on paper (CHT-410, CHT-413). */
export async function prescriptions(
  context: ChartingContext,
  input: InputOf<Operations["prescriptions"]>,
): ReplyOf<Operations["prescriptions"]> {
  const { tx } = context;
  const encounter = await encounterById(tx, input.encounterId);
  if (encounter?.patientId !== input.patientId) return fail("not-found", { field: "encounterId" });
  const orders = await signedOrders(tx, input);
  const orderIds = orders.map((order) => order.orderId);
  const [steps, prints] = [await stepsOf(tx, orderIds), await firstPrints(tx, orderIds)];
  return ok({
    prescriptions: orders.flatMap((order) => {
      const facts = paperOf(order, steps.get(order.orderId) ?? [], prints.get(order.orderId));
      const print = decidePrint(facts);
      return print.ok ? [prescriptionOf(order, facts, print.value.sheet)] : [];
    }),
  });
}

/** Prints them: what waited is sent by it (CHT-411). The same printing again adds nothing. */
export async function printPrescriptions(
  context: ChartingContext,
  { printId, patientId, orderIds }: InputOf<Operations["printPrescriptions"]>,
): ReplyOf<Operations["printPrescriptions"]> {
  const { tx, now, ids } = context;
  const wanted = [...new Set(orderIds)].toSorted();
  const before = await printOf(tx, printId);
  if (before.length > 0 && before.map((one) => one.orderId).join(" ") !== wanted.join(" "))
    return fail("already-recorded", { field: "printId" });
  // In the order of their ids, so that two who print the same do not wait for each other.
  for (const orderId of wanted)
    if (!(await lockSignedOrder(tx, orderId, patientId))) return fail("not-found", { field: "orderIds" });
  const orders = await signedOrders(tx, { orderIds: wanted });
  if (orders.length < wanted.length)
    return fail("wrong-order-step", { field: "orderIds", detail: { status: "draft" } });
  const [steps, prints] = [await stepsOf(tx, wanted), await firstPrints(tx, wanted)];
  const written = { at: now, by: actorName(context) };
  const sheets = [];
  for (const order of orders) {
    const { orderId } = order;
    const facts = paperOf(order, steps.get(orderId) ?? [], prints.get(orderId));
    const first = facts.printed ?? written;
    const done = before.find((one) => one.orderId === orderId);
    if (done) {
      sheets.push({ orderId, sheet: done.sheet, first });
      continue;
    }
    const print = decidePrint(facts);
    if (!print.ok) return print;
    const { sheet, isSentByIt } = print.value;
    await insertPrint(tx, { printId, orderId, sheet }, written);
    if (isSentByIt) {
      const stepId = ids.next<"order-step">();
      await insertStep(tx, { stepId, orderId, state: "sent", channel: "print", note: "" }, written);
    }
    sheets.push({ orderId, sheet, first });
  }
  emitChartChanged(context, patientId, "orders");
  return ok({ sheets });
}

/** What of an order decides what its sheet is. Where nobody printed it here, "printed and handed over" was said of it by hand. */
function paperOf(order: SignedOrder, steps: readonly OrderStep[], print: Written | undefined) {
  const printed = print ?? steps.find((step) => step.channel === "print") ?? null;
  return {
    state: orderStateOf(order.status, steps),
    steps,
    schedule: controlledScheduleOf(order),
    isOwnSigned: order.ownSignedAt !== null,
    wasPrinted: printed !== null,
    printed: printed && { by: printed.by, at: printed.at },
  };
}

function prescriptionOf(
  signed: SignedOrder,
  { state, steps, schedule, printed }: ReturnType<typeof paperOf>,
  sheet: Prescription["sheet"],
) {
  const { staffId, prescriberName: name, dea, supervisor } = signed;
  return {
    orderId: signed.orderId,
    encounterId: signed.encounterId,
    patientId: signed.patientId,
    name: signed.name,
    directions: signed.directions,
    quantity: signed.quantity,
    quantityUnit: signed.quantityUnit,
    daysSupply: signed.daysSupply,
    refills: signed.refills,
    substitution: signed.substitution,
    signedAt: signed.signedAt,
    state,
    steps: [...steps],
    schedule,
    prescriber: { staffId, name, dea: schedule === null ? null : dea, supervisor },
    sheet,
    printed,
  };
}
