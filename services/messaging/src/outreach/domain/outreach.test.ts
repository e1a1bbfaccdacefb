import { describe, expect, test } from "vitest";
import { attemptsCsv, type AttemptRow } from "./attempts-csv.ts";
import { mayCallAt, nextCallTime, type CallHours } from "./call-hours.ts";
import { closedNow, emptyQueue } from "./no-card.ts";
import { standingAfter, type CallRules, type MemberStanding, type Said } from "./outcome.ts";
import { checkScript, filledScript } from "./script.ts";

const zone = "America/Los_Angeles";
/** Monday to Friday, 9 to 6 in San Diego. */
const hours: CallHours = {
  from: "2026-11-02",
  until: "2026-12-31",
  callFrom: "09:00",
  callUntil: "18:00",
  weekends: false,
};
const rules: CallRules = { ...hours, maxAttempts: 3, pauseHours: 24 };

describe("calling hours", () => {
  test("MSG-77 are of the practice's zone, on both sides of a change of clocks, and have a first and a last minute", () => {
    // Monday 23 November: 9:00 there is 17:00 UTC; on Friday 30 October, before the clocks went back, it was 16:00.
    expect(mayCallAt(hours, "2026-11-23T16:59:00.000Z", zone)).toBe(false);
    expect(mayCallAt(hours, "2026-11-23T17:00:00.000Z", zone)).toBe(true);
    expect(mayCallAt(hours, "2026-11-24T01:59:00.000Z", zone)).toBe(true);
    expect(mayCallAt(hours, "2026-11-24T02:00:00.000Z", zone)).toBe(false);
    expect(mayCallAt({ ...hours, from: "2026-10-01" }, "2026-10-30T16:00:00.000Z", zone)).toBe(true);
  });
  test("MSG-77 a Saturday and a Sunday are quiet unless the campaign says so, and the next time is Monday's", () => {
    const saturday = "2026-11-28T18:00:00.000Z";
    expect(mayCallAt(hours, saturday, zone)).toBe(false);
    expect(mayCallAt(hours, "2026-11-29T18:00:00.000Z", zone)).toBe(false);
    expect(mayCallAt({ ...hours, weekends: true }, saturday, zone)).toBe(true);
    expect(nextCallTime(hours, saturday, zone)).toBe("2026-11-30T17:00:00.000Z");
  });
  test("MSG-77 nobody is called before the first day and after the last one", () => {
    expect(nextCallTime(hours, "2026-10-05T18:00:00.000Z", zone)).toBe("2026-11-02T17:00:00.000Z");
    expect(nextCallTime(hours, "2027-01-01T18:00:00.000Z", zone)).toBeNull();
    const open = { ...hours, open: true };
    expect(closedNow(open, "2026-10-05T18:00:00.000Z", zone)).toEqual({
      because: "not-begun",
      at: "2026-11-02T17:00:00.000Z",
    });
    expect(closedNow(open, "2027-01-04T18:00:00.000Z", zone)).toEqual({ because: "ended", at: null });
    expect(closedNow({ ...open, open: false }, "2026-11-23T18:00:00.000Z", zone)?.because).toBe("ended");
    expect(closedNow(open, "2026-11-23T18:00:00.000Z", zone)).toBeNull();
    expect(closedNow(open, "2026-11-24T03:00:00.000Z", zone)).toEqual({
      because: "quiet-hours",
      at: "2026-11-24T17:00:00.000Z",
    });
  });
});

test("MSG-79 who gets no card hears the reason that helps most", () => {
  const nothing = { held: 0, heldUntil: null, otherLanguage: 0, nextAt: null, toReview: 0 };
  expect(emptyQueue(nothing)).toEqual({ because: "done", at: null });
  expect(emptyQueue({ ...nothing, toReview: 2 }).because).toBe("review");
  expect(emptyQueue({ ...nothing, toReview: 2, nextAt: "2026-11-24T17:00:00.000Z" })).toEqual({
    because: "later",
    at: "2026-11-24T17:00:00.000Z",
  });
  expect(emptyQueue({ ...nothing, held: 1, heldUntil: "2026-11-23T18:20:00.000Z" })).toEqual({
    because: "others",
    at: "2026-11-23T18:20:00.000Z",
  });
  expect(emptyQueue({ ...nothing, held: 1, otherLanguage: 1 }).because).toBe("language");
});

describe("scripts", () => {
  const values = { first: "Ana", last: "{plan}", practice: "Mission Bay", plan: "Sol Health", caller: "Bea Kim" };
  test("MSG-71 fields are filled in once, and a name in braces stays a name", () => {
    const script = { en: "{first} {last}, {practice} for {plan}. I am {caller}.", es: "" };
    expect(filledScript(script, "en", values).text).toBe("Ana {plan}, Mission Bay for Sol Health. I am Bea Kim.");
  });
  test("MSG-71 the words are Spanish for who speaks Spanish where there are such words, else English", () => {
    const both = { en: "Hello", es: "Buenos días" };
    expect(filledScript(both, "es-MX", values)).toEqual({ language: "es", text: "Buenos días" });
    expect(filledScript(both, "vi", values).language).toBe("en");
    expect(filledScript({ ...both, es: "" }, "es", values).text).toBe("Hello");
  });
  test("MSG-71 a field that nothing fills in is refused at its language, with those that there are", () => {
    expect(checkScript({ en: "Hello {first}", es: "Hola {nombre}" })).toMatchObject({
      error: { field: "script.es", fields: [{ message: expect.stringContaining("{nombre}") }] },
    });
    expect(checkScript({ en: "Hello {first}", es: "" }).ok).toBe(true);
  });
});

