import { describe, expect, test } from "vitest";
import type { LocalDate } from "@practicum/kernel/local-date";
import { antigen, ask, dose, person, pox, read, schedule, series } from "./test/supporting.ts";

const AGE = {
  age: [
    {
      absMinAge: "12 months - 4 days",
      minAge: "12 months",
      earliestRecAge: "13 months",
      latestRecAge: "15 months",
      maxAge: "5 years",
    },
  ],
};
const FOUR_WEEKS = {
  fromPrevious: "Y",
  absMinInt: "4 weeks - 4 days",
  minInt: "4 weeks",
  earliestRecInt: "6 weeks",
  latestRecInt: "8 weeks",
};
const TWO = [dose(1, AGE), dose(2, { interval: [FOUR_WEEKS] })];

describe("doses", () => {
  test("count for the antigens of their vaccine, by the age they were given at (FOR-4)", () => {
    const byAge = { associationBeginAge: "2 years" };
    const data = read([
      antigen("Pox", [series("pox", [dose(1)])]),
      antigen("Ague", [series("ague", [dose(1)], { vaccineGroup: "Ague" })]),
      schedule(
        {},
        {
          cvxToAntigenMap: {
            cvxMap: [{ cvx: "01", association: [{ antigen: "Pox" }, { antigen: "Ague", ...byAge }] }],
          },
        },
      ),
    ]);
    const early = person(["01 on 2021-12-31"]);
    expect(ask(data, early, "2023-01-01").status).toBe("complete");
    expect(ask(data, early, "2023-01-01", "Ague").status).toBe("not-complete");
    expect(ask(data, person(["01 on 2022-01-01"]), "2023-01-01", "Ague").status).toBe("complete");
  });

  test("after the day of the forecast are not looked at (FOR-4)", () => {
    const data = pox([series("one", [dose(1)])]);
    expect(ask(data, person(["01 on 2022-01-02"]), "2022-01-01").status).toBe("not-complete");
    expect(ask(data, person(["01 on 2022-01-02"]), "2022-01-02").status).toBe("complete");
  });

  test.each([
    ["2020-12-27", "not-valid: too-young"],
    ["2020-12-28", "valid"],
    ["2021-01-01", "valid"],
    ["2024-12-31", "valid"],
    ["2025-01-01", "extraneous: too-old"],
  ])("on %s are %s by age (FOR-6)", (on, worth) => {
    expect(ask(pox([series("two", TWO)]), person([`01 on ${on}`]), "2025-06-01").doses).toEqual([worth]);
  });

  test.each([
    ["2021-06-24", "not-valid: too-soon"],
    ["2021-06-25", "valid"],
  ])("on %s are %s by the interval from the dose before (FOR-7)", (on, worth) => {
    expect(ask(pox([series("two", TWO)]), person(["01 on 2021-06-01", `01 on ${on}`]), "2022-01-01").doses[1]).toBe(
      worth,
    );
  });

  test("count where the allowable interval is kept though a preferable one is not (FOR-7)", () => {
    const rules = {
      interval: [{ fromPrevious: "Y", absMinInt: "6 months" }],
      allowableInterval: { fromPrevious: "N", fromTargetDose: "1", absMinInt: "4 months" },
    };
    const data = pox([series("two", [dose(1), dose(2, rules)])]);
    expect(ask(data, person(["01 on 2021-01-01", "01 on 2021-04-30"]), "2022-01-01").doses[1]).toBe(
      "not-valid: too-soon",
    );
    expect(ask(data, person(["01 on 2021-01-01", "01 on 2021-05-01"]), "2022-01-01").doses[1]).toBe("valid");
  });

  test("that were a mistake never count, and no interval counts from them (FOR-7, FOR-9)", () => {
    const data = pox([
      series("two", [dose(1), dose(2, { interval: [FOUR_WEEKS], inadvertentVaccine: [{ cvx: "03" }] })]),
    ]);
    const found = ask(data, person(["01 on 2021-01-01", "03 on 2021-02-20", "01 on 2021-02-21"]), "2022-01-01");
    expect(found.doses).toEqual(["valid", "not-valid: inadvertent", "valid"]);
  });

  test("of a rule that is no longer in force are held against the one that is (FOR-7)", () => {
    const interval = [
      { ...FOUR_WEEKS, absMinInt: "4 weeks", cessationDate: "2021-06-30" },
      { ...FOUR_WEEKS, absMinInt: "6 months", effectiveDate: "2021-07-01" },
    ];
    const data = pox([series("two", [dose(1), dose(2, { interval })])]);
    expect(ask(data, person(["01 on 2021-06-01", "01 on 2021-06-30"]), "2022-01-01").doses[1]).toBe("valid");
    expect(ask(data, person(["01 on 2021-06-01", "01 on 2021-07-01"]), "2022-01-01").doses[1]).toBe(
      "not-valid: too-soon",
    );
  });

  test("are valid by a preferable or an allowable vaccine, and of the maker named (FOR-9)", () => {
    const vaccines = {
      preferableVaccine: [{ cvx: "01", mvx: "ABC" }],
      allowableVaccine: [{ cvx: "02", beginAge: "2 years" }],
    };
    const data = pox([series("one", [dose(1, vaccines)])]);
    const given = (cvx: string, on: string, mvx?: string) =>
      ask(data, person([], { doses: [{ id: "1", cvx, mvx, on: on as LocalDate }] }), "2023-01-01").doses[0];
    expect(given("01", "2021-01-01", "ABC")).toBe("valid");
    expect(given("01", "2021-01-01", "XYZ")).toBe("not-valid: vaccine");
    expect(given("02", "2021-12-31")).toBe("not-valid: vaccine");
    expect(given("02", "2022-01-01")).toBe("valid");
  });

  test("of live vaccines conflict with each other across antigens, shorter where the first one counted (FOR-8)", () => {
    const conflict = {
      previous: { cvx: "01" },
      current: { cvx: "07" },
      conflictBeginInterval: "1 day",
      minConflictEndInterval: "24 days",
      conflictEndInterval: "28 days",
    };
    const data = read([
      antigen("Pox", [series("pox", [dose(1, { age: [{ absMinAge: "12 months" }] })])]),
      antigen("Ague", [series("ague", [dose(1, { preferableVaccine: [{ cvx: "07" }] })], { vaccineGroup: "Ague" })]),
      schedule({ "01": ["Pox"], "07": ["Ague"] }, { liveVirusConflicts: { liveVirusConflict: [conflict] } }),
    ]);
    const second = (first: string, on: string) =>
      ask(data, person([`01 on ${first}`, `07 on ${on}`]), "2022-01-01", "Ague").doses[1];
    expect(second("2021-03-01", "2021-03-01")).toBe("valid");
    expect(second("2021-03-01", "2021-03-24")).toBe("not-valid: conflict");
    expect(second("2021-03-01", "2021-03-25")).toBe("valid");
    expect(second("2020-03-01", "2020-03-25")).toBe("not-valid: conflict");
    expect(second("2020-03-01", "2020-03-29")).toBe("valid");
    expect(ask(data, person(["01 on 2021-03-01"]), "2021-03-02", "Ague").earliest).toBe("2021-03-29");
  });

  test("are held against the next one where the data make one needless (FOR-10)", () => {
    const four = {
      context: "Both",
      setLogic: "n/a",
      set: [{ condition: [{ conditionType: "Age", beginAge: "4 years" }] }],
    };
    const data = pox([series("three", [dose(1), dose(2, { conditionalSkip: [four] }), dose(3)])]);
    expect(ask(data, person(["01 on 2022-01-01", "01 on 2024-01-01"]), "2024-02-01").status).toBe("complete");
    expect(ask(data, person(["01 on 2022-01-01", "01 on 2023-12-31"]), "2024-02-01")).toMatchObject({
      status: "not-complete",
      number: 3,
    });
  });

  test("before the one in hand are counted, and those of a kind alone (FOR-10)", () => {
    const counted = (doseType: string) => ({
      context: "Evaluation",
      set: [
        {
          condition: [
            {
              conditionType: "Vaccine Count By Age",
              beginAge: "12 months",
              doseCount: "0",
              doseType,
              doseCountLogic: "Greater Than",
              vaccineTypes: "02; 03",
            },
          ],
        },
      ],
    });
    const data = (doseType: string) =>
      pox([series("three", [dose(1), dose(2, { conditionalSkip: [counted(doseType)] }), dose(3)])]);
    expect(ask(data("Total"), person(["01 on 2021-02-01", "02 on 2021-03-01"]), "2022-01-01")).toMatchObject({
      number: 3,
      status: "not-complete",
    });
    expect(ask(data("Total"), person(["02 on 2021-02-01", "01 on 2021-03-01"]), "2022-01-01").status).toBe("complete");
    expect(ask(data("Valid"), person(["02 on 2021-02-01", "01 on 2021-03-01"]), "2022-01-01").status).toBe("complete");
    expect(ask(data("Valid"), person(["03 on 2021-02-01", "01 on 2021-03-01"]), "2022-01-01").number).toBe(2);
  });

  test("that recur are asked for again (FOR-11)", () => {
    const data = pox([
      series("booster", [
        dose(1, {
          recurringDose: "Yes",
          interval: [{ fromPrevious: "Y", absMinInt: "5 years", minInt: "5 years", earliestRecInt: "10 years" }],
        }),
      ]),
    ]);
    const found = ask(data, person(["01 on 2021-01-01", "01 on 2031-01-01"]), "2032-01-01");
    expect(found).toMatchObject({
      status: "not-complete",
      number: 3,
      earliest: "2036-01-01",
      recommended: "2041-01-01",
    });
  });
});

