import {
  isAccounted,
  privacyDue,
  privacyDueMax,
  privacyGround,
  privacyGrounds,
  privacyRequestKind,
  reviewableGrounds,
} from "@practicum/contracts/charting/privacy-law";
import { privacyRequestState, privacyStepKind } from "@practicum/contracts/charting/privacy-requests";
import { expect, test } from "vitest";
import {
  checkReceived,
  decidePrivacyStep,
  exemptionOf,
  nextLook,
  nextPrivacySteps,
  stageOf,
  type PrivacyStanding,
  type PrivacyStep,
  type PrivacyStepDone,
} from "./privacy-requests.ts";

const open: PrivacyStanding = {
  kind: "amendment",
  receivedOn: "2026-10-01",
  dueOn: "2026-11-30",
  state: "open",
  extended: false,
  ownerId: null,
  disagreed: false,
  rebutted: false,
  ground: null,
  deniedBy: null,
  reviewed: false,
  restriction: null,
  free: false,
  version: 3,
};
type More = Partial<PrivacyStep> & Pick<PrivacyStep, "step">;
const after = (before: Partial<PrivacyStanding>, more: More) =>
  decidePrivacyStep(
    { ...open, ...before },
    {
      words: "As was said.",
      ownerId: null,
      ground: null,
      dueOn: null,
      feeCents: null,
      amends: false,
      version: 3,
      by: "chen",
      today: "2026-10-20",
      ...more,
    },
  );
const at = (field: string) => ({ error: { code: "invalid-input", field } });
const NOT_NOW = { error: { code: "wrong-privacy-step" } };
const steps = privacyStepKind.exclude(["received"]).options;

test("CHT-310 each kind has the days of the law, as dates", () => {
  const days = privacyRequestKind.options.map((kind) => [
    kind,
    privacyDue(kind, "2026-10-01"),
    privacyDueMax(kind, "2026-10-01"),
  ]);
  expect(days).toEqual([
    ["access", "2026-10-31", "2026-11-30"],
    ["amendment", "2026-11-30", "2026-12-30"],
    ["accounting", "2026-11-30", "2026-12-30"],
    ["restriction", "2026-10-31", "2026-10-31"],
    ["confidential", "2026-10-11", "2026-10-11"],
  ]);
});

test("CHT-310 what comes is whole: a restriction says what of, a day is neither to come nor of another year", () => {
  const today = "2026-11-23";
  const one = { kind: "access" as const, receivedOn: "2026-11-23" as const, restriction: null };
  const span = { from: "2026-11-20", until: null } as const;
  expect(checkReceived(one, today)).toMatchObject({ ok: true, value: "2026-12-23" });
  expect(checkReceived({ ...one, receivedOn: "2026-11-24" }, today)).toMatchObject({
    error: { code: "in-the-future", field: "receivedOn" },
  });
  expect(checkReceived({ ...one, receivedOn: "2025-11-22" }, today)).toMatchObject(at("receivedOn"));
  expect(checkReceived({ ...one, receivedOn: "2025-11-23" }, today)).toMatchObject({ ok: true });
  expect(checkReceived({ ...one, restriction: span }, today)).toMatchObject(at("restriction"));
  expect(checkReceived({ ...one, kind: "restriction" }, today)).toMatchObject(at("restriction"));
  const limited = { ...one, kind: "restriction" as const, restriction: span };
  expect(checkReceived(limited, today)).toMatchObject({ ok: true });
  const backward = { ...limited, restriction: { ...span, until: "2026-11-19" as const } };
  expect(checkReceived(backward, today)).toMatchObject(at("restriction.until"));
});

test("CHT-311 a deadline is extended once, before it is over, to a day that is named and no later than the law lets it", () => {
  const extended = { step: "extended" as const, dueOn: "2026-12-15" as const };
  expect(after({}, extended)).toMatchObject({
    value: { extended: true, state: "open", dueOn: "2026-12-15", version: 4 },
  });
  expect(after({}, { ...extended, words: "" })).toMatchObject(at("words"));
  expect(after({}, { ...extended, dueOn: null })).toMatchObject(at("dueOn"));
  expect(after({}, { ...extended, dueOn: "2026-11-30" })).toMatchObject(at("dueOn"));
  expect(after({}, { ...extended, dueOn: "2026-12-31" })).toMatchObject(at("dueOn"));
  expect(after({}, { ...extended, dueOn: "2026-12-30" })).toMatchObject({ ok: true });
  expect(after({ extended: true }, extended)).toMatchObject(at("step"));
  // The last day counts, the day after does not.
  expect(after({}, { ...extended, today: "2026-11-30" })).toMatchObject({ ok: true });
  expect(after({}, { ...extended, today: "2026-12-01" })).toMatchObject(at("step"));
  for (const kind of ["restriction", "confidential"] as const)
    expect(after({ kind }, extended)).toMatchObject(at("step"));
  expect(after({ state: "granted" }, extended)).toMatchObject(NOT_NOW);
});

