import { seededRandom } from "@practicum/kernel/random";
import { referenceFor } from "@practicum/contracts/charting/in-house";
import { OUTSIDE_TESTS } from "@practicum/terminology/data/outside-tests/outside-tests";
import { must } from "@practicum/kernel/assert";
import { describe, expect, test } from "vitest";
import { agreements, filesItself, isEnough } from "./match-report.ts";
import { laboratoryPlan, simulatedValues } from "./simulated-tests.ts";
import { decideSide, outsideTestOf, readReport, testForScreens, testLabel } from "./test-catalog.ts";
import { gravityOfValues } from "./test-order-state.ts";

const testOf = (key: string) => must(outsideTestOf(key));
const woman = { ageMonths: 480, sex: "female" as const };
const man = { ageMonths: 480, sex: "male" as const };
const child = { ageMonths: 60, sex: "female" as const };
const read = (
  key: string,
  values: Record<string, string>,
  who: Parameters<typeof readReport>[2] = woman,
  isPart = false,
) =>
  readReport(
    testOf(key),
    { values: Object.entries(values).map(([one, value]) => ({ key: one, value })), abnormal: null, report: "", isPart },
    who,
  );
const flags = (...of: Parameters<typeof read>) => {
  const found = read(...of);
  return found.ok ? found.value.map((one) => one.flag) : (found.error.field ?? found.error.code);
};

describe("the list of what is ordered elsewhere", () => {
  test("CHT-370 each test and each analyte of a test stands once", () => {
    expect(new Set(OUTSIDE_TESTS.map((one) => one.key)).size).toBe(OUTSIDE_TESTS.length);
    for (const one of OUTSIDE_TESTS.map(testForScreens)) {
      const keys = one.analytes.map(({ key }) => key);
      expect(new Set(keys).size, one.key).toBe(keys.length);
      expect(one.kind === "laboratory", one.key).toBe(keys.length > 0);
    }
    expect(OUTSIDE_TESTS.filter((one) => one.kind === "laboratory").length).toBeGreaterThanOrEqual(40);
    expect(OUTSIDE_TESTS.filter((one) => one.kind === "imaging").length).toBeGreaterThanOrEqual(25);
  });

  test("CHT-370 a study of one of two has its side, and nothing else has one", () => {
    const side = (key: string, of: "left" | null) => decideSide(testOf(key), of).ok;
    expect([side("xray-knee", null), side("xray-knee", "left")]).toEqual([false, true]);
    expect([side("xray-chest", "left"), side("cbc", "left"), side("cbc", null)]).toEqual([false, false, true]);
    expect(testLabel(testOf("xray-knee"), "left")).toBe("Knee X-ray, left");
  });

  test("CHT-379 flags follow the range of the patient's sex and age", () => {
    expect(flags("ferritin", { ferritin: "300" }, woman)).toEqual(["high"]);
    expect(flags("ferritin", { ferritin: "300" }, man)).toEqual([null]);
    expect(flags("ferritin", { ferritin: "15" }, woman)).toEqual(["low"]);
    expect(flags("ferritin", { ferritin: "15" }, child)).toEqual([null]);
    expect(flags("a1c", { a1c: "5.6" })).toEqual([null]);
    expect(flags("a1c", { a1c: "5.7" })).toEqual(["high"]);
  });

  test("CHT-379 who enters a report sees what is usual at the patient's age and sex, as the flags are set by", () => {
    for (const one of OUTSIDE_TESTS.filter(({ kind }) => kind === "laboratory"))
      for (const who of [woman, man, child, { ageMonths: 216, sex: "unknown" as const }])
        for (const analyte of testForScreens(one).analytes) {
          const value = analyte.answers?.[0] ?? "1";
          const found = readReport(
            one,
            { values: [{ key: analyte.key, value }], abnormal: null, report: "", isPart: true },
            who,
          );
          if (found.ok) expect(referenceFor(analyte, who), one.key).toBe(found.value[0]?.reference);
        }
    const [ferritin] = testForScreens(testOf("ferritin")).analytes;
    expect(ferritin && referenceFor(ferritin, child)).not.toBe(ferritin && referenceFor(ferritin, woman));
    expect(ferritin && referenceFor(ferritin, null)).toMatch(/^adults: /);
  });

  test("CHT-379 less than can be measured is read as less, and a word is no number", () => {
    expect(flags("tsh", { tsh: "<0.01" })).toEqual(["low"]);
    expect(flags("tsh", { tsh: "low" })).toBe("values.tsh");
    expect(flags("tsh", { tsh: "4.555" })).toBe("values.tsh");
    const found = read("tsh", { tsh: "<0.01" });
    expect(found.ok && found.value[0]?.value).toBe("<0.01");
  });

  test("CHT-379 a whole report has every value once; a part has what has come", () => {
    expect(flags("tsh-t4", { tsh: "2.1" })).toBe("values.free-t4");
    expect(flags("tsh-t4", { tsh: "2.1" }, woman, true)).toEqual([null]);
    expect(flags("tsh-t4", {}, woman, true)).toBe("values");
    expect(flags("tsh-t4", { tsh: "2.1", "free-t4": "1.1", ldl: "90" })).toBe("values");
  });

  test("CHT-379 a study says whether it is normal, and what was found", () => {
    const study = (abnormal: boolean | null, report: string) => {
      const found = readReport(testOf("xray-chest"), { values: [], abnormal, report, isPart: false }, woman);
      return found.ok ? found.value[0]?.flag : found.error.field;
    };
    expect(study(null, "Clear")).toBe("abnormal");
    expect(study(false, "")).toBe("report");
    expect(study(false, "Clear")).toBeNull();
    expect(study(true, "Nodule")).toBe("abnormal");
  });

  test.each([
    ["potassium", "6.3", "critical"],
    ["potassium", "5.5", "abnormal"],
    ["potassium", "4.1", "normal"],
    ["potassium", "2.7", "critical"],
  ])("CHT-380 %s %s is %s", (key, value, gravity) => {
    const found = read("bmp", { [key]: value }, woman, true);
    expect(found.ok && gravityOfValues(found.value)).toBe(gravity);
  });
});

