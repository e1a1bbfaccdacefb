import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, paging } from "../parts.ts";
import { id, instant, localDate, optionalText, personName, text } from "../schema.ts";
import { medicationOrder } from "./orders.ts";

/** Refills that somebody asks for between visits: from the asking until who asked has the answer. */

/** Who asked: the pharmacy, or the patient or somebody for the patient. */
export const refillAskedBy = z.enum(["pharmacy", "patient"]);

const fills = z.int().min(1).max(12);

const steps = {
  /** Dispensed so often as it was last prescribed. */
  approved: z.strictObject({ kind: z.literal("approved"), fills }),
  denied: z.strictObject({ kind: z.literal("denied"), reason: text(200) }),
  /** Not before the patient was seen: the desk books. */
  visit: z.strictObject({ kind: z.literal("visit"), reason: optionalText(200) }),
  /** Who asked was told; `network` is said by the connection to the pharmacies alone. */
  answered: z.strictObject({ kind: z.literal("answered"), how: text(200) }),
  network: z.strictObject({ kind: z.literal("network"), to: z.string() }),
  "taken-back": z.strictObject({ kind: z.literal("taken-back"), stepId: id("refill-step") }),
};
const anyStep = z.discriminatedUnion("kind", [
  steps.approved,
  steps.denied,
  steps.visit,
  steps.answered,
  steps.network,
  steps["taken-back"],
]);
export type RefillStep = z.output<typeof anyStep>;
const decision = z.discriminatedUnion("kind", [steps.approved, steps.denied, steps.visit]);

/** What it waits for: the provider's word, the answer to who asked; or nothing. */
export const refillState = z.enum(["waiting", "to-answer", "ended"]);
export type RefillState = z.output<typeof refillState>;

const refill = z.object({
  requestId: id("refill-request"),
  patientId: id("patient"),
  patientName: personName,
  birthDate: localDate,
  mrn: z.string(),
  medicationId: id("medication"),
  /** The last prescription of it here; null where there is none. */
  orderId: id("order").nullable(),
  name: z.string(),
  directions: z.string(),
  askedBy: refillAskedBy,
  /** The pharmacy that asked by the connection, and is answered by it; null for all others. */
  pharmacy: z.string().nullable(),
  note: z.string(),
  askedAt: instant,
  by: z.string(),
  state: refillState,
  decision: decision.nullable(),
  lastPrescribed: medicationOrder
    .pick({ quantity: true, quantityUnit: true, refills: true })
    .extend({ on: localDate, by: z.string() })
    .nullable(),
  lastVisit: localDate.nullable(),
  /** Why the protocol does not pass it; empty where it does. */
  fails: z.array(z.string()),
  /** Whether it can be approved at all: it was prescribed here, and is not controlled. */
  isRenewable: z.boolean(),
  steps: z.array(
    z.object({ stepId: id("refill-step"), step: anyStep, at: instant, by: z.string(), takenBack: z.boolean() }),
  ),
});
export type Refill = z.output<typeof refill>;

const ofRequest = z.strictObject({ requestId: id("refill-request"), patientId: id("patient") });
const stepReply = z.object({ state: refillState });

export const refillOperations = {
  requestRefill: command({
    summary: "Notes that a refill of a medication on the patient's list was asked for",
    permission: "history.record",
    input: ofRequest.extend({
      medicationId: id("medication"),
      askedBy: refillAskedBy,
      note: optionalText(200),
    }),
    output: stepReply,
    errors: ["patient-deceased", "not-found", "already-recorded", "refill-asked"],
    about: byPatient,
  }),
  decideRefill: command({
    summary: "The provider approves a refill, denies it, or wants to see the patient first",
    permission: "order.write",
    input: ofRequest.extend({ stepId: id("refill-step"), step: decision }),
    output: stepReply,
    errors: ["patient-deceased", "not-found", "already-recorded", "refill-decided", "refill-needs-prescription"],
    about: byPatient,
  }),
  approveRefills: command({
    summary: "Approves several refills that the protocol passes, each as last prescribed; one that fails, and none is",
    permission: "order.write",
    bytesMax: 32_768,
    input: z.strictObject({
      requests: z
        .array(ofRequest.extend({ stepId: id("refill-step") }))
        .min(1)
        .max(100),
    }),
    output: z.object({ approved: z.int() }),
    errors: [
      "patient-deceased",
      "not-found",
      "already-recorded",
      "refill-decided",
      "refill-needs-prescription",
      "refill-outside-protocol",
    ],
    patients: (input) => input.requests.map((one) => one.patientId),
  }),
  recordRefillStep: command({
    summary: "Says that who asked for a refill has the answer, or takes the last step back",
    permission: "history.record",
    input: ofRequest.extend({
      stepId: id("refill-step"),
      step: z.discriminatedUnion("kind", [steps.answered, steps["taken-back"]]),
    }),
    output: stepReply,
    errors: ["patient-deceased", "not-found", "already-recorded", "refill-decided", "not-allowed"],
    about: byPatient,
  }),
  refillWork: query({
    summary: "Refills of all patients that wait, the oldest first; or those that have ended, the newest first",
    permission: "chart.read",
    input: z.strictObject({ show: refillState, ...paging }),
    output: z.object({ refills: z.array(refill), next: z.string().nullable() }),
    patients: (_, output) => output.refills.map((one) => one.patientId),
  }),
  refillCounts: query({
    summary:
      "How many refills wait for a decision and for the answer, and since when the oldest waits for its decision",
    permission: "chart.read",
    input: z.strictObject({}),
    output: z.object({ waiting: z.int(), toAnswer: z.int(), oldestAt: instant.nullable() }),
  }),
};

export const refillChanged = event(
  "charting.refill-changed.v1",
  z.object({ requestId: id("refill-request"), patientId: id("patient"), state: refillState }),
  (p) => ({ patientId: p.patientId }),
  "chart.read",
  ["charting.refillWork", "charting.refillCounts"],
);

/** A visit is wanted before a refill, or not any more: messaging makes a task of the desk's of it, once for each key. It says no drug. */
export const refillVisit = event(
  "charting.refill-visit.v1",
  z.object({
    /** The step that said so. */
    key: z.guid(),
    requestId: id("refill-request"),
    patientId: id("patient"),
    isWanted: z.boolean(),
    /** Whose task it is, of a restricted chart; null for the desk's. */
    ownerId: id("staff").nullable(),
    by: z.string(),
  }),
  (p) => ({ patientId: p.patientId }),
  "chart.read",
  ["charting.refillWork"],
);
