import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { id, instant, text } from "../schema.ts";

/** Vital signs. */

/** Vital signs in the units of the chart: each may be missing, never guessed. */
export const vitals = z.strictObject({
  /** mmHg */
  systolic: z.int().nullable(),
  diastolic: z.int().nullable(),
  /** beats a minute */
  pulse: z.int().nullable(),
  /** breaths a minute */
  respiration: z.int().nullable(),
  /** hundredths of a degree Celsius: 3844 is 38.44, the 101.2 that was typed in degrees Fahrenheit */
  temperatureHundredthsC: z.int().nullable(),
  /** percent */
  oxygenSaturation: z.int().nullable(),
  /** grams */
  weightGrams: z.int().nullable(),
  /** millimetres */
  heightMm: z.int().nullable(),
  /** Around the head, in millimetres: of a child under three (CDC and WHO end there). */
  headMm: z.int().nullable().default(null),
  /** 0 to 10 */
  pain: z.int().nullable(),
});

export type Vitals = z.output<typeof vitals>;

export const vitalsRecord = vitals.extend({
  vitalsId: id("vitals"),
  patientId: id("patient"),
  encounterId: id("encounter").nullable(),
  takenAt: instant,
  takenBy: z.string(),
  /** Names of the values outside the reference range for the age: "systolic". */
  abnormal: z.array(z.object({ field: z.string(), direction: z.enum(["high", "low"]), critical: z.boolean() })),
  /** Body mass index in tenths, where weight and height are known. */
  bmiTenths: z.int().nullable(),
  enteredInError: z.boolean(),
  /** That the provider knows of what is critical in it; null while nobody said so, and where nothing is critical. */
  told: z.object({ to: z.string(), by: z.string(), at: instant }).nullable(),
});

/** A set with a critical value that the provider does not know of yet. */
export const openCritical = z.object({
  vitalsId: id("vitals"),
  patientId: id("patient"),
  encounterId: id("encounter").nullable(),
  appointmentId: id("appointment").nullable(),
  providerName: z.string().nullable(),
  takenAt: instant,
  /** Names of the critical values, in words: "Systolic pressure". */
  values: z.array(z.string()),
});

export const vitalsOperations = {
  recordVitals: command({
    summary: "Records a set of vital signs",
    permission: "vitals.record",
    input: vitals.extend({ vitalsId: id("vitals"), patientId: id("patient"), encounterId: id("encounter").nullable() }),
    output: z.object({ vitalsId: id("vitals"), abnormal: vitalsRecord.shape.abnormal, bmiTenths: z.int().nullable() }),
    errors: ["out-of-range", "not-found", "encounter-sealed", "already-recorded"],
    about: byPatient,
  }),
  tellCritical: command({
    summary: "Says that the provider was told of critical vital signs",
    permission: "vitals.record",
    input: z.strictObject({ vitalsId: id("vitals"), patientId: id("patient"), to: text(100) }),
    output: z.object({}),
    errors: ["not-found"],
    patients: byPatient,
  }),
  openCriticals: query({
    summary: "Critical vital signs of the last day that no provider was told of",
    permission: "vitals.record",
    input: z.strictObject({}),
    output: z.array(openCritical),
    patients: (_, output) => output.map((one) => one.patientId),
  }),
  strikeVitals: command({
    summary: "Marks a set of vital signs as entered in error; it stays visible",
    permission: "vitals.record",
    input: z.strictObject({ vitalsId: id("vitals"), patientId: id("patient"), reason: text(200) }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
};

/** Somebody must hear of it now: messaging makes a task of it. */
export const criticalVitals = event(
  "charting.critical-vitals.v1",
  z.object({
    vitalsId: id("vitals"),
    patientId: id("patient"),
    /** Whose visit it is; null outside of a visit. */
    providerId: id("staff").nullable(),
    values: z.array(z.string()),
    takenBy: z.string(),
  }),
  (p) => ({ patientId: p.patientId }),
  "chart.read",
  ["charting", "scheduling.flowBoard"],
);

/** The provider knows, or the values were a mistake. */
export const criticalSettled = event(
  "charting.critical-settled.v1",
  z.object({ vitalsId: id("vitals"), patientId: id("patient"), by: z.string() }),
  (p) => ({ patientId: p.patientId }),
  "chart.read",
  ["charting", "scheduling.flowBoard"],
);

export const vitalsRecorded = event(
  "charting.vitals-recorded.v1",
  z.object({ encounterId: id("encounter").nullable(), patientId: id("patient"), vitalsId: id("vitals") }),
  (p) => ({ patientId: p.patientId, ...(p.encounterId ? { encounterId: p.encounterId } : {}) }),
  "chart.read",
  ["charting", "scheduling.flowBoard"],
);