describe("whose report it is", () => {
  const order = {
    orderId: "0199aaaa-0000-7000-8000-000000000001",
    family: "Lopez",
    given: "Maria",
    sex: "female" as const,
    mrn: "100042",
    birthDate: "1981-03-04",
  };
  const reported = (more: object) =>
    agreements({ ...order, orderNumber: order.orderId, ...more } as Parameters<typeof agreements>[0], order);

  test("CHT-390 it files itself where number, record number, birth date and family name agree, and by nothing less", () => {
    expect(filesItself(reported({}))).toBe(true);
    for (const other of [
      { orderNumber: "" },
      { mrn: "" },
      { mrn: "100043" },
      { birthDate: "1981-04-03" },
      { family: "Lopes" },
    ])
      expect(filesItself(reported(other)), JSON.stringify(other)).toBe(false);
  });

  test("CHT-391 a person files it by the family name with one number, or by two; never by a name alone", () => {
    const nothing = { orderNumber: "", mrn: "", birthDate: null };
    expect(isEnough(reported(nothing))).toBe(false);
    expect(isEnough(reported({ ...nothing, birthDate: order.birthDate }))).toBe(true);
    expect(isEnough(reported({ ...nothing, birthDate: order.birthDate, family: "Lopes" }))).toBe(false);
    expect(isEnough(reported({ ...nothing, birthDate: order.birthDate, mrn: order.mrn, family: "Lopes" }))).toBe(true);
    // What neither of both says agrees in nothing.
    expect(agreements({ ...order, orderNumber: "", mrn: "" }, { ...order, mrn: "" })).not.toContain("mrn");
  });
});

describe("the simulated laboratory", () => {
  const grades = ["normal", "abnormal", "critical"] as const;
  test.each(grades)("CHT-388 its values for a %s result are read as that, each with the same again", (grave) => {
    for (const one of OUTSIDE_TESTS) {
      if (one.kind !== "laboratory") continue;
      for (const who of [woman, man, child]) {
        const values = () => simulatedValues(seededRandom(one.key), one.analytes, who, { grave, before: new Map() });
        expect(values()).toEqual(values());
        const found = readReport(one, { values: values(), abnormal: null, report: "", isPart: false }, who);
        const gravity = found.ok ? gravityOfValues(found.value) : found.error.fields;
        const canBeCritical = one.analytes.some((analyte) => analyte.number?.alarm);
        // Of what has no range nothing is off, and what has no alarm is abnormal at most.
        const expected = one.key === "fsh" ? "normal" : grave === "critical" && !canBeCritical ? "abnormal" : grave;
        expect(gravity, `${one.key} ${who.sex} ${who.ageMonths}`).toBe(expected);
      }
    }
  });

  test("CHT-388 it answers within three days, and of many orders some are rejected, misnamed, partial, corrected and grave", () => {
    const plans = Array.from({ length: 400 }, (_, at) =>
      laboratoryPlan(seededRandom(`order/${at}`), "routine", testOf("cbc")),
    );
    expect(plans.every(({ hours }) => hours >= 24 && hours <= 72)).toBe(true);
    for (const has of [
      (one: (typeof plans)[number]) => one.rejects,
      (one: (typeof plans)[number]) => one.misnames,
      (one: (typeof plans)[number]) => one.strays,
      (one: (typeof plans)[number]) => one.restHours !== null,
      (one: (typeof plans)[number]) => one.correctionHours !== null,
      (one: (typeof plans)[number]) => one.grave === "critical",
    ]) {
      expect(plans.filter(has).length).toBeGreaterThan(0);
      expect(plans.filter(has).length).toBeLessThan(120);
    }
  });
});