describe("series", () => {
  test("for one sex are for no other; risk series are for whom an indication is known, at its age (FOR-5)", () => {
    const women = pox([series("women", [dose(1)], { requiredGender: ["Female"] })]);
    expect(ask(women, person(), "2022-01-01").status).toBe("not-complete");
    expect(ask(women, person([], { sex: "male" }), "2022-01-01").status).toBeUndefined();
    const risk = pox([
      series("risk", [dose(1)], {
        seriesType: "Risk",
        indication: [{ observationCode: { code: "160" }, beginAge: "2 years", endAge: "6 years" }],
      }),
    ]);
    const observed = [{ code: "160" }];
    expect(ask(risk, person(), "2023-01-01").status).toBeUndefined();
    expect(ask(risk, person([], { observed }), "2021-12-31").status).toBeUndefined();
    expect(ask(risk, person([], { observed }), "2022-01-01").status).toBe("not-complete");
    expect(ask(risk, person([], { observed }), "2026-01-01").status).toBeUndefined();
  });

  test("that are complete, or else in process, speak for their group (FOR-15)", () => {
    const data = pox([
      series("long", [dose(1), dose(2), dose(3)]),
      series("short", [dose(1, { allowableVaccine: [] }), dose(2, { allowableVaccine: [] })], {
        select: { defaultSeries: "No", productPath: "Yes", seriesPreference: "2" },
      }),
    ]);
    expect(ask(data, person(), "2022-01-01").series).toEqual(["long"]);
    expect(ask(data, person(["01 on 2021-01-01", "01 on 2021-06-01"]), "2022-01-01")).toMatchObject({
      series: ["short"],
      status: "complete",
    });
    expect(ask(data, person(["02 on 2021-01-01", "02 on 2021-06-01"]), "2022-01-01")).toMatchObject({
      series: ["long"],
      number: 3,
    });
  });

  test("that begin decades later do not speak beside a complete one (FOR-15)", () => {
    const later = { select: { seriesGroup: "2", minAgeToStart: "50 years" } };
    const data = pox([
      series("child", [dose(1)]),
      series("50 and over", [dose(1, { age: [{ absMinAge: "50 years", minAge: "50 years" }] })], later),
    ]);
    expect(ask(data, person(["01 on 2021-01-01"]), "2022-01-01")).toMatchObject({
      status: "complete",
      series: ["child"],
    });
    expect(ask(data, person(["01 on 2021-01-01"]), "2070-01-01")).toMatchObject({
      status: "not-complete",
      earliest: "2070-01-01",
    });
  });
});

