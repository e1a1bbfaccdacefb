import { expect, test } from "vitest";
import { dueBy, planStanding, schedule, type PlanFacts } from "./plan.ts";

const facts = (more: Partial<PlanFacts> = {}): PlanFacts => ({
  installments: schedule(10_000, 3000, "2026-01-31", "month") ?? [],
  posted: 0,
  due: 10_000,
  over: null,
  ...more,
});
const rows = (of: PlanFacts, today: string, grace = 5) =>
  planStanding(of, today, grace).installments.map(({ paid, waived, state }) => [paid, waived, state]);

test("BIL-254: equal parts, what remains is the last one; a day that a month does not have is its last day", () => {
  expect(schedule(10_000, 3000, "2026-01-31", "month")).toEqual([
    { dueDate: "2026-01-31", amount: 3000 },
    { dueDate: "2026-02-28", amount: 3000 },
    { dueDate: "2026-03-31", amount: 3000 },
    { dueDate: "2026-04-30", amount: 1000 },
  ]);
  expect(schedule(9000, 3000, "2026-01-31", "week")?.map((one) => [one.dueDate, one.amount])).toEqual([
    ["2026-01-31", 3000],
    ["2026-02-07", 3000],
    ["2026-02-14", 3000],
  ]);
  expect(schedule(101, 50, "2026-01-01", "two-weeks")?.map((one) => one.amount)).toEqual([50, 50, 1]);
  expect(schedule(2000, 5000, "2026-01-01", "two-weeks")).toEqual([{ dueDate: "2026-01-01", amount: 2000 }]);
  expect(schedule(6001, 100, "2026-01-01", "month")).toBeNull();
});

test("BIL-255: payments fill the parts in the order of their days; what is no longer owed falls away from the last one", () => {
  const paid = facts({ posted: 4000, due: 4500 });
  expect(rows(paid, "2026-01-15")).toEqual([
    [3000, 0, "paid"],
    [1000, 0, "upcoming"],
    [0, 500, "upcoming"],
    [0, 1000, "waived"],
  ]);
  expect(planStanding(paid, "2026-01-15", 5)).toMatchObject({
    paid: 4000,
    remaining: 4500,
    next: { dueDate: "2026-02-28", amount: 2000 },
    status: "active",
  });
  // More than was agreed is no part of the plan, and money that went back is none that came.
  expect(planStanding(facts({ posted: 12_000, due: 0 }), "2026-01-15", 5)).toMatchObject({
    paid: 10_000,
    remaining: 0,
    status: "completed",
  });
  expect(planStanding(facts({ posted: -500, due: 10_500 }), "2026-01-15", 5)).toMatchObject({
    paid: 0,
    remaining: 10_000,
  });
});

test("BIL-256: a part is due on its day and missed after the days of grace, and only what is open of it is due", () => {
  const one = facts({ posted: 1000, due: 9000 });
  const stateOn = (today: string) => planStanding(one, today, 5).installments[0]?.state;
  expect([stateOn("2026-01-30"), stateOn("2026-01-31"), stateOn("2026-02-05"), stateOn("2026-02-06")]).toEqual([
    "upcoming",
    "due",
    "due",
    "missed",
  ]);
  expect(planStanding(one, "2026-02-28", 5)).toMatchObject({ dueNow: 5000, missed: 1, status: "missed" });
  expect(dueBy(planStanding(one, "2026-01-15", 5), "2026-02-28")).toBe(5000);
});

test("BIL-257: a plan that is over keeps what was paid, asks for nothing and misses nothing", () => {
  expect(planStanding(facts({ posted: 3000, due: 7000, over: "broken" }), "2026-06-01", 5)).toMatchObject({
    paid: 3000,
    remaining: 0,
    dueNow: 0,
    missed: 0,
    next: null,
    status: "broken",
  });
});
