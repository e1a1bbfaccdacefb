import { expect, test } from "vitest";
import {
  decideRefillStep,
  isRenewable,
  refillFails,
  refillStateOf,
  type RefillFacts,
  type SaidRefillStep,
} from "./refills.ts";

const passing: RefillFacts = {
  today: "2026-11-23",
  status: "active",
  stoppedOn: null,
  schedule: null,
  isPrescribedHere: true,
  lastVisit: "2025-11-23",
};

test.each<[string, Partial<RefillFacts>, string[]]>([
  ["a visit to the day twelve months ago", {}, []],
  ["a visit a day earlier", { lastVisit: "2025-11-22" }, ["last visit 11/22/2025, more than 12 months ago"]],
  ["nobody was seen", { lastVisit: null }, ["no visit with a signed note"]],
  ["stopped since", { status: "stopped", stoppedOn: "2026-10-01" }, ["stopped 10/01/2026"]],
  ["listed in error", { status: "entered-in-error" }, ["entered on the list in error"]],
  ["prescribed elsewhere", { isPrescribedHere: false }, ["no prescription of this practice"]],
  ["controlled", { schedule: 4 }, ["controlled substance, schedule IV"]],
  [
    "several at once, each named",
    { schedule: 2, lastVisit: null },
    ["controlled substance, schedule II", "no visit with a signed note"],
  ],
])("CHT-419 the protocol says why: %s", (_, more, fails) => {
  expect(refillFails({ ...passing, ...more })).toEqual(fails);
});

test("CHT-421 what is outside of the protocol may be renewed, what is controlled or of others never", () => {
  expect(isRenewable({ ...passing, lastVisit: null })).toBe(true);
  expect(isRenewable({ ...passing, schedule: 5 })).toBe(false);
  expect(isRenewable({ ...passing, isPrescribedHere: false })).toBe(false);
});

const approved: SaidRefillStep = { stepId: "a", step: { kind: "approved", fills: 1 } };
const answered: SaidRefillStep = { stepId: "b", step: { kind: "answered", how: "By phone" } };
const back = (stepId: string): SaidRefillStep => ({ stepId: `-${stepId}`, step: { kind: "taken-back", stepId } });
const provider = { isRenewable: true, isByNetwork: false, mayDecide: true };
const code = (steps: readonly SaidRefillStep[], step: SaidRefillStep["step"], asked = provider) => {
  const decided = decideRefillStep(steps, step, asked);
  return decided.ok ? "ok" : decided.error.code;
};

test("CHT-420, CHT-423 decided once, answered once, and the last step alone is taken back", () => {
  expect(refillStateOf([])).toBe("waiting");
  expect(refillStateOf([approved])).toBe("to-answer");
  expect(refillStateOf([approved, answered])).toBe("ended");
  expect(refillStateOf([approved, answered, back("b")])).toBe("to-answer");
  expect(refillStateOf([approved, answered, back("b"), back("a")])).toBe("waiting");
  expect(code([approved], { kind: "denied", reason: "Too early" })).toBe("refill-decided");
  expect(code([], answered.step)).toBe("refill-decided");
  expect(code([approved], answered.step)).toBe("ok");
  expect(code([approved, answered], back("a").step)).toBe("refill-decided");
  expect(code([approved, answered], back("b").step, { ...provider, mayDecide: false })).toBe("ok");
  expect(code([approved], back("a").step, { ...provider, mayDecide: false })).toBe("not-allowed");
  expect(code([approved], back("a").step)).toBe("ok");
});

test("CHT-424 by the connection nobody answers by hand, and what went out is not taken back", () => {
  const byNetwork = { ...provider, isByNetwork: true };
  const network: SaidRefillStep = { stepId: "n", step: { kind: "network", to: "Bayside Drugs" } };
  expect(code([approved], answered.step, byNetwork)).toBe("refill-decided");
  expect(code([approved], network.step, byNetwork)).toBe("ok");
  expect(code([approved], network.step)).toBe("refill-decided");
  expect(code([approved, network], back("n").step, byNetwork)).toBe("refill-decided");
});
