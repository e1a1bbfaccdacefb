import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient, paging } from "../parts.ts";
import { id, instant, localDate, optionalText, personName, sex, text } from "../schema.ts";
import { icd10 } from "./codes.ts";
import { analyte, resultValue } from "./in-house.ts";

/** Laboratory tests and imaging studies that go out of the house: from the order until the patient knows the result. */

export const testKind = z.enum(["laboratory", "imaging"]);
export type TestKind = z.output<typeof testKind>;
export const testPriority = z.enum(["routine", "urgent", "stat"]);
export type TestPriority = z.output<typeof testPriority>;
export const testSide = z.enum(["left", "right", "both"]);
export type TestSide = z.output<typeof testSide>;

const testItem = z.object({
  key: z.string(),
  kind: testKind,
  /** Under which heading it is offered: "Panels", "X-ray". */
  group: z.string(),
  label: z.string(),
  keywords: z.string(),
  /** Null for imaging. */
  specimen: z.string().nullable(),
  /** Whether it is mostly drawn before breakfast. */
  fasting: z.boolean(),
  /** Whether a side is to be said. */
  sided: z.boolean(),
  analytes: z.array(analyte),
});
export type TestItem = z.output<typeof testItem>;

export const testDisposition = z.enum(["normal", "repeat", "call", "visit", "no-action"]);
export type TestDisposition = z.output<typeof testDisposition>;
export const testResultStatus = z.enum(["partial", "final", "corrected"]);
export type TestResultStatus = z.output<typeof testResultStatus>;
export const testWay = z.enum(["paper", "fax", "electronic"]);

/** What was said of an order, in the order in which it was said. A wrong step is taken back by one that names it. */
const steps = {
  signed: z.strictObject({ kind: z.literal("signed") }),
  sent: z.strictObject({ kind: z.literal("sent"), way: testWay, to: text(120) }),
  /** Drawn, or the study was made. */
  collected: z.strictObject({ kind: z.literal("collected"), on: localDate }),
  resulted: z.strictObject({
    kind: z.literal("resulted"),
    status: testResultStatus,
    reportedOn: localDate,
    values: z.array(resultValue).max(40),
    report: optionalText(4000),
  }),
  rejected: z.strictObject({ kind: z.literal("rejected"), reason: text(200) }),
  reviewed: z.strictObject({
    kind: z.literal("reviewed"),
    disposition: testDisposition,
    plan: optionalText(400),
    /** What the patient is to be told, where it was written down with the review. */
    message: optionalText(2000),
  }),
  told: z.strictObject({ kind: z.literal("told"), how: text(200) }),
  cancelled: z.strictObject({ kind: z.literal("cancelled"), reason: text(200) }),
  "taken-back": z.strictObject({ kind: z.literal("taken-back"), stepId: id("test-step"), reason: text(200) }),
};
const anyStep = z.discriminatedUnion("kind", [
  steps.signed,
  steps.sent,
  steps.collected,
  steps.resulted,
  steps.rejected,
  steps.reviewed,
  steps.told,
  steps.cancelled,
  steps["taken-back"],
]);
export type TestStep = z.output<typeof anyStep>;

/** What it waits for: the signature, the way out, the patient, the laboratory, the provider's word, the patient's knowing; or nothing. */
export const testState = z.enum([
  "draft",
  "to-send",
  "sent",
  "collected",
  "rejected",
  "to-review",
  "to-tell",
  "closed",
  "cancelled",
]);
export type TestState = z.output<typeof testState>;

/** How grave what came back is; null as long as nothing came. */
export const testGravity = z.enum(["critical", "abnormal", "normal"]);
export type TestGravity = z.output<typeof testGravity>;

const diagnosis = z.strictObject({ code: icd10, label: text(200) });

const testOrder = z.object({
  orderId: id("test-order"),
  encounterId: id("encounter"),
  patientId: id("patient"),
  item: z.string(),
  kind: testKind,
  /** "Knee X-ray, left" */
  label: z.string(),
  diagnoses: z.array(diagnosis),
  priority: testPriority,
  fasting: z.boolean(),
  comment: z.string(),
  /** Which laboratory or centre of the directory it is for; null where nobody chose one. */
  performer: z.object({ outsideProviderId: id("outside-provider"), name: z.string() }).nullable(),
  orderedAt: instant,
  orderedBy: z.string(),
  orderedById: z.string(),
  state: testState,
  /** Until when the next step is to be done, whose it is, and whether that has passed; null where nothing waits. */
  waits: z.object({ since: localDate, due: localDate, owner: z.string(), isOverdue: z.boolean() }).nullable(),
  gravity: testGravity.nullable(),
  /** The report that stands. */
  result: steps.resulted
    .omit({ kind: true })
    .extend({ stepId: id("test-step"), by: z.string(), at: instant })
    .nullable(),
  steps: z.array(
    z.object({ stepId: id("test-step"), step: anyStep, at: instant, by: z.string(), takenBack: z.boolean() }),
  ),
});
export type TestOrder = z.output<typeof testOrder>;

