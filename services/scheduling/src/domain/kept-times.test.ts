import { addMinutes, atLocal, clockOf } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideBooking, type BookingFacts } from "./booking.ts";
import { holdsOn, inTheWayOf, releaseOf, timeOf, type Closure } from "./hours.ts";
import { openSlots } from "./slots.ts";

const ZONE = "America/Los_Angeles";
const MONDAY = "2026-11-23";
const kept = (more: Partial<Closure> = {}): Closure => ({
  resourceId: null,
  locationId: null,
  date: MONDAY,
  until: "2026-12-31",
  start: "11:00",
  end: "12:00",
  weekdays: null,
  keptFor: ["acute"],
  releasedHours: null,
  ...more,
});
const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "08:00", end: "17:00" }));
const provider = { resourceId: "chen", locationId: "bay", templates: [{ from: "2026-01-01", hours }], exceptions: [] };

function decide(closures: readonly Closure[], now: string, at: { date: string; start: string; kind: string | null }) {
  const facts: BookingFacts = {
    now,
    zone: ZONE,
    patientFound: true,
    patientDied: false,
    provider: { ...provider, staffId: "s", bookable: true, hours },
    typeMinutes: 15,
    roomFound: true,
    visitTypeId: at.kind,
    closures,
    providerTaken: false,
    providerAway: false,
    patientTaken: false,
    roomTaken: false,
    roomKind: null,
    rooms: [],
    equipmentId: null,
    equipmentTaken: false,
    heldByOther: false,
  };
  const wish = { ...at, minutes: null, overbookReason: null, mayOverbook: true, roomResourceId: null };
  const decided = decideBooking(facts, wish);
  return decided.ok ? "ok" : decided.error.code;
}

describe("SCH-306: a closure on some days of the week", () => {
  test("holds on these between its days, and on no other", () => {
    const tuesdays = kept({ weekdays: [2], date: "2026-11-24", until: "2026-12-08" });
    const days = ["2026-11-17", "2026-11-24", "2026-11-25", "2026-12-01", "2026-12-08", "2026-12-15"];
    expect(days.filter((day) => holdsOn(day, tuesdays))).toEqual(["2026-11-24", "2026-12-01", "2026-12-08"]);
  });
});

describe("SCH-307, SCH-308: kept time", () => {
  const early = "2026-11-20T16:00:00.000Z";
  test("is for its kinds; to others it is kept, right up to its edges; a closed time is closed to all", () => {
    const at = (start: string, kind: string | null, closures = [kept()]) =>
      decide(closures, early, { date: MONDAY, start, kind });
    expect([at("11:00", "acute"), at("11:00", "physical"), at("10:50", "physical")]).toEqual([
      "ok",
      "time-kept",
      "time-kept",
    ]);
    expect([at("10:45", "physical"), at("12:00", "physical")]).toEqual(["ok", "ok"]);
    // A time that is held before the kind is known may be meant for it.
    expect(at("11:00", null)).toBe("ok");
    expect(at("11:00", "acute", [kept({ keptFor: [] })])).toBe("closed-day");
    expect(at("11:00", null, [kept({ keptFor: [] })])).toBe("closed-day");
  });
  test("is everybody's from its hour on: that day's, and not yet the next day's", () => {
    const closures = [kept({ releasedHours: 24 })];
    const on = (date: string, now: string) => decide(closures, now, { date, start: "11:15", kind: "physical" });
    // 24 hours before Tuesday, 11:00.
    const monday = "2026-11-23T19:00:00.000Z";
    expect(on("2026-11-24", addMinutes(monday, -1))).toBe("time-kept");
    expect([on("2026-11-24", monday), on("2026-11-25", monday)]).toEqual(["ok", "time-kept"]);
    expect(releaseOf("2026-11-24", kept({ releasedHours: 24 }), ZONE)).toBe(monday);
    expect(on("2026-12-31", "2026-12-30T19:00:00.000Z")).toBe("ok");
    expect(inTheWayOf(["physical"], closures, "2026-12-30T19:00:00.000Z", ZONE)).toEqual([]);
  });
  test("visits in a row need it to be for each of them", () => {
    const ways = (...kinds: string[]) => inTheWayOf(kinds, [kept({ keptFor: ["acute", "lab"] })], early, ZONE).length;
    expect([ways("acute"), ways("acute", "lab"), ways("acute", "physical")]).toEqual([0, 0, 1]);
  });

  test("property: of a day's times those are open that can be booked, for any kind at any moment", () => {
    const someClosure = fc.record({
      from: fc.integer({ min: 0, max: 10 }),
      days: fc.integer({ min: 0, max: 20 }),
      start: fc.integer({ min: 28, max: 64 }),
      quarters: fc.integer({ min: 1, max: 8 }),
      allDay: fc.boolean(),
      weekdays: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })),
      keptFor: fc.subarray(["acute", "physical"]),
      releasedHours: fc.option(fc.integer({ min: 0, max: 200 })),
      resourceId: fc.constantFrom(null, "chen", "nair"),
    });
    const hit = { open: 0, kept: 0 };
    fc.assert(
      fc.property(
        fc.array(someClosure, { maxLength: 4 }),
        fc.integer({ min: -5000, max: 20_000 }),
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom("acute", "physical", "lab"),
        (some, minutes, day, kind) => {
          const now = addMinutes(atLocal(MONDAY, "08:00", ZONE), minutes);
          const closures = some.map((one): Closure => {
            const { keptFor, resourceId, weekdays, allDay } = one;
            return {
              resourceId,
              locationId: null,
              date: addDays(MONDAY, one.from),
              until: addDays(MONDAY, one.from + one.days),
              start: allDay ? null : timeOf(one.start * 15),
              end: allDay ? null : timeOf((one.start + one.quarters) * 15),
              weekdays,
              keptFor,
              releasedHours: keptFor.length > 0 ? one.releasedHours : null,
            };
          });
          const date = addDays(MONDAY, day);
          const on = { date, clock: clockOf(date, ZONE) };
          const against = inTheWayOf([kind], closures, now, ZONE);
          const found = openSlots({ ...provider, taken: [] }, on, 15, against, now);
          const open = new Set(found.map((slot) => timeOf(slot.minute)));
          for (let minute = 480; minute < 1020; minute += 15) {
            const start = timeOf(minute);
            if (atLocal(date, start, ZONE) < now) continue;
            const code = decide(closures, now, { date, start, kind });
            if (code === "ok") hit.open += 1;
            if (code === "time-kept") hit.kept += 1;
            expect([start, code]).toEqual([start, open.has(start) ? "ok" : expect.stringMatching(/kept|closed/)]);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(Math.min(hit.open, hit.kept)).toBeGreaterThan(100);
  });
});
