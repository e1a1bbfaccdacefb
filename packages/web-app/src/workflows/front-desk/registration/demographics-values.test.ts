import { patientOperations, type Patient } from "@practicum/contracts/scheduling/patients";
import { NOTHING_ASKED, type AboutPatient } from "@practicum/contracts/scheduling/about-patient";
import { describe, expect, test } from "vitest";
import { demographicsFields, emptyDemographics, toDemographics, valuesOf } from "./demographics-values.ts";

const register = patientOperations.registerPatient.input;
const asInput = (values: ReturnType<typeof emptyDemographics>) => ({
  ...toDemographics(values),
  notDuplicateOf: [],
  source: null,
});

const patient: Patient = {
  patientId: "018f3c3e-5a7b-7c3d-8e9f-0123456789ab",
  mrn: "100042",
  version: 3,
  active: true,
  name: { family: "Lopez", given: "Maria", middle: "Ana", suffix: null },
  birthDate: "2019-03-04",
  sex: "female",
  phone: "6195550142",
  email: null,
  address: { line1: "1 Elm St", line2: null, city: "San Diego", state: "CA", zip: "921031234" },
  language: "es",
  guarantor: {
    name: { family: "Lopez", given: "Rosa", middle: "M", suffix: null },
    relationship: "parent",
    birthDate: null,
    address: { line1: "2 Oak St", line2: null, city: "San Diego", state: "CA", zip: "92104" },
    phone: null,
  },
  emergencyContact: null,
};

describe("demographics of the form", () => {
  test("name, birth date and sex are enough to register", () => {
    const values = {
      ...emptyDemographics({ family: "Lopez", given: "Maria", birthDate: "1981-03-04" }),
      sex: "female" as const,
    };
    expect(register.safeParse(asInput(values)).success).toBe(true);
  });

  test("what is wrong is named by the contract, field by field", () => {
    const parsed = register.safeParse(asInput({ ...emptyDemographics(), phone: "555-0142", line1: "1 Elm St" }));
    const fields = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join("."));
    expect(fields).toEqual(
      expect.arrayContaining(["name.family", "name.given", "birthDate", "phone", "address.city", "address.zip"]),
    );
  });

  test("a phone is taken however it is written", () => {
    for (const phone of ["6195550142", "(619) 555-0142", "+1 619.555.0142"]) {
      expect(toDemographics({ ...emptyDemographics(), phone }).phone).toBe("6195550142");
    }
  });

  test("a record goes through the form unchanged, with what the form does not show", () => {
    const about: AboutPatient = {
      preferredName: "Mia",
      formerNames: [
        { family: "Smith", given: null },
        { family: "Jones Cruz", given: "Marie" },
      ],
      pronouns: { code: "other", text: "ze/hir" },
      genderIdentity: { code: "declined", text: "" },
      races: { chosen: ["asian", "white"], declined: false },
      interpreter: "asl",
    };
    const { patientId: _, mrn: __, version: ___, active: ____, ...demographics } = patient;
    expect(toDemographics(valuesOf({ ...patient, about }), patient)).toEqual({
      ...demographics,
      about,
      otherPhones: [],
    });
    expect(toDemographics(valuesOf(patient), patient)).toEqual({
      ...demographics,
      about: NOTHING_ASKED,
      otherPhones: [],
    });
  });

  test("SCH-304 other phones go through the form, and a wrong one is named in its own row", () => {
    const otherPhones = [{ phone: "6195550155", kind: "work" as const, noMessage: true }];
    const values = { ...valuesOf({ ...patient, otherPhones }) };
    expect(values.otherPhones.map(({ phone }) => phone)).toEqual(["(619) 555-0155"]);
    expect(toDemographics(values, patient).otherPhones).toEqual(otherPhones);
    const wrong = {
      ...values,
      otherPhones: [...values.otherPhones, { phone: " ", kind: "home" as const, noMessage: false }],
    };
    const parsed = register.safeParse(asInput(wrong));
    expect(parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."))).toEqual([
      "otherPhones.1.phone",
    ]);
  });

  test("SCH-297, SCH-298, SCH-301 what patients say of themselves is optional, and what is wrong with it is named", () => {
    const values = {
      ...emptyDemographics({ family: "Lopez", given: "Ana", birthDate: "1981-03-04" }),
      sex: "female" as const,
    };
    const faults = (more: object) => {
      const parsed = register.safeParse(asInput({ ...values, ...more }));
      return parsed.success ? [] : parsed.error.issues.map(({ path }) => demographicsFields[path.join(".")]);
    };
    expect(faults({})).toEqual([]);
    expect(faults({ pronouns: "other" })).toEqual(["pronounsText"]);
    expect(faults({ genderIdentity: "other" })).toEqual(["genderText"]);
    expect(faults({ formerNames: "A; B; C; D; E; F" })).toEqual(["formerNames"]);
    expect(faults({ formerNames: "Smith; , Ana" })).toEqual(["formerNames"]);
    expect(faults({ races: ["asian"], racesDeclined: true })).toEqual(["races"]);
    expect(toDemographics({ ...values, racesDeclined: true }).about?.races).toEqual({ chosen: [], declined: true });
    expect(faults({ racesDeclined: true, interpreter: "none" })).toEqual([]);
    expect(faults({ preferredName: "x".repeat(36) })).toEqual(["preferredName"]);
  });
});
