import { describe, expect, test } from "vitest";
import { firstInForce, freePlace, isEnded } from "./first-in-force.ts";

const of = (name: string, priority: number, from: string, to: string | null = null) => ({
  name,
  priority,
  from,
  to,
  payerKind: "commercial",
});
const old = of("old plan", 1, "2025-01-01", "2026-06-30");
const plan = of("plan of now", 1, "2026-07-01");
const second = of("of the spouse", 2, "2025-01-01");

describe("coverages by day", () => {
  test("an ended coverage is not the first one, whatever its place", () => {
    expect(firstInForce([old, plan, second], "2026-11-30")?.name).toBe("plan of now");
    expect(firstInForce([old, plan, second], "2026-06-30")?.name).toBe("old plan");
    expect(firstInForce([old], "2026-11-30")).toBeNull();
    expect([isEnded(old, "2026-06-30"), isEnded(old, "2026-07-01"), isEnded(plan, "2099-01-01")]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("BIL-6 a new one takes the place of the one that it follows, and the next place beside one of the same days", () => {
    expect(freePlace([old, second], { from: "2026-07-01", to: null })).toBe(1);
    expect(freePlace([old, second], { from: "2026-06-30", to: null })).toBe(3);
    expect(freePlace([plan], { from: "2026-11-30", to: null })).toBe(2);
    expect(freePlace([plan], { from: "2026-01-01", to: "2026-06-30" })).toBe(1);
    // A fourth record of a patient whose first three are over.
    const over = [1, 2, 3].map((place) => of(`over ${place}`, place, "2020-01-01", "2025-12-31"));
    expect(freePlace(over, { from: "2026-01-01", to: null })).toBe(1);
    expect(freePlace([plan, second, of("third", 3, "2026-01-01")], { from: "2026-11-30", to: null })).toBeNull();
  });
});
