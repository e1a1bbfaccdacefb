import type { Vitals } from "@practicum/contracts/charting/vitals";
import { describe, expect, test } from "vitest";
import { decideGiven, decideTold } from "./decide-immunization.ts";
import { decideOrderStep } from "./order-state.ts";
import { othersEntries, type WrittenNote } from "./others-entries.ts";
import { decideAnswer, preventiveCare, type CareFacts, type PreventiveAnswer } from "./preventive-care.ts";
import { bmiTenths, checkVitals } from "./vitals.ts";

const said = (decided: { readonly ok: boolean; readonly error?: unknown }) => {
  const error = decided.error as { field?: string; fields?: readonly { field: string; message: string }[] } | undefined;
  return decided.ok ? "ok" : `${error?.field}|${error?.fields?.map((one) => `${one.field}: ${one.message}`).join()}`;
};

describe("CHT-10, CHT-11: vital signs that can't be", () => {
  const none: Vitals = {
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
  };
  const detail = (more: Partial<Vitals>) => {
    const checked = checkVitals({ ...none, ...more });
    return checked.ok ? "ok" : (checked.error.detail?.["value"] ?? said(checked));
  };
  test.each<[Partial<Vitals>, string]>([
    [{ systolic: 999, diastolic: 80 }, "999 mmHg"],
    [{ systolic: 120, diastolic: 125 }, "125 mmHg"],
    [{ pulse: 999 }, "999 a minute"],
    [{ respiration: 999 }, "999 a minute"],
    [{ temperatureHundredthsC: 9860 }, "98.6 °C"],
    [{ oxygenSaturation: 101 }, "101 %"],
    [{ weightGrams: 1_500_000 }, "1500 kg"],
    [{ heightMm: 66 }, "6.6 cm"],
    [{ pain: 11 }, "11 of 10"],
    [{}, "systolic|systolic: Enter at least one value."],
    [{ systolic: 120 }, "diastolic|diastolic: A blood pressure has two values."],
    [{ diastolic: 80 }, "systolic|systolic: A blood pressure has two values."],
  ])("%j are told as they were meant: %s", (vitals, words) => {
    expect(detail(vitals)).toBe(words);
  });
  test("CHT-13: on the second birthday there is a body mass index, without a weight there is none", () => {
    expect(bmiTenths({ ...none, weightGrams: 12_000, heightMm: 850 }, "2024-11-23", "2026-11-23")).toBe(166);
    expect(bmiTenths({ ...none, heightMm: 850 }, "2000-01-01", "2026-11-23")).toBeNull();
  });
});

describe("CHT-27, CHT-28: a dose that was not given so", () => {
  const facts = { today: "2026-11-23", bornOn: "2019-05-02", vaccine: { label: "DTaP", inUse: true } };
  const dose = {
    cvx: "130",
    route: "intramuscular" as const,
    doseHundredthsMl: 50,
    givenOn: "2026-11-23",
    expiresOn: "2027-06-30",
    funding: "private" as const,
    vis: null,
  };
  test.each([
    [{}, { vaccine: undefined }, "cvx|cvx: There is no such vaccine. Choose it from the list."],
    [
      {},
      { vaccine: { label: "old", inUse: false } },
      "cvx|cvx: It is no longer given. Choose one in use, or write it down as given elsewhere.",
    ],
    [{ givenOn: "2026-11-24" }, {}, "givenOn|givenOn: That day has not come yet."],
    [{ givenOn: "2019-05-01" }, {}, "givenOn|givenOn: That is before the patient was born."],
    [{ givenOn: "2019-05-02" }, {}, "ok"],
    [
      { expiresOn: "2026-11-22" },
      {},
      "expiresOn|expiresOn: This lot expired on 11/22/2026. Take another one, or check the date.",
    ],
    [
      { funding: "vfc" as const },
      { bornOn: "1980-01-01" },
      "funding|funding: Vaccines for Children is for patients up to 18 years.",
    ],
    [{}, { bornOn: "1980-01-01" }, "ok"],
    [{ vis: { editionOn: "2026-11-23", givenOn: "2026-11-23" } }, {}, "ok"],
    [
      { vis: { editionOn: "2026-11-24", givenOn: "2026-11-23" } },
      {},
      "vis.editionOn|vis.editionOn: The statement can’t be given before its edition.",
    ],
    [
      { vis: { editionOn: "2026-01-01", givenOn: "2026-11-24" } },
      {},
      "vis.givenOn|vis.givenOn: That day has not come yet.",
    ],
  ])("%j, %j: %s", (change, known, words) => {
    const decided = decideGiven({ ...dose, ...change }, { ...facts, ...known });
    expect(said(decided)).toBe(words);
    if (!decided.ok) expect(decided.error.code).toBe("invalid-input");
  });
  test("a history of a vaccine that nobody knows is none", () => {
    expect(said(decideTold("2025-01-01", "refusedOn", { ...facts, vaccine: undefined }))).toContain(
      "There is no such vaccine",
    );
  });
});

