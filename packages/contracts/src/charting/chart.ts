import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, instant, localDate, text } from "../schema.ts";
import { allergy, allergyList } from "./allergies.ts";
import { encounterSummary } from "./encounters.ts";
import { immunization } from "./immunizations.ts";
import { medication } from "./medications.ts";
import { problem } from "./problems.ts";
import { vitals, vitalsRecord } from "./vitals.ts";

/** The chart as a whole: its lists in one, and a history taken over from elsewhere. */

export const observation = z.object({
  observationId: id("observation"),
  loinc: z.string().nullable(),
  name: z.string(),
  value: z.string(),
  unit: z.string().nullable(),
  at: instant,
  /** What is usual, in words; null where it is not known. */
  reference: z.string().nullable(),
  flag: z.enum(["high", "low", "abnormal"]).nullable(),
});

export const pastProcedure = z.object({
  procedureId: id("procedure"),
  code: z.string().nullable(),
  codeSystem: z.string().nullable(),
  label: z.string(),
  performedOn: localDate.nullable(),
});

export const chartOperations = {
  getChart: query({
    summary: "The chart's lists",
    permission: "chart.read",
    input: forPatient,
    output: z.object({
      allergies: allergyList,
      medications: z.object({ reviewedAt: instant.nullable(), entries: z.array(medication) }),
      problems: z.array(problem),
      immunizations: z.array(immunization),
      vitals: z.array(vitalsRecord),
      observations: z.array(observation),
      procedures: z.array(pastProcedure),
      encounters: z.array(encounterSummary),
    }),
    about: byPatient,
  }),
  importChart: command({
    summary: "Takes over a patient's history from another system; what was taken before is left alone",
    permission: "chart.import",
    bytesMax: 1_048_576,
    input: z.strictObject({
      patientId: id("patient"),
      system: text(100),
      entries: z
        .array(
          z.discriminatedUnion("kind", [
            z.strictObject({
              kind: z.literal("allergy"),
              sourceId: text(100),
              substance: text(200),
              substanceCode: z.string().nullable(),
              reaction: z.string().max(200),
              severity: allergy.shape.severity,
              active: z.boolean(),
              at: instant.nullable(),
            }),
            z.strictObject({
              kind: z.literal("medication"),
              sourceId: text(100),
              rxnorm: z.string().nullable(),
              name: text(300),
              directions: z.string().max(500),
              startedOn: localDate.nullable(),
              stoppedOn: localDate.nullable(),
              active: z.boolean(),
            }),
            z.strictObject({
              kind: z.literal("problem"),
              sourceId: text(100),
              code: z.string().nullable(),
              codeSystem: z.string().nullable(),
              label: text(300),
              onsetOn: localDate.nullable(),
              resolvedOn: localDate.nullable(),
            }),
            z.strictObject({
              kind: z.literal("immunization"),
              sourceId: text(100),
              cvx: z.string(),
              name: text(300),
              givenOn: localDate,
              status: z.enum(["given", "refused"]),
            }),
            z.strictObject({
              kind: z.literal("observation"),
              sourceId: text(100),
              loinc: z.string().nullable(),
              name: text(300),
              value: z.string().max(2000),
              unit: z.string().max(60).nullable(),
              at: instant,
            }),
            z.strictObject({ kind: z.literal("vitals"), sourceId: text(100), at: instant, vitals }),
            z.strictObject({
              kind: z.literal("procedure"),
              sourceId: text(100),
              code: z.string().nullable(),
              codeSystem: z.string().nullable(),
              label: text(300),
              performedOn: localDate.nullable(),
            }),
            z.strictObject({
              kind: z.literal("encounter"),
              sourceId: text(100),
              label: text(300),
              serviceDate: localDate,
              providerName: z.string().max(200),
              reason: z.string().max(500),
            }),
          ]),
        )
        .max(2000),
    }),
    output: z.object({
      taken: z.int(),
      alreadyThere: z.int(),
      /** What can't be so, by its number in the other system. */
      left: z.array(z.object({ sourceId: z.string(), because: z.string() })),
    }),
    errors: ["not-found"],
    about: byPatient,
  }),
};

export const chartChanged = event(
  "charting.chart-changed.v1",
  z.object({ patientId: id("patient"), what: z.string() }),
  (p) => ({ patientId: p.patientId, what: p.what }),
  "chart.read",
  ["charting", "scheduling.flowBoard"],
);
