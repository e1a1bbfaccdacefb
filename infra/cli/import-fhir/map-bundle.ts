import type { chartOperations } from "@practicum/contracts/charting/chart";
import type { Vitals } from "@practicum/contracts/charting/vitals";
import type { patientOperations } from "@practicum/contracts/scheduling/patients";
import { dateIn, instant, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { isLocalDate, type LocalDate } from "@practicum/kernel/local-date";
import { stateCode } from "@practicum/kernel/states";
import type { z } from "zod";
import {
  bundle,
  codeOf,
  type Concept,
  labelOf,
  type Observed,
  type Resource,
  resources,
  type ResourceType,
  systems,
} from "./fhir.ts";

type ChartEntry = z.input<typeof chartOperations.importChart.input>["entries"][number];
type Registration = Omit<z.input<typeof patientOperations.registerPatient.input>, "notDuplicateOf">;

/** What one kind of resource came to. `left` counts by reason; nothing is dropped without one. */
export interface KindReport {
  read: number;
  /** Vital signs that went into the set of another one of their moment: the set is taken once, for all of them. */
  joined: number;
  readonly left: { [reason: string]: number };
}

export interface MappedBundle {
  readonly patient: { readonly sourceId: string; readonly registration: Registration };
  readonly entries: ReadonlyMap<ResourceType, readonly ChartEntry[]>;
  readonly coverages: readonly {
    readonly sourceId: string;
    readonly payerName: string;
    readonly memberId: string;
    readonly from: LocalDate;
    readonly to: LocalDate | null;
  }[];
  readonly kinds: { readonly [kind: string]: KindReport };
}

/** A file that can't be taken as a whole, in words. They name no patient. */
export class UnusableFile extends Error {}

/**
 * Turns a patient's FHIR R4 bundle into a registration and chart entries. One patient a bundle. What has no place here, or lacks what it
 * must have, is counted as left, with the reason.
 */
export function mapBundle(text: string, system: string, zone: TimeZone): MappedBundle {
  const entries = readEntries(text);
  const kinds: { [kind: string]: KindReport } = {};
  const report = (kind: string): KindReport => (kinds[kind] ??= { read: 0, joined: 0, left: {} });
  const leave = (kind: string, reason: string) => {
    const left = report(kind).left;
    left[reason] = (left[reason] ?? 0) + 1;
  };
  const chart = new Map<ResourceType, ChartEntry[]>();
  const add = (kind: ResourceType, entry: ChartEntry | string) => {
    if (typeof entry === "string") leave(kind, entry);
    else chart.set(kind, [...(chart.get(kind) ?? []), entry]);
  };
  const names = practitionerNames(entries);
  const coverages: MappedBundle["coverages"][number][] = [];
  const vitals: Resource<"Observation">[] = [];
  let patient: MappedBundle["patient"] | undefined;

  for (const raw of entries) {
    const kind = String(raw["resourceType"]);
    report(kind).read += 1;
    if (!(kind in resources)) {
      leave(kind, "this version has no place for it");
      continue;
    }
    const parsed = resources[kind as ResourceType].safeParse(raw);
    if (!parsed.success) {
      leave(kind, `not as FHIR R4 wants it: ${parsed.error.issues[0]?.path.join(".") ?? "resource"}`);
      continue;
    }
    const data = parsed.data;
    switch (kind as ResourceType) {
      case "Patient":
        if (patient) throw new UnusableFile("it holds more than one patient");
        patient = mapPatient(data as Resource<"Patient">, system, (part, reason) => {
          report(`Patient.${part}`).read += 1;
          leave(`Patient.${part}`, reason);
        });
        break;
      case "Coverage": {
        const mapped = mapCoverage(data as Resource<"Coverage">, zone);
        if (typeof mapped === "string") leave(kind, mapped);
        else coverages.push(mapped);
        break;
      }
      case "Encounter":
        add("Encounter", mapEncounter(data as Resource<"Encounter">, names, zone));
        break;
      case "Condition":
        add("Condition", mapCondition(data as Resource<"Condition">, zone));
        break;
      case "AllergyIntolerance":
        add("AllergyIntolerance", mapAllergy(data as Resource<"AllergyIntolerance">));
        break;
      case "MedicationRequest":
        add("MedicationRequest", mapMedication(data as Resource<"MedicationRequest">, zone));
        break;
      case "Immunization":
        add("Immunization", mapImmunization(data as Resource<"Immunization">, zone));
        break;
      case "Procedure":
        add("Procedure", mapProcedure(data as Resource<"Procedure">, zone));
        break;
      case "Observation": {
        const observation = data as Resource<"Observation">;
        if (isVital(observation)) vitals.push(observation);
        else add("Observation", mapObservation(observation));
        break;
      }
    }
  }
  if (!patient) throw new UnusableFile("it holds no patient");
  const sets = gatherVitals(vitals, leave);
  if (vitals.length > 0) report("Observation").joined = sets.joined;
  for (const entry of sets.entries) add("Observation", entry);
  return { patient, entries: chart, coverages, kinds };
}

function readEntries(text: string): Record<string, unknown>[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UnusableFile("it is not JSON");
  }
  const parsed = bundle.safeParse(json);
  if (!parsed.success) throw new UnusableFile(parsed.error.issues[0]?.message ?? "it is not a FHIR Bundle");
  return parsed.data.entry.flatMap((one) => {
    if (!one.resource) return [];
    // Coverages of some systems stand inside the explanation of benefits that used them.
    const contained = Array.isArray(one.resource["contained"]) ? one.resource["contained"] : [];
    const id = one.resource["id"];
    const coverages = contained.filter(
      (inner): inner is Record<string, unknown> =>
        typeof inner === "object" && inner !== null && inner.resourceType === "Coverage",
    );
    return [one.resource, ...coverages.map((inner) => ({ ...inner, id: `${String(id)}#${String(inner["id"])}` }))];
  });
}

