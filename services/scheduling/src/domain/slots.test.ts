import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockOf } from "@practicum/kernel/instant";
import { timeOf } from "./hours.ts";
import { apart, openSlots, rankSlots, type OpenSlot, type SlotDay, type SlotProvider } from "./slots.ts";

const zone = "America/Los_Angeles";
const now = "2026-11-23T16:00:00.000Z";
const provider: SlotProvider = {
  resourceId: "chen",
  locationId: "l",
  templates: [
    { from: "2026-01-01", hours: [{ weekday: 1, start: "08:00", end: "10:00" }] },
    { from: "2026-12-01", hours: [{ weekday: 1, start: "13:00", end: "14:00" }] },
  ],
  exceptions: [
    { date: "2026-11-30", hours: [] },
    { date: "2026-12-14", hours: [{ weekday: 1, start: "07:00", end: "07:30" }] },
  ],
  taken: [{ from: utc("2026-11-23T16:30"), to: utc("2026-11-23T16:50") }],
};

/** Minutes since 1970 of a moment in UTC. */
function utc(text: string): number {
  return Date.parse(`${text}Z`) / 60_000;
}
const dayOf = (date: string): SlotDay => ({ date, clock: clockOf(date, zone) });

describe("open times", () => {
  test("SCH-50 inside the hours in force, over nothing, not in the past", () => {
    const starts = (date: string, minutes: number) =>
      openSlots(provider, dayOf(date), minutes, [], now).map((slot) => timeOf(slot.minute));
    expect(starts("2026-11-23", 30)).toEqual(["08:00", "09:00", "09:15", "09:30"]);
    expect(starts("2026-12-07", 30)).toEqual(["13:00", "13:15", "13:30"]);
    expect(starts("2026-11-24", 30)).toEqual([]);
    expect(
      [starts("2026-11-30", 30), starts("2026-12-14", 30)],
      "SCH-76: a day off, and a day with other hours",
    ).toEqual([[], ["07:00"]]);
    expect(
      openSlots(provider, dayOf("2026-11-23"), 15, [], "2026-11-23T17:20:00.000Z").map((slot) => timeOf(slot.minute)),
    ).toEqual(["09:30", "09:45"]);
  });

  test("property: no open time overlaps what is busy, a closure, or the end of the hours", () => {
    const busyAt = fc.array(
      fc.record({ from: fc.integer({ min: 0, max: 110 }), minutes: fc.integer({ min: 5, max: 60 }) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(busyAt, fc.constantFrom(5, 10, 15, 20, 30, 45, 60), (list, minutes) => {
        const start = utc("2026-11-23T16:00");
        const busy = list.map(({ from, minutes: long }) => ({ from: start + from, to: start + from + long }));
        for (const slot of openSlots({ ...provider, taken: apart(busy) }, dayOf("2026-11-23"), minutes, [], now)) {
          const ends = slot.at + minutes;
          expect(ends <= utc("2026-11-23T18:00")).toBe(true);
          expect(busy.some((one) => one.from < ends && slot.at < one.to)).toBe(false);
        }
      }),
    );
  });
});

describe("SCH-51 the order of open times", () => {
  const slot = (providerResourceId: string, hour: number): OpenSlot => ({
    providerResourceId,
    date: "2026-11-24",
    minute: hour * 60,
    at: utc(`2026-11-24T${String(hour + 8).padStart(2, "0")}:00`),
  });
  const slots = [slot("nair", 8), slot("chen", 9), slot("chen", 10), slot("alvarez", 9), slot("alvarez", 14)];

  test("the own physician, then who saw the patient last, then the soonest", () => {
    const ranked = rankSlots(slots, { pcp: ["alvarez"], last: "chen" }, true, 9);
    expect(ranked.map((one) => [one.providerResourceId, one.start])).toEqual([
      ["alvarez", "09:00"],
      ["alvarez", "14:00"],
      ["chen", "09:00"],
      ["chen", "10:00"],
      ["nair", "08:00"],
    ]);
    expect(ranked[0]?.because).toEqual(["own primary care provider"]);
    expect(ranked[2]?.because).toEqual(["seen here last time"]);
    expect(ranked[4]?.because).toEqual(["soonest"]);
  });

  test("SCH-79 the soonest of all is shown, however few are", () => {
    const ranked = rankSlots(slots, { pcp: ["alvarez"], last: null }, true, 2);
    expect(ranked.map((one) => one.providerResourceId)).toEqual(["alvarez", "nair"]);
  });

  test("SCH-79 a long day shows its beginning, its middle and its end", () => {
    const day = [8, 9, 10, 11, 13, 14, 15].map((hour) => slot("chen", hour));
    expect(rankSlots(day, { pcp: [], last: null }, true, 9).map((one) => one.start)).toEqual([
      "08:00",
      "11:00",
      "15:00",
    ]);
    expect(rankSlots(day, { pcp: [], last: null }, false, 9)).toHaveLength(7);
  });
});
