import type { FollowUp, FollowUpWhen } from "@practicum/contracts/charting/follow-ups";
import { expect, test } from "vitest";
import { followUpWords, sameWhen, USUAL } from "./follow-up-words.ts";

const visit = (when: FollowUpWhen, why = ""): FollowUp => ({
  kind: "visit",
  when,
  visitType: { visitTypeId: "t", name: "Follow-up" },
  provider: { staffId: "p", name: "David Chen, MD" },
  why,
});

test("CHT-458 the note says in how long, around which day, for what, with whom and why", () => {
  const said = [
    visit({ kind: "after", count: 2, unit: "weeks" }, "Blood pressure"),
    visit({ kind: "after", count: 1, unit: "months" }),
    visit({ kind: "after", count: 12, unit: "months" }),
    visit({ kind: "on", date: "2027-01-05" }),
    { kind: "none" } as const,
  ];
  expect(said.map((one) => followUpWords(one, "2026-11-23"))).toEqual([
    "In 2 weeks, around 12/07/2026: Follow-up with David Chen, MD. For: Blood pressure",
    "In 1 month, around 12/23/2026: Follow-up with David Chen, MD.",
    "In 1 year, around 11/23/2027: Follow-up with David Chen, MD.",
    "On 01/05/2027 or after: Follow-up with David Chen, MD.",
    "No follow-up visit is needed.",
  ]);
});

test("a choice stands as chosen where the same was said, and nowhere else", () => {
  const [week, twoWeeks] = USUAL;
  expect([week, twoWeeks].map((one) => one && sameWhen({ kind: "after", count: 2, unit: "weeks" }, one))).toEqual([
    false,
    true,
  ]);
  expect(sameWhen({ kind: "on", date: "2027-01-05" }, { kind: "on", date: "2027-01-05" })).toBe(true);
  expect(sameWhen(null, { kind: "after", count: 2, unit: "weeks" })).toBe(false);
});
