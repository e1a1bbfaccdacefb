import { EMPTY_WORKSHEET } from "@practicum/contracts/charting/em-level";
import { expect, test } from "vitest";
import type { Medication, VitalsRecord } from "../../../chart/chart-types.ts";
import { sheetText, visitSheet, withoutOwn, type SheetFacts } from "./sheet.ts";

const section = (text: string) => ({
  text,
  generated: [],
  carried: [],
  version: 1,
  savedAt: null,
  savedBy: null,
  savedById: null,
});

function vitals(more: Partial<VitalsRecord>): VitalsRecord {
  return {
    vitalsId: "v",
    patientId: "p",
    encounterId: "e",
    takenAt: "2026-11-23T16:00:00.000Z",
    takenBy: "Ana Ramirez, MA",
    abnormal: [],
    bmiTenths: null,
    enteredInError: false,
    told: null,
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
    ...more,
  };
}

function medication(name: string, more: Partial<Medication>): Medication {
  return {
    medicationId: name,
    rxnorm: null,
    name,
    directions: "1 tablet a day",
    startedOn: null,
    stoppedOn: null,
    status: "active",
    orderId: null,
    recordedBy: "",
    ...more,
  };
}

const order: Omit<SheetFacts["encounter"]["orders"][number], "orderId" | "status" | "state"> = {
  encounterId: "e",
  patientId: "p",
  rxnorm: null,
  name: "Lisinopril 10 mg tablet",
  directions: "1 tablet a day",
  quantity: 30,
  quantityUnit: "tablet",
  daysSupply: 30,
  refills: 0,
  substitution: true,
  alerts: [],
  orderedAt: "2026-11-23T16:00:00.000Z",
  orderedBy: "Chen",
  orderedById: null,
  schedule: null,
  needsOwnSignature: false,
  ownSignature: null,
  steps: [],
};

function facts(more: Partial<SheetFacts>, encounter: Partial<SheetFacts["encounter"]> = {}): SheetFacts {
  return {
    encounter: {
      encounterId: "e",
      patientId: "p",
      patientName: { family: "Lopez", given: "Maria", middle: null, suffix: null },
      birthDate: "1981-03-04",
      sex: "female",
      mrn: "100042",
      appointmentId: null,
      locationId: null,
      visitTypeName: "Follow-up",
      serviceDate: "2026-11-23",
      start: "08:15",
      providerId: "chen",
      providerName: "David Chen, MD",
      supervisorId: null,
      status: "signed",
      sections: {
        reason: section("Cough"),
        hpi: section(""),
        ros: section(""),
        exam: section(""),
        assessment: section("Secret thoughts"),
        plan: section("Rest."),
      },
      forms: [],
      diagnoses: [{ code: "J06.9", label: "Cold" }],
      procedures: [],
      codedBy: {},
      codingVersion: 1,
      orders: [],
      inHouse: [],
      em: { worksheet: EMPTY_WORKSHEET, version: 0, support: null },
      followUp: { value: null, version: 0 },
      vitals: [],
      signedAt: null,
      signedBy: null,
      cosignedAt: null,
      cosignedBy: null,
      addenda: [],
      cosignSteps: [],
      seal: null,
      ...encounter,
    },
    allergies: { status: "not-asked", entries: [] },
    medications: [],
    visits: [],
    practice: { name: "Mission Bay", phone: "6195550100" },
    ...more,
  };
}

const linesOf = (all: SheetFacts, title: string, language: "en" | "es" = "en") =>
  visitSheet(all, language, "Drink water.\n\nRest.").find((part) => part.title === title)?.lines;

