import { describe, expect, test } from "vitest";
import type { ChartFacts, VisitFact } from "./facts.ts";
import { decideAnswer, findContradictions, notCompared, contradictionItems, ofNote } from "./find-contradictions.ts";

type ProblemFact = ChartFacts["problems"][number];
type MedicationFact = ChartFacts["medications"][number];

const TODAY = "2026-11-23";

function chart(more: Partial<ChartFacts> = {}): ChartFacts {
  return {
    today: TODAY,
    born: "1981-03-04",
    sex: "female",
    problems: [],
    visits: [],
    medications: [],
    allergies: { noneSaid: false, askedOn: null, askedBy: null, active: [] },
    results: [],
    pastProcedures: [],
    histories: [],
    ...more,
  };
}

const problem = (code: string | null, label = `${code}`, more: Partial<ProblemFact> = {}): ProblemFact => ({
  problemId: `p-${code ?? label}`,
  code,
  label,
  active: true,
  onsetOn: null,
  resolvedOn: null,
  recordedOn: "2026-01-05",
  by: "Alvarez, MD",
  ...more,
});

function visit(codes: readonly (string | readonly [string, string])[], more: Partial<VisitFact> = {}): VisitFact {
  return {
    encounterId: "e1",
    on: TODAY,
    providerName: "Chen, MD",
    open: true,
    diagnoses: codes.map((one) => {
      const [code, label] = typeof one === "string" ? [one, `label of ${one}`] : one;
      return { code, label, by: "Chen, MD" };
    }),
    procedures: [],
    texts: [],
    orders: [],
    minor: [],
    ...more,
  };
}

const drug = (name: string, more: Partial<MedicationFact> = {}): MedicationFact => ({
  medicationId: `m-${name}`,
  rxnorm: null,
  name,
  active: true,
  on: "2026-05-01",
  by: "Mora, MA",
  stoppedOn: null,
  stoppedBy: null,
  stopReason: null,
  ...more,
});

const order = (name: string) => ({ orderId: `o-${name}`, rxnorm: null, name, on: TODAY, by: "Chen, MD" }) as const;
const found = (facts: ChartFacts) => findContradictions(facts, []);
const of = (facts: ChartFacts, rule: string) => found(facts).filter((one) => one.rule === rule);
const keys = (facts: ChartFacts) => found(facts).map((one) => `${one.severity} ${one.key}`);

describe("sex", () => {
  test("CHT-232 a code of the prostate beside the registered sex female is a question about the code", () => {
    const [one] = of(chart({ visits: [visit(["N40.1"])] }), "sex");
    expect(one).toMatchObject({ key: "sex:prostate", severity: "soft", basis: "female", encounterIds: ["e1"] });
    expect(one?.sides.map((side) => side.says)).toEqual([
      "Diagnosis N40.1 label of N40.1",
      "Registered sex, as payers are told it: female",
    ]);
    expect(one?.why).toContain("does not say which organs a person has");
  });
  test("CHT-232 nothing is said of family history, of an unknown sex, of who the code is for", () => {
    expect(of(chart({ visits: [visit(["Z80.42", "Z80.3"])] }), "sex")).toEqual([]);
    expect(of(chart({ sex: "unknown", visits: [visit(["N40.1", "N92.0"])] }), "sex")).toEqual([]);
    expect(of(chart({ sex: "male", visits: [visit(["N40.1"])] }), "sex")).toEqual([]);
    expect(notCompared(chart({ sex: "unknown" }))[0]).toContain("registered sex is not known");
  });
  test("CHT-232 a chart that speaks of gender identity is left alone; one reason holds for the organ at a later visit", () => {
    const trans = chart({ sex: "male", problems: [problem("F64.0")], visits: [visit(["Z12.4", "N92.0"])] });
    expect(of(trans, "sex")).toEqual([]);
    const before = found(chart({ visits: [visit(["N40.1"])] }))[0];
    const answer = {
      answerId: "a",
      key: before?.key ?? "",
      basis: before?.basis ?? "",
      reason: "Has a prostate",
      by: "Chen",
      at: "2026-11-23T17:00:00.000Z",
    };
    const later = chart({ visits: [visit(["N41.0"], { encounterId: "e2", on: "2026-11-23" })] });
    expect(findContradictions(later, [answer])[0]?.answer?.reason).toBe("Has a prostate");
  });
  test("CHT-232 pregnancy by a test alone is asked about too, and not of who is registered as female", () => {
    const results = [{ loinc: "2106-3", name: "Pregnancy test, urine", value: "Positive", on: TODAY }];
    expect(keys(chart({ sex: "male", results }))).toContain("soft sex:pregnancy");
    expect(of(chart({ results }), "sex")).toEqual([]);
  });
});

