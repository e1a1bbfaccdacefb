import type { ResultValue } from "@practicum/contracts/charting/in-house";
import type { TestPriority, TestStep } from "@practicum/contracts/charting/test-orders";
import { describe, expect, test } from "vitest";
import { decideTestStep, gravityOf, testClock, testStateOf, type SaidTestStep } from "./test-order-state.ts";

const MONDAY = "2026-11-23";

const said = (...steps: TestStep[]): SaidTestStep[] =>
  steps.map((step, at) => ({ stepId: `s${at}`, step, on: MONDAY }));

const signed: TestStep = { kind: "signed" };
const sent: TestStep = { kind: "sent", way: "paper", to: "Bay Laboratory" };
const collected: TestStep = { kind: "collected", on: MONDAY };
const value = (flag: ResultValue["flag"], critical = false): ResultValue => ({
  key: "k",
  label: "Potassium",
  loinc: "2823-3",
  value: "4.0",
  unit: "mmol/L",
  reference: "3.5 to 5.3",
  flag,
  critical,
});
const report = (status: "partial" | "final" | "corrected", ...values: ResultValue[]): TestStep => ({
  kind: "resulted",
  status,
  reportedOn: MONDAY,
  values,
  report: "",
});
const reviewed = (disposition: "normal" | "repeat" | "call" | "visit" | "no-action", plan = ""): TestStep => ({
  kind: "reviewed",
  disposition,
  plan,
  message: "",
});
const told: TestStep = { kind: "told", how: "By telephone" };
const rejected: TestStep = { kind: "rejected", reason: "Hemolyzed" };
const back = (stepId: string): TestStep => ({ kind: "taken-back", stepId, reason: "Wrong patient" });

const decide = (steps: readonly SaidTestStep[], step: TestStep, today = MONDAY) => {
  const decided = decideTestStep({ orderedOn: MONDAY, steps }, step, today);
  return decided.ok ? "ok" : (decided.error.field ?? decided.error.code);
};