test("CHT-111: a step that can't follow says from where, the others what is missing", () => {
  const step = { state: "sent", channel: "fax", note: "" } as const;
  expect(decideOrderStep("filled", step)).toMatchObject({
    error: { code: "wrong-order-step", field: "state", detail: { status: "filled" } },
  });
  expect(said(decideOrderStep("signed", { ...step, channel: null }))).toBe("channel|channel: Say how it was sent.");
  expect(said(decideOrderStep("sent", { ...step, state: "filled" }))).toBe(
    "channel|channel: Only what is sent goes out some way.",
  );
  expect(said(decideOrderStep("sent", { state: "failed", channel: null, note: " " }))).toBe(
    "note|note: Say why it failed.",
  );
});

test("CHT-114: each entry is named with what it is, who put it in and when, and where it stands", () => {
  const empty = { text: "", version: 0, savedBy: null, savedById: null, savedAt: null };
  const at = "2026-11-23T16:00:00.000Z";
  const by = { id: "alvarez", name: "Alvarez", at };
  const visit = { code: "99213", label: "Visit", modifiers: ["25"], units: 1, pointers: [1] };
  const note: WrittenNote = {
    sections: {
      reason: empty,
      hpi: { ...empty, text: "  " },
      ros: empty,
      exam: { ...empty, text: "x", version: 3, savedBy: "Chen" },
      assessment: empty,
      plan: { ...empty, text: "x", version: 2 },
    },
    diagnoses: [{ code: "I10", label: "Hypertension" }],
    procedures: [visit, { ...visit, code: "J1885", label: "Drug", modifiers: [], units: 2 }],
    codedBy: { "diagnosis:I10": by, "procedure:99213-25 x 1": by },
    inHouse: [],
    worksheet: { version: 0, savedBy: null, savedById: null, savedAt: null },
    orders: [
      {
        orderId: "o",
        name: "Oxycodone",
        quantity: 90,
        quantityUnit: "tablets",
        orderedBy: "Alvarez",
        orderedById: "alvarez",
        orderedAt: at,
      },
    ],
  };
  const nobody = "Somebody, before authors were kept";
  expect(
    othersEntries(note, { staffId: "chen", name: "Chen" }).map((one) => [one.what, one.by, one.at, one.target]),
  ).toEqual([
    ["Plan", nobody, null, "section:plan"],
    ["Diagnosis I10 Hypertension", "Alvarez", at, "diagnoses"],
    ["Procedure 99213-25 Visit, 1 unit", "Alvarez", at, "procedures:1"],
    ["Procedure J1885 Drug, 2 units", nobody, null, "procedures:2"],
    ["Order Oxycodone, 90 tablets", "Alvarez", at, "orders:o"],
  ]);
  // Without an identifier the name tells: the signer's own section is the signer's.
  expect(othersEntries(note, { staffId: "x", name: "Nair" }).map((one) => one.what)).toContain("Exam");
});

