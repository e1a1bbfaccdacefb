import type { Coverage } from "@practicum/contracts/billing/coverage";
import { describe, expect, test } from "vitest";
import { decideOrder, secondaryReasonOf, type OrderFacts } from "./coverage-order.ts";

const today = "2026-11-28";
let made = 0;

function coverage(coverageId: string, more: Partial<Coverage> = {}): Coverage {
  made += 1;
  return {
    coverageId,
    patientId: "p",
    payerId: coverageId,
    payerName: coverageId,
    payerKind: "ppo",
    priority: made,
    memberId: "M1",
    groupNumber: null,
    planName: null,
    subscriber: { relationship: "self", name: null, birthDate: null, sex: null },
    from: "2026-01-01",
    to: null,
    pcpNpi: null,
    copay: null,
    secondaryReason: null,
    version: 1,
    ...more,
  };
}

const parent = (given: string, birthDate: string): Coverage["subscriber"] => ({
  relationship: "child",
  name: { family: "Diaz", given, middle: null, suffix: null },
  birthDate,
  sex: null,
});
const spouse = { ...parent("Luis", "1970-01-01"), relationship: "spouse" as const };
const order = (coverages: Coverage[], more: Partial<OrderFacts> = {}) =>
  decideOrder({ coverages, today, msp: null, kept: null, ...more });
const answers = { accidentOrWork: false, presentJob: true, largeEmployer: true, kidneyFailure: false };
const msp = (more: Partial<typeof answers> = {}, on = today) => ({
  answers: { ...answers, ...more },
  by: "Tanya Brooks",
  on,
});

describe("BIL-162: the order of coverages", () => {
  test("of two parents the birthday that comes first in the year, whatever the year of birth", () => {
    const [father, mother] = [
      coverage("father", { subscriber: parent("Luis", "1979-08-30") }),
      coverage("mother", { subscriber: parent("Rosa", "1984-02-11") }),
    ];
    const decided = order([father, mother]);
    expect(decided).toMatchObject({ suggested: ["mother", "father"], fits: false });
    expect(decided.reasons.map((one) => one.rule)).toEqual(["birthday"]);
    expect(decided.reasons[0]?.text).toContain("Rosa (02/11) with mother, then Luis (08/30) with father");
    expect(decided.mayBeWrong).toContain("court order");
    expect(order([mother, { ...father, priority: mother.priority + 1 }])).toMatchObject({ fits: true, reasons: [] });
  });
  test("on the same day the plan that is longer in force", () => {
    const young = coverage("young", { subscriber: parent("Luis", "1979-08-30"), from: "2026-01-01" });
    const old = coverage("old", { subscriber: parent("Rosa", "1984-08-30"), from: "2020-01-01" });
    expect(order([young, old]).suggested).toEqual(["old", "young"]);
  });
  test("Medi-Cal last, also where a plan manages it, and also before Medicare", () => {
    const medi = coverage("medi-cal", { payerKind: "medicaid-managed" });
    const own = coverage("own");
    expect(order([medi, own])).toMatchObject({ suggested: ["own", "medi-cal"], fits: false, mspDue: false });
    const care = coverage("medicare", { payerKind: "medicare" });
    expect(order([medi, care])).toMatchObject({ suggested: ["medicare", "medi-cal"], mspDue: false });
  });
  test("the patient's own plan before the spouse's", () => {
    const other = coverage("spouse's", { subscriber: spouse });
    const decided = order([other, coverage("own")]);
    expect(decided.suggested).toEqual(["own", "spouse's"]);
    expect(decided.reasons.map((one) => one.rule)).toEqual(["own-first"]);
  });
  test("one that somebody explained stays, until the order is another", () => {
    const [father, mother] = [
      coverage("father", { subscriber: parent("Luis", "1979-08-30") }),
      coverage("mother", { subscriber: parent("Rosa", "1984-02-11") }),
    ];
    const kept = { coverageIds: ["father", "mother"], reason: "Court order", by: "Tanya Brooks", on: today };
    expect(order([father, mother], { kept })).toMatchObject({ fits: true, kept: { reason: "Court order" } });
    const other = { ...kept, coverageIds: ["mother", "father"] };
    expect(order([father, mother], { kept: other })).toMatchObject({ fits: false, kept: null });
  });
});

