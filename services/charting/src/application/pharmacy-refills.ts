import { refillChanged } from "@practicum/contracts/charting/refills";
import { currentPatient } from "@practicum/service/settle-patients";
import { decideRefillStep, isRenewable, refillDecision, refillStateOf } from "../domain/refills.ts";
import type { PharmacyMessage } from "../domain/pharmacy-message.ts";
import { lastMessage, pharmacyById } from "../sql/pharmacy-messages.ts";
import {
  addRefillStep,
  insertRefill,
  isRefillAsked,
  lockListedMedication,
  lockRefill,
  medicationOfOrder,
  refillSteps,
} from "../sql/refills.ts";
import { hasDied } from "../sql/people.ts";
import type { ChartingContext } from "./charting-context.ts";
import { pharmacyPortOf, SIMULATED_PHARMACY } from "./pharmacy-port.ts";
import { factsOfRefill, saidOfRefill } from "./refill-view.ts";

interface Due {
  readonly payload: { readonly [key: string]: string | number | null };
}

/** The pharmacy asks; not where the patient takes it no more, or somebody asked before. */
export async function pharmacyRefill(context: ChartingContext, { payload }: Due): Promise<void> {
  const { tx, now, ids } = context;
  const orderId = String(payload["orderId"]);
  const patientId = await currentPatient(tx, String(payload["patientId"]));
  const listed = await medicationOfOrder(tx, patientId, orderId);
  const sent = await lastMessage(tx, orderId);
  const pharmacy = sent && (await pharmacyById(tx, sent.pharmacyId));
  if (!listed || !pharmacy || !pharmacyPortOf(context)) return;
  const medicationId = listed.medication_id;
  if (await hasDied(tx, patientId)) return;
  if (!(await lockListedMedication(tx, medicationId, patientId)) || (await isRefillAsked(tx, medicationId))) return;
  const requestId = ids.next<"refill-request">();
  const request = {
    request_id: requestId,
    patient_id: patientId,
    medication_id: medicationId,
    order_id: orderId,
    asked_by: "pharmacy" as const,
    pharmacy_id: pharmacy.pharmacyId,
    pharmacy: pharmacy.name,
    note: "",
  };
  await insertRefill(tx, request, { at: now, by: SIMULATED_PHARMACY });
  context.emit(refillChanged, { requestId, patientId, state: "waiting" });
}

/** The answer goes to the pharmacy that asked, if it still stands (CHT-424). */
export async function refillAnswer(context: ChartingContext, { payload }: Due): Promise<void> {
  const { tx, now, ids } = context;
  const requestId = String(payload["requestId"]);
  const patientId = await currentPatient(tx, String(payload["patientId"]));
  const row = await lockRefill(tx, requestId, patientId);
  const port = pharmacyPortOf(context);
  if (!row || !port || row.pharmacy_id === null || row.order_id === null) return;
  const all = (await refillSteps(tx, [requestId])).get(requestId) ?? [];
  const said = saidOfRefill(all);
  const decision = refillDecision(said);
  const pharmacy = await pharmacyById(tx, row.pharmacy_id);
  if (!decision || !pharmacy) return;
  const step = { kind: "network" as const, to: pharmacy.name };
  const { facts } = await factsOfRefill(context, row);
  const asked = { isRenewable: isRenewable(facts), isByNetwork: true, mayDecide: false };
  if (!decideRefillStep(said, step, asked).ok) return;
  const prescriber = all.find((one) => one.step_id === decision.stepId)?.by_name ?? "";
  const message = renewalOf(decision.step, { orderId: row.order_id, to: pharmacy, prescriber });
  const stepId = ids.next<"refill-step">();
  const state = refillStateOf([...said, { stepId, step }]);
  await addRefillStep(tx, { stepId, requestId, step, message }, state, { at: now, by: "Pharmacy connection" });
  await port.deliver(context, message, { stepId, patientId });
  context.emit(refillChanged, { requestId, patientId, state });
}

function renewalOf(
  decision: NonNullable<ReturnType<typeof refillDecision>>["step"],
  {
    orderId,
    to: { name, ncpdpId },
    prescriber,
  }: {
    readonly orderId: string;
    readonly to: { readonly name: string; readonly ncpdpId: string | null };
    readonly prescriber: string;
  },
): PharmacyMessage {
  const common = { kind: "renewal" as const, orderId, to: { name, ncpdpId }, prescriber };
  switch (decision.kind) {
    case "approved":
      return { ...common, answer: "approved", fills: decision.fills, reason: "" };
    case "denied":
      return { ...common, answer: "denied", fills: null, reason: decision.reason };
    case "visit":
      return { ...common, answer: "denied", fills: null, reason: "The patient is to be seen first" };
  }
}