describe("CHT-136 to CHT-139: preventive care", () => {
  const TODAY = "2026-11-23";
  const facts = (more: Partial<CareFacts>): CareFacts => ({
    born: "1970-05-04",
    sex: "female",
    problems: [],
    bmiTenths: 280,
    smoking: { ever: "unknown", heavy: "unknown" },
    done: [],
    answers: [],
    ...more,
  });
  const answer = (more: Partial<PreventiveAnswer>): PreventiveAnswer => ({
    answerId: "a",
    rule: "colorectal",
    kind: "done",
    way: "fit",
    on: "2026-01-10",
    note: "",
    at: "2026-11-01T17:00:00.000Z",
    by: "Ana",
    ...more,
  });
  const of = (rule: string, more: Partial<CareFacts>) =>
    preventiveCare(facts(more), TODAY).find((one) => one.rule === rule);

  test("the ways that are offered are those that count at this age", () => {
    const ways = (born: string) => of("cervical", { born })?.ways.map((one) => one.way);
    expect([ways("1996-11-24"), ways("1996-11-23")]).toEqual([["cytology"], ["cytology", "hpv"]]);
    expect(of("hepatitis-c", {})?.ways).toEqual([{ way: "antibody", name: "Hepatitis C antibody", months: null }]);
  });
  test("of two that hold as long the newer is the last; for good holds longest, in whatever order they stand", () => {
    const early = { code: "45378", on: "2020-01-01" };
    const late = { code: "45380", on: "2022-01-01" };
    for (const done of [
      [early, late],
      [late, early],
    ])
      expect(of("colorectal", { done })).toMatchObject({ lastOn: "2022-01-01", dueOn: "2032-01-01" });
    const once = [
      { code: "86803", on: "1999-01-01" },
      { code: "16128-1", on: "2005-01-01" },
    ];
    for (const done of [once, [...once].toReversed()])
      expect(of("hepatitis-c", { done })).toMatchObject({ lastOn: "2005-01-01", dueOn: null });
    // A colonoscopy of 2017 and a sigmoidoscopy of 2022 hold until the same day.
    const same = [
      { code: "45378", on: "2017-05-01" },
      { code: "45330", on: "2022-05-01" },
    ];
    for (const done of [same, [...same].toReversed()])
      expect(of("colorectal", { done })).toMatchObject({ lastWay: "Flexible sigmoidoscopy", lastOn: "2022-05-01" });
  });
  test("done today counts today; of what was said only what was done, and by that way", () => {
    expect(of("breast", { done: [{ code: "77067", on: TODAY }] })?.status).toBe("up-to-date");
    expect(of("colorectal", { answers: [answer({})] })).toMatchObject({ lastWay: "FIT (stool)", dueOn: "2027-01-10" });
    expect(of("colorectal", { answers: [answer({ kind: "declined", way: "fit", on: "2024-01-01" })] })).toMatchObject({
      status: "no-record",
      lastOn: null,
    });
    expect(of("colorectal", { answers: [answer({ on: "2024-01-10" })] })?.status).toBe("due");
  });
  test("where weight and height are not on record it says so", () => {
    expect(of("prediabetes", { bmiTenths: null })?.why).toBe(
      "Adults from 35 to 70 with a body mass index of 25 or more; weight and height are not on record",
    );
    expect(of("hiv", { bmiTenths: 100 })?.status).toBe("no-record");
  });
  test("an answer that can't be is refused at its field; one that can keeps its way only where it was done", () => {
    const base = {
      answerId: "a",
      patientId: "p",
      rule: "colorectal",
      kind: "done" as const,
      way: "fit",
      on: "2026-01-10",
      note: "",
    };
    const decide = (more: object) => decideAnswer({ ...base, ...more } as never, "1970-05-04", TODAY);
    expect(said(decide({ rule: "none" }))).toBe("rule|rule: There is no such recommendation. Load the page again.");
    expect(said(decide({ on: "2026-11-24" }))).toBe("on|on: That day is still to come.");
    expect(said(decide({ on: "1970-05-03" }))).toBe("on|on: That is before the patient was born.");
    expect(said(decide({ on: "1970-05-04" }))).toBe("ok");
    expect(said(decide({ way: null }))).toBe("way|way: Say which test or examination was done.");
    expect(said(decide({ kind: "not-applicable", way: null }))).toBe(
      "note|note: Say why it does not apply to this patient: “Total hysterectomy 2014”.",
    );
    expect(decide({})).toMatchObject({ ok: true, value: { way: "fit" } });
    expect(decide({ kind: "declined", way: "fit" })).toMatchObject({ ok: true, value: { way: null } });
    expect(decide({ kind: "not-applicable", way: "fit", note: "none" })).toMatchObject({
      ok: true,
      value: { way: null },
    });
  });
});
