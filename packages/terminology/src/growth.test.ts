import { describe, expect, test } from "vitest";
import { BANDS, lmsAt, percentileOf, valueAtZ, zOf } from "./growth.ts";
import { growthMeasureOf, loadGrowth } from "./load/growth.ts";
import { collect } from "./load/lines.ts";
import { sample, samplesMissing } from "./test/samples.ts";

const table = {
  points: [
    [0, 1, 10, 0.1],
    [10, 1, 20, 0.2],
  ],
} as const;

test("CHT-181 between two points of a reference the values lie on the straight line; beyond its ends there are none", () => {
  expect(lmsAt(table, 5)).toEqual({ l: 1, m: 15, s: expect.closeTo(0.15, 10) });
  expect(lmsAt(table, 0)?.m).toBe(10);
  expect(lmsAt(table, 10)?.m).toBe(20);
  expect([lmsAt(table, -0.1), lmsAt(table, 10.1)]).toEqual([undefined, undefined]);
});

test("CHT-181 value and z-score are each other's opposite, also where the skewness is nothing", () => {
  for (const l of [-1.5, 0, 0.7])
    for (const z of [-2.5, 0, 1.3])
      expect(
        zOf({ code: "CDC", measure: "bmi-age" }, { l, m: 16, s: 0.1 }, valueAtZ({ l, m: 16, s: 0.1 }, z)),
      ).toBeCloseTo(z, 8);
});

test("CHT-181 the percentile is the normal distribution's", () => {
  for (const [percentile, z] of BANDS) expect(percentileOf(z)).toBeCloseTo(percentile, 2);
  expect(percentileOf(-3)).toBeCloseTo(0.135, 2);
  expect(percentileOf(2)).toBeCloseTo(97.725, 2);
});

test("CHT-181 beyond three, the WHO's weights go in steps of the last standard deviation, and its lengths do not", () => {
  const lms = { l: -0.35, m: 10, s: 0.1 };
  const [second, third] = [valueAtZ(lms, 2), valueAtZ(lms, 3)];
  const heavy = third + 2 * (third - second);
  expect(zOf({ code: "WHO", measure: "weight-age" }, lms, heavy)).toBeCloseTo(5, 8);
  expect(zOf({ code: "WHO", measure: "height-age" }, lms, heavy)).toBeLessThan(5);
  expect(zOf({ code: "CDC", measure: "weight-age" }, lms, heavy)).toBeLessThan(5);
  const light = valueAtZ(lms, -3) - (valueAtZ(lms, -2) - valueAtZ(lms, -3));
  expect(zOf({ code: "WHO", measure: "weight-age" }, lms, light)).toBeCloseTo(-4, 8);
});

describe("CHT-180 a growth file", () => {
  test.each([
    ["cdc-wtageinf.csv", "weight-age"],
    ["wtage.csv", "weight-age"],
    ["who-wfa-girls-5-19.csv", "weight-age"],
    ["lenageinf.csv", "height-age"],
    ["statage.csv", "height-age"],
    ["who-lhfa-boys.csv", "height-age"],
    ["who-hfa-girls-5-19.csv", "height-age"],
    ["bmiagerev.csv", "bmi-age"],
    ["who-bfa-boys.csv", "bmi-age"],
    ["hcageinf.csv", "head-age"],
    ["who-hcfa-boys.csv", "head-age"],
    ["wtleninf.csv", "weight-length"],
    ["who-wfl-girls.csv", "weight-length"],
    ["who-wfh-girls.csv", "weight-height"],
    ["wtstat.csv", "weight-height"],
    ["names.csv", undefined],
  ])("%s is %s by its name", (file, measure) => {
    expect(growthMeasureOf(file)).toBe(measure);
  });
  test("of the CDC has both sexes and months, of the WHO one sex and days", async () => {
    const cdc = await collect(
      loadGrowth(["Sex,Agemos,L,M,S,P3\n1,0,1,10,0.1,9\n2,0,1,9,0.1,8\n2,1,1,9.5,0.1,8\n"], "wtageinf.csv"),
    );
    expect(cdc.rows).toMatchObject([
      { code: "CDC", measure: "weight-age", sex: "male", start: 0, points: [[0, 1, 10, 0.1]] },
      {
        code: "CDC",
        sex: "female",
        points: [
          [0, 1, 9, 0.1],
          [1, 1, 9.5, 0.1],
        ],
      },
    ]);
    const who = await collect(loadGrowth(["Day,L,M,S\n61,1,5,0.1\n0,1,3,0.1\n"], "who-wfa-girls.csv"));
    expect(who.rows).toMatchObject([
      {
        code: "WHO",
        sex: "female",
        start: 0,
        points: [
          [0, 1, 3, 0.1],
          [expect.closeTo(2.004, 3), 1, 5, 0.1],
        ],
      },
    ]);
  });
  test("that says neither chart nor sex, or a line that can't be, is refused with the reason", async () => {
    expect((await collect(loadGrowth(["Day,L,M,S\n0,1,3,0.1\n"], "names.csv"))).refusals).toHaveLength(1);
    expect((await collect(loadGrowth(["Day,L,M,S\n0,1,3,0.1\n"], "wfa.csv"))).refusals[0]?.reason).toContain("sex");
    const bad = await collect(loadGrowth(["Day,L,M,S\n0,1,3,0.1\n1,1,-3,0.1\n2,x,3,0.1\n"], "wfa-boys.csv"));
    expect([bad.rows[0]?.points.length, bad.refusals.length]).toEqual([1, 2]);
  });
});

describe.skipIf(samplesMissing)("CHT-181 beside the publishers' own percentiles", () => {
  test("the CDC's 3rd, 50th and 97th are what the loaded tables give, of every row", async () => {
    for (const name of [
      "cdc-wtage.csv",
      "cdc-statage.csv",
      "cdc-bmiagerev.csv",
      "cdc-wtageinf.csv",
      "cdc-lenageinf.csv",
    ]) {
      const { rows, refusals } = await collect(loadGrowth(sample(`growth/${name}`), name));
      expect([name, rows.length, refusals.length]).toEqual([name, 2, 0]);
      const [heading = "", ...lines] = [...sample(`growth/${name}`)].join("").trim().split(/\r?\n/);
      const column = (title: string) => heading.split(",").indexOf(title);
      for (const line of lines) {
        const cells = line.split(",").map(Number);
        const part = rows.find((one) => one.sex === (cells[0] === 1 ? "male" : "female"));
        const lms = part && lmsAt(part, cells[1] ?? 0);
        for (const [title, z] of [
          ["P3", -1.880794],
          ["P50", 0],
          ["P97", 1.880794],
        ] as const) {
          const published = cells[column(title)];
          // Some last rows have L, M and S alone.
          if (published) expect(lms && valueAtZ(lms, z), `${name} ${line} ${title}`).toBeCloseTo(published, 3);
        }
      }
    }
  });
});
