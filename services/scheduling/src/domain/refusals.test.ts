import type { AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import { clockOf } from "@practicum/kernel/instant";
import { describe, expect, test } from "vitest";
import { decideBooking, type BookingFacts, type BookingWish } from "./booking.ts";
import { decideCheckIn } from "./check-in.ts";
import { timeOf } from "./hours.ts";
import { openSlots, rankSlots, templateOn, type OpenSlot, type SlotDay, type SlotProvider } from "./slots.ts";
import { decideStep, isBeforeCheckout, requireBooked, requireReinstatable, statusWords } from "./visit-flow.ts";

const zone = "America/Los_Angeles";
const dayOf = (date: string): SlotDay => ({ date, clock: clockOf(date, zone) });
const takenTime = (from: string, to: string) => ({ from: Date.parse(from) / 60_000, to: Date.parse(to) / 60_000 });
const monday = (start: string, end: string) => ({ weekday: 1, start, end });
const ALL = Object.keys(statusWords) as AppointmentStatus[];

describe("SCH-20 to SCH-27: a refused booking names the field that mends it", () => {
  const provider = {
    resourceId: "r",
    staffId: "s",
    locationId: "l",
    bookable: true,
    hours: [monday("08:00", "12:00"), monday("13:00", "17:00")],
  };
  const facts: BookingFacts = {
    now: "2026-11-23T16:00:00.000Z",
    zone,
    patientFound: true,
    patientDied: false,
    provider,
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
    return decided.ok ? "ok" : `${decided.error.code} ${decided.error.field ?? "-"}`;
  };
  const closed = {
    resourceId: null,
    locationId: null,
    date: "2026-11-23",
    until: "2026-11-23",
    start: null,
    end: null,
    weekdays: null,
    keptFor: [],
    releasedHours: null,
  };
  test.each<[Partial<BookingFacts>, Partial<BookingWish>, string]>([
    [{ patientFound: false }, {}, "not-found patientId"],
    [{ provider: null }, {}, "not-found providerResourceId"],
    [{ provider: { ...provider, bookable: false } }, {}, "not-found providerResourceId"],
    [{ typeMinutes: null }, {}, "not-found visitTypeId"],
    [{ roomFound: false }, {}, "not-found roomResourceId"],
    [{ now: "2026-11-24T16:00:00.000Z" }, {}, "in-the-past start"],
    [{ closures: [closed] }, {}, "closed-day date"],
    [{ patientTaken: true }, { overbookReason: "urgent" }, "patient-overlap start"],
    [{ roomTaken: true }, { overbookReason: "urgent" }, "room-occupied roomResourceId"],
    [{ equipmentTaken: true }, { overbookReason: "urgent" }, "equipment-taken start"],
    [{ providerTaken: true }, {}, "slot-taken start"],
    [{}, { start: "12:30" }, "outside-template start"],
    [{}, { start: "11:50" }, "outside-template start"],
    [{ providerTaken: true }, { overbookReason: "  " }, "overbook-reason-required overbookReason"],
    [{}, { start: "13:00" }, "ok"],
  ])("%j, %j: %s", (f, w, expected) => {
    expect(decide(f, w)).toBe(expected);
  });
  test("SCH-22: a wall clock time that the spring change skips is in nobody's hours, with a reason neither", () => {
    const sunday = {
      provider: { ...provider, hours: [{ weekday: 7, start: "00:00", end: "00:00" }] },
      now: "2026-01-01T00:00:00.000Z",
    };
    const skipped = { date: "2026-03-08", start: "02:30" };
    expect([
      decide(sunday, skipped),
      decide(sunday, { ...skipped, overbookReason: "urgent" }),
      decide(sunday, { ...skipped, start: "03:00" }),
    ]).toEqual(["outside-template start", "outside-template start", "ok"]);
  });
});

describe("SCH-34 to SCH-41: a step that can't be says how the visit stands", () => {
  test("from where a visit is moved, taken back, and brought to the checkout", () => {
    expect(ALL.filter((status) => requireBooked(status).ok)).toEqual(["booked"]);
    expect(ALL.filter((status) => requireReinstatable(status).ok)).toEqual(["no-show", "cancelled"]);
    expect(ALL.filter(isBeforeCheckout)).toEqual(["arrived", "rooming", "ready", "with-provider"]);
    const status = "in the waiting room";
    expect(requireBooked("arrived")).toMatchObject({ error: { code: "appointment-not-open", detail: { status } } });
    expect(requireReinstatable("arrived")).toMatchObject({
      error: { code: "appointment-not-open", detail: { status } },
    });
    expect(decideStep("arrived", "done")).toMatchObject({ error: { code: "wrong-flow-step", detail: { status } } });
  });
  test("a check-in that can't be names what is missing", () => {
    const answers = { identifiers: ["name", "birth-date"], coverageReview: { done: true, skippedBecause: null } };
    const decide = (date: string, more: object = {}) =>
      decideCheckIn({ status: "booked", date }, { ...answers, ...more }, "2026-11-23");
    expect(decide("2026-11-24")).toMatchObject({
      error: { code: "appointment-not-open", detail: { status: "on a later day" } },
    });
    expect(decide("2026-11-23", { identifiers: ["name"] })).toMatchObject({ error: { field: "identifiers" } });
    expect(decide("2026-11-23", { coverageReview: { done: false, skippedBecause: null } })).toMatchObject({
      error: { code: "coverage-not-reviewed", field: "coverageReview" },
    });
  });
});

describe("SCH-50, SCH-51, SCH-79: open times", () => {
  const provider: SlotProvider = {
    resourceId: "chen",
    locationId: "l",
    templates: [{ from: "2026-01-01", hours: [monday("08:00", "09:00")] }],
    exceptions: [],
    taken: [],
  };
  const starts = (more: Partial<SlotProvider>, closures: Parameters<typeof openSlots>[3] = [], minutes = 30) =>
    openSlots({ ...provider, ...more }, dayOf("2026-11-23"), minutes, closures, "2026-11-01T00:00:00.000Z").map(
      ({ minute }) => timeOf(minute),
    );
  test("the latest template that has begun holds from its first day; before the first there is none", () => {
    const templates = [
      { from: "2026-03-01", hours: [monday("10:00", "11:00")] },
      { from: "2026-06-01", hours: [monday("12:00", "13:00")] },
      { from: "2026-04-01", hours: [monday("11:00", "12:00")] },
    ];
    const start = (on: string) => templateOn(on, templates)[0]?.start;
    expect([start("2026-02-28"), start("2026-03-01"), start("2026-05-31"), start("2026-06-01")]).toEqual([
      undefined,
      "10:00",
      "11:00",
      "12:00",
    ]);
    expect(templateOn("2026-01-01", [])).toEqual([]);
  });
  test("none into a closure, and one right before and after; none over a visit, and one as it ends", () => {
    const closure = {
      resourceId: null,
      locationId: null,
      date: "2026-11-23",
      until: "2026-11-23",
      start: "08:15",
      end: "08:30",
      weekdays: null,
      keptFor: [],
      releasedHours: null,
    };
    expect(starts({})).toEqual(["08:00", "08:15", "08:30"]);
    expect(starts({}, [closure], 15)).toEqual(["08:00", "08:30", "08:45"]);
    expect(starts({ taken: [takenTime("2026-11-23T16:15:00.000Z", "2026-11-23T16:30:00.000Z")] }, [], 15)).toEqual([
      "08:00",
      "08:30",
      "08:45",
    ]);
  });
  test("none in the hour that the spring change skips", () => {
    const sunday = { templates: [{ from: "2026-01-01", hours: [{ weekday: 7, start: "01:30", end: "03:30" }] }] };
    const slots = openSlots({ ...provider, ...sunday }, dayOf("2026-03-08"), 30, [], "2026-01-01T00:00:00.000Z");
    expect(slots.map(({ minute }) => timeOf(minute))).toEqual(["01:30", "01:45", "03:00"]);
  });
  const slot = (providerResourceId: string, hour: number): OpenSlot => ({
    providerResourceId,
    date: "2026-11-24",
    minute: hour * 60,
    at: Date.parse(`2026-11-24T${hour}:00Z`) / 60_000,
  });
  const ranked = (slots: readonly OpenSlot[], limit: number, pcp: readonly string[] = []) =>
    rankSlots(slots, { pcp, last: null }, true, limit).map((one) => `${one.providerResourceId} ${one.start}`);
  test("the soonest first, in whatever order they come; three a day are all of them", () => {
    expect(ranked([slot("c", 16), slot("a", 18), slot("b", 17)], 9)).toEqual(["c 16:00", "b 17:00", "a 18:00"]);
    expect(ranked([slot("a", 18), slot("a", 16), slot("a", 17)], 9)).toEqual(["a 16:00", "a 17:00", "a 18:00"]);
    expect(ranked([slot("a", 16), slot("b", 16)], 9)).toEqual(["a 16:00", "b 16:00"]);
  });
  test("the soonest takes the place of the last that is shown; of one alone it takes none, and it is not shown twice", () => {
    const slots = [slot("own", 18), slot("own", 19), slot("own", 20), slot("a", 16)];
    expect(ranked(slots, 2, ["own"])).toEqual(["own 18:00", "a 16:00"]);
    expect(ranked(slots, 3, ["own"])).toEqual(["own 18:00", "own 19:00", "a 16:00"]);
    expect(ranked(slots, 1, ["own"])).toEqual(["own 18:00"]);
    expect(ranked(slots, 4, ["own"])).toHaveLength(4);
    expect(ranked([], 3)).toEqual([]);
  });
});
