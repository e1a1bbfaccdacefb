import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Eligibility } from "@practicum/contracts/billing/eligibility";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import { describe, expect, test } from "vitest";
import { aboutOf, aheadOf, isAsked } from "./eligibility-ahead.ts";

const coverage = { coverageId: "c1", payerName: "Coastal" } as Coverage;
const now: Instant = "2026-11-23T16:00:00.000Z";
const answer = (status: Eligibility["status"], more: Partial<Eligibility> = {}) =>
  ({
    status,
    serviceDate: "2026-11-24",
    askedAt: now,
    answeredAt: now,
    findings: [],
    retryAt: null,
    ...more,
  }) as Eligibility;

describe("BIL-474: what is known of a visit's insurance", () => {
  test("an answer about another day is none; nobody asked is not self-pay", () => {
    expect(aheadOf("2026-11-24", coverage, false, answer("active")).state).toBe("active");
    expect(aheadOf("2026-11-25", coverage, false, answer("active")).state).toBe("not-asked");
    expect(aheadOf("2026-11-24", null, true, null).state).toBe("self-pay");
    expect(aheadOf("2026-11-24", null, false, null).state).toBe("no-coverage");
  });
});

describe("BIL-475: who is asked again", () => {
  const hours = (h: number) => addMinutes(now, h * 60);
  const asks = (latest: Eligibility | null, at: Instant) => isAsked(aheadOf("2026-11-24", coverage, false, latest), at);

  test("an answer that is in order holds three days, another twelve hours", () => {
    expect([asks(answer("active"), hours(71)), asks(answer("active"), hours(72))]).toEqual([false, true]);
    expect([asks(answer("inactive"), hours(11)), asks(answer("inactive"), hours(12))]).toEqual([false, true]);
    expect(asks(answer("wrong-pcp"), hours(12))).toBe(true);
  });

  test("a question that is on its way, or is asked again by itself, is left", () => {
    expect(asks(answer("pending"), hours(100))).toBe(false);
    expect(asks(answer("unknown", { retryAt: hours(1) }), hours(100))).toBe(false);
    expect(asks(answer("unknown"), hours(12))).toBe(true);
    expect(asks(null, now)).toBe(true);
  });

  test("nobody is asked about who has no plan", () => {
    expect(isAsked(aheadOf("2026-11-24", null, false, null), now)).toBe(false);
    expect(isAsked(aheadOf("2026-11-24", null, true, null), now)).toBe(false);
  });
});

describe("BIL-476: what was taken care of", () => {
  const about = (state: Eligibility["status"], findings: string[] = [], of = coverage) =>
    aboutOf(aheadOf("2026-11-24", of, false, answer(state, { findings })));

  test("is this answer: another one, or another plan, is another matter", () => {
    expect(about("inactive", ["Ended."])).toBe(about("inactive", ["Ended."]));
    expect(about("inactive", ["Ended."])).not.toBe(about("wrong-pcp", ["Ended."]));
    expect(about("inactive", ["Ended."])).not.toBe(about("inactive", ["Ended in March."]));
    expect(about("inactive")).not.toBe(about("inactive", [], { ...coverage, coverageId: "c2" } as Coverage));
  });

  test("a question that is asked once more is the same matter until it is answered", () => {
    expect(about("unknown", ["No answer."])).toBe(about("pending"));
    expect(about("unknown")).not.toBe(about("inactive"));
  });
});