const listedTestOrder = testOrder.extend({ patientName: personName, birthDate: localDate, mrn: z.string() });
export type ListedTestOrder = z.output<typeof listedTestOrder>;

/** What of the list is shown: results to review, those of whoever asks, all that waits, what is overdue, one state, or what has ended. */
export const testShow = z.enum(["review", "mine", "open", "overdue", "to-send", "sent", "to-tell", "ended"]);
export type TestShow = z.output<typeof testShow>;
export const testCounted = testShow.exclude(["ended"]);
const counts = z.record(testCounted, z.int());
export type TestCounts = z.output<typeof counts>;

/** Who a report is about, as it says so itself. */
const reportedPerson = z.object({
  family: z.string(),
  given: z.string(),
  birthDate: localDate.nullable(),
  sex,
  mrn: z.string(),
});

/** A report that fits no order of ours, or another person's: it is in no chart. */
const unmatchedResult = z.object({
  resultId: id("unmatched-result"),
  receivedAt: instant,
  source: z.string(),
  /** The number of the order that it names, if it names one. */
  orderNumber: z.string(),
  person: reportedPerson,
  item: z.string(),
  label: z.string(),
  reportedOn: localDate,
  values: z.array(z.object({ key: z.string(), label: z.string(), value: z.string(), unit: z.string().nullable() })),
  /** Why nobody's order took it. */
  why: z.string(),
  /** Open orders of the same test, those first that agree in most. */
  candidates: z.array(
    z.object({
      orderId: id("test-order"),
      patientId: id("patient"),
      patientName: personName,
      birthDate: localDate,
      sex,
      mrn: z.string(),
      state: testState,
      orderedAt: instant,
      /** In what it agrees with the report. */
      agrees: z.array(z.enum(["order", "mrn", "birth-date", "family", "given", "sex"])),
      /** Whether that is enough to file it: a name alone never is. */
      isEnough: z.boolean(),
    }),
  ),
});
export type UnmatchedResult = z.output<typeof unmatchedResult>;

const ofOrder = z.strictObject({ orderId: id("test-order"), patientId: id("patient") });
const stepReply = z.object({ state: testState });
const typedValue = z.strictObject({ key: text(40), value: text(60) });

