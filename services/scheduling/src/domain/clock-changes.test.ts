import { clockOf } from "@practicum/kernel/instant";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideBooking } from "./booking.ts";
import { timeOf, type Closure, type WeekHours } from "./hours.ts";
import { apart, openSlots, type Taken } from "./slots.ts";

/** Changes by an hour, by half of one and by two; at two, at midnight and back into the day before; half and quarter hours; none; a day left out. */
const ZONES = [
  "America/Los_Angeles",
  "America/St_Johns",
  "America/Havana",
  "America/Santiago",
  "Europe/London",
  "Asia/Beirut",
  "Asia/Kathmandu",
  "Australia/Adelaide",
  "Australia/Lord_Howe",
  "Antarctica/Troll",
  "Pacific/Apia",
  "UTC",
];
const LONG_AGO = "2000-01-01T00:00:00.000Z";
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

interface Case {
  readonly zone: string;
  readonly date: string;
  readonly minutes: number;
  readonly hours: readonly (readonly [from: number, to: number])[];
  readonly closed: readonly (readonly [from: number, to: number])[];
  /** In minutes from midnight of the date in UTC. */
  readonly taken: readonly (readonly [from: number, minutes: number])[];
}

const five = (max: number) => fc.integer({ min: 0, max: max / 5 }).map((n) => n * 5);
const stretch = fc
  .tuple(five(1435), fc.integer({ min: 1, max: 144 }))
  .map(([from, length]) => [from, Math.min(1440, from + length * 5)] as const);

const someCase: fc.Arbitrary<Case> = fc.constantFrom(...ZONES).chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    date: fc.constantFrom(...daysOfChange(zone)),
    minutes: fc.constantFrom(5, 10, 15, 20, 30, 45, 60, 90, 240),
    hours: fc.oneof(fc.constant([[0, 1440] as const]), fc.array(stretch, { maxLength: 3 })),
    closed: fc.array(stretch, { maxLength: 1 }),
    taken: fc.array(fc.tuple(fc.integer({ min: -900, max: 2400 }), fc.integer({ min: 5, max: 240 })), {
      maxLength: 5,
    }),
  }),
);

/** The days on which a zone changes its clock, those beside them, and an ordinary one. */
function daysOfChange(zone: string): string[] {
  const days = ["2026-07-15"];
  for (const start of ["2011-12-01", "2026-01-01"]) {
    let at = Temporal.PlainDate.from(start).toZonedDateTime(zone);
    for (let count = 0; count < 2; count += 1) {
      const next = at.getTimeZoneTransition("next");
      if (next === null) break;
      const day = next.toPlainDate();
      for (const by of [-2, -1, 0, 1]) days.push(day.add({ days: by }).toString());
      at = next;
    }
  }
  return days;
}

/** The minutes of a day that are open, as Temporal has them: slowly, one by one, each asked anew. */
function openByTemporal({ zone, date, minutes, hours, closed, taken }: Case): number[] {
  const utcMidnight = Date.parse(`${date}T00:00Z`) / 60_000;
  const step = Math.min(15, minutes);
  const open: number[] = [];
  for (const [from, to] of joined(hours)) {
    for (let minute = from; minute < to; minute += step) {
      const asked = Temporal.PlainDate.from(date).toPlainDateTime(timeOf(minute));
      const starts = asked.toZonedDateTime(zone, { disambiguation: "compatible" });
      if (!starts.toPlainDateTime().equals(asked)) continue;
      const lastMinute = starts.add({ minutes: minutes - 1 }).toPlainDateTime();
      const lasts = asked.until(lastMinute, { largestUnit: "minute" }).minutes + 1;
      const ends = minute + Math.max(minutes, lasts);
      const at = starts.epochMilliseconds / 60_000;
      if (ends > to || closed.some(([a, b]) => a < ends && minute < b)) continue;
      if (taken.some(([a, long]) => utcMidnight + a < at + minutes && at < utcMidnight + a + long)) continue;
      open.push(minute);
    }
  }
  return open;
}

