import type { SeriesRule, SeriesSlot } from "@practicum/contracts/scheduling/series";
import { addMinutes, atLocal, clockOf, epochMs, timeIn } from "@practicum/kernel/instant";
import { addDays, dayOfWeek, daysBetween } from "@practicum/kernel/local-date";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideBooking } from "./booking.ts";
import { timeOf } from "./hours.ts";
import {
  changeFault,
  decideSeriesCancel,
  decideSeriesMove,
  gapsOf,
  occurrencesOf,
  propose,
  sameRule,
  sameVisits,
  seriesFault,
  type SeriesVisit,
} from "./series.ts";
import { apart, openSlots } from "./slots.ts";
import type { StaffSlot } from "./together.ts";

const ZONE = "America/Los_Angeles";
const weekly: SeriesRule = { every: 1, unit: "week", weekdays: [], monthly: "date", ends: { by: "count", count: 4 } };
const days = (rule: Partial<SeriesRule>, first: string) => {
  const found = occurrencesOf({ ...weekly, ...rule }, first);
  return found.ok ? found.value : [found.error.code, found.error.field];
};
const count = (n: number) => ({ by: "count" as const, count: n });
const until = (day: string) => ({ by: "until" as const, until: day });

describe("SCH-205 the days of a rule", () => {
  test("every week on the day of the first, or on the days that are named, in weeks from Monday", () => {
    expect(days({}, "2026-11-24")).toEqual(["2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15"]);
    // Begun on a Thursday: the Monday of that week has passed.
    expect(days({ weekdays: [1, 4] }, "2026-11-26")).toEqual(["2026-11-26", "2026-11-30", "2026-12-03", "2026-12-07"]);
    // Every second week: Monday and Friday of one week, then none of the next.
    expect(days({ every: 2, weekdays: [1, 5] }, "2026-11-23")).toEqual([
      "2026-11-23",
      "2026-11-27",
      "2026-12-07",
      "2026-12-11",
    ]);
  });
  test("every second week begun on a Friday goes on two weeks after the Monday before it", () =>
    expect(days({ every: 2, weekdays: [1, 5] }, "2026-11-27")).toEqual([
      "2026-11-27",
      "2026-12-07",
      "2026-12-11",
      "2026-12-21",
    ]));
  test("the first day is one that the rule names", () =>
    expect(days({ weekdays: [3], ends: count(2) }, "2026-11-24")).toEqual(["2026-11-25", "2026-12-02"]));
  test("every so many days, and on working days alone", () => {
    expect(days({ unit: "day", every: 3, ends: count(3) }, "2026-11-24")).toEqual([
      "2026-11-24",
      "2026-11-27",
      "2026-11-30",
    ]);
    expect(days({ unit: "day", weekdays: [1, 2, 3, 4, 5], ends: count(3) }, "2026-11-27")).toEqual([
      "2026-11-27",
      "2026-11-30",
      "2026-12-01",
    ]);
  });
  test("until a day, which is the last", () => {
    expect(days({ ends: until("2026-12-08") }, "2026-11-24")).toEqual(["2026-11-24", "2026-12-01", "2026-12-08"]);
    expect(days({ ends: until("2026-12-07") }, "2026-11-24")).toEqual(["2026-11-24", "2026-12-01"]);
  });
  test("SCH-206 a shorter month has it on its last day, one without a fifth weekday on the fourth", () => {
    expect(days({ unit: "month" }, "2026-12-31")).toEqual(["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]);
    expect(days({ unit: "month", monthly: "weekday", ends: count(3) }, "2026-12-08")).toEqual([
      "2026-12-08",
      "2027-01-12",
      "2027-02-09",
    ]);
    // The fifth Monday of November; December has four.
    expect(days({ unit: "month", monthly: "weekday", ends: count(3) }, "2026-11-30")).toEqual([
      "2026-11-30",
      "2026-12-28",
      "2027-01-25",
    ]);
    expect(days({ unit: "month", every: 6, ends: count(3) }, "2026-08-31")).toEqual([
      "2026-08-31",
      "2027-02-28",
      "2027-08-31",
    ]);
  });
  test("too few, too many, too far: refused by the field", () => {
    expect(days({ ends: until("2026-11-23") }, "2026-11-24")).toEqual(["invalid-input", "rule.ends.until"]);
    expect(days({ ends: until("2026-11-30") }, "2026-11-24")).toEqual(["invalid-input", "rule.ends.until"]);
    expect(days({ ends: until("2028-11-25") }, "2026-11-24")).toEqual(["invalid-input", "rule.ends.until"]);
    expect(days({ unit: "day", ends: until("2027-01-14") }, "2026-11-24")).toHaveLength(52);
    expect(days({ unit: "day", ends: until("2027-01-15") }, "2026-11-24")).toEqual([
      "invalid-input",
      "rule.ends.until",
    ]);
    expect(days({ unit: "month", every: 12, ends: count(3) }, "2026-11-24")).toHaveLength(3);
    expect(days({ unit: "month", every: 12, ends: count(4) }, "2026-11-24")).toEqual([
      "invalid-input",
      "rule.ends.count",
    ]);
  });
  test("any rule's days are in order, from the first on, on its weekdays, as many as were asked for", () => {
    const rule = fc.record({
      every: fc.integer({ min: 1, max: 12 }),
      unit: fc.constantFrom("day" as const, "week" as const, "month" as const),
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 }),
      monthly: fc.constantFrom("date" as const, "weekday" as const),
      ends: fc.oneof(
        fc.integer({ min: 2, max: 52 }).map(count),
        fc.integer({ min: 1, max: 700 }).map((n) => until(addDays("2026-02-03", n))),
      ),
    });
    fc.assert(
      fc.property(rule, fc.integer({ min: 0, max: 366 }), (one, offset) => {
        const first = addDays("2026-02-03", offset);
        const found = occurrencesOf(one, first);
        if (!found.ok) return;
        const on = found.value;
        expect(on.length).toBeGreaterThanOrEqual(2);
        expect(on.length).toBeLessThanOrEqual(52);
        if (one.ends.by === "count") expect(on).toHaveLength(one.ends.count);
        else expect(on.at(-1)! <= one.ends.until).toBe(true);
        expect(on.every((day, i) => day >= (i === 0 ? first : addDays(on[i - 1]!, 1)))).toBe(true);
        if (one.unit !== "month" && one.weekdays.length > 0)
          expect(on.every((day) => one.weekdays.includes(dayOfWeek(day)))).toBe(true);
        if (one.unit === "month" && one.monthly === "weekday")
          expect(new Set(on.map(dayOfWeek))).toEqual(new Set([dayOfWeek(first)]));
        if (one.unit === "day") expect(on.every((day) => daysBetween(first, day) % one.every === 0)).toBe(true);
      }),
    );
  });
  test("SCH-209 each visit stands for one of the days, in their order", () => {
    const on = ["2026-11-24", "2026-12-01", "2026-12-08"];
    const of = (...chosen: string[]) =>
      seriesFault(
        chosen.map((day, i) => ({ appointmentId: String(i), on: day })),
        on,
      )?.error.field ?? null;
    expect(of("2026-11-24", "2026-12-08")).toBeNull();
    expect(of("2026-11-24", "2026-12-02")).toBe("visits.1.on");
    expect(of("2026-12-01", "2026-11-24")).toBe("visits.1.on");
    expect(of("2026-12-01", "2026-12-01")).toBe("visits.1.on");
    const twice = on.slice(1).map((day) => ({ appointmentId: "a", on: day }));
    expect(seriesFault(twice, on)?.error.field).toBe("visits");
    expect(sameRule(weekly, { ...weekly, weekdays: [], ends: count(4) })).toBe(true);
    expect(sameRule({ ...weekly, weekdays: [1, 4] }, { ...weekly, weekdays: [4, 1] })).toBe(true);
    for (const other of [{ every: 2 }, { unit: "day" as const }, { ends: count(5) }, { ends: until("2027-01-01") }])
      expect(sameRule(weekly, { ...weekly, ...other })).toBe(false);
  });
});