describe("BIL-163: Medicare beside another plan", () => {
  const care = () => coverage("medicare", { payerKind: "medicare" });
  test("the questions are due until they are answered, and again after 90 days; nothing is moved meanwhile", () => {
    const both = [care(), coverage("employer")];
    expect(order(both)).toMatchObject({ mspDue: true, fits: true, suggested: ["medicare", "employer"] });
    const turned = [coverage("employer"), care()];
    expect(order(turned)).toMatchObject({ mspDue: true, fits: true, suggested: ["employer", "medicare"] });
    expect(order(both, { msp: msp({}, "2026-08-30") }).mspDue).toBe(false);
    expect(order(both, { msp: msp({}, "2026-08-29") }).mspDue).toBe(true);
    expect(order([care()]).mspDue).toBe(false);
  });
  test.each([
    [{}, ["employer", "medicare"]],
    [{ largeEmployer: false }, ["medicare", "employer"]],
    [{ presentJob: false }, ["medicare", "employer"]],
    [{ presentJob: false, largeEmployer: false, kidneyFailure: true }, ["employer", "medicare"]],
  ])("the answers decide: %o", (more, suggested) => {
    for (const both of [
      [care(), coverage("employer", { subscriber: spouse })],
      [coverage("employer", { subscriber: spouse }), care()],
    ])
      expect(order(both, { msp: msp(more) }).suggested).toEqual(suggested);
  });
});

describe("BIL-162: workers' compensation and auto", () => {
  const plans = () => [
    coverage("ppo"),
    coverage("mcare", { payerKind: "medicare" }),
    coverage("wc", { payerKind: "workers-comp" }),
    coverage("medi", { payerKind: "medicaid" }),
  ];
  const msp = { answers: { ...answers, accidentOrWork: true }, by: "A", on: today };

  test("are first for a visit of an accident or of the work, by the visit or by the patient's answer", () => {
    for (const more of [{ accident: true }, { msp }]) {
      const decided = order(plans(), more);
      expect([decided.suggested[0], decided.suggested.at(-1)]).toEqual(["wc", "medi"]);
      expect(decided.reasons.map((one) => one.rule)).toContain("casualty");
    }
  });

  test("come after every other but Medi-Cal for another visit; unsaid, they stay on their side", () => {
    const notSo = { ...msp, answers: { ...answers, accidentOrWork: false } };
    expect(
      order([coverage("auto", { payerKind: "auto" }), ...plans().slice(0, 2)], { msp: notSo }).suggested.at(-1),
    ).toBe("auto");
    expect(order(plans(), { accident: false }).suggested.slice(-2)).toEqual(["wc", "medi"]);
    expect(order([coverage("wc", { payerKind: "workers-comp" }), coverage("ppo")]).suggested).toEqual(["wc", "ppo"]);
    expect(order([coverage("ppo"), coverage("wc", { payerKind: "workers-comp" })]).suggested).toEqual(["ppo", "wc"]);
  });
});

test.each([
  [{ accidentOrWork: true }, "workers-comp", "1950-01-01", "15"],
  [{ accidentOrWork: true }, "auto", "1950-01-01", "14"],
  [{ accidentOrWork: true }, "ppo", "1950-01-01", "12"],
  [{ kidneyFailure: true }, "ppo", "1950-01-01", "13"],
  [{}, "ppo", "1961-11-28", "12"],
  [{}, "ppo", "1961-11-29", "43"],
  [{ largeEmployer: false }, "ppo", "1950-01-01", null],
] as const)("BIL-163: the answers %j with %s say why Medicare is not first", (said, payerKind, birthDate, code) => {
  const coverages = [coverage("other", { payerKind }), coverage("mcare", { payerKind: "medicare" })];
  expect(secondaryReasonOf({ ...answers, ...said }, { coverages, birthDate, today })).toBe(code);
});

