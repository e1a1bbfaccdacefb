import { isNpi } from "@practicum/kernel/npi";
import { ageInYears } from "@practicum/kernel/local-date";
import { payerByElectronicId } from "@practicum/simulators/payer/payers";
import { memberKind } from "@practicum/simulators/payer/member";
import { baseRates } from "@practicum/simulators/payer/base-rates";
import { describe, expect, test } from "vitest";
import { locations, profile, staff } from "./practice.ts";
import { seedPatients } from "./patients.ts";
import { scenarios } from "./scenarios.ts";
import { chooseScenario } from "./plan-day.ts";

const today = "2026-11-22";
const patients = seedPatients("a", 400, today);

describe("the demonstration practice", () => {
  test("has two physicians, a PA under one of them, an NP, two MAs, two at the desk, a biller and a manager", () => {
    const count = (role: string) => staff.filter((one) => one.roles.some((r) => r === role)).length;
    expect([
      count("physician"),
      count("physician-assistant"),
      count("nurse-practitioner"),
      count("medical-assistant"),
      count("front-desk"),
      count("biller"),
      count("practice-manager"),
    ]).toEqual([2, 1, 1, 2, 2, 1, 1]);
    expect(staff.find((one) => one.roles.includes("physician-assistant"))?.supervisor).toBe("alvarez");
    expect(locations).toHaveLength(2);
  });
  test("every NPI is valid and used once", () => {
    const all = [profile.npi, ...locations.map((one) => one.npi), ...staff.flatMap((one) => one.npi ?? [])];
    expect(all.every(isNpi)).toBe(true);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("the patients", () => {
  test("are the same for a seed and others for another", () => {
    expect(seedPatients("a", 400, today)).toEqual(patients);
    expect(seedPatients("b", 5, today)).not.toEqual(patients.slice(0, 5));
  });
  test("have names of their own and birth dates in the past", () => {
    expect(new Set(patients.map((one) => `${one.family} ${one.given}`)).size).toBe(400);
    expect(patients.every((one) => one.birthDate < today && ageInYears(one.birthDate, today) < 100)).toBe(true);
  });
  test("carry member numbers of their payer's form, some of them ended, elsewhere or silent", () => {
    const kinds = new Set<string>();
    for (const { coverage } of patients) {
      if (!coverage) continue;
      const payer = payerByElectronicId(coverage.electronicId);
      expect(coverage.memberId).toMatch(new RegExp(payer?.memberIdPattern ?? "never"));
      if (payer) kinds.add(memberKind(payer, coverage.memberId));
    }
    expect([...kinds].toSorted()).toEqual(["active", "elsewhere", "silent", "terminated"]);
  });
  test("from every payer, and some without", () => {
    expect(new Set(patients.map((one) => one.coverage?.electronicId ?? "none")).size).toBe(13);
  });
});

describe("the scenarios", () => {
  test("fit every age, and charge only what the fee schedule prices", () => {
    for (const patient of patients) {
      for (const roll of [0, 0.5, 0.999]) expect(chooseScenario(patient, today, roll)).toBeDefined();
    }
    expect(
      scenarios.flatMap((one) => one.procedures.map((p) => p.code)).filter((code) => !(code in baseRates)),
    ).toEqual([]);
  });
  test("point to diagnoses that they have", () => {
    for (const scenario of scenarios)
      for (const procedure of scenario.procedures)
        for (const pointer of procedure.pointers) expect(pointer).toBeLessThanOrEqual(scenario.diagnoses.length);
  });
});