test("CHT-312 each kind is refused for its own reasons alone, and with words", () => {
  for (const kind of privacyRequestKind.options)
    for (const ground of [null, ...privacyGround.options]) {
      const said = after({ kind }, { step: "denied", ground });
      const isLaw = ground !== null && privacyGrounds[kind].includes(ground);
      if (isLaw) expect(said).toMatchObject({ value: { state: "denied", ground, deniedBy: "chen" } });
      else expect(said).toMatchObject(at("ground"));
    }
  expect(privacyGrounds.accounting).toEqual(["not-verified"]);
  expect(after({}, { step: "denied", ground: "accurate", words: "" })).toMatchObject(at("words"));
});

test("CHT-313 a refusal that the law lets review is reviewed once, by somebody else than who refused", () => {
  const refused = { kind: "access", state: "denied", ground: "endangers", deniedBy: "chen" } as const;
  for (const ground of privacyGrounds.access) {
    const mayReview = reviewableGrounds.includes(ground);
    expect(nextPrivacySteps({ ...open, ...refused, ground }).includes("review-asked")).toBe(mayReview);
    if (!mayReview) expect(after({ ...refused, ground }, { step: "review-asked" })).toMatchObject(NOT_NOW);
  }
  expect(after(refused, { step: "review-asked" })).toMatchObject({
    value: { state: "in-review", dueOn: "2026-11-19" },
  });
  const inReview = { ...refused, state: "in-review" } as const;
  for (const step of ["upheld", "overturned"] as const) expect(after(inReview, { step })).toMatchObject(at("step"));
  const upheld = after(inReview, { step: "upheld", by: "alvarez" });
  expect(upheld).toMatchObject({ value: { state: "denied", ground: "endangers", reviewed: true } });
  expect(after(inReview, { step: "overturned", by: "alvarez" })).toMatchObject({ value: { state: "granted" } });
  expect(after({ ...refused, reviewed: true }, { step: "review-asked" })).toMatchObject(NOT_NOW);
  expect(after({ ...refused, kind: "amendment", ground: "accurate" }, { step: "review-asked" })).toMatchObject(NOT_NOW);
});

test("CHT-314 a patient disagrees with a refused amendment alone, once, and the practice answers that once", () => {
  const denied = { state: "denied", ground: "accurate", deniedBy: "chen" } as const;
  expect(after(denied, { step: "disagreed" })).toMatchObject({ value: { state: "denied", disagreed: true } });
  expect(after({ ...denied, disagreed: true }, { step: "disagreed" })).toMatchObject(NOT_NOW);
  expect(after({ ...denied, kind: "access" }, { step: "disagreed" })).toMatchObject(NOT_NOW);
  for (const state of ["open", "granted", "withdrawn"] as const)
    expect(after({ state }, { step: "disagreed" })).toMatchObject(NOT_NOW);
  expect(after(denied, { step: "rebutted" })).toMatchObject(NOT_NOW);
  expect(after({ ...denied, disagreed: true }, { step: "rebutted" })).toMatchObject({ value: { rebutted: true } });
  expect(after({ ...denied, disagreed: true, rebutted: true }, { step: "rebutted" })).toMatchObject(NOT_NOW);
});

test("CHT-314 what was ended by mistake is opened again as it was, with its deadline", () => {
  for (const state of ["granted", "denied", "withdrawn"] as const) {
    const ended = { state, ground: "accurate", deniedBy: "chen", disagreed: true } as const;
    expect(after(ended, { step: "reopened" })).toMatchObject({
      value: { state: "open", disagreed: false, ground: null, deniedBy: null, dueOn: open.dueOn },
    });
    expect(after(ended, { step: "reopened", words: "" })).toMatchObject(at("words"));
  }
  // A review had days of its own; a mistake gives no new time to the answer.
  const reviewed = {
    kind: "access",
    state: "denied",
    ground: "endangers",
    reviewed: true,
    dueOn: "2026-12-20",
  } as const;
  expect(after(reviewed, { step: "reopened" })).toMatchObject({ value: { dueOn: "2026-10-31", reviewed: false } });
  expect(after({}, { step: "reopened" })).toMatchObject(NOT_NOW);
});

