import { describe, expect, test } from "vitest";
import { decideAnswer, preventiveCare, type CareFacts, type PreventiveAnswer } from "./preventive-care.ts";
import { PRESSURE, rules } from "./preventive-rules.ts";

const TODAY = "2026-11-23";
const UNASKED = { ever: "unknown", heavy: "unknown" } as const;

function facts(more: Partial<CareFacts>): CareFacts {
  return {
    born: "1970-05-04",
    sex: "female",
    problems: [],
    bmiTenths: 280,
    smoking: UNASKED,
    done: [],
    answers: [],
    ...more,
  };
}

function answer(more: Partial<PreventiveAnswer>): PreventiveAnswer {
  return {
    answerId: "answer",
    rule: "colorectal",
    kind: "done",
    way: "colonoscopy",
    on: "2020-01-10",
    note: "",
    at: "2026-11-01T17:00:00.000Z",
    by: "Ana Ramirez, MA",
    ...more,
  };
}

const of = (rule: string, more: Partial<CareFacts>) =>
  preventiveCare(facts(more), TODAY).find((one) => one.rule === rule);

describe("CHT-135 who is concerned", () => {
  test.each([
    ["colorectal", "1981-11-24", undefined],
    ["colorectal", "1981-11-23", "no-record"],
    ["colorectal", "1950-11-24", "no-record"],
    ["colorectal", "1950-11-23", undefined],
    ["breast", "1986-11-23", "no-record"],
    ["hiv", "1960-11-24", "no-record"],
    ["hiv", "1960-11-23", undefined],
  ])("%s for one born on %s: %s", (rule, born, status) => expect(of(rule, { born })?.status).toBe(status));

  test("by sex; where it is not on record it can't be told, and the other's are not hidden", () => {
    expect(of("breast", { sex: "male" })).toBeUndefined();
    expect(of("breast", { sex: "female" })?.status).toBe("no-record");
    expect(of("breast", { sex: "unknown" })).toMatchObject({
      status: "cannot-tell",
      why: "Women from 40 to 74; the sex is not on record",
    });
  });

  test("CHT-467 by smoking; where it is not on record it can't be told, and never is not unknown", () => {
    expect(of("lung", {})).toMatchObject({
      status: "cannot-tell",
      why: expect.stringMatching(/smoking is not on record/),
    });
    expect(of("lung", { smoking: { ever: true, heavy: "unknown" } })?.why).toMatch(/cigarettes a day/);
    expect(of("lung", { smoking: { ever: true, heavy: true } })?.status).toBe("no-record");
    expect(of("lung", { smoking: { ever: true, heavy: false } })).toBeUndefined();
    const man = { born: "1958-05-04", sex: "male" } as const;
    expect(of("aortic-aneurysm", { ...man, smoking: { ever: true, heavy: false } })?.status).toBe("no-record");
    expect(of("aortic-aneurysm", { ...man, smoking: { ever: false, heavy: false } })).toBeUndefined();
    expect(of("aortic-aneurysm", man)?.status).toBe("cannot-tell");
    expect(of("aortic-aneurysm", { ...man, sex: "female", smoking: { ever: true, heavy: true } })).toBeUndefined();
  });

  test("by problem: a diabetic is measured, not screened", () => {
    expect(of("a1c", {})).toBeUndefined();
    expect(of("prediabetes", {})?.status).toBe("no-record");
    expect(of("a1c", { problems: ["E11.9"] })?.status).toBe("no-record");
    expect(of("prediabetes", { problems: ["E11.9"] })).toBeUndefined();
    expect(of("a1c", { problems: ["44054006"] })?.status).toBe("no-record");
    // A family history of it is another code.
    expect(of("a1c", { problems: ["Z83.3"] })).toBeUndefined();
  });

  test("by body mass index; where it is unknown it can't be told", () => {
    expect(of("prediabetes", { bmiTenths: 249 })).toBeUndefined();
    expect(of("prediabetes", { bmiTenths: 250 })?.status).toBe("no-record");
    expect(of("prediabetes", { bmiTenths: null })?.status).toBe("cannot-tell");
  });
});