/** A provider and a patient with time that is taken; what a booking reads, made by hand. */
interface World {
  readonly taken: readonly { readonly from: number; readonly to: number }[];
  readonly hours: readonly { readonly weekday: number; readonly start: string; readonly end: string }[];
  readonly closed: readonly string[];
}
const NOW = "2026-01-01T00:00:00.000Z";
const ALWAYS = { weekdays: null, keptFor: [], releasedHours: null };
const closuresOf = ({ closed }: World) =>
  closed.map((date) => ({ resourceId: null, locationId: null, date, until: date, start: null, end: null, ...ALWAYS }));
function decide(world: World, slot: { readonly date: string; readonly start: string }, minutes: number) {
  const from = epochMs(atLocal(slot.date, slot.start, ZONE)) / 60_000;
  const taken = world.taken.some((one) => one.from < from + minutes && from < one.to);
  return decideBooking(
    {
      now: NOW,
      zone: ZONE,
      patientFound: true,
      patientDied: false,
      provider: { resourceId: "r", staffId: "s", locationId: "l", bookable: true, hours: world.hours },
      typeMinutes: minutes,
      roomFound: true,
      visitTypeId: "kind",
      closures: closuresOf(world),
      providerTaken: taken,
      providerAway: false,
      patientTaken: false,
      roomTaken: false,
      roomKind: null,
      rooms: [],
      equipmentId: null,
      equipmentTaken: false,
      heldByOther: false,
    },
    { ...slot, minutes: null, overbookReason: null, mayOverbook: false, roomResourceId: null },
  );
}
function openBetween(world: World, first: string, last: string, minutes: number): StaffSlot[] {
  const provider = {
    resourceId: "r",
    locationId: "l",
    templates: [{ from: "2020-01-01", hours: world.hours }],
    exceptions: [],
    taken: apart(world.taken),
  };
  const slots: StaffSlot[] = [];
  for (let date = first; date <= last; date = addDays(date, 1))
    for (const slot of openSlots(provider, { date, clock: clockOf(date, ZONE) }, minutes, closuresOf(world), NOW))
      slots.push({ ...slot, staffId: "s" });
  return slots;
}

