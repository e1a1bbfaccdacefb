import { addMinutes } from "@practicum/kernel/instant";
import { expect, test } from "vitest";
import { ManualClock, OffsetClock, systemClock, systemIds, systemRandom } from "./clock.ts";

test("identifiers are UUIDs of version 7, all different, in time's order by the millisecond", () => {
  const made = Array.from({ length: 2000 }, () => systemIds.next());
  for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(made).size).toBe(made.length);
  const times = made.map((id) => id.slice(0, 13));
  expect(times).toEqual(times.toSorted());
  expect(Math.abs(Number.parseInt(made[0]?.slice(0, 13).replace("-", "") ?? "", 16) - Date.now())).toBeLessThan(60_000);
});

test("chance stays within its bounds", () => {
  for (let i = 0; i < 2000; i += 1) {
    const number = systemRandom.next();
    expect(number >= 0 && number < 1).toBe(true);
  }
});

test("a clock that can be moved goes forward only", () => {
  const manual = new ManualClock("2026-11-23T16:00:00.000Z");
  manual.moveTo(addMinutes(manual.now(), 45));
  expect(manual.now()).toBe("2026-11-23T16:45:00.000Z");
  expect(() => manual.moveTo("2026-11-23T16:44:59.999Z")).toThrow();
  const ahead = new OffsetClock(manual, 60_000);
  expect(ahead.now()).toBe("2026-11-23T16:46:00.000Z");
  ahead.moveTo("2026-11-30T00:00:00.000Z");
  manual.moveTo(addMinutes(manual.now(), 1));
  expect(ahead.now()).toBe("2026-11-30T00:01:00.000Z");
  expect(() => ahead.moveTo("2026-11-29T00:00:00.000Z")).toThrow();
  expect(systemClock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});
