import type { ProcedureStep } from "@practicum/contracts/charting/procedures";
import { expect, test } from "vitest";
import {
  decideProcedureStep,
  procedureClock,
  procedureStateOf,
  specimenLabel,
  type SaidStep,
} from "./procedure-state.ts";

const DAY = "2026-11-23";
const done: ProcedureStep = { kind: "done", performedOn: DAY, consent: "Told, agreed", anesthesia: "", findings: "" };
const sent: ProcedureStep = { kind: "sent", laboratory: "Lab" };
const resulted: ProcedureStep = {
  kind: "resulted",
  reportedOn: DAY,
  category: "benign",
  diagnosis: "Nevus",
  report: "",
};
const reviewed: ProcedureStep = { kind: "reviewed", plan: "Nothing further" };
const told: ProcedureStep = { kind: "told", how: "By telephone" };
const notDone: ProcedureStep = { kind: "not-done", reason: "Declined" };
const all = [done, sent, resulted, reviewed, told];

const said = (steps: readonly ProcedureStep[], on = DAY): SaidStep[] =>
  steps.map((step, at) => ({ stepId: `step ${at}`, step, on, by: "Chen" }));
const order = (steps: readonly ProcedureStep[], kind: "punch-biopsy" | "cryotherapy" = "punch-biopsy") => ({
  kind,
  orderedOn: DAY,
  steps: said(steps),
});
const outcome = (steps: readonly ProcedureStep[], step: ProcedureStep, today = DAY) => {
  const decided = decideProcedureStep(order(steps), step, today);
  return decided.ok ? "ok" : `${decided.error.code} ${decided.error.field ?? ""}`.trim();
};

test("CHT-216 a specimen waits for one thing after the other, until the patient was told", () => {
  const states = [0, 1, 2, 3, 4, 5].map((n) => procedureStateOf("punch-biopsy", said(all.slice(0, n))));
  expect(states).toEqual(["ordered", "to-send", "at-laboratory", "to-review", "to-tell", "closed"]);
  expect(procedureStateOf("cryotherapy", said([done]))).toBe("closed");
  expect(procedureStateOf("punch-biopsy", said([notDone]))).toBe("not-done");
});

test("CHT-216 each step follows the one before it and no other", () => {
  for (let n = 0; n <= 5; n += 1)
    for (const step of [...all, notDone]) {
      const follows = step === all[n] || (n === 0 && step === notDone);
      expect(outcome(all.slice(0, n), step), `${step.kind} after ${n}`).toBe(follows ? "ok" : "wrong-order-step");
    }
});

test("CHT-216 the last step that stands is taken back, and what it ended is open again", () => {
  const back: ProcedureStep = { kind: "taken-back", stepId: "step 1", reason: "Not sent yet" };
  expect(outcome([done, sent], back)).toBe("ok");
  expect(outcome([done, sent], { ...back, stepId: "step 0" })).toBe("wrong-order-step");
  expect(procedureStateOf("punch-biopsy", said([done, sent, back]))).toBe("to-send");
  expect(outcome([done, sent, back], back)).toBe("wrong-order-step");
  expect(outcome([done, sent, back], { ...back, stepId: "step 0" })).toBe("ok");
});

test("CHT-217 a day that can't be is refused at its field", () => {
  expect(outcome([], { ...done, performedOn: "2026-11-24" })).toBe("invalid-input step.performedOn");
  expect(outcome([], { ...done, performedOn: "2026-11-22" })).toBe("invalid-input step.performedOn");
  expect(outcome([done, sent], { ...resulted, reportedOn: "2026-11-22" })).toBe("invalid-input step.reportedOn");
  expect(outcome([done, sent], { ...resulted, reportedOn: "2026-11-24" })).toBe("invalid-input step.reportedOn");
});

test.each([
  [[], "2026-11-23", "Chen"],
  [[done], "2026-11-24", "Medical assistants"],
  [[done, sent], "2026-12-03", "Medical assistants"],
  [[done, sent, resulted], "2026-11-25", "Chen"],
  [[done, sent, resulted, reviewed], "2026-11-26", "Chen"],
] as const)("CHT-218 after %j it is due by %s, by %s, and overdue from the day after", (steps, due, owner) => {
  const clock = (today: string) => procedureClock({ ...order(steps), provider: "Chen" }, today);
  expect(clock(due)).toEqual({ since: DAY, due, owner, isOverdue: false });
  expect(clock("2027-01-01")?.isOverdue).toBe(true);
  expect(procedureClock({ ...order(all), provider: "Chen" }, "2027-01-01")).toBeNull();
});

test("CHT-215 containers are counted by letters", () => {
  expect([0, 1, 25, 26, 27].map((n) => specimenLabel("100042", n))).toEqual([
    "100042-A",
    "100042-B",
    "100042-Z",
    "100042-AA",
    "100042-AB",
  ]);
});
