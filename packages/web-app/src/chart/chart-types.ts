import type { allergy, allergyList } from "@practicum/contracts/charting/allergies";
import type { observation } from "@practicum/contracts/charting/chart";
import type { encounterSummary } from "@practicum/contracts/charting/encounters";
import type { immunization } from "@practicum/contracts/charting/immunizations";
import type { medication } from "@practicum/contracts/charting/medications";
import type { problem } from "@practicum/contracts/charting/problems";
import type { vitalsRecord } from "@practicum/contracts/charting/vitals";
import type { z } from "zod";

export type Allergy = z.output<typeof allergy>;
export type AllergyList = z.output<typeof allergyList>;
export type Medication = z.output<typeof medication>;
export type Problem = z.output<typeof problem>;
export type Immunization = z.output<typeof immunization>;
export type Observation = z.output<typeof observation>;
export type VitalsRecord = z.output<typeof vitalsRecord>;
export type EncounterSummary = z.output<typeof encounterSummary>;
