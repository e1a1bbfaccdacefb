import { EMPTY_WORKSHEET, type EmWorksheet, type ProblemKind } from "@practicum/contracts/charting/em-level";
import { describe, expect, test } from "vitest";
import { emFault, emSupport, type EmFacts } from "./em-level.ts";

const code = (value: string) => ({ code: value, label: `label of ${value}` });
const facts = (worksheet: Partial<EmWorksheet>, more: Partial<EmFacts> = {}): EmFacts => ({
  version: 1,
  diagnoses: [],
  procedures: [code("99213")],
  orders: [],
  inHouse: [],
  ...more,
  worksheet: {
    ...EMPTY_WORKSHEET,
    ...worksheet,
  },
});
/** Diagnoses of these kinds, A00 to A09 in order. */
const addressed = (...kinds: ProblemKind[]) => ({
  problems: kinds.map((kind, index) => ({ code: `A0${index}`, kind })),
  diagnoses: kinds.map((_, index) => code(`A0${index}`)),
});
const rx = [{ orderId: "rx", name: "Lisinopril" }];
const done = (orderId: string, procedure: string, state = "done") => ({
  orderId,
  kind: "test" as const,
  label: procedure,
  code: procedure,
  state,
});
const shot = (state: string) => ({
  orderId: "im",
  kind: "injection" as const,
  label: "Ketorolac",
  code: "J1885",
  state,
});

describe("CHT-171 problems", () => {
  test.each<[string, ProblemKind[], string]>([
    ["nothing addressed", [], "none"],
    ["one minor", ["minor"], "straightforward"],
    ["two minor", ["minor", "minor"], "low"],
    ["one chronic at its goal", ["chronic-stable"], "low"],
    ["one acute, uncomplicated", ["acute-uncomplicated"], "low"],
    ["a chronic at its goal and a minor one", ["chronic-stable", "minor"], "low"],
    ["two chronic at their goals", ["chronic-stable", "chronic-stable"], "moderate"],
    ["one chronic that is worse", ["chronic-worse"], "moderate"],
    ["a new one of uncertain outcome", ["new-uncertain"], "moderate"],
    ["acute with systemic symptoms", ["acute-systemic"], "moderate"],
    ["a complicated injury", ["acute-injury-complicated"], "moderate"],
    ["a chronic one, severely worse", ["chronic-severe"], "high"],
    ["a threat to life beside a minor one", ["minor", "threat"], "high"],
    ["one that was not addressed counts for nothing", ["not-addressed", "minor"], "straightforward"],
  ])("%s", (_, kinds, grade) => {
    const { problems, diagnoses } = addressed(...kinds);
    expect(emSupport(facts({ problems }, { diagnoses })).problems.grade).toBe(grade);
  });
  test("a diagnosis that left the note counts no more, and each that counts is named with its place", () => {
    const { problems, diagnoses } = addressed("threat", "minor");
    const support = emSupport(facts({ problems }, { diagnoses: diagnoses.slice(1) }));
    expect(support.problems).toEqual({
      grade: "straightforward",
      counted: [{ what: "A01 label of A01: self-limited or minor", target: "diagnoses" }],
    });
  });
});

describe("CHT-172 data", () => {
  const grade = (worksheet: Partial<EmWorksheet>, more: Partial<EmFacts> = {}) =>
    emSupport(facts(worksheet, more)).data.grade;
  const two = { inHouse: [done("a", "87880"), done("b", "81002")] };
  test.each<[string, Partial<EmWorksheet>, Partial<EmFacts>, string]>([
    ["none", {}, {}, "straightforward"],
    ["one test", {}, { inHouse: [done("a", "87880")] }, "straightforward"],
    ["two tests", {}, two, "low"],
    [
      "a test that waits counts, a refused one does not",
      {},
      { inHouse: [done("a", "87880", "ordered"), done("b", "81002", "refused")] },
      "straightforward",
    ],
    [
      "the same test, done and charged, once",
      {},
      { inHouse: [done("a", "87880")], procedures: [code("99213"), code("87880")] },
      "straightforward",
    ],
    ["a test and a result reviewed", { reviewed: ["A1c"] }, { inHouse: [done("a", "87880")] }, "low"],
    ["one result named twice, once", { reviewed: ["A1c", "a1c "] }, {}, "straightforward"],
    ["three of the first category", { reviewed: ["A1c"] }, two, "moderate"],
    ["a historian alone", { historian: "Mother" }, {}, "low"],
    ["two and a historian", { historian: "Mother" }, two, "moderate"],
    ["an own reading", { interpretation: "Chest film of the emergency room" }, {}, "moderate"],
    ["a discussion", { discussion: "Dr. Gold, cardiology" }, {}, "moderate"],
    ["a reading and a discussion", { interpretation: "Film", discussion: "Dr. Gold" }, {}, "high"],
    ["three documents and a discussion", { reviewed: ["a", "b", "c"], discussion: "Dr. Gold" }, {}, "high"],
    [
      "an electrocardiogram that the practice reads and charges is none",
      {},
      { procedures: [code("99213"), code("93000"), code("94010")] },
      "straightforward",
    ],
  ])("%s", (_, worksheet, more, expected) => {
    expect(grade(worksheet, more)).toBe(expected);
  });
  test("each point is linked to its fact", () => {
    const { data } = emSupport(
      facts({ reviewed: ["A1c"] }, { inHouse: [done("a", "87880")], procedures: [code("99213"), code("85025")] }),
    );
    expect(data.counted.map((one) => one.target)).toEqual(["orders:a", "procedures:2", "em"]);
  });
});

