import { z } from "zod";
import { drug } from "../billing/claim-facts.ts";
import { command, event, query } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { id, instant, localDate, optionalText, personName, text } from "../schema.ts";
import { icd10 } from "./codes.ts";
import { orderAlert } from "./orders.ts";

/** Tests and injections that the practice does itself: ordered in a note, carried out by whoever is with the patient, charged by event. */

export const injectionRoute = z.enum(["intramuscular", "subcutaneous"]);
export type InjectionRoute = z.output<typeof injectionRoute>;

/** Where an injection goes, by its route. */
export const injectionSites: { readonly [route in InjectionRoute]: readonly string[] } = {
  intramuscular: [
    "Left deltoid",
    "Right deltoid",
    "Left thigh",
    "Right thigh",
    "Left ventrogluteal",
    "Right ventrogluteal",
  ],
  subcutaneous: ["Left upper arm", "Right upper arm", "Left thigh", "Right thigh", "Abdomen"],
};

const sexForReferences = z.enum(["female", "male", "unknown"]);

export const analyte = z.object({
  key: z.string(),
  label: z.string(),
  unit: z.string().nullable(),
  /** What is read off the strip or cassette, the usual ones first; null where a number is typed. */
  answers: z.array(z.string()).nullable(),
  decimals: z.int().nullable(),
  /** In words, for an adult whose sex is not known. */
  reference: z.string(),
  /** Where it is another by age or sex: each sex from a first month of age on, until the next; empty where it is the same for everybody. */
  references: z.array(z.object({ sex: sexForReferences, fromMonths: z.int(), reference: z.string() })),
});

/** What is usual for a patient, as the service flags by; of somebody whose age is not known it is that of adults, and says so. */
export function referenceFor(
  { reference, references }: z.output<typeof analyte>,
  who: { readonly ageMonths: number; readonly sex: z.output<typeof sexForReferences> } | null,
): string {
  if (references.length === 0) return reference;
  if (who === null) return `adults: ${reference}`;
  const fit = references.findLast((one) => one.sex === who.sex && one.fromMonths <= who.ageMonths);
  return fit?.reference ?? reference;
}

export const inHouseItem = z.object({
  key: z.string(),
  kind: z.enum(["test", "injection"]),
  label: z.string(),
  /** What it is charged by. */
  code: z.string(),
  keywords: z.string(),
  /** Of a test. */
  specimen: z.string().nullable(),
  analytes: z.array(analyte),
  /** Of an injection. */
  dose: z
    .object({
      unit: z.string(),
      /** Those that are mostly ordered. */
      usual: z.array(z.number()),
      max: z.number(),
      routes: z.array(injectionRoute),
      /** How much of it is in a milliliter of the usual package; null for a powder. */
      perMl: z.number().nullable(),
    })
    .nullable(),
  /** The kit or vial that was used last and has not expired: the next one mostly is of the same box. */
  last: z.object({ lot: z.string(), expiresOn: localDate, controlLot: z.string() }).nullable(),
});
export type InHouseItem = z.output<typeof inHouseItem>;

const dose = z.strictObject({
  amount: z.number().positive({ error: "Enter the dose." }).max(10_000_000),
  unit: z.string().max(10),
  route: injectionRoute,
});

export const resultValue = z.object({
  key: z.string(),
  label: z.string(),
  loinc: z.string().nullable(),
  value: z.string(),
  unit: z.string().nullable(),
  reference: z.string(),
  /** Outside of the reference; null inside of it. */
  flag: z.enum(["high", "low", "abnormal"]).nullable(),
  critical: z.boolean(),
});
export type ResultValue = z.output<typeof resultValue>;

export const inHouseOutcomeKind = z.enum(["done", "refused", "not-done"]);

const outcome = z.object({
  outcomeId: id("in-house-outcome"),
  kind: inHouseOutcomeKind,
  at: instant,
  by: z.string(),
  /** Of what was refused or not done. */
  reason: z.string(),
  lot: z.string(),
  expiresOn: localDate.nullable(),
  /** Of an injection. */
  site: z.string(),
  dose: dose.nullable(),
  ndc: z.string().nullable(),
  /** Of a test: the lot of the control that was run with this kit, where there is one. */
  controlLot: z.string(),
  values: z.array(resultValue),
  /** That the ordering provider has seen what is abnormal. */
  seen: z.object({ by: z.string(), at: instant }).nullable(),
});
export type InHouseOutcome = z.output<typeof outcome>;