function practitionerNames(entries: readonly Record<string, unknown>[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const entry of entries) {
    if (entry["resourceType"] !== "Practitioner" || typeof entry["id"] !== "string" || !Array.isArray(entry["name"]))
      continue;
    const name: { prefix?: string[]; given?: string[]; family?: string } = entry["name"][0] ?? {};
    names.set(entry["id"], [...(name.prefix ?? []), ...(name.given ?? []), name.family ?? ""].join(" ").trim());
  }
  return names;
}

type Address = NonNullable<Resource<"Patient">["address"]>[number];

/** @param leavePart told of each part of the patient that is left, and why. */
function mapPatient(
  patient: Resource<"Patient">,
  system: string,
  leavePart: (part: string, reason: string) => void,
): MappedBundle["patient"] {
  const name = patient.name.find((one) => one.use === "official") ?? patient.name[0];
  const [given, ...middle] = name?.given ?? [];
  if (!name?.family || !given) throw new UnusableFile("its patient has no full name");
  if (!isLocalDate(patient.birthDate)) throw new UnusableFile("its patient has no full birth date");
  const phone =
    patient.telecom
      ?.find((one) => one.system === "phone")
      ?.value?.replaceAll(/\D/g, "")
      .slice(-10) ?? "";
  if (phone !== "" && phone.length !== 10) leavePart("phone", "it has not ten digits");
  const [firstAddress] = patient.address ?? [];
  const address = firstAddress === undefined ? null : mapAddress(firstAddress);
  if (typeof address === "string") leavePart("address", address);
  const language = patient.communication?.[0]?.language.coding?.[0]?.code ?? "en";
  return {
    sourceId: patient.id,
    registration: {
      name: {
        family: name.family.slice(0, 60),
        given: given.slice(0, 35),
        middle: middle.join(" ").slice(0, 25) || null,
        suffix: name.suffix?.[0]?.slice(0, 10) ?? null,
      },
      birthDate: patient.birthDate,
      sex: patient.gender === "male" || patient.gender === "female" ? patient.gender : "unknown",
      phone: phone.length === 10 ? phone : null,
      email: null,
      address: typeof address === "string" ? null : address,
      language: /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(language) ? language : "en",
      guarantor: null,
      emergencyContact: null,
      source: { system: system.slice(0, 100), value: patient.id.slice(0, 100) },
    },
  };
}

