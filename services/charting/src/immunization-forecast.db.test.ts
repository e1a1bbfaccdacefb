import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, outcome, patient, value, type Clinic } from "./test/clinic.ts";

/** Rules of our own in CDC's shape: two doses of a vaccine against polio, a yearly one whose season is over, and one for diabetes. */
const vaccineDose = (number: number, cvx: string, rules: object = {}) => ({
  doseNumber: `Dose ${number}`,
  preferableVaccine: [{ cvx, forecastVaccineType: "Y" }],
  ...rules,
});
const file = (name: string, group: string, seriesDose: readonly object[], rules: object = {}) => ({
  name: `AntigenSupportingData- ${name}.json`,
  text: JSON.stringify({
    antigenSupportingData: {
      series: [
        {
          seriesName: name,
          targetDisease: name,
          vaccineGroup: group,
          seriesType: "Standard",
          selectSeries: { defaultSeries: "Yes", productPath: "No", seriesGroup: "1", seriesPriority: "A" },
          seriesDose,
          ...rules,
        },
      ],
    },
  }),
});
const POLIO = file("Polio", "Polio", [
  vaccineDose(1, "10", {
    age: [{ absMinAge: "6 weeks", minAge: "6 weeks", earliestRecAge: "2 months", latestRecAge: "4 months" }],
  }),
  vaccineDose(2, "10", {
    interval: [
      {
        fromPrevious: "Y",
        absMinInt: "4 weeks",
        minInt: "4 weeks",
        earliestRecInt: "8 weeks",
        latestRecInt: "13 weeks",
      },
    ],
  }),
]);
const FLU = file("Influenza", "Influenza", [
  vaccineDose(1, "140", { seasonalRecommendation: { startDate: "2025-07-01", endDate: "2026-06-30" } }),
]);
const RISK = file("Pneumococcal", "Pneumococcal", [vaccineDose(1, "216")], {
  seriesType: "Risk",
  indication: [{ observationCode: { code: "014" } }],
});
const SCHEDULE = {
  name: "ScheduleSupportingData.json",
  text: JSON.stringify({
    scheduleSupportingData: {
      cvxToAntigenMap: {
        cvxMap: Object.entries({ "10": "Polio", "140": "Influenza", "216": "Pneumococcal" }).map(([cvx, antigen]) => ({
          cvx,
          association: [{ antigen }],
        })),
      },
    },
  }),
};

// The clock stands on 2026-11-23.
describe.each(databaseKinds)("vaccines due on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(async () => clinic.kit.stop());

  const load = async (files: readonly { readonly name: string; readonly text: string }[], hash: string) => {
    await clinic.kit.rows("charting", "delete from terminology_fact where kind = 'cdsi'");
    for (const one of files) {
      const attrs = JSON.stringify({ code: "CDSI", file: one.name, hash, text: one.text }).replaceAll("'", "''");
      await clinic.kit.rows(
        "charting",
        `insert into terminology_fact (kind, key, valid_from, attrs) values ('cdsi', 'CDSI ${one.name} ${hash}', '2026-01-01', '${attrs}')`,
      );
    }
  };
  const due = async (patientId: string) =>
    value(await clinic.call("immunizationForecast", { patientId: patientId as never }, { as: clinic.chen }));
  const groupOf = async (patientId: string, group: string) =>
    (await due(patientId)).groups.find((one) => one.group === group);
  const had = async (patientId: string, cvx: string, givenOn: string) => {
    const immunizationId = clinic.kit.ids.next<"immunization">();
    const dose = {
      immunizationId,
      patientId: patientId as never,
      cvx,
      givenOn: givenOn as never,
      lot: "",
      knownFrom: "Card",
    };
    value(await clinic.call("recordPastImmunization", dose, { as: clinic.ma }));
    return immunizationId;
  };

  test("CHT-510 CHT-516 without rules nothing is forecast; broken ones are said to be; others count with the next question", async () => {
    const patientId = await patient(clinic, "2026-06-01");
    expect(await due(patientId)).toEqual({
      rules: "missing",
      groups: [],
      considered: [],
      notConsidered: [],
      unknownVaccines: [],
    });
    await load([POLIO, { name: "ScheduleSupportingData.json", text: "{" }], "1");
    expect(await due(patientId)).toMatchObject({ rules: "unreadable", groups: [] });
    await load([POLIO, FLU, RISK, SCHEDULE], "2");
    expect((await due(patientId)).rules).toBe("loaded");
  });

  test("CHT-512 overdue, due, due soon and later are told apart by the day; what is out of season is not known", async () => {
    await load([POLIO, FLU, RISK, SCHEDULE], "2");
    const states = async (born: string) => (await groupOf(await patient(clinic, born), "Polio"))?.state;
    expect(await states("2026-07-23")).toBe("overdue");
    expect(await states("2026-07-24")).toBe("due");
    expect(await states("2026-09-23")).toBe("due");
    expect(await states("2026-09-24")).toBe("due-soon");
    expect(await states("2026-10-24")).toBe("later");
    expect((await groupOf(await patient(clinic, "2026-07-01"), "Influenza"))?.state).toBe("unknown");
  });

  test("CHT-511 doses of elsewhere count, struck and refused ones do not; what the rules do not know is named", async () => {
    const patientId = await patient(clinic, "2026-06-01");
    const first = await had(patientId, "10", "2026-08-01");
    expect(await groupOf(patientId, "Polio")).toMatchObject({
      dose: 2,
      earliestOn: "2026-08-29",
      recommendedOn: "2026-09-26",
      state: "overdue",
      vaccines: [{ cvx: "10" }],
    });
    await had(patientId, "10", "2026-10-01");
    expect((await groupOf(patientId, "Polio"))?.state).toBe("complete");
    value(
      await clinic.call(
        "strikeImmunization",
        { immunizationId: first, patientId, reason: "Her sister's" },
        { as: clinic.ma },
      ),
    );
    const refusal = {
      immunizationId: clinic.kit.ids.next<"immunization">(),
      patientId,
      cvx: "10",
      refusedOn: "2026-11-01" as never,
      reason: "Parent declines",
    };
    value(await clinic.call("recordVaccineRefusal", refusal, { as: clinic.ma }));
    expect((await groupOf(patientId, "Polio"))?.dose).toBe(2);
    await had(patientId, "20", "2026-10-02");
    expect((await due(patientId)).unknownVaccines).toEqual([expect.stringContaining("(CVX 20)")]);
  });

  test("CHT-511 a problem that CDC's rules know is looked at; what was not is named", async () => {
    const patientId = await patient(clinic, "1980-06-01");
    const add = async (code: string, label: string) => {
      const problem = { problemId: clinic.kit.ids.next<"problem">(), patientId, code, label, onsetOn: null };
      value(await clinic.call("addProblem", problem, { as: clinic.chen }));
    };
    expect(await groupOf(patientId, "Pneumococcal")).toBeUndefined();
    await add("E11.9", "Type 2 diabetes");
    await add("I10", "Hypertension");
    expect(await groupOf(patientId, "Pneumococcal")).toMatchObject({ state: "due", dose: 1 });
    expect(await due(patientId)).toMatchObject({
      considered: [expect.stringMatching(/diabetes/iu)],
      notConsidered: [expect.stringMatching(/hypertension/iu)],
    });
  });

  test("CHT-515 who reads no charts is refused", async () => {
    const patientId = await patient(clinic, "2026-06-01");
    const as = { ...clinic.ma, roles: ["front-desk" as const] };
    expect(outcome(await clinic.call("immunizationForecast", { patientId: patientId as never }, { as }))).toBe(
      "not-allowed",
    );
  });
});