/** Done is a test with its result; given is an injection. A struck outcome leaves the order to be carried out again. */
export const inHouseState = z.enum(["ordered", "done", "given", "refused", "not-done", "cancelled"]);
export type InHouseState = z.output<typeof inHouseState>;

export const inHouseOrder = z.object({
  orderId: id("in-house-order"),
  encounterId: id("encounter"),
  patientId: id("patient"),
  kind: inHouseItem.shape.kind,
  item: z.string(),
  label: z.string(),
  code: z.string(),
  dose: dose.nullable(),
  /** What it is for: one of the note's diagnoses. */
  diagnosis: z.string().nullable(),
  instructions: z.string(),
  /** Of an injection that waits, as of now; of one that was given, as it was ordered. */
  alerts: z.array(orderAlert),
  orderedAt: instant,
  orderedBy: z.string(),
  orderedById: z.string(),
  state: inHouseState,
  /** What became of it and stands. */
  outcome: outcome.nullable(),
  /** What was entered in error. */
  struck: z.array(outcome.extend({ struck: z.object({ reason: z.string(), by: z.string(), at: instant }) })),
});
export type InHouseOrder = z.output<typeof inHouseOrder>;

/** What waits for whoever is with the patients. */
export const inHouseWork = inHouseOrder
  .pick({
    orderId: true,
    encounterId: true,
    patientId: true,
    kind: true,
    label: true,
    dose: true,
    instructions: true,
    orderedAt: true,
    orderedBy: true,
  })
  .extend({ patientName: personName, birthDate: localDate, serviceDate: localDate });

const ofOrder = z.strictObject({ orderId: id("in-house-order"), patientId: id("patient") });
const carriedOut = ofOrder.extend({
  outcomeId: id("in-house-outcome"),
  lot: text(30),
  expiresOn: localDate,
});

