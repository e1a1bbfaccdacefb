import { describe, expect, test } from "vitest";
import { mapBundle, UnusableFile } from "./map-bundle.ts";

const zone = "America/Los_Angeles";
const patient = {
  resourceType: "Patient",
  id: "p1",
  name: [{ family: "Rivera", given: ["Ana", "Luz"] }],
  gender: "female",
  birthDate: "1980-02-29",
  address: [{ line: ["1 Main St"], city: "Boston", state: "Massachusetts", postalCode: "02114" }],
};
const bundleOf = (...resources: object[]) =>
  JSON.stringify({ resourceType: "Bundle", type: "transaction", entry: resources.map((resource) => ({ resource })) });
const loinc = (code: string, display: string) => ({ coding: [{ system: "http://loinc.org", code, display }] });
const at = "2024-05-06T01:30:00+00:00";

describe("a patient's bundle", () => {
  test("gives the registration with its source", () => {
    const { patient: mapped } = mapBundle(bundleOf(patient), "test", zone);
    expect(mapped.registration).toMatchObject({
      name: { family: "Rivera", given: "Ana", middle: "Luz" },
      birthDate: "1980-02-29",
      sex: "female",
      address: { state: "MA", zip: "02114" },
      source: { system: "test", value: "p1" },
    });
  });
  test.each([
    ["New Mexico", "87101", "NM", null],
    ["nm", "87101-1234", "NM", null],
    ["Ontario", "87101", null, "its state is none of the United States"],
    ["NM", "871", null, "its ZIP code has not five or nine digits"],
  ])("an address in %s %s is taken, or left with its reason", (state, postalCode, taken, left) => {
    const { patient: mapped, kinds } = mapBundle(
      bundleOf({ ...patient, address: [{ line: ["1 Main St"], city: "Taos", state, postalCode }] }),
      "test",
      zone,
    );
    expect(mapped.registration.address?.state ?? null).toBe(taken);
    expect(kinds["Patient.address"]).toEqual(left === null ? undefined : { read: 1, joined: 0, left: { [left]: 1 } });
  });
  test("gathers vital signs of one moment into one set, in the chart's units", () => {
    const observed = (id: string, code: string, value: number, unit: string) => ({
      resourceType: "Observation",
      id,
      status: "final",
      code: loinc(code, code),
      effectiveDateTime: at,
      valueQuantity: { value, code: unit },
    });
    const pressure = {
      resourceType: "Observation",
      id: "bp",
      status: "final",
      code: loinc("85354-9", "BP"),
      effectiveDateTime: at,
      component: [
        { code: loinc("8480-6", "S"), valueQuantity: { value: 121.4, code: "mm[Hg]" } },
        { code: loinc("8462-4", "D"), valueQuantity: { value: 78, code: "mm[Hg]" } },
      ],
    };
    const { entries, kinds } = mapBundle(
      bundleOf(patient, observed("h", "8302-2", 183.15, "cm"), observed("w", "29463-7", 80.02, "kg"), pressure),
      "test",
      zone,
    );
    expect(entries.get("Observation")).toEqual([
      {
        kind: "vitals",
        sourceId: "vitals/2024-05-06T01:30:00.000Z",
        at: "2024-05-06T01:30:00.000Z",
        vitals: expect.objectContaining({
          heightMm: 1832,
          headMm: null,
          weightGrams: 80_020,
          systolic: 121,
          diastolic: 78,
          pulse: null,
        }),
      },
    ]);
    // Three were read and one set is taken: the other two are accounted for.
    expect(kinds["Observation"]).toEqual({ read: 3, joined: 2, left: {} });
  });
  test("takes a temperature by the unit that it says, and leaves one that says none", () => {
    const observed = (valueQuantity: object) =>
      mapBundle(
        bundleOf(patient, {
          resourceType: "Observation",
          id: "t",
          status: "final",
          code: loinc("8310-5", "T"),
          effectiveDateTime: at,
          valueQuantity,
        }),
        "test",
        zone,
      );
    expect(observed({ value: 101.2, code: "[degF]" }).entries.get("Observation")).toMatchObject([
      { vitals: { temperatureHundredthsC: 3844 } },
    ]);
    expect(observed({ value: 38.4, code: "Cel" }).entries.get("Observation")).toMatchObject([
      { vitals: { temperatureHundredthsC: 3840 } },
    ]);
    const { entries, kinds } = observed({ value: 98.6 });
    expect(entries.get("Observation")).toBeUndefined();
    expect(kinds["Observation"]).toEqual({ read: 1, joined: 0, left: { "its value has no unit that is known": 1 } });
  });
  test("a moment becomes the practice's day; a year alone is no day", () => {
    const condition = (id: string, onsetDateTime: string) => ({
      resourceType: "Condition",
      id,
      code: { text: "Hypertension" },
      onsetDateTime,
    });
    const { entries } = mapBundle(bundleOf(patient, condition("a", at), condition("b", "1999")), "test", zone);
    expect(entries.get("Condition")).toMatchObject([{ onsetOn: "2024-05-05" }, { onsetOn: null }]);
  });
  test("counts what it has no place for, and what is not as FHIR wants it, with the reason", () => {
    const { kinds } = mapBundle(
      bundleOf(
        patient,
        { resourceType: "Goal", id: "g" },
        { resourceType: "Immunization", id: "i", status: "completed" },
      ),
      "test",
      zone,
    );
    expect(kinds).toMatchObject({
      Goal: { read: 1, left: { "this version has no place for it": 1 } },
      Immunization: { read: 1, left: { "not as FHIR R4 wants it: vaccineCode": 1 } },
    });
  });
  test("reads a coverage inside an explanation of benefits, and leaves one without a member number", () => {
    const contained = [{ resourceType: "Coverage", id: "coverage", payor: [{ display: "medicaid" }] }];
    const { coverages, kinds } = mapBundle(
      bundleOf(patient, { resourceType: "ExplanationOfBenefit", id: "e", contained }),
      "test",
      zone,
    );
    expect(coverages).toEqual([]);
    expect(kinds["Coverage"]).toEqual({ read: 1, joined: 0, left: { "it has no member number": 1 } });
  });
});

test.each([
  ["{", "it is not JSON"],
  ["{}", "it is not a FHIR Bundle"],
  [bundleOf(), "it holds no patient"],
  [bundleOf(patient, { ...patient, id: "p2" }), "it holds more than one patient"],
])("an unusable file is named and why", (text, why) =>
  expect(() => mapBundle(text, "test", zone)).toThrow(new UnusableFile(why)),
);
