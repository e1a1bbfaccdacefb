import { expect, it } from "vitest";
import { minutesToWait, placeInDay } from "./place-in-day.ts";

it("SVC-43 a visit of the scripted day can be booked at every minute of it, or the next day is waited for", () => {
  for (let now = 0; now < 1440; now += 1) {
    const wait = minutesToWait(now);
    const at = wait > 0 ? 0 : now;
    if (wait > 0) expect(now + wait).toBe(1440);
    for (const row of [0, 3, 40, 100]) {
      for (const minutes of [15, 20, 60]) {
        const place = placeInDay(at, row, minutes);
        // What ends before a run of some minutes is over would be refused as past (SCH-24).
        expect(place.start + place.minutes).toBeGreaterThan(Math.min(at + 10, 1439));
        expect(place.start).toBeLessThan(1440);
        expect(place.minutes).toBeGreaterThanOrEqual(minutes);
      }
    }
  }
  expect(minutesToWait(1429)).toBe(0);
  expect(minutesToWait(1430)).toBe(10);
  expect(placeInDay(540, 0, 20)).toEqual({ start: 555, minutes: 20 });
});
