import { describe, expect, test } from "vitest";
import { closedSpans, contains, faultOfHours, hoursOn, overlap, spansOn, timeOf, type Closure } from "./hours.ts";

// A Monday.
const DAY = "2026-11-23";
const hours = (weekday: number, start: string, end: string) => ({ weekday, start, end });

describe("SCH-22, SCH-50: the hours of a day", () => {
  test("are those of its weekday alone, the earliest first, whatever their order", () => {
    const week = [
      hours(1, "13:00", "17:00"),
      hours(2, "09:00", "10:00"),
      hours(1, "08:00", "12:00"),
      hours(7, "08:00", "09:00"),
    ];
    expect(hoursOn(DAY, week)).toEqual([
      { start: "08:00", end: "12:00" },
      { start: "13:00", end: "17:00" },
    ]);
    expect(hoursOn("2026-11-29", week)).toEqual([{ start: "08:00", end: "09:00" }]);
    expect(hoursOn("2026-11-25", week)).toEqual([]);
  });
  test("that touch or lie over each other are one; a gap of a minute parts them", () => {
    const spans = (...week: ReturnType<typeof hours>[]) =>
      spansOn(DAY, week).map(({ from, to }) => `${timeOf(from)}-${to}`);
    expect(spans(hours(1, "12:00", "17:00"), hours(1, "08:00", "12:00"))).toEqual(["08:00-1020"]);
    expect(spans(hours(1, "08:00", "12:00"), hours(1, "09:00", "10:00"))).toEqual(["08:00-720"]);
    expect(spans(hours(1, "08:00", "12:00"), hours(1, "11:00", "13:00"))).toEqual(["08:00-780"]);
    expect(spans(hours(1, "08:00", "12:00"), hours(1, "12:01", "13:00"))).toEqual(["08:00-720", "12:01-780"]);
    expect(spans(hours(1, "20:00", "00:00"))).toEqual(["20:00-1440"]);
  });
  test("what ends when the other begins does not lie over it; what ends together lies within", () => {
    const [morning, noon] = [
      { from: 480, to: 720 },
      { from: 720, to: 780 },
    ];
    expect([overlap(morning, noon), overlap(noon, morning), overlap(morning, { from: 719, to: 721 })]).toEqual([
      false,
      false,
      true,
    ]);
    expect([
      contains(morning, morning),
      contains(morning, { from: 479, to: 500 }),
      contains(morning, { from: 700, to: 721 }),
    ]).toEqual([true, false, false]);
  });
});

describe("SCH-24: closures of a day", () => {
  const chen = { resourceId: "chen", locationId: "bay" };
  const closure = (more: Partial<Closure> = {}): Closure => ({
    resourceId: null,
    locationId: null,
    date: DAY,
    until: DAY,
    start: null,
    end: null,
    weekdays: null,
    keptFor: [],
    releasedHours: null,
    ...more,
  });
  const closed = (more: Partial<Closure>, on = DAY) => closedSpans(on, chen, [closure(more)]);
  const whole = [{ from: 0, to: 1440 }];
  test("are the practice's, the site's and the own, no other's", () => {
    expect(closed({})).toEqual(whole);
    expect(closed({ resourceId: "chen" })).toEqual(whole);
    expect(closed({ locationId: "bay" })).toEqual(whole);
    expect(closed({ resourceId: "nair" })).toEqual([]);
    expect(closed({ locationId: "mesa" })).toEqual([]);
    expect(closed({ resourceId: "chen", locationId: "mesa" })).toEqual([]);
  });
  test("hold from the first to the last day, at their hours on each", () => {
    const days = { date: "2026-11-23", until: "2026-11-25", start: "12:00", end: "00:00" };
    expect(
      ["2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"].map((on) => closed(days, on).length),
    ).toEqual([0, 1, 1, 1, 0]);
    expect(closed(days)).toEqual([{ from: 720, to: 1440 }]);
    expect(closed({ end: "09:00" })).toEqual([{ from: 0, to: 540 }]);
    expect(closed({ start: "09:00" })).toEqual([{ from: 540, to: 1440 }]);
  });
});

test("SCH-72: hours that end before they begin, or lie over others of the same day, are named by their place", () => {
  const week = [hours(1, "08:00", "12:00"), hours(1, "12:00", "17:00"), hours(2, "08:00", "12:00")];
  expect(faultOfHours(week)).toBeNull();
  const over = { message: "These hours lie over others of the same day." };
  expect(faultOfHours([...week, hours(1, "16:59", "18:00")])).toEqual({ index: 3, ...over });
  expect(faultOfHours([hours(1, "16:00", "00:00"), hours(1, "23:59", "00:00")])).toEqual({ index: 1, ...over });
  const message = "The end must be after the start.";
  expect(faultOfHours([...week, hours(3, "09:00", "09:00")])).toEqual({ index: 3, message });
  expect(faultOfHours([hours(1, "09:00", "08:00"), hours(1, "08:00", "09:00")])).toEqual({ index: 0, message });
  expect(faultOfHours([hours(1, "20:00", "00:00")])).toBeNull();
});
