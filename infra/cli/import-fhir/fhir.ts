import { z } from "zod";

/** What we read of FHIR R4 resources (hl7.org/fhir/R4): the elements below, and nothing else is needed to be right. */

const coding = z.object({ system: z.string().optional(), code: z.string().optional(), display: z.string().optional() });
const concept = z.object({ coding: z.array(coding).optional(), text: z.string().optional() });
const reference = z.object({ reference: z.string().optional(), display: z.string().optional() });
const quantity = z.object({ value: z.number().optional(), unit: z.string().optional(), code: z.string().optional() });
const period = z.object({ start: z.string().optional(), end: z.string().optional() });

const value = {
  valueQuantity: quantity.optional(),
  valueCodeableConcept: concept.optional(),
  valueString: z.string().optional(),
};

export const resources = {
  Patient: z.object({
    id: z.string().min(1),
    name: z
      .array(
        z.object({
          use: z.string().optional(),
          family: z.string().optional(),
          given: z.array(z.string()).optional(),
          suffix: z.array(z.string()).optional(),
        }),
      )
      .min(1),
    gender: z.enum(["male", "female", "other", "unknown"]).optional(),
    birthDate: z.string(),
    telecom: z
      .array(z.object({ system: z.string().optional(), value: z.string().optional(), use: z.string().optional() }))
      .optional(),
    address: z
      .array(
        z.object({
          line: z.array(z.string()).optional(),
          city: z.string().optional(),
          state: z.string().optional(),
          postalCode: z.string().optional(),
          country: z.string().optional(),
        }),
      )
      .optional(),
    communication: z.array(z.object({ language: concept })).optional(),
  }),
  Coverage: z.object({
    id: z.string().min(1),
    status: z.string().optional(),
    subscriberId: z.string().optional(),
    identifier: z.array(z.object({ value: z.string().optional() })).optional(),
    payor: z.array(reference).min(1),
    period: period.optional(),
  }),
  Encounter: z.object({
    id: z.string().min(1),
    type: z.array(concept).optional(),
    participant: z.array(z.object({ individual: reference.optional() })).optional(),
    period: period.optional(),
    reasonCode: z.array(concept).optional(),
  }),
  Condition: z.object({
    id: z.string().min(1),
    code: concept,
    verificationStatus: concept.optional(),
    onsetDateTime: z.string().optional(),
    recordedDate: z.string().optional(),
    abatementDateTime: z.string().optional(),
  }),
  AllergyIntolerance: z.object({
    id: z.string().min(1),
    clinicalStatus: concept.optional(),
    verificationStatus: concept.optional(),
    code: concept,
    criticality: z.string().optional(),
    recordedDate: z.string().optional(),
    reaction: z
      .array(z.object({ manifestation: z.array(concept).optional(), severity: z.string().optional() }))
      .optional(),
  }),
  MedicationRequest: z.object({
    id: z.string().min(1),
    status: z.string(),
    medicationCodeableConcept: concept,
    authoredOn: z.string().optional(),
    dosageInstruction: z.array(z.object({ text: z.string().optional() })).optional(),
  }),
  Immunization: z.object({
    id: z.string().min(1),
    status: z.string(),
    vaccineCode: concept,
    occurrenceDateTime: z.string(),
  }),
  Observation: z.object({
    id: z.string().min(1),
    status: z.string(),
    code: concept,
    effectiveDateTime: z.string().optional(),
    ...value,
    component: z.array(z.object({ code: concept, ...value })).optional(),
  }),
  Procedure: z.object({
    id: z.string().min(1),
    status: z.string(),
    code: concept,
    performedDateTime: z.string().optional(),
    performedPeriod: period.optional(),
  }),
};

export type ResourceType = keyof typeof resources;
export type Resource<T extends ResourceType> = z.output<(typeof resources)[T]>;
export type Concept = z.output<typeof concept>;
export type Observed = Pick<Resource<"Observation">, "valueQuantity" | "valueCodeableConcept" | "valueString">;

/** A Bundle of type transaction, batch, collection, document or searchset: entries with resources. */
export const bundle = z.object({
  resourceType: z.literal("Bundle", { error: "it is not a FHIR Bundle" }),
  entry: z.array(
    z.object({ fullUrl: z.string().optional(), resource: z.looseObject({ resourceType: z.string() }).optional() }),
  ),
});

export const systems = {
  icd10cm: "http://hl7.org/fhir/sid/icd-10-cm",
  rxnorm: "http://www.nlm.nih.gov/research/umls/rxnorm",
  cvx: "http://hl7.org/fhir/sid/cvx",
  loinc: "http://loinc.org",
  snomed: "http://snomed.info/sct",
} as const;

/** The first code of a system. */
export function codeOf(from: Concept, system: string): string | null {
  return from.coding?.find((one) => one.system === system)?.code ?? null;
}

export function labelOf(from: Concept | undefined): string | null {
  const text = from?.text ?? from?.coding?.find((one) => one.display)?.display;
  return text === undefined || text.trim() === "" ? null : text.trim().slice(0, 300);
}