export const testOrderOperations = {
  testItems: query({
    summary: "The laboratory tests and imaging studies that are ordered elsewhere",
    permission: "codes.search",
    input: z.strictObject({}),
    output: z.array(testItem),
  }),
  orderTests: command({
    summary: "Orders laboratory tests and imaging studies in an open note, several at once; signed with the note",
    permission: "order.write",
    bytesMax: 65_536,
    input: z.strictObject({
      encounterId: id("encounter"),
      patientId: id("patient"),
      orders: z
        .array(
          z.strictObject({
            orderId: id("test-order"),
            item: text(40),
            side: testSide.nullable(),
            diagnoses: z.array(icd10).max(12),
            priority: testPriority,
            fasting: z.boolean(),
            comment: optionalText(200),
            performerId: id("outside-provider").nullable(),
          }),
        )
        .min(1, { error: "Choose a test." })
        .max(30),
    }),
    output: z.object({}),
    errors: ["not-found", "encounter-sealed", "already-recorded"],
    about: byPatient,
  }),
  recordTestStep: command({
    summary: "Says what became of an order: sent, collected, rejected by the laboratory, the patient was told",
    permission: "history.record",
    input: ofOrder.extend({
      stepId: id("test-step"),
      step: z.discriminatedUnion("kind", [
        steps.sent,
        steps.collected,
        steps.rejected,
        steps.told,
        steps["taken-back"],
      ]),
    }),
    output: stepReply,
    errors: ["not-found", "wrong-order-step", "already-recorded", "not-allowed"],
    about: byPatient,
  }),
  enterTestResult: command({
    summary: "Enters a report that came by fax or mail, value by value, or corrects one by another",
    permission: "history.record",
    bytesMax: 32_768,
    input: ofOrder.extend({
      stepId: id("test-step"),
      status: testResultStatus,
      reportedOn: localDate,
      values: z.array(typedValue).max(40),
      /** Of an imaging study: whether the radiologist found what is not as it should be. */
      abnormal: z.boolean().nullable(),
      report: optionalText(4000),
    }),
    output: stepReply,
    errors: ["not-found", "wrong-order-step", "already-recorded"],
    about: byPatient,
  }),
  decideTestOrder: command({
    summary: "The provider signs an order, takes it back, or says what follows from its result",
    permission: "order.write",
    input: ofOrder.extend({
      stepId: id("test-step"),
      step: z.discriminatedUnion("kind", [steps.signed, steps.reviewed, steps.cancelled]),
    }),
    output: stepReply,
    errors: ["not-found", "wrong-order-step", "already-recorded"],
    about: byPatient,
  }),
  signNormalResults: command({
    summary: "Signs several results that are all normal; one that is not, and none is signed",
    permission: "order.write",
    bytesMax: 32_768,
    input: z.strictObject({
      results: z
        .array(ofOrder.extend({ stepId: id("test-step") }))
        .min(1)
        .max(100),
      message: optionalText(2000),
    }),
    output: z.object({ signed: z.int() }),
    errors: ["not-found", "wrong-order-step", "already-recorded", "result-not-normal"],
    patients: (input) => input.results.map((one) => one.patientId),
  }),
  testOrders: query({
    summary: "A patient's tests that were ordered elsewhere with all that became of them, or those of one note",
    permission: "chart.read",
    input: z.strictObject({ ...forPatient.shape, encounterId: id("encounter").nullable(), ...paging }),
    output: z.object({ orders: z.array(testOrder), next: z.string().nullable() }),
    about: byPatient,
  }),
  testWork: query({
    summary: "Tests and results of all patients that wait for somebody, the gravest first, then what is due first",
    permission: "chart.read",
    input: z.strictObject({
      show: testShow,
      /** Words of the patient's name or the test; each must fit. */
      text: z.string().trim().max(80),
      ...paging,
    }),
    output: z.object({
      orders: z.array(listedTestOrder),
      next: z.string().nullable(),
      /** Of all that wait, with the first page; null with the others. */
      counts: counts.nullable(),
      unmatched: z.int().nullable(),
    }),
    patients: (_, output) => output.orders.map((one) => one.patientId),
  }),
  testReview: query({
    summary: "What a result is read beside: the earlier values of each of its analytes, and what the patient takes",
    permission: "chart.read",
    input: ofOrder,
    output: z.object({
      earlier: z.array(
        z.object({
          key: z.string(),
          points: z.array(z.object({ observationId: id("observation"), at: instant, value: z.string() })),
        }),
      ),
      medications: z.array(z.object({ medicationId: id("medication"), name: z.string() })),
      /** Why no message can be written with the review; null where one can. */
      held: z.string().nullable(),
    }),
    errors: ["not-found"],
    about: byPatient,
  }),
  unmatchedResults: query({
    summary: "Reports that came and are in no chart, each beside the orders that it may belong to; the oldest first",
    permission: "chart.read",
    input: z.strictObject(paging),
    output: z.object({ results: z.array(unmatchedResult), next: z.string().nullable() }),
    patients: (_, output) => output.results.flatMap((one) => one.candidates.map(({ patientId }) => patientId)),
  }),
  matchResult: command({
    summary: "Files an unmatched report to an order, where more than the name agrees",
    permission: "history.record",
    input: ofOrder.extend({ resultId: id("unmatched-result") }),
    output: stepReply,
    errors: ["not-found", "wrong-order-step", "already-recorded", "result-not-theirs"],
    about: byPatient,
  }),
  dismissResult: command({
    summary: "Says that an unmatched report is nobody's here, and why; it stays on record",
    permission: "history.record",
    input: z.strictObject({ resultId: id("unmatched-result"), reason: text(200) }),
    output: z.object({}),
    errors: ["not-found", "already-recorded"],
    about: () => [],
  }),
};

/** Heard live by everybody who reads charts. */
export const testOrderChanged = event(
  "charting.test-order-changed.v1",
  z.object({ orderId: id("test-order"), patientId: id("patient"), state: testState }),
  (p) => ({ patientId: p.patientId }),
  "chart.read",
  ["charting.testOrders", "charting.testWork", "charting.testReview"],
);

/** A report lies in no chart, or was taken out of there. */
export const unmatchedChanged = event(
  "charting.unmatched-result-changed.v1",
  z.object({ resultId: id("unmatched-result") }),
  () => ({}),
  "chart.read",
  ["charting.unmatchedResults", "charting.testWork"],
);

/** What a patient is to be told of a result: messaging makes a conversation of it in the patient's record, once for each review. */
export const resultMessage = event(
  "charting.result-message.v1",
  z.object({
    stepId: id("test-step"),
    orderId: id("test-order"),
    patientId: id("patient"),
    subject: z.string(),
    body: z.string(),
    byId: id("staff").nullable(),
    by: z.string(),
  }),
  (p) => ({ patientId: p.patientId }),
  "chart.read",
  ["charting.testOrders"],
);