describe("what came of a call", () => {
  const now = "2026-11-23T18:00:00.000Z";
  const before: MemberStanding = {
    state: "waiting",
    rank: 1,
    attempts: 0,
    notBefore: "2026-11-20T18:00:00.000Z",
    reached: false,
    lastAt: null,
    lastOutcome: null,
    phones: ["6195550101", "6195550102"],
    language: "en",
  };
  const after = (said: Partial<Said> & Pick<Said, "outcome">, from = before) =>
    standingAfter(from, { phone: null, callbackAt: null, language: null, ...said }, rules, now, zone);

  test("MSG-80 no answer and a message: again after the pause and within the hours, until the attempts are used up", () => {
    const first = after({ outcome: "no-answer" });
    expect(first).toMatchObject({
      value: { state: "waiting", attempts: 1, rank: 2, notBefore: "2026-11-24T18:00:00.000Z", reached: false },
    });
    // Friday 4 in the afternoon and a day: Saturday, so Monday at nine.
    const friday = standingAfter(
      before,
      { outcome: "left-message", phone: null, callbackAt: null, language: null },
      rules,
      "2026-11-28T00:00:00.000Z",
      zone,
    );
    expect(friday).toMatchObject({ value: { state: "waiting", notBefore: "2026-11-30T17:00:00.000Z" } });
    expect(after({ outcome: "left-message" }, { ...before, attempts: 2, rank: 3 })).toMatchObject({
      value: { state: "unreachable", attempts: 3 },
    });
  });
  test("MSG-81 a callback is in the future, within the hours, first in the queue then, and made beyond the attempts", () => {
    const at = "2026-11-24T19:00:00.000Z";
    expect(after({ outcome: "callback", callbackAt: at }, { ...before, attempts: 2 })).toMatchObject({
      value: { state: "waiting", rank: 0, notBefore: at, attempts: 3, reached: true },
    });
    expect(after({ outcome: "callback" })).toMatchObject({ error: { field: "callbackAt" } });
    expect(after({ outcome: "callback", callbackAt: now })).toMatchObject({ error: { field: "callbackAt" } });
    expect(after({ outcome: "callback", callbackAt: "2026-11-25T05:00:00.000Z" })).toMatchObject({
      error: { fields: [{ message: expect.stringContaining("calling hours") }] },
    });
  });
  test("MSG-82 a wrong number is struck and the other one is tried at once; the last one ends it", () => {
    const first = after({ outcome: "wrong-number", phone: "6195550101" });
    expect(first).toMatchObject({ value: { state: "waiting", phones: ["6195550102"], notBefore: now } });
    const last = after({ outcome: "wrong-number", phone: "6195550102" }, { ...before, phones: ["6195550102"] });
    expect(last).toMatchObject({ value: { state: "no-number", phones: [] } });
  });
  test("MSG-82 another language: the person waits for who speaks it, like somebody never called", () => {
    expect(after({ outcome: "language-needed", language: "vi" })).toMatchObject({
      value: { state: "waiting", language: "vi", rank: 1, notBefore: now },
    });
    expect(after({ outcome: "language-needed" })).toMatchObject({ error: { field: "language" } });
  });
  test("MSG-83 reached is who spoke with us, and once reached stays so", () => {
    const reached = (outcome: Said["outcome"], from = before) => {
      const result = after({ outcome, callbackAt: "2026-11-24T19:00:00.000Z", language: "vi" }, from);
      return result.ok && result.value.reached;
    };
    for (const one of ["booked", "declined", "callback", "language-needed", "do-not-call"] as const)
      expect([one, reached(one)]).toEqual([one, true]);
    for (const one of ["left-message", "no-answer", "wrong-number", "gone"] as const)
      expect([one, reached(one)]).toEqual([one, false]);
    expect(reached("no-answer", { ...before, reached: true })).toBe(true);
  });
});

test("MSG-90 the proof is CSV: quoted where it must be, a struck attempt marked, and nothing of it a formula", () => {
  const row: AttemptRow = {
    memberNumber: "=SUM(A1)",
    family: 'O"Brien, Jr',
    given: "Ana",
    birthDate: "1981-03-04",
    at: "2026-11-24T01:30:00.000Z",
    by: "Bea Kim",
    phone: "6195550101",
    outcome: "callback",
    callbackAt: "2026-11-24T19:00:00.000Z",
    undoneAt: null,
    undoneBy: null,
    visitAt: "2026-12-01T17:00:00.000Z",
  };
  const struck = { ...row, outcome: "no-answer", undoneAt: row.at, undoneBy: "Bea Kim", callbackAt: null } as const;
  const lines = attemptsCsv([row, struck], zone).split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[1]).toBe(
    `'=SUM(A1),"O""Brien, Jr",Ana,1981-03-04,2026-11-23,17:30,Bea Kim,6195550101,Reached: asked to be called back,2026-11-24 11:00,2026-12-01,`,
  );
  expect(lines[2]).toContain("No answer,,2026-12-01,2026-11-23 by Bea Kim");
});