describe("CHT-173 risk", () => {
  const { problems, diagnoses } = addressed("acute-uncomplicated");
  const grade = (worksheet: Partial<EmWorksheet>, more: Partial<EmFacts> = {}) =>
    emSupport(facts({ problems, ...worksheet }, { diagnoses, ...more })).risk.grade;
  test.each<[string, Partial<EmWorksheet>, Partial<EmFacts>, string]>([
    ["an illness without a decision", {}, {}, "low"],
    ["a minor problem", { problems: [{ code: "A00", kind: "minor" }] }, {}, "straightforward"],
    ["a prescription", {}, { orders: rx }, "moderate"],
    ["an injection that is ordered", {}, { inHouse: [shot("ordered")] }, "moderate"],
    ["one that was refused", {}, { inHouse: [shot("refused")] }, "low"],
    ["a drug that goes on", { risks: [{ kind: "drug-continued", why: "metformin as before" }] }, {}, "moderate"],
    ["social needs", { risks: [{ kind: "social", why: "no place to keep insulin cold" }] }, {}, "moderate"],
    [
      "monitoring for toxicity beside a prescription",
      { risks: [{ kind: "toxicity-monitoring", why: "methotrexate" }] },
      { orders: rx },
      "high",
    ],
    ["sent to the hospital", { risks: [{ kind: "hospital", why: "sepsis" }] }, {}, "high"],
  ])("%s", (_, worksheet, more, expected) => {
    expect(grade(worksheet, more)).toBe(expected);
  });
});

describe("CHT-170 two of the three reach the level", () => {
  test.each<[string, ProblemKind[], Partial<EmWorksheet>, Partial<EmFacts>, string]>([
    ["a cold", ["minor"], {}, {}, "99212"],
    ["a sore throat with a strep test", ["acute-uncomplicated"], {}, { inHouse: [done("a", "87880")] }, "99213"],
    ["two chronic ones and a prescription", ["chronic-stable", "chronic-stable"], {}, { orders: rx }, "99214"],
    ["one chronic at its goal and a prescription", ["chronic-stable"], {}, { orders: rx }, "99213"],
    [
      "one chronic at its goal, a prescription, three data",
      ["chronic-stable"],
      { reviewed: ["a", "b", "c"] },
      { orders: rx },
      "99214",
    ],
    ["a threat and nothing else", ["threat"], {}, {}, "99213"],
    ["a threat, sent to the hospital", ["threat"], { risks: [{ kind: "hospital", why: "x" }] }, {}, "99215"],
    ["nothing addressed", [], {}, {}, "99212"],
  ])("%s", (_, kinds, worksheet, more, expected) => {
    const { problems, diagnoses } = addressed(...kinds);
    expect(emSupport(facts({ problems, ...worksheet }, { diagnoses, ...more })).documented).toBe(expected);
  });
  test("a new patient has the codes of a new one", () => {
    const { problems, diagnoses } = addressed("chronic-worse");
    const support = emSupport(facts({ problems }, { diagnoses, orders: rx, procedures: [code("99203")] }));
    expect([support.documented, support.verdict]).toEqual(["99204", "under"]);
  });
});

describe("CHT-175 time", () => {
  const by = (minutes: number | null, chosen: string) => {
    const { documented, verdict } = emSupport(facts({ basis: "time", minutes }, { procedures: [code(chosen)] }));
    return [documented, verdict];
  };
  test("is met or it is not", () => {
    expect(by(9, "99212")).toEqual([null, "over"]);
    expect(by(10, "99212")).toEqual(["99212", "agrees"]);
    expect(by(19, "99213")).toEqual(["99212", "over"]);
    expect(by(20, "99213")).toEqual(["99213", "agrees"]);
    expect(by(30, "99213")).toEqual(["99214", "under"]);
    expect(by(40, "99215")).toEqual(["99215", "agrees"]);
    expect(by(14, "99202")).toEqual([null, "over"]);
    expect([15, 30, 45, 60].map((minutes) => by(minutes, "99202")[0])).toEqual(["99202", "99203", "99204", "99205"]);
    expect(by(null, "99213")).toEqual([null, "not-worked-out"]);
  });
});

describe("CHT-174 what the gate says", () => {
  const said = (worksheet: Partial<EmWorksheet>, more: Partial<EmFacts>) =>
    emFault(emSupport(facts(worksheet, more)))?.severity ?? null;
  const { problems, diagnoses } = addressed("acute-uncomplicated");
  test("more than is documented is to be mended, less is to be seen, agreement is silent", () => {
    expect(said({ problems }, { diagnoses, procedures: [code("99214")] })).toBe("fix");
    expect(said({ problems }, { diagnoses, procedures: [code("99213")] })).toBe(null);
    expect(said({ problems }, { diagnoses, procedures: [code("99212")] })).toBe("note");
  });
  test("what nobody has worked out is no agreement: untouched, or a diagnosis that nobody spoke of", () => {
    expect(emSupport(facts({ problems }, { diagnoses, version: 0 })).verdict).toBe("not-worked-out");
    expect(emSupport(facts({ problems }, { diagnoses: [...diagnoses, code("B99")] })).verdict).toBe("not-worked-out");
    expect(said({ problems }, { diagnoses: [...diagnoses, code("B99")] })).toBe("note");
  });
  test("a visit without such a code, and a nurse visit, are left alone", () => {
    expect(emSupport(facts({ problems }, { diagnoses, procedures: [code("99396")] })).verdict).toBe("no-code");
    expect(said({}, { procedures: [code("87880")] })).toBe(null);
    expect(emSupport(facts({}, { procedures: [code("99211")] })).chosen).toBe("99211");
  });
});