describe("the visits of a series", () => {
  test("SCH-207 the wall clock time is kept over each change of the clocks", () => {
    for (const change of ["2026-03-08", "2026-11-01", "2027-03-14"]) {
      const first = addDays(change, -6);
      const found = occurrencesOf({ ...weekly, ends: count(3) }, first);
      const at = found.ok ? found.value.map((day) => atLocal(day, "09:30", ZONE)) : [];
      expect(at.map((one) => timeIn(one, ZONE))).toEqual(["09:30", "09:30", "09:30"]);
      // A week of 167 hours in spring, of 169 in autumn.
      const hours = (epochMs(at[1]!) - epochMs(at[0]!)) / 3_600_000;
      expect(hours).toBe(change === "2026-11-01" ? 169 : 167);
      expect((epochMs(at[2]!) - epochMs(at[1]!)) / 3_600_000).toBe(168);
    }
  });
  test("SCH-207 a wall clock time that the spring change skips is a conflict of that day alone", () => {
    const world: World = {
      taken: [],
      closed: [],
      hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "00:00", end: "00:00" })),
    };
    const codes = ["2026-03-01", "2026-03-08", "2026-03-15"].map((date) => decide(world, { date, start: "02:30" }, 15));
    expect(codes.map((one) => (one.ok ? "ok" : one.error.code))).toEqual(["ok", "outside-template", "ok"]);
  });

  const someSeries = fc.record({
    change: fc.constantFrom("2026-03-08", "2026-11-01", "2027-03-14"),
    rule: fc.record({
      every: fc.integer({ min: 1, max: 3 }),
      unit: fc.constantFrom("day" as const, "week" as const, "month" as const),
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 4 }),
      monthly: fc.constantFrom("date" as const, "weekday" as const),
      ends: fc.integer({ min: 2, max: 12 }).map(count),
    }),
    before: fc.integer({ min: 0, max: 14 }),
    start: fc.integer({ min: 0, max: 95 }).map((n) => timeOf(n * 15)),
    minutes: fc.constantFrom(10, 15, 30, 45, 60),
    hours: fc.constantFrom([0, 1440], [60, 600], [480, 1020]),
    closed: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 }),
    taken: fc.array(fc.tuple(fc.integer({ min: 0, max: 40 * 96 }), fc.integer({ min: 1, max: 40 })), { maxLength: 40 }),
  });
  test("SCH-207, SCH-208 whatever is taken, closed or skipped by the clock: what can be booked with what is proposed takes nobody's time twice", () => {
    fc.assert(
      fc.property(someSeries, ({ change, rule, before, start, minutes, hours, closed, taken }) => {
        const first = addDays(change, -before);
        const midnight = epochMs(atLocal(first, "00:00", ZONE)) / 60_000;
        const world: World = {
          taken: taken.map(([at, length]) => ({ from: midnight + at * 15, to: midnight + (at + length) * 15 })),
          closed: closed.map((n) => addDays(first, n)),
          hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
            weekday,
            start: timeOf(hours[0]!),
            end: timeOf(hours[1]! % 1440),
          })),
        };
        const found = occurrencesOf(rule, first);
        if (!found.ok) return;
        const wished = found.value.map((date) => ({ date, start, startsAt: atLocal(date, start, ZONE) }));
        const gaps = gapsOf(
          wished.map((one) => ({ ...one, providerResourceId: "r" })),
          minutes,
        );
        const proposed: StaffSlot[] = [];
        const all: { place: number; at: number; end: number }[] = [];
        for (const [place, wish] of wished.entries()) {
          const decided = decide(world, wish, minutes);
          if (decided.ok) {
            const at = epochMs(decided.value.startsAt) / 60_000;
            // It is what was asked for, by the clock on the wall.
            expect(timeIn(decided.value.startsAt, ZONE)).toBe(start);
            all.push({ place, at, end: at + minutes });
            continue;
          }
          const gap = gaps[place]!;
          const open = openBetween(world, addDays(wish.date, -8), addDays(wish.date, 8), minutes);
          const best = propose(gap, wish, minutes, open, proposed);
          expect(best.length).toBeLessThanOrEqual(3);
          // Nothing that is free within the week and between its neighbours is kept from who asks, unless it went to another visit.
          if (best.length === 0 && proposed.length === 0)
            expect(open.filter((one) => one.at >= gap.after && one.at + minutes <= gap.before)).toEqual([]);
          for (const slot of best) {
            // By the rules of a booking.
            const taking = { date: slot.date, start: timeOf(slot.minute) };
            expect(decide(world, taking, minutes).ok).toBe(true);
            expect(epochMs(atLocal(taking.date, taking.start, ZONE)) / 60_000).toBe(slot.at);
            all.push({ place, at: slot.at, end: slot.at + minutes });
          }
          proposed.push(...best);
        }
        // Whichever proposals are taken, no two visits lie over each other.
        for (const a of all)
          for (const b of all) if (a.place < b.place) expect(a.at < b.end && b.at < a.end).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
  test("SCH-208 that day first, then another provider at that moment, then another day; of two visits neither is proposed the other's", () => {
    const at = epochMs(atLocal("2026-12-01", "09:00", ZONE)) / 60_000;
    const slot = (who: string, day: number, minute: number): StaffSlot => ({
      providerResourceId: who,
      staffId: who,
      date: addDays("2026-12-01", day),
      minute: 540 + minute,
      at: at + day * 1440 + minute,
    });
    const gap = { at, after: at - 5 * 1440, before: at + 5 * 1440, providerResourceId: "own" };
    const open = [
      slot("own", 1, 0),
      slot("own", 0, 180),
      slot("other", 0, 15),
      slot("other", 0, 0),
      slot("own", 0, 60),
      slot("own", -1, 60),
      slot("own", 9, 0),
    ];
    const wish = { date: "2026-12-01", start: "09:00" };
    const names = (list: StaffSlot[]) =>
      list.map((one) => `${one.providerResourceId} ${one.date} ${timeOf(one.minute)}`);
    expect(names(propose(gap, wish, 15, open, []))).toEqual([
      "own 2026-12-01 10:00",
      "other 2026-12-01 09:00",
      "own 2026-12-02 09:00",
    ]);
    expect(names(propose(gap, wish, 15, open, [slot("own", 0, 60), slot("other", 0, 0)]))).toEqual([
      "own 2026-12-01 12:00",
      "own 2026-12-02 09:00",
      "other 2026-12-01 09:15",
    ]);
    // The own provider at that very moment is what was refused.
    expect(propose(gap, wish, 15, [slot("own", 0, 0)], [])).toEqual([]);
    // Not before the end of the visit before, not over the next one, not a week away.
    const [, middle] = gapsOf(
      [-1, 0, 1].map((day) => ({
        startsAt: addMinutes(atLocal("2026-12-01", "09:00", ZONE), day * 1440),
        providerResourceId: "own",
      })),
      15,
    );
    expect([middle!.after, middle!.before]).toEqual([at - 1440 + 15, at + 1440]);
    const alone = gapsOf([{ startsAt: atLocal("2026-12-01", "09:00", ZONE), providerResourceId: "own" }], 15);
    expect(alone.map((one) => [one.after, one.before])).toEqual([[at - 7 * 1440, at + 7 * 1440]]);
  });
});

