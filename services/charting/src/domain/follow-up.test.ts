import type { FollowUp, FollowUpWhen } from "@practicum/contracts/charting/follow-ups";
import { followUpDue } from "@practicum/contracts/charting/follow-ups";
import { expect, test } from "vitest";
import { decideFollowUp, followUpItems, sameFollowUp } from "./follow-up.ts";

const chen = { display_name: "David Chen, MD", active: true, roles: ["physician" as const] };
const visit = (when: FollowUpWhen, why = "") => ({
  kind: "visit" as const,
  when,
  visitType: { visitTypeId: "t", name: "Follow-up" },
  provider: { staffId: "chen", name: "Somebody" },
  why,
});
const weeks = (count: number) => visit({ kind: "after", count, unit: "weeks" });
const on = (date: string) => visit({ kind: "on", date });
const outcome = (said: FollowUp, by: Parameters<typeof decideFollowUp>[2] | null = chen) => {
  const decided = decideFollowUp("2026-11-30", said, by ?? undefined);
  return decided.ok ? "ok" : (decided.error.field ?? decided.error.code);
};

test("CHT-454 days, weeks and months count from the day of the visit; the end of a month stays one", () => {
  const after = (count: number, unit: "days" | "weeks" | "months") =>
    followUpDue("2026-11-30", { kind: "after", count, unit });
  expect([after(10, "days"), after(2, "weeks"), after(3, "months"), after(12, "months")]).toEqual([
    "2026-12-10",
    "2026-12-14",
    "2027-02-28",
    "2027-11-30",
  ]);
  expect(followUpDue("2026-11-30", { kind: "on", date: "2027-01-05" })).toBe("2027-01-05");
});

test("CHT-455 the day lies after the visit and within three years", () => {
  const days = ["2026-11-30", "2026-12-01", "2029-11-30", "2029-12-01"].map((date) => outcome(on(date)));
  expect(days).toEqual(["followUp.when", "ok", "ok", "followUp.when"]);
  expect(outcome(visit({ kind: "after", count: 37, unit: "months" }))).toBe("followUp.when");
});

test("CHT-455 with somebody who sees patients here, by the name that the practice knows", () => {
  expect(outcome(weeks(2), null)).toBe("followUp.provider");
  expect(outcome(weeks(2), { ...chen, active: false })).toBe("followUp.provider");
  expect(outcome(weeks(2), { ...chen, roles: ["medical-assistant"] })).toBe("followUp.provider");
  expect(decideFollowUp("2026-11-30", weeks(2), chen)).toMatchObject({
    value: { provider: { staffId: "chen", name: "David Chen, MD" } },
  });
  expect(outcome({ kind: "none" }, null)).toBe("ok");
});

test("CHT-456 the same said again is the same, under whatever name; anything else is not", () => {
  expect(sameFollowUp(weeks(2), { ...weeks(2), provider: { staffId: "chen", name: "David Chen, MD" } })).toBe(true);
  expect(sameFollowUp({ kind: "none" }, { kind: "none" })).toBe(true);
  const others: readonly (FollowUp | null)[] = [
    null,
    { kind: "none" },
    weeks(3),
    visit({ kind: "after", count: 2, unit: "months" }),
    on("2026-12-14"),
    { ...weeks(2), why: "blood pressure" },
    { ...weeks(2), provider: { staffId: "other", name: "Somebody" } },
    { ...weeks(2), visitType: { visitTypeId: "u", name: "Follow-up" } },
  ];
  expect(others.map((one) => sameFollowUp(one, weeks(2)))).toEqual(others.map(() => false));
});

test("CHT-457 a note where nothing was said, and none where no visit is needed", () => {
  expect(followUpItems(null)).toMatchObject([{ severity: "note", target: "follow-up" }]);
  expect(followUpItems({ kind: "none" })).toEqual([]);
  expect(followUpItems(weeks(2))).toEqual([]);
});