/** An address, or why it is left: a part of one is worth less than none, because a statement would go nowhere. */
function mapAddress(address: Address): NonNullable<Registration["address"]> | string {
  const line1 = address.line?.[0]?.trim();
  if (!line1) return "it has no street";
  if (!address.city) return "it has no city";
  const state = stateCode(address.state ?? "");
  if (state === undefined) return "its state is none of the United States";
  const zip = address.postalCode?.replaceAll(/\D/g, "") ?? "";
  if (!/^\d{5}(\d{4})?$/.test(zip)) return "its ZIP code has not five or nine digits";
  return {
    line1: line1.slice(0, 55),
    line2: address.line?.[1]?.slice(0, 55) ?? null,
    city: address.city.slice(0, 30),
    state,
    zip,
  };
}

function mapCoverage(coverage: Resource<"Coverage">, zone: TimeZone): MappedBundle["coverages"][number] | string {
  const memberId = coverage.subscriberId ?? coverage.identifier?.[0]?.value;
  const payerName = coverage.payor[0]?.display;
  if (!payerName) return "it names no payer";
  if (!memberId) return "it has no member number";
  const from = dayOf(coverage.period?.start, zone);
  if (!from) return "it has no day on which it begins";
  return {
    sourceId: coverage.id.slice(0, 100),
    payerName: payerName.slice(0, 60),
    memberId: memberId.slice(0, 30),
    from,
    to: dayOf(coverage.period?.end, zone),
  };
}

function mapEncounter(
  encounter: Resource<"Encounter">,
  names: ReadonlyMap<string, string>,
  zone: TimeZone,
): ChartEntry | string {
  const serviceDate = dayOf(encounter.period?.start, zone);
  if (!serviceDate) return "it has no full date";
  const provider = encounter.participant?.[0]?.individual;
  const providerName = provider?.display ?? names.get(provider?.reference?.split(/[:/]/).at(-1) ?? "") ?? "";
  return {
    kind: "encounter",
    sourceId: encounter.id,
    label: labelOf(encounter.type?.[0]) ?? "Encounter",
    serviceDate,
    providerName: providerName.slice(0, 200),
    reason: labelOf(encounter.reasonCode?.[0]) ?? "",
  };
}

function mapCondition(condition: Resource<"Condition">, zone: TimeZone): ChartEntry | string {
  if (isError(condition.verificationStatus)) return "it is marked as an error";
  const label = labelOf(condition.code);
  if (!label) return "it has no name";
  const icd = codeOf(condition.code, systems.icd10cm);
  const snomed = codeOf(condition.code, systems.snomed);
  return {
    kind: "problem",
    sourceId: condition.id,
    code: icd ?? snomed,
    codeSystem: icd ? "icd10cm" : snomed ? "snomed" : null,
    label,
    onsetOn: dayOf(condition.onsetDateTime ?? condition.recordedDate, zone),
    resolvedOn: dayOf(condition.abatementDateTime, zone),
  };
}

function mapAllergy(allergy: Resource<"AllergyIntolerance">): ChartEntry | string {
  if (isError(allergy.verificationStatus)) return "it is marked as an error";
  const substance = labelOf(allergy.code);
  if (!substance) return "it has no name";
  const reaction = allergy.reaction?.[0];
  const severity = reaction?.severity;
  return {
    kind: "allergy",
    sourceId: allergy.id,
    substance: substance.slice(0, 200),
    substanceCode: codeOf(allergy.code, systems.rxnorm),
    reaction: (labelOf(reaction?.manifestation?.[0]) ?? "").slice(0, 200),
    severity: severity === "mild" || severity === "moderate" || severity === "severe" ? severity : "unknown",
    active:
      allergy.clinicalStatus?.coding?.[0]?.code !== "inactive" &&
      allergy.clinicalStatus?.coding?.[0]?.code !== "resolved",
    at: momentOf(allergy.recordedDate),
  };
}