describe("a change of several", () => {
  const place = (date: string, start = "09:00", providerResourceId = "r"): SeriesSlot => ({
    providerResourceId: providerResourceId as never,
    date,
    start,
  });
  const visit = (n: number, date: string, more: Partial<SeriesVisit> = {}): SeriesVisit => ({
    appointmentId: `v${n}`,
    version: n,
    status: "booked",
    startsAt: atLocal(date, "09:00", ZONE),
    place: n,
    at: place(date),
    planned: place(date),
    ...more,
  });
  const now = atLocal("2026-12-01", "12:00", ZONE);
  const series = [
    visit(1, "2026-11-24", { status: "done" }),
    // In the past and not checked in: nothing moves what has begun.
    visit(2, "2026-12-01"),
    visit(3, "2026-12-08"),
    visit(4, "2026-12-15", { at: place("2026-12-17", "14:00") }),
    visit(5, "2026-12-22", { status: "cancelled" }),
    visit(6, "2026-12-29"),
    visit(7, "2027-01-05", { status: "arrived" }),
    visit(8, "2027-01-12"),
  ];
  const move = (appointmentId: string, scope: "later" | "ahead", target: SeriesSlot) =>
    decideSeriesMove(series, { appointmentId, reach: scope, target }, now);
  const moved = (result: ReturnType<typeof move>) =>
    result.ok
      ? result.value.moves.map(({ visit: { place: n }, planned }) => [n, planned.date, planned.start])
      : result.error.code;

  test("SCH-211, SCH-212 as many days, at the new time; of the booked ones that are ahead alone", () => {
    expect(moved(move("v6", "later", place("2026-12-30", "10:15")))).toEqual([
      [6, "2026-12-30", "10:15"],
      [8, "2027-01-13", "10:15"],
    ]);
    expect(moved(move("v6", "ahead", place("2026-12-28", "10:15", "other")))).toEqual([
      [3, "2026-12-07", "10:15"],
      [6, "2026-12-28", "10:15"],
      [8, "2027-01-11", "10:15"],
    ]);
    const to = move("v6", "later", place("2026-12-29", "09:00", "other"));
    expect(to.ok && to.value.moves.map((one) => one.planned.providerResourceId)).toEqual(["other", "other"]);
  });
  test("SCH-213 one that was moved by itself keeps its time, and leads nobody", () => {
    const all = move("v3", "ahead", place("2026-12-09"));
    expect(all.ok && all.value.apart.map((one) => [one.visit.place, one.planned.date])).toEqual([[4, "2026-12-16"]]);
    expect(moved(move("v4", "later", place("2026-12-18")))).toBe("series-visit-apart");
  });
  test("SCH-212 one that is over, begun or not of the series leads nobody; where it is already is no move", () => {
    expect(moved(move("v1", "ahead", place("2026-12-09")))).toBe("appointment-not-open");
    expect(moved(move("v2", "later", place("2026-12-02")))).toBe("in-the-past");
    expect(moved(move("v9", "later", place("2026-12-02")))).toBe("not-found");
    expect(moved(move("v3", "later", place("2026-12-08")))).toBe("invalid-input");
  });
  test("SCH-214 cancelled are the booked ones ahead, exceptions too; asked at one that is over as well", () => {
    const cancel = (appointmentId: string, scope: "later" | "ahead") => {
      const result = decideSeriesCancel(series, { appointmentId, reach: scope }, now);
      return result.ok ? result.value.map((one) => one.place) : result.error.code;
    };
    expect(cancel("v4", "later")).toEqual([4, 6, 8]);
    expect(cancel("v1", "ahead")).toEqual([3, 4, 6, 8]);
    expect(cancel("v9", "ahead")).toBe("not-found");
    expect(decideSeriesCancel(series.slice(0, 2), { appointmentId: "v1", reach: "ahead" }, now)).toMatchObject({
      error: { code: "in-the-past" },
    });
  });
  test("SCH-212, SCH-215 what was shown is what is done, and what was left is what is put back; else nothing", () => {
    const [a, b] = [series[2]!, series[5]!];
    expect(sameVisits([b, a], [a, b]).ok).toBe(true);
    expect(sameVisits([a], [a, b])).toMatchObject({ error: { code: "stale-version" } });
    expect(sameVisits([a, { ...b, version: 9 }], [a, b])).toMatchObject({ error: { code: "stale-version" } });
    expect(changeFault([a, b], series)).toBeNull();
    expect(changeFault([a, { ...b, version: 5 }], series)).toMatchObject({
      error: { field: "visits.1.appointmentId" },
    });
  });
});
