import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, outcome, patient, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("growth charts on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(async () => clinic.kit.stop());

  const nothing = {
    systolic: null,
    diastolic: null,
    pulse: null,
    respiration: null,
    temperatureHundredthsC: null,
    oxygenSaturation: null,
    pain: null,
  };
  const measure = async (patientId: string, weightGrams: number, heightMm: number) => {
    const vitalsId = clinic.kit.ids.next<"vitals">();
    const set = { ...nothing, vitalsId, patientId: patientId as never, encounterId: null, weightGrams, heightMm };
    value(await clinic.call("recordVitals", set, { as: clinic.ma }));
    return vitalsId;
  };
  const growth = async (patientId: string) =>
    value(await clinic.call("growthCharts", { patientId: patientId as never }, { as: clinic.chen }));
  const load = (code: string, kind: string, start: number, m: number, end: number) =>
    clinic.kit.rows(
      "charting",
      `insert into terminology_fact (kind, key, valid_from, attrs) values ('growth', '${code} ${kind} female ${start}', '2000-05-30',
        '{"code": "${code}", "measure": "${kind}", "sex": "female", "start": ${start}, "points": [[${start}, 1, ${m}, 0.1], [${end}, 1, ${m}, 0.1]]}')`,
    );

  test("CHT-180 CHT-183 what was measured is read against what is loaded; until then the answer names what is missing", async () => {
    // The clinic's patients are girls; the clock stands on 2026-11-23.
    const patientId = await patient(clinic, "2025-08-23");
    await measure(patientId, 10_000, 780);
    expect(await growth(patientId)).toMatchObject({
      sex: "female",
      charts: [],
      missing: [
        { source: "WHO", measure: "weight-age" },
        { source: "WHO", measure: "height-age" },
        { source: "WHO", measure: "weight-length" },
      ],
    });
    await load("WHO", "weight-age", 0, 9, 60);
    const wrong = await measure(patientId, 100_000, 780);
    const reason = "A zero too many";
    value(await clinic.call("strikeVitals", { vitalsId: wrong, patientId, reason }, { as: clinic.ma }));
    const { charts, missing } = await growth(patientId);
    expect(missing.map((one) => one.measure)).toEqual(["height-age", "weight-length"]);
    expect(charts).toMatchObject([
      { measure: "weight-age", source: "WHO", points: [{ value: 10, z: 1.11, percentile: 86.7, ageMonths: 15.01 }] },
    ]);
  });

  test("CHT-185 the head is kept to the millimeter, is among the growth charts, and above what can be it is refused", async () => {
    const patientId = await patient(clinic, "2025-08-23");
    const ids = { patientId: patientId as never, encounterId: null };
    const head = (headMm: number) =>
      clinic.call(
        "recordVitals",
        { ...nothing, ...ids, vitalsId: clinic.kit.ids.next<"vitals">(), weightGrams: null, heightMm: null, headMm },
        { as: clinic.ma },
      );
    expect(outcome(await head(4650))).toBe("out-of-range");
    value(await head(465));
    expect((await growth(patientId)).missing).toEqual([{ source: "WHO", measure: "head-age" }]);
    await load("WHO", "head-age", 0, 46.5, 60);
    expect((await growth(patientId)).charts).toMatchObject([
      { measure: "head-age", points: [{ value: 46.5, percentile: 50 }] },
    ]);
    const chart = value(await clinic.call("getChart", { patientId: patientId as never }, { as: clinic.chen }));
    expect(chart.vitals.map((one) => [one.headMm, one.weightGrams, one.heightMm])).toEqual([[465, null, null]]);
  });

  test("CHT-183 an adult has none, and neither front desk nor biller reads them", async () => {
    const adult = await patient(clinic, "1981-03-04");
    await measure(adult, 80_000, 1800);
    expect(await growth(adult)).toMatchObject({ charts: [], missing: [], beyond: 1 });
    for (const role of ["front-desk", "biller"] as const) {
      const as = { ...clinic.ma, roles: [role] };
      expect(outcome(await clinic.call("growthCharts", { patientId: adult }, { as }))).toBe("not-allowed");
    }
  });
});
