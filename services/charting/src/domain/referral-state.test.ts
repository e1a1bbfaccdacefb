import type { ReferralStep } from "@practicum/contracts/charting/referrals";
import { expect, test } from "vitest";
import {
  decideReferralStep,
  lastOf,
  referralClock,
  referralStateOf,
  waitKey,
  type SaidReferralStep,
} from "./referral-state.ts";
import { standing } from "./said-steps.ts";

const DAY = "2026-11-23";

const sent: ReferralStep = { kind: "sent", way: "fax", to: "" };
const seenOn: ReferralStep = { kind: "appointment", on: "2026-12-10", toldBy: "office", note: "" };
const received: ReferralStep = { kind: "received", on: DAY, where: "Fax tray" };
const filed: ReferralStep = { kind: "filed", documentId: "d" };
const declined: ReferralStep = { kind: "declined", reason: "Takes no new patients" };
const notSeen: ReferralStep = { kind: "not-seen", reason: "Did not go" };
const cancelled: ReferralStep = { kind: "cancelled", reason: "Got better" };
const reviewed = (
  disposition: Extract<ReferralStep, { kind: "reviewed" }>["disposition"],
  plan = "Repeat in a month",
): ReferralStep => ({ kind: "reviewed", disposition, plan });
const back = (stepId: string): ReferralStep => ({ kind: "taken-back", stepId, reason: "Wrong chart" });

const said = (...steps: readonly ReferralStep[]): SaidReferralStep[] =>
  steps.map((step, at) => ({ stepId: `s${at}`, step, on: DAY }));
const facts = (...steps: readonly ReferralStep[]) => ({
  orderedOn: DAY,
  steps: said(...steps),
  isDirected: true,
  letterSigned: true,
});
const outcome = (result: ReturnType<typeof decideReferralStep>) => (result.ok ? "ok" : result.error.code);
const field = (result: ReturnType<typeof decideReferralStep>) => (result.ok ? null : result.error.field);

test.each([
  [[], "to-send"],
  [[sent], "to-schedule"],
  [[sent, seenOn], "awaiting-report"],
  [[sent, seenOn, received], "to-file"],
  [[sent, received], "to-file"],
  [[sent, filed], "to-review"],
  [[sent, declined], "to-decide"],
  [[sent, seenOn, notSeen], "to-decide"],
  [[sent, filed, reviewed("agree")], "closed"],
  [[sent, declined, reviewed("send-again")], "to-send"],
  [[sent, cancelled], "cancelled"],
  [[sent, seenOn, back("s1")], "to-schedule"],
] as const)("CHT-254 after %j a referral is %s", (steps, state) => {
  expect(referralStateOf(said(...steps))).toBe(state);
});

test("CHT-254 what is said beside its way moves it nowhere", () => {
  const number: ReferralStep = { kind: "authorization", permitId: null, number: "R-1", period: null };
  expect(referralStateOf(said(sent, number, { kind: "directed", toId: "o" }))).toBe("to-schedule");
});

test("CHT-254 each step follows the ones before it and no other", () => {
  const all: readonly ReferralStep[] = [sent, seenOn, received, filed, declined, notSeen, reviewed("agree"), cancelled];
  const allowed = (...steps: readonly ReferralStep[]) =>
    all.filter((step) => decideReferralStep(facts(...steps), step, DAY).ok).map(({ kind }) => kind);
  expect(allowed()).toEqual(["sent", "cancelled"]);
  expect(allowed(sent)).toEqual(["sent", "appointment", "received", "filed", "declined", "not-seen", "cancelled"]);
  expect(allowed(sent, seenOn)).toEqual(["appointment", "received", "filed", "declined", "not-seen", "cancelled"]);
  expect(allowed(sent, received)).toEqual(["filed"]);
  expect(allowed(sent, filed)).toEqual(["reviewed"]);
  expect(allowed(sent, declined)).toEqual(["reviewed", "cancelled"]);
  expect(allowed(sent, filed, reviewed("agree"))).toEqual([]);
  expect(allowed(cancelled)).toEqual([]);
});

test("CHT-254 only the last step that stands is taken back, whichever it is", () => {
  expect(outcome(decideReferralStep(facts(sent, seenOn), back("s0"), DAY))).toBe("wrong-order-step");
  expect(outcome(decideReferralStep(facts(sent, seenOn), back("s1"), DAY))).toBe("ok");
  expect(outcome(decideReferralStep(facts(sent, seenOn, back("s1")), back("s0"), DAY))).toBe("ok");
  expect(outcome(decideReferralStep(facts(sent, filed, reviewed("agree")), back("s2"), DAY))).toBe("ok");
  expect(standing(said(sent, seenOn, back("s1"))).map(({ stepId }) => stepId)).toEqual(["s0"]);
  expect(lastOf(said(sent, seenOn, back("s1")), "appointment")).toBeNull();
});