describe("the next dose", () => {
  const two = pox([series("two", TWO)]);

  test("is earliest, recommended and past due by age, else by interval (FOR-12)", () => {
    expect(ask(two, person(), "2020-06-01")).toMatchObject({
      number: 1,
      earliest: "2021-01-01",
      recommended: "2021-02-01",
      pastDue: "2021-03-31",
      vaccines: ["01"],
    });
    expect(ask(two, person(["01 on 2021-03-01"]), "2021-03-02")).toMatchObject({
      number: 2,
      earliest: "2021-03-29",
      recommended: "2021-04-12",
      pastDue: "2021-04-25",
    });
  });

  test("is never recommended before it may be given (FOR-12)", () => {
    const late = ask(two, person(["02 on 2020-12-01", "03 on 2021-05-01"]), "2021-05-02");
    expect(late).toMatchObject({ number: 1, earliest: "2021-05-01", recommended: "2021-05-01", pastDue: "2021-05-01" });
  });

  test("waits for the season, and is not forecast after it (FOR-12, FOR-13)", () => {
    const data = pox([
      series("yearly", [dose(1, { seasonalRecommendation: { startDate: "2025-07-01", endDate: "2026-06-30" } })]),
    ]);
    expect(ask(data, person(), "2025-05-01")).toMatchObject({ status: "not-complete", earliest: "2025-07-01" });
    expect(ask(data, person(), "2026-06-30").status).toBe("not-complete");
    expect(ask(data, person(), "2026-07-01")).toMatchObject({
      status: "not-recommended",
      reason: "season-over",
      earliest: undefined,
    });
  });

  test("is none for who is immune, by record or by birth in a country that is known (FOR-13)", () => {
    const immunity = {
      clinicalHistory: [{ guidelineCode: "023" }],
      dateOfBirth: { immunityBirthDate: "01/01/1980", birthCountry: "U.S.", exclusion: [{ exclusionCode: "055" }] },
    };
    const data = pox(
      [
        series(
          "two",
          TWO.map((each) => ({ ...each, age: [] })),
        ),
      ],
      { immunity },
    );
    expect(ask(data, person([], { observed: [{ code: "023" }] }), "2022-01-01")).toMatchObject({
      status: "immune",
      reason: "immunity-recorded",
    });
    const old = { born: "1979-12-31" as LocalDate };
    expect(ask(data, person([], old), "2022-01-01").status).toBe("not-complete");
    expect(ask(data, person([], { ...old, bornIn: "U.S." }), "2022-01-01").reason).toBe("immunity-by-birth");
    expect(ask(data, person([], { ...old, bornIn: "U.S.", observed: [{ code: "055" }] }), "2022-01-01").status).toBe(
      "not-complete",
    );
    expect(ask(data, person([], { born: "1980-01-01" as LocalDate, bornIn: "U.S." }), "2022-01-01").status).toBe(
      "not-complete",
    );
  });

  test("is none for whom the antigen, or each of its vaccines, is contraindicated (FOR-13)", () => {
    const contraindications = {
      vaccineGroup: { contraindication: [{ observationCode: "080" }] },
      vaccine: { contraindication: [{ observationCode: "110", contraindicatedVaccine: [{ cvx: "01" }] }] },
    };
    const both = dose(1, {
      preferableVaccine: [
        { cvx: "01", forecastVaccineType: "Y" },
        { cvx: "02", forecastVaccineType: "Y" },
      ],
    });
    const of = (code: string, rule = both) =>
      ask(pox([series("one", [rule])], { contraindications }), person([], { observed: [{ code }] }), "2022-01-01");
    expect(of("080").status).toBe("contraindicated");
    expect(of("110")).toMatchObject({ status: "not-complete", vaccines: ["02"] });
    expect(of("110", dose(1)).status).toBe("contraindicated");
  });

  test("is none for who is too old, or will be by then (FOR-13)", () => {
    expect(ask(two, person(), "2024-12-31").status).toBe("not-complete");
    expect(ask(two, person(), "2025-01-01").status).toBe("aged-out");
    const limit = pox([series("two", [dose(1), dose(2, { age: [{ maxAge: "5 years" }], interval: [FOUR_WEEKS] })])]);
    expect(ask(limit, person(["01 on 2024-12-03"]), "2024-12-03").status).toBe("not-complete");
    expect(ask(limit, person(["01 on 2024-12-04"]), "2024-12-04").status).toBe("aged-out");
  });

  test("is the one after, where it would be needless by its own day (FOR-14)", () => {
    const four = { context: "Forecast", set: [{ condition: [{ conditionType: "Age", beginAge: "4 years" }] }] };
    const data = pox([
      series("three", [
        dose(1),
        dose(2, { interval: [{ fromPrevious: "Y", minInt: "6 months" }], conditionalSkip: [four] }),
        dose(3, { age: [{ minAge: "5 years" }] }),
      ]),
    ]);
    expect(ask(data, person(["01 on 2023-06-30"]), "2023-07-01").earliest).toBe("2023-12-30");
    expect(ask(data, person(["01 on 2023-07-01"]), "2023-07-01").earliest).toBe("2025-01-01");
  });
});