describe("age", () => {
  test.each([
    ["Z00.110", "2026-11-10", "hard"],
    ["Z00.111", "2026-11-20", "hard"],
    ["Z00.129", "2007-05-05", "hard"],
    ["Z00.00", "2013-01-01", "hard"],
    ["P59.9", "2021-01-01", "soft"],
    ["Z68.54", "2000-01-01", "soft"],
    ["Z68.25", "2012-01-01", "soft"],
    ["O21.0", "1955-01-01", "soft"],
  ] as const)("CHT-233 %s of who was born on %s is %s", (code, born, severity) => {
    const hits = of(chart({ born, visits: [visit([code])] }), "age");
    expect(hits.map((one) => one.severity)).toEqual([severity]);
    expect(hits[0]?.sides[0]?.place).toMatchObject({ at: "note", encounterId: "e1", field: "diagnoses" });
  });
  test.each([
    ["Z00.110", "2026-11-16"],
    ["Z00.111", "2026-11-10"],
    ["Z00.129", "2008-11-24"],
    ["Z00.00", "2011-11-23"],
    ["P59.9", "2026-01-01"],
    ["Z68.54", "2010-01-01"],
    ["O21.0", "2010-01-01"],
  ])("CHT-233 %s of who was born on %s is in order", (code, born) => {
    expect(of(chart({ born, visits: [visit([code])] }), "age")).toEqual([]);
  });
  test("CHT-233 a preventive visit of another band of age; the age is that of the day of the visit", () => {
    const with99396 = (on: string) => {
      const procedures = [{ code: "99396", label: "Preventive visit", modifiers: [], pointers: [1], by: "Chen, MD" }];
      return chart({ born: "1986-12-01", visits: [visit([], { on, procedures })] });
    };
    expect(of(with99396(TODAY), "age").map((one) => one.key)).toEqual(["age:99396:e1"]);
    expect(of(with99396("2026-12-01"), "age")).toEqual([]);
  });
});

describe("left and right", () => {
  const leftKnee = ["M17.12", "Unilateral primary osteoarthritis, left knee"] as const;
  const rightKnee = ["M17.11", "Unilateral primary osteoarthritis, right knee"] as const;
  const injection = (pointers: readonly number[], modifier = "RT") => [
    { code: "20610", label: "Injection", modifiers: [modifier], pointers, by: "Chen, MD" },
  ];
  test("CHT-234 a procedure of the right for a diagnosis of the left stops; for one of both, or without a side, it does not", () => {
    const hits = of(chart({ visits: [visit([leftKnee], { procedures: injection([1]) })] }), "side");
    expect(hits).toMatchObject([{ severity: "hard", encounterIds: ["e1"] }]);
    expect(hits[0]?.sides.map((side) => side.place.field)).toEqual(["diagnoses", "procedures.1"]);
    expect(of(chart({ visits: [visit([leftKnee], { procedures: injection([1], "LT") })] }), "side")).toEqual([]);
    expect(of(chart({ visits: [visit([leftKnee, rightKnee], { procedures: injection([1, 2]) })] }), "side")).toEqual(
      [],
    );
    expect(of(chart({ visits: [visit([leftKnee, "M25.50"], { procedures: injection([1, 2]) })] }), "side")).toEqual([]);
  });
  test("CHT-234 a biopsy of the left forearm for a nevus of the right arm stops", () => {
    const nevus = ["D22.61", "Melanocytic nevi of right upper limb, including shoulder"] as const;
    const minor = (siteLabel: string) => [
      { orderId: "b1", label: "Shave biopsy", siteLabel, diagnosis: "D22.61", on: TODAY, by: "Chen, MD" },
    ];
    expect(of(chart({ visits: [visit([nevus], { minor: minor("Left forearm, inner side") })] }), "side")).toHaveLength(
      1,
    );
    expect(of(chart({ visits: [visit([nevus], { minor: minor("Right forearm, inner side") })] }), "side")).toEqual([]);
    expect(of(chart({ visits: [visit([nevus], { minor: minor("Nose") })] }), "side")).toEqual([]);
  });
  test("CHT-234 a plan for the other knee alone is to fix; one that speaks of both, or of another part, is not", () => {
    const plan = (text: string) => chart({ visits: [visit([leftKnee], { texts: [{ section: "plan", text }] })] });
    expect(of(plan("Inject the right knee next week."), "side")).toMatchObject([{ severity: "soft" }]);
    expect(of(plan("Inject the left knee; the right knee is fine."), "side")).toEqual([]);
    expect(of(plan("X-ray of right knee to compare."), "side")).toEqual([]);
    expect(of(plan("Right shoulder exercises."), "side")).toEqual([]);
  });
  test("CHT-234 the other side on the problem list is a hint; the same side beside it is none", () => {
    const listed = (...problems: ProblemFact[]) => of(chart({ problems, visits: [visit([leftKnee])] }), "side");
    expect(listed(problem(...rightKnee))).toMatchObject([{ severity: "hint" }]);
    expect(listed(problem(...rightKnee), problem(...leftKnee))).toEqual([]);
  });
});