test("CHT-141 medicines: what is new and what ended in this visit is said; a draft is nothing yet", () => {
  const all = facts(
    {
      medications: [
        medication("Lisinopril 10 mg tablet", { orderId: "signed" }),
        medication("Metformin 500 mg tablet", { orderId: "of an earlier visit" }),
        medication("Aspirin", { orderId: "draft" }),
        medication("Ibuprofen", { status: "stopped", stoppedOn: "2026-11-23" }),
        medication("Old", { status: "stopped", stoppedOn: "2026-01-01" }),
        medication("Wrong", { status: "entered-in-error" }),
      ],
    },
    {
      orders: [
        { ...order, orderId: "signed", status: "signed", state: "signed" },
        { ...order, orderId: "draft", name: "Draft drug", status: "draft", state: "draft" },
      ],
    },
  );
  expect(linesOf(all, "Your medicines now")).toEqual([
    "NEW: Lisinopril 10 mg tablet – 1 tablet a day",
    "Metformin 500 mg tablet – 1 tablet a day",
    "Aspirin – 1 tablet a day",
    "STOP taking: Ibuprofen",
  ]);
  expect(sheetText(visitSheet(all, "en", "Rest."))).not.toContain("Draft drug");
});

test("CHT-141 not asked is not none, in both languages", () => {
  const allergies = (status: "not-asked" | "none-known") => facts({ allergies: { status, entries: [] } });
  expect(linesOf(allergies("not-asked"), "Your allergies, as we have them")).toEqual([
    "We have not asked you yet. Please tell us of any allergy.",
  ]);
  expect(linesOf(allergies("none-known"), "Your allergies, as we have them")).toEqual(["None that you know of."]);
  expect(linesOf(allergies("none-known"), "Sus alergias, según nuestro registro", "es")).toEqual([
    "Ninguna que usted sepa.",
  ]);
});

test("CHT-141 the measurements of the visit that stand, and no clinician's thoughts", () => {
  const all = facts(
    {},
    {
      vitals: [
        vitals({ systolic: 220, diastolic: 90, enteredInError: true }),
        vitals({ systolic: 121, diastolic: 79 }),
      ],
    },
  );
  expect(linesOf(all, "What we measured")).toEqual(["Blood pressure: 121/79"]);
  const text = sheetText(visitSheet(all, "en", "Rest."));
  expect(text).not.toContain("Secret thoughts");
  expect(text).not.toContain("220");
  expect(text).toContain("What to do now\n- Rest.");
});

test("what is to come is said in the sheet's language, and that nothing is booked too", () => {
  expect(linesOf(facts({}), "Your next visits")).toEqual(["No visit is booked."]);
  const visits = [{ date: "2026-12-07", start: "09:30", visitTypeName: "Follow-up" }];
  expect(linesOf(facts({ visits }), "Your next visits")).toEqual(["December 7, 2026, 9:30 AM: Follow-up"]);
  expect(linesOf(facts({ visits }), "Sus próximas visitas", "es")).toEqual([
    "7 de diciembre de 2026, 9:30 AM: Follow-up",
  ]);
  expect(linesOf(facts({}), "What to do now")).toEqual(["Drink water.", "Rest."]);
});

test("CHT-458 the sheet asks the patient back around the day of the note, whether or not a visit is booked; of what is a minor's own a parent reads nothing", () => {
  const value = {
    kind: "visit",
    when: { kind: "after", count: 2, unit: "weeks" },
    visitType: { visitTypeId: "t", name: "Follow-up" },
    provider: { staffId: "chen", name: "David Chen, MD" },
    why: "blood pressure",
  } as const;
  const asked = facts({}, { followUp: { value, version: 1 } });
  const english = "Please come back around December 7, 2026: Follow-up, David Chen, MD (blood pressure)";
  expect(linesOf(asked, "Your next visits")).toEqual([english, "No visit is booked."]);
  expect(linesOf(asked, "Sus próximas visitas", "es")?.[0]).toBe(
    "Por favor vuelva alrededor del 7 de diciembre de 2026: Follow-up, David Chen, MD (blood pressure)",
  );
  const visits = [{ date: "2026-12-08", start: "09:30", visitTypeName: "Follow-up" }];
  expect(linesOf({ ...asked, visits }, "Your next visits")).toEqual([english, "December 8, 2026, 9:30 AM: Follow-up"]);
  const none = facts({}, { followUp: { value: { kind: "none" }, version: 1 } });
  expect(linesOf(none, "Your next visits")?.[0]).toMatch(/^You do not need to come back/);
  expect(linesOf(withoutOwn(asked, new Set(["e"])), "Your next visits")).toEqual(["No visit is booked."]);
});
