import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideBooking, type BookingFacts, type BookingWish } from "./booking.ts";

const zone = "America/Los_Angeles";
const facts: BookingFacts = {
  now: "2026-11-23T16:00:00.000Z",
  zone,
  patientFound: true,
  patientDied: false,
  provider: {
    resourceId: "r",
    staffId: "s",
    locationId: "l",
    bookable: true,
    hours: [
      { weekday: 1, start: "08:00", end: "12:00" },
      { weekday: 1, start: "12:00", end: "17:00" },
    ],
  },
  typeMinutes: 15,
  roomFound: true,
  visitTypeId: "kind",
  closures: [],
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
/** Closed on each day of the week, for every kind of visit. */
const always = { weekdays: null, keptFor: [], releasedHours: null };
const wish: BookingWish = {
  date: "2026-11-23",
  start: "09:00",
  minutes: null,
  overbookReason: null,
  mayOverbook: true,
  roomResourceId: null,
};
const decide = (f: Partial<BookingFacts>, w: Partial<BookingWish> = {}) => {
  const decided = decideBooking({ ...facts, ...f }, { ...wish, ...w });
  return decided.ok ? decided.value : decided.error.code;
};

describe("given a free time, when it is booked", () => {
  test("SCH-20 then it lasts as long as its kind, or as was said", () => {
    expect(decide({})).toEqual({
      startsAt: "2026-11-23T17:00:00.000Z",
      endsAt: "2026-11-23T17:15:00.000Z",
      minutes: 15,
      overAnother: false,
      overbookReason: null,
      roomResourceId: null,
    });
    expect(decide({}, { minutes: 40 })).toMatchObject({ minutes: 40, endsAt: "2026-11-23T17:40:00.000Z" });
  });
  test("SCH-22 then hours that touch are one", () =>
    expect(decide({}, { start: "11:50" })).toMatchObject({ minutes: 15 }));
  test("SCH-23 then a visit that has begun is still booked, one that is over is not", () => {
    expect(decide({ now: "2026-11-23T17:05:00.000Z" })).toMatchObject({ minutes: 15 });
    expect(decide({ now: "2026-11-23T17:15:00.000Z" })).toBe("in-the-past");
  });
});

describe("given a reason against it", () => {
  test.each([
    ["SCH-20", { patientFound: false }, "not-found"],
    ["SCH-277", { patientDied: true }, "patient-deceased"],
    ["SCH-20", { provider: null }, "not-found"],
    ["SCH-20", { typeMinutes: null }, "not-found"],
    ["SCH-21", { providerTaken: true }, "slot-taken"],
    ["SCH-326", { providerTaken: true, providerAway: true }, "provider-away"],
    ["SCH-29", { heldByOther: true }, "slot-taken"],
    ["SCH-25", { patientTaken: true }, "patient-overlap"],
    ["SCH-27", { roomTaken: true }, "room-occupied"],
    ["SCH-27", { equipmentTaken: true }, "equipment-taken"],
    [
      "SCH-24",
      {
        closures: [
          {
            resourceId: null,
            locationId: null,
            date: "2026-11-20",
            until: "2026-11-27",
            start: null,
            end: null,
            ...always,
          },
        ],
      },
      "closed-day",
    ],
    [
      "SCH-24",
      {
        closures: [
          {
            resourceId: null,
            locationId: null,
            date: "2026-11-23",
            until: "2026-11-23",
            start: null,
            end: null,
            ...always,
          },
        ],
      },
      "closed-day",
    ],
    [
      "SCH-24",
      {
        closures: [
          {
            resourceId: "other",
            locationId: null,
            date: "2026-11-23",
            until: "2026-11-23",
            start: null,
            end: null,
            ...always,
          },
        ],
      },
      null,
    ],
    [
      "SCH-24",
      {
        closures: [
          {
            resourceId: null,
            locationId: null,
            date: "2026-11-23",
            until: "2026-11-23",
            start: "09:10",
            end: "09:20",
            ...always,
          },
        ],
      },
      "closed-day",
    ],
    [
      "SCH-24",
      {
        closures: [
          {
            resourceId: null,
            locationId: null,
            date: "2026-11-23",
            until: "2026-11-23",
            start: "09:15",
            end: "10:00",
            ...always,
          },
        ],
      },
      null,
    ],
  ] as const)("%s %j is answered %j", (_, against, code) => {
    const decided = decide(against);
    if (code === null) expect(decided).toMatchObject({ minutes: 15 });
    else expect(decided).toBe(code);
  });
});

describe("SCH-26 given an overbooking", () => {
  test("then what it was needed for decides whether it lies over another", () => {
    expect(decide({ providerTaken: true }, { overbookReason: " urgent " })).toMatchObject({
      overAnother: true,
      overbookReason: "urgent",
    });
    expect(decide({}, { overbookReason: "urgent" })).toMatchObject({ overAnother: false, overbookReason: null });
    expect(decide({}, { overbookReason: "urgent", start: "18:00" })).toMatchObject({
      overAnother: false,
      overbookReason: "urgent",
    });
    const away = { providerTaken: true, providerAway: true };
    expect(decide(away, { overbookReason: "telephone only" })).toMatchObject({ overAnother: true });
    expect(decide(away, { mayOverbook: false })).toBe("slot-taken");
    expect(decide({ providerTaken: true }, { overbookReason: "" })).toBe("overbook-reason-required");
    expect(decide({ providerTaken: true }, { overbookReason: "urgent", mayOverbook: false })).toBe("not-allowed");
  });
});

test("property: whatever is decided ends after it starts, in absolute time, also over clock changes", () => {
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "00:00", end: "00:00" }));
  const day = fc.constantFrom("2026-03-08", "2026-11-01", "2027-03-14", "2026-07-15");
  fc.assert(
    fc.property(day, fc.nat(23), fc.nat(11), fc.integer({ min: 1, max: 48 }), (date, hour, step, length) => {
      const start = `${String(hour).padStart(2, "0")}:${String(step * 5).padStart(2, "0")}`;
      const minutes = length * 5;
      const provider = { resourceId: "r", staffId: "s", locationId: "l", bookable: true, hours };
      const decided = decideBooking(
        { ...facts, provider, now: "2025-01-01T00:00:00.000Z" },
        { ...wish, date, start, minutes },
      );
      if (!decided.ok) {
        expect(decided.error.code).toBe("outside-template");
        return;
      }
      expect(Date.parse(decided.value.endsAt) - Date.parse(decided.value.startsAt)).toBe(minutes * 60_000);
    }),
  );
});