function mapMedication(request: Resource<"MedicationRequest">, zone: TimeZone): ChartEntry | string {
  if (request.status === "entered-in-error") return "it is marked as an error";
  const name = labelOf(request.medicationCodeableConcept);
  if (!name) return "it has no name";
  return {
    kind: "medication",
    sourceId: request.id,
    rxnorm: codeOf(request.medicationCodeableConcept, systems.rxnorm),
    name,
    directions: (request.dosageInstruction?.[0]?.text ?? "").slice(0, 500),
    startedOn: dayOf(request.authoredOn, zone),
    stoppedOn: null,
    active: request.status === "active",
  };
}

function mapImmunization(immunization: Resource<"Immunization">, zone: TimeZone): ChartEntry | string {
  if (immunization.status === "entered-in-error") return "it is marked as an error";
  const cvx = codeOf(immunization.vaccineCode, systems.cvx);
  const givenOn = dayOf(immunization.occurrenceDateTime, zone);
  if (!cvx) return "it has no CVX code";
  if (!givenOn) return "it has no full date";
  return {
    kind: "immunization",
    sourceId: immunization.id,
    cvx,
    name: labelOf(immunization.vaccineCode) ?? `CVX ${cvx}`,
    givenOn,
    status: immunization.status === "not-done" ? "refused" : "given",
  };
}

function mapProcedure(procedure: Resource<"Procedure">, zone: TimeZone): ChartEntry | string {
  if (procedure.status === "entered-in-error") return "it is marked as an error";
  const label = labelOf(procedure.code);
  if (!label) return "it has no name";
  const snomed = codeOf(procedure.code, systems.snomed);
  return {
    kind: "procedure",
    sourceId: procedure.id,
    code: snomed,
    codeSystem: snomed ? "snomed" : null,
    label,
    performedOn: dayOf(procedure.performedDateTime ?? procedure.performedPeriod?.start, zone),
  };
}

function mapObservation(observation: Resource<"Observation">): ChartEntry | string {
  if (observation.status === "entered-in-error") return "it is marked as an error";
  const at = momentOf(observation.effectiveDateTime);
  const name = labelOf(observation.code);
  if (!at) return "it has no moment";
  if (!name) return "it has no name";
  const parts = (observation.component ?? []).map((part) => `${labelOf(part.code) ?? "?"} ${shown(part).join(" ")}`);
  const [value, unit] = parts.length > 0 ? [parts.join("; "), ""] : shown(observation);
  if (!value) return "it has no value";
  return {
    kind: "observation",
    sourceId: observation.id,
    loinc: codeOf(observation.code, systems.loinc),
    name,
    value: value.slice(0, 2000),
    unit: unit ? unit.slice(0, 60) : null,
    at,
  };
}

function shown(observed: Observed): [value: string, unit: string] {
  const measured = observed.valueQuantity;
  if (measured?.value !== undefined)
    return [String(Math.round(measured.value * 100) / 100), measured.unit ?? measured.code ?? ""];
  return [labelOf(observed.valueCodeableConcept) ?? observed.valueString ?? "", ""];
}

/** LOINC codes of the vital signs profile, with how each becomes ours. */
/** By UCUM unit, how a value becomes one in the chart's unit: a factor, or a way. */
type Scale = { readonly [unit: string]: number | ((value: number) => number) };

const TEMPERATURE: Scale = { Cel: 100, "[degF]": (fahrenheit) => ((fahrenheit - 32) * 500) / 9 };