describe("BIL-162: what is said to the person who looks at the order", () => {
  const child = (id: string, subscriber: Partial<Coverage["subscriber"]> = {}, more: Partial<Coverage> = {}) =>
    coverage(id, { subscriber: { ...parent("Rosa", "1984-02-11"), ...subscriber }, ...more });
  const medicaid = (id: string, more: Partial<Coverage> = {}) => coverage(id, { payerKind: "medicaid", ...more });
  const text = (coverages: Coverage[], more: Partial<OrderFacts> = {}) =>
    order(coverages, more).reasons.map((one) => one.text);

  test("of somebody else's plans: the spouse's before another's, a parent's before the spouse's, the own before all", () => {
    const plans = [
      coverage("other", { subscriber: { ...spouse, relationship: "other" } }),
      coverage("spouse", { subscriber: spouse }),
      child("parent"),
      coverage("own"),
    ];
    const decided = order(plans);
    expect(decided.suggested).toEqual(["own", "parent", "spouse", "other"]);
    expect(text(plans)).toEqual([
      "The plan in which the patient is the subscriber (own) pays before the one of somebody else (parent).",
    ]);
    expect(decided.mayBeWrong).toBe("A plan's own contract may say otherwise: ask the plans when the patient does.");
    for (const relationship of ["spouse", "other"] as const)
      expect(text([coverage("theirs", { subscriber: { ...spouse, relationship } }), coverage("mine")])).toHaveLength(1);
  });
  test("a parent whose birthday is not known comes last, and is named as far as known", () => {
    const plans = [child("unknown", { birthDate: null, name: null }), child("known")];
    expect(order(plans).suggested).toEqual(["known", "unknown"]);
    expect(text(plans)[0]).toContain("Rosa (02/11) with known, then the subscriber with unknown.");
  });
  test("the birthday rule is about parents' plans alone: a child's Medi-Cal, Medicare or accident plan is none", () => {
    for (const payerKind of ["medicaid", "medicare", "auto"] as const) {
      const plans = [child("public", {}, { payerKind }), medicaid("medi"), child("plan")];
      expect(order(plans).reasons.map((one) => one.rule)).not.toContain("birthday");
    }
    // The years of two plans of one day count for parents; for others the place on record does.
    const own = [
      coverage("second", { from: "2026-01-01", priority: 1 }),
      coverage("first", { from: "2020-01-01", priority: 2 }),
    ];
    expect(order(own)).toMatchObject({ suggested: ["second", "first"], fits: true });
  });
  test("Medi-Cal is last after whatever stands before it, and of its order there is no doubt", () => {
    const plans = [medicaid("medi"), coverage("own")];
    expect(text(plans)).toEqual(["Medi-Cal pays after every other coverage."]);
    expect(order(plans).mayBeWrong).toBeNull();
    expect(order([medicaid("medi")])).toMatchObject({ fits: true, reasons: [], mayBeWrong: null });
  });
  test("Medicare's answers are said where there is a plan beside it, whichever way they point", () => {
    const both = (first: string) =>
      first === "care"
        ? [coverage("care", { payerKind: "medicare" }), coverage("plan")]
        : [coverage("plan"), coverage("care", { payerKind: "medicare" })];
    expect(text(both("care"), { msp: msp() })[0]).toBe(
      "By the Medicare secondary payer answers the employer's plan pays before Medicare.",
    );
    expect(text(both("plan"), { msp: msp({ presentJob: false }) })[0]).toBe(
      "By the Medicare secondary payer answers Medicare pays before the other plan.",
    );
    const care = [medicaid("medi"), coverage("care", { payerKind: "medicare" })];
    expect(order(care, { msp: msp() }).reasons.map((one) => one.rule)).toEqual(["medicaid-last"]);
    const accident = [coverage("auto", { payerKind: "auto" }), coverage("care", { payerKind: "medicare" })];
    expect(order(accident, { msp: msp(), accident: false }).reasons.map((one) => one.rule)).toEqual(["casualty"]);
  });
  test("Medicare before questions were asked stays where it stands beside plans; Medi-Cal and an accident's plan do not count", () => {
    const care = (priority: number) => coverage("care", { payerKind: "medicare", priority });
    expect(order([medicaid("medi", { priority: 1 }), care(2), coverage("plan", { priority: 3 })]).suggested).toEqual([
      "care",
      "plan",
      "medi",
    ]);
    expect(
      order([coverage("auto", { payerKind: "auto", priority: 1 }), care(2), coverage("plan", { priority: 3 })], {
        accident: true,
      }).suggested,
    ).toEqual(["auto", "care", "plan"]);
    expect(order([coverage("plan", { priority: 1 }), care(2), coverage("more", { priority: 3 })]).suggested).toEqual([
      "plan",
      "more",
      "care",
    ]);
  });
  test("an accident's plan is explained by what the visit is, and of one coverage alone nothing is", () => {
    const auto = (priority: number) => coverage("Auto Co", { payerKind: "auto", priority });
    expect(text([coverage("own", { priority: 1 }), auto(2)], { accident: true })[0]).toBe(
      "For a visit after an accident, or an illness of the work, Auto Co pays before every other coverage.",
    );
    expect(text([auto(1), coverage("own", { priority: 2 })], { accident: false })[0]).toBe(
      "Auto Co pays for its own case alone: this visit comes of no accident and not of the work.",
    );
    expect(text([auto(1)], { accident: false })).toEqual([]);
    // What is said of this visit counts before what the patient answered once.
    expect(
      order([coverage("own", { priority: 1 }), auto(2)], {
        accident: false,
        msp: { ...msp(), answers: { ...answers, accidentOrWork: true } },
      }).suggested,
    ).toEqual(["own", "Auto Co"]);
  });
  test("a reason that was kept says who gave it and when, while the order is that one and the rules say another", () => {
    const plans = [child("father", { birthDate: "1979-08-30" }), child("mother")];
    const kept = { coverageIds: ["father", "mother"], reason: "Court order", by: "Tanya Brooks", on: today };
    expect(order(plans, { kept }).kept).toEqual({ reason: "Court order", by: "Tanya Brooks", on: today });
    const turned = [...plans].reverse().map((one, index) => ({ ...one, priority: index + 1 }));
    expect(order(turned, { kept: { ...kept, coverageIds: ["mother", "father"] } })).toMatchObject({
      fits: true,
      kept: null,
    });
    expect(order(plans, { kept: { ...kept, coverageIds: ["father"] } })).toMatchObject({ fits: false, kept: null });
  });
});