export const inHouseOperations = {
  inHouseItems: query({
    summary: "The tests and injections that the practice does itself, by the codes in force on the day",
    permission: "codes.search",
    input: z.strictObject({ onDate: localDate }),
    output: z.array(inHouseItem),
  }),
  checkInjection: query({
    summary: "The alerts that an injection would raise; a check that could not be made says so",
    permission: "order.write",
    input: z.strictObject({
      encounterId: id("encounter"),
      /** The order that is being written: it is not checked against itself. */
      orderId: id("in-house-order"),
      item: text(40),
      dose: dose.nullable(),
    }),
    output: z.array(orderAlert),
    errors: ["not-found"],
    // The handler names the patient.
    patients: () => [],
  }),
  orderInHouse: command({
    summary: "Orders a test or an injection to be done here, now; a stopping alert needs a reason",
    permission: "order.write",
    bytesMax: 32_768,
    input: z.strictObject({
      orderId: id("in-house-order"),
      encounterId: id("encounter"),
      item: text(40),
      dose: dose.nullable(),
      diagnosis: icd10.nullable(),
      instructions: optionalText(200),
      overrideReason: optionalText(200),
      answeredAlerts: z.array(z.string().max(200)).max(100),
    }),
    output: z.object({ orderId: id("in-house-order"), alerts: z.array(orderAlert) }),
    errors: ["not-found", "encounter-sealed", "alert-needs-reason", "already-recorded"],
  }),
  cancelInHouse: command({
    summary: "Takes back an order that nobody has carried out; it stays to be seen",
    permission: "order.write",
    input: ofOrder,
    output: z.object({}),
    errors: ["not-found", "order-carried-out"],
    about: byPatient,
  }),
  recordTestResult: command({
    summary: "The result of a test that was done here, with the kit and its control",
    permission: "vitals.record",
    input: carriedOut.extend({
      controlLot: optionalText(30),
      /** Whether the kit's own control showed what it must. */
      controlValid: z.boolean(),
      values: z
        .array(z.strictObject({ key: text(40), value: text(20) }))
        .min(1)
        .max(20),
    }),
    output: z.object({ values: z.array(resultValue) }),
    errors: ["not-found", "order-carried-out", "already-recorded"],
    about: byPatient,
  }),
  recordInjection: command({
    summary: "An ordered injection that was given: dose, site, route, lot, expiry and package",
    permission: "vitals.record",
    input: carriedOut.extend({
      /** As it was ordered: another dose is another order. */
      dose,
      site: text(40),
      ndc: drug.shape.ndc.nullable(),
      /** How much was taken of the package, as a claim counts it. */
      taken: drug.pick({ quantityThousandths: true, unit: true }).nullable(),
    }),
    output: z.object({}),
    errors: ["not-found", "order-carried-out", "already-recorded", "alert-needs-reason"],
    about: byPatient,
  }),
  recordNotDone: command({
    summary: "An order that the patient refused, or that was not carried out, with the reason",
    permission: "vitals.record",
    input: ofOrder.extend({
      outcomeId: id("in-house-outcome"),
      kind: inHouseOutcomeKind.exclude(["done"]),
      reason: text(200),
    }),
    output: z.object({}),
    errors: ["not-found", "order-carried-out", "already-recorded"],
    about: byPatient,
  }),
  strikeInHouse: command({
    summary: "Marks what was recorded of an order as entered in error; it stays visible, and the order waits again",
    permission: "vitals.record",
    input: ofOrder.extend({ outcomeId: id("in-house-outcome"), reason: text(200) }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
  seeInHouseResult: command({
    summary: "Says that the provider has seen an abnormal result",
    permission: "order.write",
    input: z.strictObject({ outcomeId: id("in-house-outcome"), patientId: id("patient") }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
  inHouseWork: query({
    summary: "Tests and injections that are ordered and not done yet, of all patients; the oldest first",
    permission: "vitals.record",
    input: z.strictObject({}),
    output: z.array(inHouseWork),
    patients: (_, output) => output.map((one) => one.patientId),
  }),
  inHouseOfPatient: query({
    summary: "A patient's tests and injections that wait, and those of today",
    permission: "chart.read",
    input: z.strictObject({ patientId: id("patient") }),
    output: z.array(inHouseOrder),
    about: byPatient,
  }),
};

/** What is charged of something that was given or done. */
export const givenLine = z.object({
  /** Null where no code is known for it. */
  code: z.string().nullable(),
  label: z.string(),
  units: z.int().min(1).max(999),
  modifiers: z.array(z.string()).max(4),
  drug: drug.nullable(),
});

/** Something was given or done that is to be charged: billing charges from this payload alone, whatever the note says. */
export const serviceGiven = event(
  "charting.service-given.v1",
  z.object({
    /** Of the outcome or the immunization. */
    givenId: z.guid(),
    kind: z.enum(["test", "injection", "vaccine"]),
    what: z.string(),
    patientId: id("patient"),
    /** Null outside of a visit. */
    encounterId: id("encounter").nullable(),
    locationId: id("location").nullable(),
    serviceDate: localDate,
    /** Who ordered it, or whose visit it is. */
    providerId: id("staff").nullable(),
    diagnosis: z.string().nullable(),
    lines: z.array(givenLine),
    /** Which code of giving goes with it. */
    administration: z.enum(["injection", "vaccine-injection", "vaccine-oral", "vaccine-covid"]).nullable(),
    givenBy: z.string(),
    givenAt: instant,
  }),
  (p) => ({ patientId: p.patientId, ...(p.encounterId ? { encounterId: p.encounterId } : {}) }),
  "chart.read",
  ["charting", "scheduling.flowBoard"],
);

/** It was entered in error: what was charged of it goes. */
export const serviceStruck = event(
  "charting.service-struck.v1",
  z.object({
    givenId: z.guid(),
    patientId: id("patient"),
    reason: z.string(),
    by: z.string(),
    at: instant,
  }),
  (p) => ({ patientId: p.patientId }),
  "chart.read",
  ["charting", "scheduling.flowBoard"],
);

/** An abnormal result of the practice's own: messaging makes a task of it for who ordered it. */
export const resultAbnormal = event(
  "charting.result-abnormal.v1",
  z.object({
    outcomeId: id("in-house-outcome"),
    patientId: id("patient"),
    providerId: id("staff"),
    /** "Group A strep antigen: Positive". */
    values: z.array(z.string()),
    critical: z.boolean(),
    by: z.string(),
  }),
  (p) => ({ patientId: p.patientId }),
  "chart.read",
  ["charting", "scheduling.flowBoard"],
);

/** Who ordered it has seen it, or it was a mistake. */
export const resultSettled = event(
  "charting.result-settled.v1",
  z.object({ outcomeId: id("in-house-outcome"), patientId: id("patient"), by: z.string() }),
  (p) => ({ patientId: p.patientId }),
  "chart.read",
  ["charting", "scheduling.flowBoard"],
);