const vitalSigns: { readonly [loinc: string]: { readonly field: keyof Vitals; readonly scale: Scale } } = {
  "8480-6": { field: "systolic", scale: { "mm[Hg]": 1, mmHg: 1 } },
  "8462-4": { field: "diastolic", scale: { "mm[Hg]": 1, mmHg: 1 } },
  "8867-4": { field: "pulse", scale: { "/min": 1, "{beats}/min": 1 } },
  "9279-1": { field: "respiration", scale: { "/min": 1, "{breaths}/min": 1 } },
  "8310-5": { field: "temperatureHundredthsC", scale: TEMPERATURE },
  "8331-1": { field: "temperatureHundredthsC", scale: TEMPERATURE },
  "2708-6": { field: "oxygenSaturation", scale: { "%": 1 } },
  "59408-5": { field: "oxygenSaturation", scale: { "%": 1 } },
  "29463-7": { field: "weightGrams", scale: { kg: 1000, g: 1 } },
  "8302-2": { field: "heightMm", scale: { cm: 10, m: 1000 } },
  "9843-4": { field: "headMm", scale: { cm: 10, mm: 1 } },
  "8287-5": { field: "headMm", scale: { cm: 10, mm: 1 } },
  "72514-3": { field: "pain", scale: { "{score}": 1, "1": 1 } },
};
const bloodPressurePanels = new Set(["85354-9", "55284-4"]);

function isVital(observation: Resource<"Observation">): boolean {
  const loinc = codeOf(observation.code, systems.loinc) ?? "";
  return observation.status !== "entered-in-error" && (loinc in vitalSigns || bloodPressurePanels.has(loinc));
}

/** Vital signs of one moment are one set. A value with a unit that is not known is left: 98.6 of something is no temperature. */
function gatherVitals(
  observations: readonly Resource<"Observation">[],
  leave: (kind: string, reason: string) => void,
): { readonly entries: ChartEntry[]; readonly joined: number } {
  const sets = new Map<Instant, { sourceId: string; vitals: Vitals }>();
  let joined = 0;
  for (const observation of observations) {
    const at = momentOf(observation.effectiveDateTime);
    if (!at) {
      leave("Observation", "it has no moment");
      continue;
    }
    const set = sets.get(at) ?? { sourceId: `vitals/${at}`, vitals: noVitals() };
    const parts: readonly (Observed & { readonly code: Concept })[] = observation.component ?? [observation];
    const taken = parts.filter((part) => takeVital(set.vitals, part));
    if (taken.length === 0) leave("Observation", "its value has no unit that is known");
    else if (sets.has(at)) joined += 1;
    else sets.set(at, set);
  }
  return { entries: [...sets].map(([at, set]) => ({ kind: "vitals", at, ...set })), joined };
}

function takeVital(vitals: Vitals, part: Observed & { readonly code: Concept }): boolean {
  const sign = vitalSigns[codeOf(part.code, systems.loinc) ?? ""];
  const measured = part.valueQuantity;
  const scale = sign?.scale[measured?.code ?? ""] ?? sign?.scale[measured?.unit ?? ""];
  if (!sign || scale === undefined || measured?.value === undefined) return false;
  vitals[sign.field] = Math.round(typeof scale === "number" ? measured.value * scale : scale(measured.value));
  return true;
}

function noVitals(): Vitals {
  return {
    systolic: null,
    diastolic: null,
    pulse: null,
    respiration: null,
    temperatureHundredthsC: null,
    oxygenSaturation: null,
    weightGrams: null,
    heightMm: null,
    headMm: null,
    pain: null,
  };
}

function isError(status: Concept | undefined): boolean {
  return status?.coding?.[0]?.code === "entered-in-error";
}

/** The day of a FHIR date or dateTime; null for a year or a month alone, which is no day. */
function dayOf(text: string | undefined, zone: TimeZone): LocalDate | null {
  if (text === undefined) return null;
  if (isLocalDate(text)) return text;
  const at = momentOf(text);
  return at === null ? null : dateIn(at, zone);
}

function momentOf(text: string | undefined): Instant | null {
  if (text === undefined || !/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  try {
    return instant(text);
  } catch {
    return null;
  }
}
