import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, instant, localDate, optionalText, personName, text } from "../schema.ts";
import { bodySites } from "./body-sites.ts";
import { icd10 } from "./codes.ts";

/** Small procedures that the practice does itself, and what becomes of their specimens: from the order until the patient has been told. */

export const procedureKinds = {
  "punch-biopsy": { label: "Punch biopsy", code: "11104", hasSpecimen: true },
  "shave-biopsy": { label: "Shave (tangential) biopsy", code: "11102", hasSpecimen: true },
  "incisional-biopsy": { label: "Incisional biopsy", code: "11106", hasSpecimen: true },
  excision: { label: "Excision of a skin lesion", code: null, hasSpecimen: true },
  cryotherapy: { label: "Cryotherapy", code: "17000", hasSpecimen: false },
  "incision-drainage": { label: "Incision and drainage", code: "10060", hasSpecimen: false },
} as const;
export const procedureKind = z.enum(
  Object.keys(procedureKinds) as [keyof typeof procedureKinds, ...(keyof typeof procedureKinds)[]],
);
export type ProcedureKind = z.output<typeof procedureKind>;

const bodySite = z
  .string()
  .refine((key) => bodySites.some((one) => one.key === key), { error: "Choose the place on the body map." });

export const pathologyCategory = z.enum(["benign", "atypical", "malignant", "insufficient"]);

/** What was said of an order, in the order in which it was said. A wrong step is taken back by one that names it. */
const steps = {
  done: z.strictObject({
    kind: z.literal("done"),
    performedOn: localDate,
    /** Who was told what, and agreed. */
    consent: text(200),
    anesthesia: optionalText(200),
    findings: optionalText(400),
  }),
  "not-done": z.strictObject({ kind: z.literal("not-done"), reason: text(200) }),
  sent: z.strictObject({ kind: z.literal("sent"), laboratory: text(80) }),
  resulted: z.strictObject({
    kind: z.literal("resulted"),
    reportedOn: localDate,
    category: pathologyCategory,
    diagnosis: text(300),
    report: optionalText(2000),
  }),
  reviewed: z.strictObject({ kind: z.literal("reviewed"), plan: text(400) }),
  told: z.strictObject({ kind: z.literal("told"), how: text(200) }),
  "taken-back": z.strictObject({ kind: z.literal("taken-back"), stepId: id("procedure-step"), reason: text(200) }),
};
const anyStep = z.discriminatedUnion("kind", [
  steps.done,
  steps["not-done"],
  steps.sent,
  steps.resulted,
  steps.reviewed,
  steps.told,
  steps["taken-back"],
]);
export type ProcedureStep = z.output<typeof anyStep>;

/** What it waits for: the procedure, the way to the laboratory, its report, the provider's word, the patient's knowing; or nothing. */
export const procedureState = z.enum([
  "ordered",
  "to-send",
  "at-laboratory",
  "to-review",
  "to-tell",
  "closed",
  "not-done",
]);
export type ProcedureState = z.output<typeof procedureState>;

export const procedureOrder = z.object({
  orderId: id("procedure-order"),
  encounterId: id("encounter"),
  patientId: id("patient"),
  kind: procedureKind,
  label: z.string(),
  /** What it is mostly charged by; null where that depends on its size. */
  code: z.string().nullable(),
  bodySite: z.string(),
  siteLabel: z.string(),
  detail: z.string(),
  diagnosis: z.string().nullable(),
  orderedAt: instant,
  orderedBy: z.string(),
  orderedById: z.string(),
  /** What stands on the container: "100042-A". */
  specimen: z.string().nullable(),
  state: procedureState,
  /** Until when the next step is to be done, whose it is, and whether that has passed; null where nothing waits. */
  waits: z.object({ since: localDate, due: localDate, owner: z.string(), isOverdue: z.boolean() }).nullable(),
  steps: z.array(
    z.object({ stepId: id("procedure-step"), step: anyStep, at: instant, by: z.string(), takenBack: z.boolean() }),
  ),
});
export type ProcedureOrder = z.output<typeof procedureOrder>;

const openProcedure = procedureOrder.extend({ patientName: personName, birthDate: localDate, mrn: z.string() });
export type OpenProcedure = z.output<typeof openProcedure>;

const ofOrder = z.strictObject({ orderId: id("procedure-order"), patientId: id("patient") });

export const procedureOperations = {
  orderProcedure: command({
    summary: "Orders a procedure that is done here, in an open note, at a place of the body map",
    permission: "order.write",
    input: ofOrder.extend({
      encounterId: id("encounter"),
      kind: procedureKind,
      bodySite,
      detail: optionalText(200),
      diagnosis: icd10.nullable(),
    }),
    output: z.object({}),
    errors: ["not-found", "encounter-sealed", "already-recorded"],
    about: byPatient,
  }),
  recordProcedureStep: command({
    summary: "Says what became of a procedure or its specimen: done, sent, reported, told",
    permission: "history.record",
    input: ofOrder.extend({
      stepId: id("procedure-step"),
      step: z.discriminatedUnion("kind", [
        steps.done,
        steps["not-done"],
        steps.sent,
        steps.resulted,
        steps.told,
        steps["taken-back"],
      ]),
    }),
    output: z.object({ state: procedureState }),
    errors: ["not-found", "wrong-order-step", "already-recorded", "not-allowed"],
    about: byPatient,
  }),
  reviewPathology: command({
    summary: "The provider has read a pathology report, and says what follows from it",
    permission: "order.write",
    input: ofOrder.extend({ stepId: id("procedure-step"), plan: text(400) }),
    output: z.object({ state: procedureState }),
    errors: ["not-found", "wrong-order-step", "already-recorded"],
    about: byPatient,
  }),
  procedureOrders: query({
    summary: "A patient's procedures and specimens with all that became of them, the newest first",
    permission: "chart.read",
    input: forPatient,
    output: z.array(procedureOrder),
    about: byPatient,
  }),
  openProcedures: query({
    summary: "Procedures and specimens of all patients that wait for somebody, what is due first",
    permission: "chart.read",
    input: z.strictObject({}),
    output: z.array(openProcedure),
    patients: (_, output) => output.map((one) => one.patientId),
  }),
};
