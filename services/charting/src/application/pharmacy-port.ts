import { addMinutes, instantFromMs, epochMs } from "@practicum/kernel/instant";
import { seededRandom } from "@practicum/kernel/random";
import { currentPatient } from "@practicum/service/settle-patients";
import { controlledScheduleOf } from "@practicum/terminology/controlled-drug";
import { decideOrderStep, orderStateOf } from "../domain/order-state.ts";
import type { PharmacyMessage } from "../domain/pharmacy-message.ts";
import { simulatedPharmacy } from "../domain/simulated-pharmacy.ts";
import { insertStep, lockSignedOrder, stepsOf } from "../sql/order-steps.ts";
import { signedOrders, type SignedOrder } from "../sql/prescriptions.ts";
import { emitChartChanged, type ChartingContext } from "./charting-context.ts";

/** Whose name stands on what no pharmacist has said. */
export const SIMULATED_PHARMACY = "Simulated pharmacy";

/** Some days before the patient runs out; what lasts for a short time is not asked for again. */
const BEFORE_DAYS = 5;
const LASTS_DAYS = 21;

/** The way to the pharmacies: a message is handed over in the transaction that keeps it, and what comes of it is said in steps of the order. */
export interface PharmacyPort {
  readonly deliver: (
    context: ChartingContext,
    message: PharmacyMessage,
    of: { readonly stepId: string; readonly patientId: string },
  ) => Promise<void>;
}

/**
 * The demonstration and the sandbox have a pharmacy that answers after minutes and hours, made up and always the same for the same sending
 * (CHT-416). A practice of real people has none until a network is connected: null, and nothing is called sent that was not.
 */
export function pharmacyPortOf({ ports, practice }: ChartingContext): PharmacyPort | null {
  return ports.laboratory === "simulated" || practice.demonstration === true ? simulated : null;
}

const simulated: PharmacyPort = {
  async deliver(context, message, { stepId, patientId }) {
    const { orderId } = message;
    if (message.kind === "cancel") return context.cancelTimer("pharmacy-answer", orderId);
    // It takes the answer to what it asked for, and says nothing to it.
    if (message.kind === "renewal") return;
    await answerLater(context, { orderId, patientId, sending: stepId, nth: 0 }, message.medication.quantity);
  },
};

interface Awaited {
  readonly orderId: string;
  readonly patientId: string;
  /** The step by which it was sent: sent again, it is answered anew. */
  readonly sending: string;
  readonly nth: number;
}

const answersOf = ({ orderId, sending }: Awaited, quantity: number) =>
  simulatedPharmacy(seededRandom(`pharmacy/${orderId}/${sending}`), quantity);

async function answerLater(context: ChartingContext, awaited: Awaited, quantity: number): Promise<void> {
  const next = answersOf(awaited, quantity)[awaited.nth];
  if (!next) return;
  const dueAt = instantFromMs(epochMs(context.now) + next.afterMinutes * 60_000);
  await context.schedule("pharmacy-answer", awaited.orderId, dueAt, { ...awaited });
}

/** What the pharmacy says next; not where the order was cancelled meanwhile, or a person said what became of it. */
export async function pharmacyAnswer(
  context: ChartingContext,
  { payload }: { readonly payload: { readonly [key: string]: string | number | null } },
): Promise<void> {
  const { tx, now, ids } = context;
  const orderId = String(payload["orderId"]);
  // The record may have been merged into another since it was sent.
  const patientId = await currentPatient(tx, String(payload["patientId"]));
  const awaited = { orderId, patientId, sending: String(payload["sending"]), nth: Number(payload["nth"]) };
  if (!(await lockSignedOrder(tx, orderId, patientId))) return;
  const [order] = await signedOrders(tx, { orderIds: [orderId] });
  const answer = order && answersOf(awaited, order.quantity)[awaited.nth];
  if (!answer) return;
  const { state, note } = answer;
  const steps = (await stepsOf(tx, [orderId])).get(orderId) ?? [];
  if (!decideOrderStep(orderStateOf("signed", steps), { state, channel: null, note }).ok) return;
  const stepId = ids.next<"order-step">();
  await insertStep(tx, { stepId, orderId, state, channel: null, note }, { at: now, by: SIMULATED_PHARMACY });
  emitChartChanged(context, patientId, "orders");
  if (state === "filled") await askRefillLater(context, order);
  await answerLater(context, { ...awaited, nth: awaited.nth + 1 }, order.quantity);
}

/** After it has filled a prescription the demonstration's pharmacy asks for a refill when the last fill runs out (CHT-426). */
async function askRefillLater(
  context: ChartingContext,
  { orderId, patientId, daysSupply, refills, ...drug }: SignedOrder,
): Promise<void> {
  if (daysSupply < LASTS_DAYS || controlledScheduleOf(drug) !== null) return;
  const days = daysSupply * (refills + 1) - BEFORE_DAYS;
  await context.schedule("pharmacy-refill", orderId, addMinutes(context.now, days * 1440), { orderId, patientId });
}