describe("antigens that are given together", () => {
  const files = (whole: string) => {
    const of = (name: string, weeks: number, rules = {}) =>
      antigen(
        name,
        [
          series(name, [
            dose(1, {
              age: [{ absMinAge: `${weeks} weeks`, minAge: `${weeks} weeks`, earliestRecAge: `${weeks + 2} weeks` }],
            }),
          ]),
        ],
        rules,
      );
    const against = { contraindications: { vaccineGroup: { contraindication: [{ observationCode: "079" }] } } };
    return read([
      of("Ague", 6, against),
      of("Pox", 8),
      schedule(
        { "01": ["Ague", "Pox"], "02": ["Pox"] },
        { vaccineGroups: { vaccineGroup: [{ name: "Pox", administerFullVaccineGroup: whole }] } },
      ),
    ]);
  };

  test("are due when all of them may be given, and recommended with the first (FOR-16)", () => {
    expect(ask(files("Yes"), person(), "2020-01-02")).toMatchObject({
      earliest: "2020-02-26",
      recommended: "2020-02-26",
    });
  });

  test("leave the others where one is contraindicated, unless all must be given (FOR-16)", () => {
    const who = person([], { observed: [{ code: "079" }] });
    expect(ask(files("No"), who, "2020-01-02").status).toBe("not-complete");
    expect(ask(files("Yes"), who, "2020-01-02").status).toBe("contraindicated");
  });

  test("have the number of the dose that is behind where all are given, else that of the furthest (FOR-16)", () => {
    const who = person(["02 on 2020-03-01"]);
    expect(ask(files("Yes"), who, "2020-04-01").number).toBe(1);
  });
});
