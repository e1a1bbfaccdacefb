import type { Instant } from "@practicum/kernel/instant";
import { expect, test } from "vitest";
import { compared, type ComingOf, type Course } from "./futures.ts";

const FROM: Instant = "2026-11-17T18:00:00.000Z";

function happening(at: string, kind: ComingOf["kind"], more: Partial<ComingOf> = {}): ComingOf {
  const route = `/${kind}`;
  return {
    kind,
    at: `2026-11-${at}:00.000Z`,
    whose: "outside",
    commandId: null,
    amount: null,
    number: null,
    route,
    by: null,
    recordId: null,
    step: null,
    ...more,
  };
}

function course(happenings: readonly ComingOf[]): Course {
  return { from: FROM, to: "2026-12-07T18:00:00.000Z", points: [], happenings };
}

test("WLD-47: what happens in both to the same record is no difference, whenever; what happens in one alone is named with its step", () => {
  const step = { number: 3, what: "Add coverage" };
  const left = course([
    happening("18T10:00", "sent", { number: "C1", route: "/money/claims/c1" }),
    happening("19T10:00", "reminder"),
    happening("19T10:00", "reminder"),
    happening("21T10:00", "denied", { number: "C1", amount: 12_000, whose: "follows", step }),
  ]);
  const right = course([
    happening("20T10:00", "sent", { number: "C1", route: "/money/claims/c1" }),
    happening("19T10:00", "reminder"),
    happening("22T10:00", "remittance", { amount: 9000 }),
  ]);
  expect(compared(left, right).differing.map(({ only, kind, amount, step: of }) => [only, kind, amount, of])).toEqual([
    ["left", "reminder", null, null],
    ["left", "denied", 12_000, step],
    ["right", "remittance", 9000, null],
  ]);
  expect(compared(left, left).differing).toEqual([]);
});

test("WLD-47: another amount, or another record, is a difference", () => {
  const paid = (amount: number, number: string) => course([happening("22T10:00", "paid", { amount, number })]);
  expect(compared(paid(100, "C1"), paid(100, "C1")).differing).toEqual([]);
  expect(compared(paid(100, "C1"), paid(90, "C1")).differing).toHaveLength(2);
  expect(compared(paid(100, "C1"), paid(100, "C2")).differing).toHaveLength(2);
});