describe("tests that are ordered elsewhere", () => {
  test("CHT-373 an order goes from the signature to the patient's knowing, each step after the one before", () => {
    const way: readonly (readonly [TestStep, string])[] = [
      [signed, "to-send"],
      [sent, "sent"],
      [collected, "collected"],
      [report("final", value(null)), "to-review"],
      [reviewed("normal"), "to-tell"],
      [told, "closed"],
    ];
    let steps: SaidTestStep[] = [];
    expect(testStateOf(steps)).toBe("draft");
    for (const [step, state] of way) {
      for (const [other] of way)
        if (other !== step && other.kind !== "resulted" && other.kind !== "collected")
          expect(decide(steps, other), `${other.kind} before ${step.kind}`).toBe("wrong-order-step");
      expect(decide(steps, step)).toBe("ok");
      steps = [...steps, { stepId: `s${steps.length}`, step, on: MONDAY }];
      expect(testStateOf(steps)).toBe(state);
    }
  });

  test("CHT-373 a report may come without anybody's having said that it was collected, and not before it was sent", () => {
    expect(decide(said(signed), report("final", value(null)))).toBe("wrong-order-step");
    expect(decide(said(signed, sent), report("final", value(null)))).toBe("ok");
  });

  test("CHT-374 what the laboratory rejects is sent anew, or cancelled", () => {
    const steps = said(signed, sent, rejected);
    expect(testStateOf(steps)).toBe("rejected");
    expect(decide(steps, sent)).toBe("ok");
    expect(decide(steps, report("final", value(null)))).toBe("wrong-order-step");
    expect(testStateOf(said(signed, sent, rejected, sent))).toBe("sent");
    expect(testStateOf(said(signed, sent, rejected, { kind: "cancelled", reason: "Moved away" }))).toBe("cancelled");
  });

  test("CHT-374 the last step that stands can be taken back, and no other", () => {
    const steps = said(signed, sent, collected);
    expect(decide(steps, back("s1"))).toBe("wrong-order-step");
    expect(decide(steps, back("s2"))).toBe("ok");
    expect(testStateOf(said(signed, sent, collected, back("s2")))).toBe("sent");
  });

  test.each([
    ["to-send", said(signed), ["2026-11-24", "2026-11-23", "2026-11-23"]],
    ["sent", said(signed, sent), ["2026-12-07", "2026-11-26", "2026-11-24"]],
    ["collected", said(signed, sent, collected), ["2026-11-28", "2026-11-25", "2026-11-24"]],
    ["to-review", said(signed, sent, report("final", value("high"))), ["2026-11-25", "2026-11-24", "2026-11-23"]],
    [
      "to-tell",
      said(signed, sent, report("final", value(null)), reviewed("normal")),
      ["2026-11-26", "2026-11-24", "2026-11-23"],
    ],
  ] as const)("CHT-375 %s has a day by priority", (state, steps, days) => {
    expect(testStateOf(steps)).toBe(state);
    const due = (priority: TestPriority) => testClock({ orderedOn: MONDAY, priority, provider: "Chen", steps })?.due;
    expect((["routine", "urgent", "stat"] as const).map(due)).toEqual(days);
  });

  test("CHT-375 a draft has no clock, a critical result is reviewed on its day, and the provider's it is from the result on", () => {
    const clock = (steps: readonly SaidTestStep[]) =>
      testClock({ orderedOn: MONDAY, priority: "routine", provider: "Chen", steps });
    expect(clock([])).toBeNull();
    expect(clock(said(signed, sent))?.owner).toBe("Medical assistants");
    expect(clock(said(signed, sent, report("final", value("high", true))))).toMatchObject({
      due: MONDAY,
      owner: "Chen",
    });
  });

  test("CHT-380 the gravest value of the report that stands counts", () => {
    expect(gravityOf(said(signed, sent))).toBeNull();
    expect(gravityOf(said(signed, sent, report("final", value(null), value(null))))).toBe("normal");
    expect(gravityOf(said(signed, sent, report("final", value(null), value("low"))))).toBe("abnormal");
    expect(gravityOf(said(signed, sent, report("final", value("high", true), value("low"))))).toBe("critical");
    const corrected = said(signed, sent, report("final", value("high", true)), report("corrected", value(null)));
    expect(gravityOf(corrected)).toBe("normal");
    expect(gravityOf([...corrected, { stepId: "s4", step: back("s3"), on: MONDAY }])).toBe("critical");
  });

  test("CHT-381 a part moves nothing to review, a correction comes after a whole report alone and is reviewed again", () => {
    const part = said(signed, sent, report("partial", value(null)));
    expect(testStateOf(part)).toBe("collected");
    expect(decide(part, report("final", value(null)))).toBe("ok");
    expect(decide(part, report("corrected", value(null)))).toBe("status");
    const done = said(signed, sent, report("final", value(null)), reviewed("normal"), told);
    expect(decide(done, report("final", value(null)))).toBe("status");
    expect(decide(done, report("corrected", value("high")))).toBe("ok");
    expect(testStateOf([...done, { stepId: "s5", step: report("corrected", value("high")), on: MONDAY }])).toBe(
      "to-review",
    );
  });

  test("CHT-384 no report and no collection on a day to come or before the order", () => {
    const steps = said(signed, sent);
    expect(decide(steps, { kind: "collected", on: "2026-11-24" })).toBe("step.on");
    expect(decide(steps, { kind: "collected", on: "2026-11-22" })).toBe("step.on");
    expect(decide(steps, report("final", value(null)), "2026-11-22")).toBe("reportedOn");
  });

  test("CHT-384 what is not normal is not called so, and a repeat, a visit and no action say what or why", () => {
    const abnormal = said(signed, sent, report("final", value("high")));
    const normal = said(signed, sent, report("final", value(null)));
    expect(decide(normal, reviewed("normal"))).toBe("ok");
    expect(decide(abnormal, reviewed("normal"))).toBe("step.disposition");
    for (const one of ["repeat", "visit", "no-action"] as const) {
      expect(decide(abnormal, reviewed(one))).toBe("step.plan");
      expect(decide(abnormal, reviewed(one, "In three months"))).toBe("ok");
    }
    expect(decide(abnormal, reviewed("call"))).toBe("ok");
    expect(testStateOf([...abnormal, { stepId: "s3", step: reviewed("no-action", "Known"), on: MONDAY }])).toBe(
      "closed",
    );
  });
});