function joined(hours: Case["hours"]): [number, number][] {
  const all: [number, number][] = [];
  for (const [from, to] of [...hours].sort((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}

const clockTime = (minute: number) => (minute === 1440 ? "00:00" : timeOf(minute));

function openIn({ zone, date, minutes, hours, closed, taken }: Case): { minute: number; at: number }[] {
  const provider = {
    resourceId: "r",
    locationId: "l",
    templates: [{ from: "2000-01-01", hours: weekHours(hours) }],
    exceptions: [],
    taken: apart(takenOf(date, taken)),
  };
  const day = { date, clock: clockOf(date, zone) };
  return openSlots(provider, day, minutes, closures(date, closed), LONG_AGO);
}

function weekHours(hours: Case["hours"]): WeekHours[] {
  return hours.flatMap(([from, to]) =>
    EVERY_DAY.map((weekday) => ({ weekday, start: timeOf(from), end: clockTime(to) })),
  );
}

function closures(date: string, closed: Case["closed"]): Closure[] {
  return closed.map(([from, to]) => ({
    resourceId: null,
    locationId: null,
    date,
    until: date,
    start: timeOf(from),
    end: clockTime(to),
    weekdays: null,
    keptFor: [],
    releasedHours: null,
  }));
}

function takenOf(date: string, taken: Case["taken"]): Taken[] {
  const midnight = Date.parse(`${date}T00:00Z`) / 60_000;
  return taken.map(([from, long]) => ({ from: midnight + from, to: midnight + from + long }));
}

describe("SCH-50, SCH-101, SCH-103: open times where the clock is changed", () => {
  test("property: they are those that Temporal has", () => {
    fc.assert(
      fc.property(someCase, (one) => {
        const found = openIn(one);
        expect(found.map(({ minute }) => minute)).toEqual(openByTemporal(one));
        for (const { minute, at } of found) {
          const moment = Temporal.PlainDate.from(one.date).toPlainDateTime(timeOf(minute)).toZonedDateTime(one.zone);
          expect(at * 60_000).toBe(moment.epochMilliseconds);
        }
      }),
      { numRuns: 800 },
    );
  });

  test("property: what is open is booked, and of the same steps nothing else", () => {
    fc.assert(
      fc.property(someCase, (some) => {
        const one = { ...some, taken: [] };
        const open = new Set(openIn(one).map(({ minute }) => minute));
        const hours = weekHours(one.hours);
        const facts = {
          now: LONG_AGO,
          zone: one.zone,
          patientFound: true,
          patientDied: false,
          provider: { resourceId: "r", staffId: "s", locationId: "l", bookable: true, hours },
          typeMinutes: one.minutes,
          roomFound: true,
          visitTypeId: "kind",
          closures: closures(one.date, one.closed),
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
        const step = Math.min(15, one.minutes);
        for (const [from, to] of joined(one.hours)) {
          for (let minute = from; minute < to; minute += step) {
            const wish = { date: one.date, start: timeOf(minute), minutes: null, overbookReason: null };
            const booked = decideBooking(facts, { ...wish, mayOverbook: false, roomResourceId: null });
            expect([minute, booked.ok]).toEqual([minute, open.has(minute)]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a visit that lasts over the skipped hour ends as much later, and must still lie within the hours", () => {
    const starts = (date: string, to: number) =>
      openIn({ zone: "America/Los_Angeles", date, minutes: 30, hours: [[75, to]], closed: [], taken: [] }).map(
        ({ minute }) => timeOf(minute),
      );
    expect(starts("2026-03-08", 195)).toEqual(["01:15", "01:30", "01:45"]);
    expect(starts("2026-03-08", 190)).toEqual(["01:15", "01:30"]);
    expect(starts("2026-03-08", 120)).toEqual(["01:15", "01:30"]);
    expect(starts("2026-03-09", 165)).toEqual(["01:15", "01:30", "01:45", "02:00", "02:15"]);
  });
});

test("taken time is in order, and what touches is one", () => {
  const list = [
    { from: 40, to: 50 },
    { from: 0, to: 30 },
    { from: 10, to: 20 },
    { from: 30, to: 35 },
  ];
  expect(apart(list)).toEqual([
    { from: 0, to: 35 },
    { from: 40, to: 50 },
  ]);
  expect(apart([])).toEqual([]);
});
