import { describe, expect, test } from "vitest";
import { rankFor, whyNot, type FreeTime, type Wish } from "./wait-list.ts";

const time: FreeTime = {
  providerResourceId: "chen",
  locationId: "north",
  date: "2026-11-25",
  start: "11:30",
  minutes: 30,
};
const wish = (more: Partial<Wish> = {}): Wish => ({
  entryId: "a",
  minutes: 30,
  providerResourceId: null,
  providerName: null,
  locationId: null,
  dayPart: "any",
  from: "2026-11-25",
  until: "2026-11-25",
  priority: "routine",
  since: "2026-11-20",
  addedAt: "2026-11-20T18:00:00.000Z",
  appointment: null,
  busy: false,
  ...more,
});

describe("SCH-106: what fits, and why another time does not", () => {
  test("what asks for nothing, or for just this, fits", () => {
    expect(whyNot(wish(), time)).toEqual([]);
    const exact = { providerResourceId: "chen", locationId: "north", dayPart: "morning" as const };
    expect(whyNot(wish(exact), time)).toEqual([]);
    expect(whyNot(wish({ appointment: { date: "2026-11-26" } }), time)).toEqual([]);
  });
  test("each thing that is in the way is said, and only that", () => {
    expect(whyNot(wish({ minutes: 40 }), time)).toEqual(["Needs 40 minutes; 30 are free"]);
    expect(whyNot(wish({ providerResourceId: "alvarez", providerName: "Ana Alvarez, MD" }), time)).toEqual([
      "Waits for Ana Alvarez, MD",
    ]);
    expect(whyNot(wish({ locationId: "south" }), time)).toEqual(["Waits for another site"]);
    expect(whyNot(wish({ dayPart: "afternoon" }), time)).toEqual(["Wants an afternoon"]);
    expect(whyNot(wish({ from: "2026-11-26", until: "2026-12-01" }), time)).toEqual(["Not before 11/26/2026"]);
    expect(whyNot(wish({ from: "2026-11-01", until: "2026-11-24" }), time)).toEqual(["Only until 11/24/2026"]);
    // Who has a visit wants to come sooner than that, not on the same day.
    expect(whyNot(wish({ appointment: { date: "2026-11-25" } }), time)).toEqual(["Has a visit on 11/25/2026"]);
    expect(whyNot(wish({ busy: true }), time)).toEqual(["Has another visit at that time"]);
  });
  test("noon is the afternoon's first minute", () => {
    expect(whyNot(wish({ dayPart: "afternoon" }), { ...time, start: "12:00" })).toEqual([]);
    expect(whyNot(wish({ dayPart: "morning" }), { ...time, start: "12:00" })).toEqual(["Wants a morning"]);
    expect(whyNot(wish({ dayPart: "morning" }), { ...time, start: "11:59" })).toEqual([]);
  });
});

describe("SCH-107: the order, with its reasons", () => {
  const ids = (wishes: Wish[]) => rankFor(wishes, time, "2026-11-23").fitting.map((one) => one.wish.entryId);
  test("the most urgent first, then who has no visit, then who waits longest", () => {
    const late = wish({ entryId: "late", addedAt: "2026-11-21T18:00:00.000Z" });
    const early = wish({ entryId: "early", addedAt: "2026-11-01T18:00:00.000Z" });
    const booked = wish({
      entryId: "booked",
      addedAt: "2026-10-01T18:00:00.000Z",
      appointment: { date: "2026-12-20" },
    });
    const soon = wish({ entryId: "soon", priority: "soon", addedAt: "2026-11-22T18:00:00.000Z" });
    const urgent = wish({
      entryId: "urgent",
      priority: "urgent",
      addedAt: "2026-11-22T19:00:00.000Z",
      appointment: { date: "2026-12-20" },
    });
    expect(ids([late, booked, early, soon, urgent])).toEqual(["urgent", "soon", "early", "late", "booked"]);
    // Equal in all: always in one order.
    expect(ids([wish({ entryId: "b" }), wish({ entryId: "a" })])).toEqual(["a", "b"]);
  });
  test("each place is explained; who does not fit is told apart with the reason", () => {
    const { fitting, others } = rankFor(
      [
        wish({
          entryId: "one",
          priority: "urgent",
          providerResourceId: "chen",
          providerName: "Wei Chen, MD",
          minutes: 20,
        }),
        wish({ entryId: "two", since: "2026-11-23", appointment: { date: "2026-12-20" } }),
        wish({ entryId: "three", since: "2026-11-22" }),
        wish({ entryId: "no", locationId: "south" }),
      ],
      time,
      "2026-11-23",
    );
    expect(fitting.map((one) => [one.wish.entryId, one.because])).toEqual([
      [
        "one",
        [
          "Urgent",
          "Waits for Wei Chen, MD",
          "Waits 3 days, since 11/20/2026",
          "Has no visit",
          "Takes 20 of 30 minutes",
        ],
      ],
      ["three", ["Waits a day, since 11/22/2026", "Has no visit"]],
      ["two", ["Waits since today", "Would come sooner than 12/20/2026"]],
    ]);
    expect(others.map((one) => [one.wish.entryId, one.because])).toEqual([["no", ["Waits for another site"]]]);
  });
});
