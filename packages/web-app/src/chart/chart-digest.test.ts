import { expect, test } from "vitest";
import { digestChart } from "./chart-digest.ts";
import type { Allergy, EncounterSummary, Medication, Problem, VitalsRecord } from "./chart-types.ts";

const at = "2026-11-20T17:00:00.000Z";

function problem(label: string, status: Problem["status"]): Problem {
  return { problemId: label, code: null, label, onsetOn: null, resolvedOn: null, status };
}

function medication(name: string, status: Medication["status"]): Medication {
  return {
    medicationId: name,
    rxnorm: null,
    name,
    directions: "",
    startedOn: null,
    stoppedOn: null,
    status,
    orderId: null,
    recordedBy: "Ana Ramirez",
  };
}

function allergy(substance: string, status: Allergy["status"]): Allergy {
  return {
    allergyId: substance,
    substanceCode: null,
    substance,
    reaction: "",
    severity: "unknown",
    recordedAt: at,
    recordedBy: "Ana Ramirez",
    status,
  };
}

function vitals(vitalsId: string, enteredInError: boolean): VitalsRecord {
  return {
    vitalsId,
    patientId: "patient",
    encounterId: null,
    takenAt: at,
    takenBy: "Ana Ramirez",
    abnormal: [],
    bmiTenths: null,
    enteredInError,
    told: null,
    systolic: 120,
    diastolic: 80,
    pulse: null,
    respiration: null,
    temperatureHundredthsC: null,
    oxygenSaturation: null,
    weightGrams: null,
    heightMm: null,
    pain: null,
  };
}

function visit(serviceDate: string): EncounterSummary {
  return {
    encounterId: serviceDate,
    patientId: "patient",
    patientName: { family: "Lopez", given: "Maria", middle: null, suffix: null },
    birthDate: "1981-03-04",
    appointmentId: null,
    visitTypeName: "Acute visit",
    serviceDate,
    start: null,
    providerId: "provider",
    providerName: "Elena Alvarez, MD",
    supervisorId: null,
    status: "signed",
    diagnoses: [],
  };
}

const empty = {
  problems: [],
  allergies: { status: "not-asked", entries: [] },
  medications: { entries: [] },
  vitals: [],
  encounters: [],
} as const;

test("what is over or was an error is left out", () => {
  const digest = digestChart({
    ...empty,
    problems: [problem("Asthma", "active"), problem("Otitis", "resolved"), problem("Gout", "entered-in-error")],
    medications: { entries: [medication("Albuterol", "active"), medication("Amoxicillin", "stopped")] },
    allergies: {
      status: "listed",
      entries: [allergy("Latex", "inactive"), allergy("Penicillin", "active"), allergy("Eggs", "entered-in-error")],
    },
  });
  expect(digest.problems.map((one) => one.label)).toEqual(["Asthma"]);
  expect(digest.medications.map((one) => one.name)).toEqual(["Albuterol"]);
  expect(digest.allergies.active.map((one) => one.substance)).toEqual(["Penicillin"]);
});

test("nobody asked is not the same as none, also when all that was listed is struck", () => {
  expect(digestChart(empty).allergies).toEqual({ status: "not-asked", active: [] });
  const struck = { entries: [allergy("Eggs", "entered-in-error")] };
  for (const status of ["none-known", "not-asked"] as const)
    expect(digestChart({ ...empty, allergies: { status, ...struck } }).allergies).toEqual({ status, active: [] });
});

test("the last vital signs are the newest that stand", () => {
  const sets = [vitals("wrong", true), vitals("newest", false), vitals("old", false)];
  expect(digestChart({ ...empty, vitals: sets }).vitals?.vitalsId).toBe("newest");
  expect(digestChart({ ...empty, vitals: [vitals("wrong", true)] }).vitals).toBeNull();
});

test("of the visits the last few are shown", () => {
  const encounters = ["2026-11-20", "2026-10-02", "2026-08-15", "2026-01-09"].map(visit);
  expect(digestChart({ ...empty, encounters }).visits.map((one) => one.serviceDate)).toEqual([
    "2026-11-20",
    "2026-10-02",
    "2026-08-15",
  ]);
});