describe("diagnoses", () => {
  test("CHT-235 type 1 in the note and type 2 on the list stop; both on the list are to fix", () => {
    const hits = of(chart({ problems: [problem("E11.9")], visits: [visit(["E10.9"])] }), "diagnoses");
    expect(hits).toMatchObject([{ key: "pair:E10:E11", severity: "hard", encounterIds: ["e1"] }]);
    expect(hits[0]?.sides.map((side) => side.place.at)).toEqual(["note", "problems"]);
    expect(of(chart({ problems: [problem("E11.9"), problem("E10.9")] }), "diagnoses")).toMatchObject([
      { severity: "soft" },
    ]);
  });
  test("CHT-235 a resolved problem, one note's own pair, and two signed notes are not asked about", () => {
    const resolved = problem("E11.9", "Type 2", { active: false, resolvedOn: "2026-02-02" });
    expect(of(chart({ problems: [resolved], visits: [visit(["E10.9"])] }), "diagnoses")).toEqual([]);
    expect(of(chart({ visits: [visit(["E10.9", "E11.9"])] }), "diagnoses")).toEqual([]);
    const signed = [
      visit(["E10.9"], { open: false }),
      visit(["E11.9"], { open: false, encounterId: "e0", on: "2026-05-05" }),
    ];
    expect(of(chart({ visits: signed }), "diagnoses")).toEqual([]);
    // Gestational diabetes is no type 2.
    expect(of(chart({ problems: [problem("O24.410")], visits: [visit(["E11.9"])] }), "diagnoses")).toEqual([]);
  });
  test("CHT-236 a lasting condition that was resolved and is coded; a cold may come back", () => {
    const was = (code: string) => problem(code, code, { active: false, resolvedOn: "2026-06-01" });
    expect(of(chart({ problems: [was("I48.91")], visits: [visit(["I48.0"])] }), "resolved")).toHaveLength(1);
    expect(of(chart({ problems: [was("J06.9")], visits: [visit(["J06.9"])] }), "resolved")).toEqual([]);
    const again = [was("I48.91"), problem("I48.0", "AF", { problemId: "p2" })];
    expect(of(chart({ problems: again, visits: [visit(["I48.0"])] }), "resolved")).toEqual([]);
  });
});