test("CHT-255 by fax, by mail or by hand a signed letter goes out; by telephone or portal none need", () => {
  const unsigned = { ...facts(), letterSigned: false };
  const by = (way: "fax" | "mail" | "hand" | "phone" | "portal") =>
    outcome(decideReferralStep(unsigned, { kind: "sent", way, to: "" }, DAY));
  expect([by("fax"), by("mail"), by("hand")]).toEqual(Array(3).fill("letter-not-signed"));
  expect([by("phone"), by("portal")]).toEqual(["ok", "ok"]);
  const nobody = { ...facts(), isDirected: false };
  expect(field(decideReferralStep(nobody, sent, DAY))).toBe("step.to");
  expect(outcome(decideReferralStep(nobody, { ...sent, to: "Bay Heart" }, DAY))).toBe("ok");
});

test("CHT-280 the days of the plan's number are in order", () => {
  const number = (from: string, until: string): ReferralStep => ({
    kind: "authorization",
    permitId: null,
    number: "R-1",
    period: { from, until },
  });
  expect(field(decideReferralStep(facts(), number(DAY, "2026-11-22"), DAY))).toBe("step.period.until");
  expect(outcome(decideReferralStep(facts(), number(DAY, DAY), DAY))).toBe("ok");
});

test("CHT-256 an appointment may be to come, a report may not; neither was before the order", () => {
  const on = (day: string, step: ReferralStep) =>
    field(decideReferralStep(facts(sent), { ...step, on: day } as never, DAY));
  expect([on("2026-11-22", seenOn), on(DAY, seenOn), on("2027-02-01", seenOn)]).toEqual(["step.on", null, null]);
  expect([on("2026-11-22", received), on(DAY, received), on("2026-11-24", received)]).toEqual([
    "step.on",
    null,
    "step.on",
  ]);
});

test("CHT-258 what is to be done further, or sent again, is said", () => {
  const plan = (disposition: "agree" | "follow-up" | "send-again" | "no-action") =>
    field(decideReferralStep(facts(sent, filed), reviewed(disposition, ""), DAY));
  expect([plan("agree"), plan("no-action"), plan("follow-up"), plan("send-again")]).toEqual([
    null,
    null,
    "step.plan",
    "step.plan",
  ]);
});

test("CHT-257 each step has its day by urgency, and its owner; the report is waited for from the appointment on", () => {
  const clock = (urgency: "routine" | "urgent", ...steps: readonly ReferralStep[]) => {
    const at = referralClock({ orderedOn: DAY, urgency, provider: "Chen", steps: said(...steps) });
    return at && [at.due, at.owner];
  };
  expect(clock("routine")).toEqual(["2026-11-26", "Front desk"]);
  expect(clock("urgent")).toEqual(["2026-11-24", "Front desk"]);
  expect(clock("routine", sent)).toEqual(["2026-12-07", "Front desk"]);
  expect(clock("urgent", sent)).toEqual(["2026-11-25", "Front desk"]);
  expect(clock("routine", sent, seenOn)).toEqual(["2026-12-24", "Front desk"]);
  expect(clock("urgent", sent, seenOn)).toEqual(["2026-12-13", "Front desk"]);
  expect(clock("routine", sent, received)).toEqual(["2026-11-25", "Medical assistants"]);
  expect(clock("urgent", sent, filed)).toEqual(["2026-11-24", "Chen"]);
  expect(clock("routine", sent, declined)).toEqual(["2026-11-26", "Chen"]);
  expect(clock("routine", sent, filed, reviewed("agree"))).toBeNull();
});

test("CHT-259 what waits has a key of its own each time that it comes to wait, and none by what is said beside its way", () => {
  const key = (...steps: readonly ReferralStep[]) => waitKey("order", said(...steps));
  const beside: ReferralStep = { kind: "directed", toId: "o" };
  expect(key()).toBe("order");
  expect(key(beside)).toBe("order");
  expect(key(beside, back("s0"))).toBe("order");
  expect(key(sent, filed)).toBe("s1");
  expect(key(sent, filed, reviewed("agree"), back("s2"))).toBe("s3");
});