test("CHT-314 nothing ends in a state that waits and that nobody can leave, and a seen version is asked for", () => {
  for (const kind of privacyRequestKind.options)
    for (const state of privacyRequestState.options) {
      const of = { ...open, kind, state, ground: "endangers", deniedBy: "chen" } as const;
      const next = nextPrivacySteps(of);
      expect([kind, state, next.length > 0]).toEqual([kind, state, state !== "ended"]);
      for (const step of steps.filter((one) => !next.includes(one)))
        expect([step, after(of, { step }).ok]).toEqual([step, false]);
      if (stageOf(of, "2026-10-20") !== "done") expect(next).toContain("assigned");
    }
  expect(after({}, { step: "granted", version: 2 })).toMatchObject({ error: { code: "stale-version" } });
  expect(after({}, { step: "assigned", words: "", ownerId: "s" })).toMatchObject({
    value: { ownerId: "s", state: "open" },
  });
  expect(after({}, { step: "assigned" })).toMatchObject(at("ownerId"));
  expect(after({ kind: "access" }, { step: "granted", amends: true })).toMatchObject(at("amends"));
  expect(after({}, { step: "denied", ground: "accurate", amends: true })).toMatchObject(at("amends"));
});

test("CHT-315 what was paid in full is kept from the plan: the practice can't refuse, and whoever keeps it elsewhere may", () => {
  const of = (target: "health-plan" | "people-here" | "others", paidInFull: boolean) =>
    after(
      { kind: "restriction", dueOn: "2026-10-31", restriction: { target, paidInFull } },
      { step: "denied", ground: "not-agreed" },
    );
  expect(of("health-plan", true)).toMatchObject(at("step"));
  expect(of("health-plan", false)).toMatchObject({ value: { state: "denied" } });
  expect(of("others", true)).toMatchObject({ value: { state: "denied" } });
  const granted = { kind: "restriction", state: "granted" } as const;
  expect(after(granted, { step: "ended" })).toMatchObject({ value: { state: "ended" } });
  expect(after({ state: "granted" }, { step: "ended" })).toMatchObject(NOT_NOW);
});

test("CHT-316 a request is somebody's until a week before its deadline, then pressing, then overdue, and is looked at each time", () => {
  const of = (state: PrivacyStanding["state"]) => ({ state, dueOn: "2026-11-30" as const });
  const seen = (today: `${number}-${number}-${number}`) => [stageOf(of("open"), today), nextLook(of("open"), today)];
  expect(seen("2026-11-22")).toEqual(["open", "2026-11-23"]);
  expect(seen("2026-11-23")).toEqual(["soon", "2026-12-01"]);
  expect(seen("2026-11-30")).toEqual(["soon", "2026-12-01"]);
  expect(seen("2026-12-01")).toEqual(["overdue", "2026-12-08"]);
  expect(stageOf(of("in-review"), "2026-12-01")).toBe("overdue");
  for (const state of ["granted", "denied", "withdrawn", "ended"] as const)
    expect([stageOf(of(state), "2026-12-01"), nextLook(of(state), "2026-12-01")]).toEqual(["done", null]);
});

test("CHT-319 treatment, what went to the patient and what the patient authorized is no part of the account, nor what is withheld yet", () => {
  expect(exemptionOf({ purpose: "Treatment", to: "Dr. Lee" })).toBe("treatment-payment-operations");
  expect(exemptionOf({ purpose: "Letter of the practice", to: "The patient" })).toBe("to-patient");
  expect(exemptionOf({ purpose: "The patient asked for it", to: "Employer" })).toBe("authorized");
  expect(exemptionOf({ purpose: "Letter of the practice", to: "Dr. Lee" })).toBeNull();
  const one = { exemption: null, withheldUntil: null, struck: null };
  expect(isAccounted(one, "2026-11-23")).toBe(true);
  expect(isAccounted({ ...one, exemption: "other-law" }, "2026-11-23")).toBe(false);
  expect(isAccounted({ ...one, struck: {} }, "2026-11-23")).toBe(false);
  expect(isAccounted({ ...one, withheldUntil: "2026-11-23" }, "2026-11-23")).toBe(false);
  expect(isAccounted({ ...one, withheldUntil: "2026-11-22" }, "2026-11-23")).toBe(true);
});

test("CHT-322 a fee is told for a copy and for a further account, and never for the first in twelve months", () => {
  const told = { step: "fee-told" as const satisfies PrivacyStepDone, feeCents: 650 };
  expect(after({ kind: "access" }, told)).toMatchObject({ value: { state: "open" } });
  expect(after({ kind: "access" }, { ...told, feeCents: null })).toMatchObject(at("feeCents"));
  expect(after({ kind: "access" }, { ...told, feeCents: 0 })).toMatchObject(at("feeCents"));
  expect(after({ kind: "accounting", free: false }, told)).toMatchObject({ ok: true });
  expect(after({ kind: "accounting", free: true }, told)).toMatchObject(at("step"));
  expect(after({ kind: "amendment" }, told)).toMatchObject(at("step"));
});