describe("pregnancy", () => {
  const coded = visit(["Z34.91"]);
  test("CHT-237 pregnant, and isotretinoin on the list: it concerns every open note", () => {
    const facts = chart({
      problems: [problem("Z33.1", "Pregnant", { onsetOn: "2026-09-01" })],
      medications: [drug("Isotretinoin 40 mg capsule")],
    });
    const [one] = of(facts, "pregnancy");
    expect(one).toMatchObject({ key: "pregnant:isotretinoin", severity: "hard", everyNote: true });
    expect(ofNote(found(facts), "any note")).toHaveLength(1);
    expect(one?.sides.map((side) => side.place)).toMatchObject([{ at: "problems" }, { at: "medications" }]);
  });
  test("CHT-237 an order of lisinopril in the note stops; labetalol, a cream and a statin do not", () => {
    const ordered = (name: string) => of(chart({ visits: [{ ...coded, orders: [order(name)] }] }), "pregnancy");
    expect(ordered("Lisinopril 10 mg tablet")).toMatchObject([{ severity: "hard" }]);
    expect(ordered("Labetalol 100 mg tablet")).toEqual([]);
    expect(ordered("Tretinoin 0.025% cream")).toEqual([]);
    expect(ordered("Atorvastatin 20 mg tablet")).toMatchObject([{ severity: "soft" }]);
  });
  test("CHT-237 a delivery, a later negative test and 43 weeks end it", () => {
    const taking = { medications: [drug("Lisinopril 10 mg tablet")] };
    const at = (on: string, ...codes: string[]) => visit(codes, { open: false, encounterId: `e-${on}`, on });
    const hits = (...visits: VisitFact[]) => of(chart({ ...taking, visits }), "pregnancy").length;
    expect(hits(at("2026-08-01", "O09.90"))).toBe(1);
    expect(hits(at("2026-11-01", "O80", "O99.810"), at("2026-08-01", "O09.90"))).toBe(0);
    expect(hits(at("2026-01-02", "Z34.91"))).toBe(0);
    const test = (value: string, on: string) => ({ loinc: "2106-3", name: "hCG", value, on });
    const tests = (...results: ChartFacts["results"][number][]) =>
      of(chart({ ...taking, results }), "pregnancy").length;
    expect(tests(test("Positive", "2026-11-20"))).toBe(1);
    expect(tests(test("Positive", "2026-11-01"), test("Negative", "2026-11-20"))).toBe(0);
    expect(tests()).toBe(0);
  });
  test("CHT-237 pregnant without a uterus stops; an absent cervix alone does not", () => {
    const absent = (code: string) => of(chart({ problems: [problem(code)], visits: [coded] }), "pregnancy");
    expect(absent("Z90.710")).toMatchObject([{ key: "pregnant:uterus", severity: "hard" }]);
    expect(absent("Z90.712")).toEqual([]);
  });
});

describe("medications", () => {
  test("CHT-238 asthma and propranolol: hard where it is ordered, soft where it is taken; metoprolol and drops are not meant", () => {
    const asthma = { problems: [problem("J45.40")] };
    const ordered = (name: string) =>
      of(chart({ ...asthma, visits: [visit([], { orders: [order(name)] })] }), "condition");
    expect(ordered("Propranolol 40 mg tablet")).toMatchObject([{ severity: "hard", encounterIds: ["e1"] }]);
    expect(ordered("Metoprolol succinate ER 50 mg tablet")).toEqual([]);
    expect(ordered("Timolol 0.5% eye drops")).toEqual([]);
    expect(of(chart({ ...asthma, medications: [drug("Nadolol 40 mg tablet")] }), "condition")).toMatchObject([
      { severity: "soft" },
    ]);
    expect(of(chart({ problems: [problem("J44.9")], medications: [drug("Carvedilol 25 mg")] }), "condition")).toEqual(
      [],
    );
  });
  test("CHT-238 metformin at stage 5, not at stage 3; aspirin is no NSAID of the rule", () => {
    const at = (code: string, name: string) =>
      of(chart({ problems: [problem(code)], medications: [drug(name)] }), "condition").length;
    expect(at("N18.5", "Metformin 500 mg tablet")).toBe(1);
    expect(at("N18.30", "Metformin 500 mg tablet")).toBe(0);
    expect(at("N18.4", "Ibuprofen 600 mg tablet")).toBe(1);
    expect(at("N18.4", "Aspirin 81 mg tablet")).toBe(0);
  });
  test("CHT-239 what was stopped is ordered again, with why it was stopped; not what is taken on, nor what was stopped years ago", () => {
    const stopped = drug("Lisinopril 10 mg tablet", {
      active: false,
      stoppedOn: "2026-10-02",
      stoppedBy: "Alvarez, MD",
      stopReason: "Cough",
    });
    const again = (...medications: MedicationFact[]) =>
      of(chart({ medications, visits: [visit([], { orders: [order("Lisinopril 20 mg tablet")] })] }), "stopped");
    expect(again(stopped)[0]?.sides[0]).toMatchObject({
      says: "Medication list, stopped: Lisinopril 10 mg tablet (Cough)",
      by: "Alvarez, MD",
      on: "2026-10-02",
    });
    expect(again(stopped, drug("Lisinopril 40 mg tablet"))).toEqual([]);
    expect(again({ ...stopped, stoppedOn: "2024-10-02" })).toEqual([]);
    expect(again(drug("Losartan 50 mg tablet", { active: false, stoppedOn: "2026-10-02" }))).toEqual([]);
  });
  test("CHT-239 the plan stops it and the list has it; “do not stop” is none, nor is what the note orders anew", () => {
    const plan = (text: string, orders: VisitFact["orders"] = []) =>
      of(
        chart({
          medications: [drug("Lisinopril 10 mg tablet")],
          visits: [visit([], { texts: [{ section: "plan", text }], orders })],
        }),
        "stopped",
      ).length;
    expect(plan("Stop lisinopril, recheck in two weeks.")).toBe(1);
    expect(plan("Discontinue Lisinopril.")).toBe(1);
    expect(plan("Do not stop lisinopril.")).toBe(0);
    expect(plan("Stop smoking. Continue lisinopril.")).toBe(0);
    expect(plan("Stop lisinopril 10, start 20.", [order("Lisinopril 20 mg tablet")])).toBe(0);
  });
  test("CHT-240 levothyroxine with no thyroid disease on record is a hint; with one that was resolved or coded it is not", () => {
    const facts = (problems: readonly ProblemFact[], visits: readonly VisitFact[] = []) =>
      of(chart({ problems, visits, medications: [drug("Levothyroxine 50 mcg tablet")] }), "no-diagnosis");
    expect(facts([problem("I10")])).toMatchObject([{ severity: "hint", encounterIds: [] }]);
    expect(facts([problem("I10"), problem("E03.9")])).toEqual([]);
    expect(facts([problem("I10")], [visit(["E03.9"], { open: false, on: "2025-01-01" })])).toEqual([]);
    // Nothing is coded, or a problem has no code that could be it: nobody can tell.
    expect(facts([])).toEqual([]);
    expect(facts([problem("I10"), problem(null, "Thyroid, see old chart")])).toEqual([]);
    expect(notCompared(chart({ problems: [problem(null, "Thyroid, see old chart")] }))[0]).toContain(
      "Thyroid, see old chart",
    );
  });
});

