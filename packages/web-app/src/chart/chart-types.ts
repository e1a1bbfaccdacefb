import type {
  allergy,
  allergyList,
  encounterSummary,
  immunization,
  medication,
  observation,
  problem,
  vitalsRecord,
} from "@practicum/contracts/charting";
import type { z } from "zod";

export type Allergy = z.output<typeof allergy>;
export type AllergyList = z.output<typeof allergyList>;
export type Medication = z.output<typeof medication>;
export type Problem = z.output<typeof problem>;
export type Immunization = z.output<typeof immunization>;
export type Observation = z.output<typeof observation>;
export type VitalsRecord = z.output<typeof vitalsRecord>;
export type EncounterSummary = z.output<typeof encounterSummary>;
