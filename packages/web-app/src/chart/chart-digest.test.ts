import { expect, test } from "vitest";
import { digestChart, openLoops, type Chart } from "./chart-digest.ts";
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
    headMm: null,
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

const empty: Chart = {
  problems: [],
  allergies: { status: "not-asked", entries: [] },
  medications: { reviewedAt: null, entries: [] },
  vitals: [],
  encounters: [],
};

test("what is over or was an error is left out", () => {
  const digest = digestChart({
    ...empty,
    problems: [problem("Asthma", "active"), problem("Otitis", "resolved"), problem("Gout", "entered-in-error")],
    medications: {
      reviewedAt: null,
      entries: [medication("Albuterol", "active"), medication("Amoxicillin", "stopped")],
    },
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

test("of the visits the last few are shown", () => {
  const encounters = ["2026-11-20", "2026-10-02", "2026-08-15", "2026-01-09"].map(visit);
  expect(digestChart({ ...empty, encounters }, 3).visits.map((one) => one.serviceDate)).toEqual([
    "2026-11-20",
    "2026-10-02",
    "2026-08-15",
  ]);
});

test("a problem tells the last signed note with its own code, not an open one and not a sibling's", () => {
  const asthma = { ...problem("Asthma", "active"), code: "J45.909" };
  const named = (on: string, code: string, status: EncounterSummary["status"]): EncounterSummary => ({
    ...visit(on),
    status,
    diagnoses: [{ code, label: code }],
  });
  const encounters = [
    named("2026-11-20", "J45.909", "open"),
    named("2026-10-02", "J45.901", "signed"),
    named("2026-08-15", "J45.909", "cosigned"),
    named("2026-01-09", "J45.909", "signed"),
  ];
  const [line] = digestChart({ ...empty, problems: [asthma], encounters }).problems;
  expect(line?.lastIn?.serviceDate).toBe("2026-08-15");
  expect(digestChart({ ...empty, problems: [problem("Cough", "active")], encounters }).problems[0]?.lastIn).toBeNull();
});

test("open loops: what was begun and not ended, each with the page where it ends", () => {
  const asked = { status: "none-known", entries: [] } as const;
  const today = "2026-11-20";
  const loops = (chart: Partial<Chart>) =>
    openLoops({ ...empty, allergies: asked, ...chart }, today).map(({ key, tab, urgent }) => ({ key, tab, urgent }));
  expect(loops({})).toEqual([]);
  expect(loops({ allergies: { status: "not-asked", entries: [] } })).toEqual([
    { key: "allergies", tab: "meds", urgent: true },
  ]);
  const open = (on: string): EncounterSummary => ({ ...visit(on), status: "open" });
  expect(
    loops({ encounters: [open(today), open("2026-11-18"), { ...visit("2026-11-02"), status: "awaiting-cosign" }] }),
  ).toEqual([
    { key: "2026-11-18", tab: "visit/2026-11-18", urgent: false },
    { key: "2026-11-02", tab: "visit/2026-11-02", urgent: false },
  ]);
  const critical = [{ field: "systolic", direction: "high", critical: true } as const];
  const set = (id: string, more: Partial<VitalsRecord>) => ({ ...vitals(id, false), abnormal: critical, ...more });
  const told = { to: "Elena Alvarez, MD", by: "Ana Ramirez", at };
  expect(
    loops({
      vitals: [
        set("untold", {}),
        set("told", { told }),
        set("struck", { enteredInError: true }),
        vitals("well", false),
      ],
    }),
  ).toEqual([{ key: "untold", tab: "rooming", urgent: true }]);
  const taken = [medication("Albuterol", "active")];
  expect(loops({ medications: { reviewedAt: null, entries: taken } }).map((one) => one.key)).toEqual(["medications"]);
  expect(loops({ medications: { reviewedAt: at, entries: taken } })).toEqual([]);
});