describe("allergies", () => {
  const listed = (substance: string, substanceCode: string | null = null) => ({
    noneSaid: false,
    askedOn: null,
    askedBy: null,
    active: [{ allergyId: "a1", substanceCode, substance, on: "2026-01-01" as const, by: "Mora, MA" }],
  });
  const written = (text: string, allergies: ChartFacts["allergies"]) =>
    of(chart({ allergies, visits: [visit([], { texts: [{ section: "hpi", text }] })] }), "allergies").length;
  test("CHT-241 NKDA beside penicillin; not beside peanuts, which “no known allergies” does deny", () => {
    expect(written("PMH: asthma. NKDA.", listed("Penicillin", "class:penicillin"))).toBe(1);
    expect(written("PMH: asthma. NKDA.", listed("Peanut", "food:peanut"))).toBe(0);
    expect(written("No known allergies.", listed("Peanut", "food:peanut"))).toBe(1);
    expect(written("Seasonal allergies.", listed("Penicillin", "class:penicillin"))).toBe(0);
    expect(written("NKDA", { ...listed("x"), active: [] })).toBe(0);
  });
  test("CHT-241 “none” said when asked, and one on the list", () => {
    const allergies = { ...listed("Latex", "other:latex"), noneSaid: true };
    expect(keys(chart({ allergies }))).toEqual(["soft allergies:list"]);
    expect(keys(chart({ allergies: { ...allergies, active: [] } }))).toEqual([]);
  });
});