describe("CHT-136 what is on record", () => {
  test("the test that holds longest decides, not the newest", () => {
    const done = [
      { code: "57905-2", on: "2025-10-01" },
      { code: "45378", on: "2019-03-02" },
    ];
    expect(of("colorectal", { done })).toMatchObject({
      status: "up-to-date",
      lastWay: "Colonoscopy",
      lastOn: "2019-03-02",
      dueOn: "2029-03-02",
    });
    expect(of("colorectal", { done: done.slice(0, 1) })).toMatchObject({
      status: "due",
      lastWay: "FIT (stool)",
      dueOn: "2026-10-01",
    });
  });

  test("it is due on the day its time is over, not the day before", () => {
    expect(of("breast", { done: [{ code: "77067", on: "2024-11-24" }] })?.status).toBe("up-to-date");
    expect(of("breast", { done: [{ code: "77067", on: "2024-11-23" }] })?.status).toBe("due");
  });

  test("once is enough where the rule says so; what is dated after today does not count", () => {
    expect(of("hepatitis-c", { done: [{ code: "86803", on: "1999-01-01" }] })).toMatchObject({
      status: "up-to-date",
      dueOn: null,
    });
    expect(of("hepatitis-c", { done: [{ code: "86803", on: "2026-11-24" }] })?.status).toBe("no-record");
  });

  test("HPV counts from 30 on", () => {
    const done = [{ code: "87624", on: "2025-01-01" }];
    expect(of("cervical", { born: "1999-01-01", done })?.status).toBe("no-record");
    expect(of("cervical", { born: "1996-01-01", done })?.status).toBe("up-to-date");
  });

  test("a pressure of this year is enough, and known hypertension is no screening", () => {
    expect(of("pressure-yearly", { done: [{ code: PRESSURE, on: "2026-01-05" }] })?.status).toBe("up-to-date");
    expect(of("pressure-yearly", { problems: ["I10"] })).toBeUndefined();
  });
});

describe("CHT-137 what was said", () => {
  test("done elsewhere counts as if it stood in the chart", () => {
    expect(of("colorectal", { answers: [answer({})] })).toMatchObject({ status: "up-to-date", dueOn: "2030-01-10" });
    expect(of("breast", { answers: [answer({})] })?.status).toBe("no-record");
  });

  test("declined rests for a year, and what is done since counts more", () => {
    const declined = answer({ kind: "declined", way: null, on: "2025-11-24" });
    expect(of("colorectal", { answers: [declined] })?.status).toBe("declined");
    expect(of("colorectal", { answers: [{ ...declined, on: "2025-11-23" }] })?.status).toBe("no-record");
    expect(of("colorectal", { answers: [declined], done: [{ code: "82274", on: "2026-11-01" }] })?.status).toBe(
      "up-to-date",
    );
  });

  test("not for this patient stays so, whatever is on record", () => {
    const never = answer({ rule: "cervical", kind: "not-applicable", way: null, note: "Total hysterectomy 2014" });
    expect(of("cervical", { answers: [never] })).toMatchObject({
      status: "not-applicable",
      answers: [{ note: "Total hysterectomy 2014" }],
    });
  });
});

test("CHT-138 what waits for somebody comes first", () => {
  const order = preventiveCare(
    facts({
      bmiTenths: null,
      done: [
        { code: "77067", on: "2020-01-01" },
        { code: "86803", on: "2020-01-01" },
      ],
      answers: [answer({ rule: "hiv", kind: "declined", way: null, on: "2026-11-01" })],
    }),
    TODAY,
  ).map((one) => one.status);
  expect([...new Set(order)]).toEqual(["due", "no-record", "cannot-tell", "declined", "up-to-date"]);
});

describe("CHT-139 answers that can't be", () => {
  const input = {
    answerId: "answer",
    patientId: "patient",
    rule: "colorectal",
    kind: "done",
    way: "fit",
    on: TODAY,
    note: "",
  } as const;
  test.each([
    [{ on: "2026-11-24" }, "on"],
    [{ on: "1970-05-03" }, "on"],
    [{ way: null }, "way"],
    [{ way: "mammography" }, "way"],
    [{ rule: "phrenology" }, "rule"],
    [{ kind: "not-applicable" }, "note"],
  ] as const)("%j is refused at %s", (change, field) => {
    expect(decideAnswer({ ...input, ...change }, "1970-05-04", TODAY)).toMatchObject({
      ok: false,
      error: { code: "invalid-input", field },
    });
  });

  test("a refusal of the patient has no test", () => {
    expect(decideAnswer({ ...input, kind: "declined" }, "1970-05-04", TODAY)).toMatchObject({
      ok: true,
      value: { kind: "declined", way: null },
    });
  });
});

test("CHT-135 each rule has a name of its own, each of its tests too, and no code fulfils two tests of one rule", () => {
  expect(new Set(rules.map((one) => one.rule)).size).toBe(rules.length);
  for (const rule of rules) {
    expect(new Set(rule.ways.map((one) => one.way)).size, rule.rule).toBe(rule.ways.length);
    const codes = rule.ways.flatMap((one) => one.codes);
    expect(new Set(codes).size, rule.rule).toBe(codes.length);
    expect(rule.from, rule.rule).toBeLessThan(rule.to);
  }
});
