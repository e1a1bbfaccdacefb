import { describe, expect, test } from "vitest";
import { afterCall, afterSending, beginning, decideMove, type Course } from "./recall-course.ts";
import { fateOf, type RecallFacts } from "./recall-fate.ts";
import { checkRule, recallText } from "./recall-rule.ts";

const zone = "America/Los_Angeles";
/** Monday 23 November 2026, 8:00 in San Diego. */
const MONDAY = "2026-11-23T16:00:00.000Z";

const course: Course = {
  steps: [
    { by: "sms", afterDays: 0 },
    { by: "email", afterDays: 5 },
  ],
  callAfterDays: 7,
  callsMax: 2,
  sendFrom: "09:00",
  sendUntil: "19:00",
  weekends: false,
};
const both = { sms: true, email: true };

describe("rules for recalls", () => {
  const condition = {
    problems: ["E11"],
    ageFrom: null,
    ageTo: null,
    sex: "any" as const,
    noVisitMonths: 6,
    preventive: null,
    vaccine: null,
  };
  const rule = {
    name: "Regular follow-up",
    condition,
    messages: { en: "{practice}: it is time for your next visit, {first}.", es: "" },
    sendFrom: "09:00",
    sendUntil: "19:00",
  };
  const fieldOf = (more: object) => {
    const checked = checkRule({ ...rule, ...more });
    return checked.ok ? "ok" : checked.error.field;
  };

  test("MSG-110: a rule means somebody, of ages and hours that there are", () => {
    expect(fieldOf({})).toBe("ok");
    const nobody = { ...condition, problems: [], noVisitMonths: null };
    expect(fieldOf({ condition: nobody })).toBe("condition");
    expect(fieldOf({ condition: { ...nobody, sex: "female" } })).toBe("ok");
    expect(fieldOf({ condition: { ...condition, ageFrom: 50, ageTo: 49 } })).toBe("condition.ageTo");
    expect(fieldOf({ condition: { ...condition, ageFrom: 50, ageTo: 50 } })).toBe("ok");
    expect(fieldOf({ sendUntil: "09:00" })).toBe("sendUntil");
  });

  test("MSG-112: words about health are refused where they stand, and braces that nothing fills in", () => {
    expect(fieldOf({ name: "Diabetes check" })).toBe("name");
    expect(fieldOf({ messages: { en: "Time for your mammogram.", es: "" } })).toBe("messages.en");
    expect(fieldOf({ messages: { en: "Time.", es: "Es hora de su vacuna." } })).toBe("messages.es");
    // A word within another one says nothing.
    expect(fieldOf({ messages: { en: "We are at the Plasma Street office.", es: "" } })).toBe("ok");
    expect(fieldOf({ messages: { en: "Hello {last}", es: "" } })).toBe("messages.en");
  });

  test("MSG-112: the words are the patient's language's, or English; a name with braces is no field", () => {
    const texts = { en: "{practice}: come, {first}.", es: "{practice}: venga, {first}." };
    const values = { first: "{practice}", practice: "Mission Bay" };
    expect(recallText(texts, "es", values)).toMatchObject({ language: "es", text: "Mission Bay: venga, {practice}." });
    expect(recallText({ ...texts, es: "" }, "es", values)).toMatchObject({ language: "en" });
  });
});

describe("what becomes of a patient", () => {
  const facts: RecallFacts = {
    active: true,
    reach: both,
    noRecalls: false,
    hasVisit: false,
    open: null,
    endedAt: null,
  };
  const rule = { steps: course.steps, againMonths: 6 };
  const fate = (more: Partial<RecallFacts>) => fateOf({ ...facts, ...more }, rule, MONDAY, zone);

  test("MSG-113: a visit ahead, a closed record and a wish for no recalls leave out", () => {
    expect(fate({})).toBe("sms");
    expect(fate({ hasVisit: true })).toBe("has-visit");
    expect(fate({ active: false, hasVisit: true })).toBe("inactive");
    expect(fate({ noRecalls: true })).toBe("no-recalls");
  });

  test("MSG-114: once for one reason, joined for another, and again only after the rule's months", () => {
    expect(fate({ open: { hasReason: true } })).toBe("asked-already");
    expect(fate({ open: { hasReason: false } })).toBe("joined");
    expect(fate({ endedAt: "2026-05-24T17:00:00.000Z" })).toBe("asked-lately");
    expect(fate({ endedAt: "2026-05-23T17:00:00.000Z" })).toBe("sms");
  });

  test("MSG-115: without a telephone by e-mail, without either by a call", () => {
    expect(fate({ reach: { sms: false, email: true } })).toBe("email");
    expect(fate({ reach: { sms: false, email: false } })).toBe("call");
  });
});

describe("the course of a recall", () => {
  test("MSG-116: the first message waits for the hours, and not over a weekend where the rule says so", () => {
    expect(beginning(course, both, MONDAY, zone)).toEqual({
      state: "due",
      step: 0,
      nextAt: "2026-11-23T17:00:00.000Z",
    });
    const saturday = "2026-11-28T20:00:00.000Z";
    expect(beginning(course, both, saturday, zone).nextAt).toBe("2026-11-30T17:00:00.000Z");
    expect(beginning({ ...course, weekends: true }, both, saturday, zone).nextAt).toBe(saturday);
    const evening = "2026-11-24T03:00:00.000Z";
    expect(decideMove(course, 0, both, evening, zone)).toEqual({ kind: "wait", until: "2026-11-24T17:00:00.000Z" });
    expect(decideMove(course, 0, both, "2026-11-24T02:59:00.000Z", zone)).toMatchObject({ kind: "send", by: "sms" });
  });

  test("MSG-115, MSG-116: the next way that reaches the patient comes next, after its days", () => {
    expect(afterSending(course, 0, both, "2026-11-23T18:00:00.000Z", zone)).toEqual({
      state: "sent",
      step: 1,
      // Five days on is a Saturday.
      nextAt: "2026-11-30T17:00:00.000Z",
    });
    expect(decideMove(course, 0, { sms: false, email: true }, "2026-11-23T18:00:00.000Z", zone)).toEqual({
      kind: "send",
      step: 1,
      by: "email",
    });
  });

  test("MSG-117: after the last message the patient is called, after the rule's days", () => {
    const last = afterSending(course, 1, both, "2026-11-23T18:00:00.000Z", zone);
    expect(last).toEqual({ state: "sent", step: 2, nextAt: "2026-11-30T18:00:00.000Z" });
    expect(decideMove(course, 2, both, "2026-11-30T18:00:00.000Z", zone)).toEqual({ kind: "call" });
    expect(afterSending(course, 0, { sms: true, email: false }, "2026-11-23T18:00:00.000Z", zone).nextAt).toBe(
      "2026-11-30T18:00:00.000Z",
    );
  });

  test("MSG-119: calls are counted, an end is an end, and later is later", () => {
    const after = (outcome: Parameters<typeof afterCall>[2]["outcome"], calls = 1) =>
      afterCall(course, calls, { outcome, laterOn: "2026-12-01" }, zone);
    expect(after("no-answer").state).toBe("to-call");
    expect(after("left-message", 2).state).toBe("unreachable");
    expect(after("wrong-number").state).toBe("unreachable");
    expect(after("wants-visit", 9).state).toBe("answered");
    expect(after("declined").state).toBe("declined");
    expect(after("no-recalls").state).toBe("opted-out");
    expect(after("later", 9)).toEqual({ state: "sent", step: 2, nextAt: "2026-12-01T08:00:00.000Z" });
  });
});