describe("answers and gate", () => {
  const facts = chart({ problems: [problem("E11.9")], visits: [visit(["E10.9"])] });
  const [one] = found(facts);
  const answer = {
    answerId: "a",
    key: one?.key ?? "",
    basis: one?.basis ?? "",
    reason: "Retyped after antibodies",
    by: "Chen, MD",
    at: "2026-11-23T17:00:00.000Z",
  };
  test("CHT-231 a reason holds for its facts alone; with others it is asked for again, and the earlier one is shown", () => {
    expect(findContradictions(facts, [answer])[0]).toMatchObject({ answer: { reason: answer.reason }, earlier: null });
    const changed = chart({ problems: [problem("E11.65")], visits: [visit(["E10.9"])] });
    expect(findContradictions(changed, [answer])[0]).toMatchObject({
      answer: null,
      earlier: { reason: answer.reason },
    });
    expect(decideAnswer(found(facts), answer).ok).toBe(true);
    expect(decideAnswer(found(changed), answer)).toMatchObject({ error: { code: "stale-version", field: "basis" } });
    expect(decideAnswer([], answer)).toMatchObject({ error: { code: "not-found", field: "key" } });
  });
  test("CHT-242 hard stops with both facts in words, answered it is shown; soft is to fix, a hint informs", () => {
    const item = (answers: readonly (typeof answer)[]) => contradictionItems(findContradictions(facts, answers))[0];
    expect(item([])).toMatchObject({ severity: "stop", target: "contradictions:pair:E10:E11" });
    expect(item([])?.message).toContain("Diagnosis E10.9 label of E10.9 – Problem list: E11.9 E11.9.");
    expect(item([answer])).toMatchObject({ severity: "note", code: "contradiction-answered" });
    expect(contradictionItems(found(chart({ visits: [visit(["N40.1"])] })))[0]?.severity).toBe("fix");
  });
  test("CHT-230 the gravest comes first, and what could not be compared is said", () => {
    const many = chart({
      problems: [problem("E11.9")],
      medications: [drug("Levothyroxine 50 mcg tablet"), drug("Grandmother's tea")],
      visits: [visit(["E10.9", "N40.1"])],
    });
    expect(keys(many)).toEqual([
      "hard pair:E10:E11",
      "soft sex:prostate",
      "hint no-diagnosis:m-Levothyroxine 50 mcg tablet",
    ]);
    expect(notCompared(many)).toEqual(["Not in our list of drugs, and so not compared: Grandmother's tea."]);
  });
});

describe("CHT-468, CHT-469 what was told of histories", () => {
  const told = (
    content: ChartFacts["histories"][number]["content"],
    current = true,
  ): ChartFacts["histories"][number] => ({
    historyId: `h-${content.kind}-${current}`,
    content,
    current,
    on: "2026-11-20",
    by: "Mora, MA",
  });
  const tobacco = (use: "never" | "current"): ChartFacts["histories"][number]["content"] => ({
    kind: "tobacco",
    use,
    products: [],
    cigarettesPerDay: null,
    years: null,
    quitOn: null,
  });
  const surgery = (procedure: string, when: string | null, side: "left" | "right" | null = null) =>
    told({ kind: "surgery", procedure, when, side, complications: "" });
  const period = (lastPeriod: string, status: "pregnant" | "not-pregnant" = "not-pregnant") =>
    told({ kind: "pregnancy-status", status, lastPeriod, dueByUltrasound: null });
  const keys = (more: Partial<ChartFacts>) => findContradictions(chart(more), []).map(({ key }) => key);

  test("never used tobacco, beside a code of it or an earlier answer; neither of who says so still", () => {
    const never = told(tobacco("never"));
    expect(keys({ histories: [never] })).toEqual([]);
    expect(keys({ histories: [never], problems: [problem("F17.210")] })).toEqual(["smoking:never"]);
    expect(keys({ histories: [never, told(tobacco("current"), false)] })).toEqual(["smoking:never"]);
    expect(keys({ histories: [told(tobacco("current")), told(tobacco("never"), false)] })).toEqual([]);
  });

  test("a last period after the uterus was taken out, and none before it or where its day is not known", () => {
    expect(keys({ histories: [period("2026-11-01"), surgery("Total hysterectomy", "2015")] })).toEqual([
      "period:uterus",
    ]);
    expect(keys({ histories: [period("2010-11-01"), surgery("Total hysterectomy", "2015")] })).toEqual([]);
    expect(keys({ histories: [period("2026-11-01"), surgery("Total hysterectomy", null)] })).toEqual([]);
  });

  test("a diagnosis of the side that was taken out, not of the other", () => {
    const left = surgery("Mastectomy", "2015", "left");
    const note = (side: string) => [visit([["N63.20", `Unspecified lump in the ${side} breast`]])];
    expect(keys({ histories: [left], visits: note("left") })).toEqual(["removed:h-surgery-true:N63.20"]);
    expect(keys({ histories: [left], visits: note("right") })).toEqual([]);
  });

  test("pregnant as it was told: beside the registered sex, and beside a hysterectomy; not pregnant later ends it", () => {
    const pregnant = period("2026-10-01", "pregnant");
    expect(keys({ sex: "male", histories: [pregnant] })).toEqual(["sex:pregnancy"]);
    expect(keys({ histories: [pregnant, surgery("Hysterectomy", null)] })).toEqual(["pregnant:uterus"]);
    expect(keys({ sex: "male", histories: [period("2026-10-01")] })).toEqual([]);
  });
});
