import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { id, instant, localDate, optionalText, personName, text } from "../schema.ts";

/** Orders in a note, and the alerts that they raise. */

export const alert = z.object({
  alertId: z.string(),
  kind: z.enum(["drug-allergy", "drug-drug", "duplicate", "dose", "age", "not-checked"]),
  severity: z.enum(["stop", "warn", "info"]),
  message: z.string(),
  source: z.string(),
});

/** An alert of an order in a note. A stop without an answer keeps the note from being signed. */
export const orderAlert = alert.extend({
  /** Why somebody went on despite it. */
  answer: z.object({ reason: z.string(), by: z.string(), at: instant }).nullable(),
});

/** The alerts that a person has seen and gives the reason for: one that came up since is not among them. */
const answeredAlerts = z.array(z.string().max(200)).max(100);

/** How far an order has come. Signed is not sent: somebody must bring it to the pharmacy. */
export const orderState = z.enum([
  "draft",
  "signed",
  "sent",
  "received",
  "partly-filled",
  "filled",
  "failed",
  "cancelled",
]);
export type OrderState = z.output<typeof orderState>;

/** How a prescription went out as a person says it. */
export const orderChannel = z.enum(["print", "phone", "fax", "other-system"]);

export const orderStep = z.object({
  state: orderState.extract(["sent", "received", "partly-filled", "filled", "failed", "cancelled"]),
  /** `network` is said by the port to the pharmacies alone. */
  channel: orderChannel.or(z.literal("network")).nullable(),
  /** The pharmacy, or why it failed. */
  note: z.string(),
  by: z.string(),
  at: instant,
});

export const medicationOrder = z.object({
  orderId: id("order"),
  encounterId: id("encounter"),
  patientId: id("patient"),
  rxnorm: z.string().nullable(),
  name: text(150),
  directions: text(250),
  quantity: z.int().min(1).max(9999),
  quantityUnit: text(30),
  daysSupply: z.int().min(1).max(365),
  refills: z.int().min(0).max(11),
  substitution: z.boolean(),
  /** Of a draft as of now, of a signed order as of the signature. */
  alerts: z.array(orderAlert),
  status: z.enum(["draft", "signed", "cancelled"]),
  orderedAt: instant,
  orderedBy: z.string(),
  /** Who wrote it; null where that was not kept yet. */
  orderedById: z.string().nullable(),
  /** Of the Controlled Substances Act; null for all others. */
  schedule: z.int().min(2).max(5).nullable(),
  /** The signature of the note is not enough for it: it waits for one of its own. */
  needsOwnSignature: z.boolean(),
  ownSignature: z.object({ by: z.string(), at: instant }).nullable(),
  state: orderState,
  /** What became of it since the signature, in order. */
  steps: z.array(orderStep),
});

/** A signed prescription that nobody has sent, or that failed on its way. */
export const waitingOrder = medicationOrder
  .pick({
    orderId: true,
    encounterId: true,
    patientId: true,
    name: true,
    directions: true,
    schedule: true,
    state: true,
    steps: true,
  })
  .extend({ patientName: personName, birthDate: localDate, serviceDate: localDate, providerName: z.string() });

export const orderOperations = {
  checkMedicationOrder: query({
    summary: "The alerts that an order would raise; a check that could not be made says so",
    permission: "order.write",
    input: z.strictObject({
      encounterId: id("encounter"),
      /** The order that is being written: it is not checked against itself. */
      orderId: id("order"),
      rxnorm: z.string().nullable(),
      name: text(150),
      directions: optionalText(250),
    }),
    output: z.array(orderAlert),
    errors: ["not-found"],
    // The handler names the patient.
    patients: () => [],
  }),
  orderMedication: command({
    summary: "Adds a medication order to the note; a stopping alert needs a reason. It is signed with the note",
    permission: "order.write",
    bytesMax: 32_768,
    input: medicationOrder
      .pick({
        orderId: true,
        encounterId: true,
        rxnorm: true,
        name: true,
        directions: true,
        quantity: true,
        quantityUnit: true,
        daysSupply: true,
        refills: true,
        substitution: true,
      })
      .extend({ overrideReason: z.string().trim().max(200).nullable(), answeredAlerts })
      .strict(),
    output: z.object({ orderId: id("order"), alerts: z.array(orderAlert) }),
    errors: [
      "not-found",
      "encounter-sealed",
      "alert-needs-reason",
      "already-recorded",
      "unknown-code",
      "code-of-another",
    ],
  }),
  signOrder: command({
    summary:
      "The own signature of an order that the note's does not cover: a controlled substance, or one by who may not prescribe",
    permission: "note.sign",
    input: z.strictObject({ orderId: id("order"), encounterId: id("encounter"), patientId: id("patient") }),
    output: z.object({ signedAt: instant }),
    errors: ["not-found", "encounter-sealed", "not-allowed", "not-your-order", "alert-needs-reason"],
    about: byPatient,
  }),
  recordOrderStep: command({
    summary: "Says what became of a signed prescription: sent, received, filled, or failed",
    permission: "history.record",
    input: z.strictObject({
      stepId: id("order-step"),
      orderId: id("order"),
      patientId: id("patient"),
      state: orderStep.shape.state.exclude(["cancelled"]),
      /** How it went out; with `sent` alone. */
      channel: orderChannel.nullable(),
      note: optionalText(200),
    }),
    output: z.object({ state: orderState }),
    errors: ["not-found", "wrong-order-step", "already-recorded"],
    patients: byPatient,
  }),
  waitingOrders: query({
    summary: "Signed prescriptions that nobody has sent, or that failed on their way; the oldest first",
    permission: "history.record",
    input: z.strictObject({ providerId: id("staff").nullable() }),
    output: z.array(waitingOrder),
    patients: (_, output) => output.map((one) => one.patientId),
  }),
  answerAlerts: command({
    summary: "Gives the reason to go on with a draft order despite alerts that have come up since it was written",
    permission: "order.write",
    bytesMax: 32_768,
    input: z.strictObject({
      orderId: id("order"),
      encounterId: id("encounter"),
      reason: text(200),
      answeredAlerts: answeredAlerts.min(1),
    }),
    output: z.object({ alerts: z.array(orderAlert) }),
    errors: ["not-found", "encounter-sealed"],
  }),
  cancelOrder: command({
    summary: "Takes a draft order out of the note",
    permission: "order.write",
    input: z.strictObject({ orderId: id("order"), encounterId: id("encounter") }),
    output: z.object({}),
    errors: ["not-found", "encounter-sealed"],
  }),
};
