import type { AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import type { DayVisit } from "@practicum/contracts/scheduling/visits";
import { describe, expect, test } from "vitest";
import { cardOf, cardsOf } from "./day-cards.ts";
import {
  columnsOf,
  frameOf,
  isDayOff,
  offOn,
  beginningOf,
  readSlotAddress,
  rivalOf,
  slotAddress,
  type DaySheet,
} from "./day-model.ts";

const provider = {
  resourceId: "11111111-1111-7111-8111-111111111111",
  kind: "provider" as const,
  name: "Dr. Alvarez",
  staffId: "s",
  locationId: "north",
  active: true,
  version: 1,
  hours: [{ start: "08:30", end: "12:00" }],
};
const room = { ...provider, resourceId: "r1", kind: "room" as const, name: "Room 1", staffId: null, hours: [] };

function visit(appointmentId: string, start: string, minutes: number, status: AppointmentStatus = "booked"): DayVisit {
  return {
    appointmentId,
    patientId: `p-${appointmentId}`,
    patientName: { family: "Lopez", given: "Maria", middle: null, suffix: null },
    birthDate: "1981-03-04",
    mrn: "100042",
    providerResourceId: provider.resourceId,
    providerStaffId: "s",
    roomResourceId: "r1",
    locationId: "north",
    visitTypeId: "t",
    visitTypeName: "Follow-up",
    date: "2026-11-23",
    start,
    minutes,
    startsAt: "2026-11-23T16:00:00.000Z",
    endsAt: "2026-11-23T16:15:00.000Z",
    reason: "",
    status,
    overbookReason: null,
    cancelReason: null,
    statusSince: "2026-11-23T16:00:00.000Z",
    arrivedAt: null,
    confirmedAt: null,
    phone: "6195550100",
    sex: "female",
    consentsOn: "2026-03-02",
    version: 1,
  };
}

const providersOnly = { rooms: false, all: false };
const withRooms = { rooms: true, all: false };
const light = { today: "2026-11-23", now: "2026-11-23T16:00:00.000Z", facts: null, mayMove: true };

const closed = { keptFor: [], released: null };
const sheet: DaySheet = {
  date: "2026-11-23",
  resources: [room, provider],
  closures: [
    { resourceId: null, locationId: "north", start: "12:00", end: "13:00", reason: "Lunch", ...closed },
    { resourceId: null, locationId: "south", start: null, end: null, reason: "Holiday", ...closed },
    { resourceId: "r1", locationId: null, start: null, end: null, reason: "Repair", ...closed },
  ],
  appointments: [visit("a", "09:00", 15), visit("b", "16:45", 30, "arrived"), visit("c", "09:00", 15, "cancelled")],
};

describe("the day as a grid", () => {
  test("providers come before rooms, and rooms only when asked for", () => {
    expect(columnsOf(sheet, providersOnly).map((column) => column.label)).toEqual(["Dr. Alvarez"]);
    expect(columnsOf(sheet, withRooms).map((column) => column.label)).toEqual(["Dr. Alvarez", "Room 1"]);
  });

  test("who is off has no column unless all are asked for, or a visit stands in it; where nobody works all are there", () => {
    const off = { ...provider, resourceId: "22222222-2222-7222-8222-222222222222", name: "Dr. Chen", hours: [] };
    const day = { ...sheet, resources: [off, provider] };
    const labels = (of: DaySheet, all: boolean) => columnsOf(of, { rooms: false, all }).map((column) => column.label);
    expect(labels(day, false)).toEqual(["Dr. Alvarez"]);
    expect(offOn(day)).toBe(1);
    expect(labels(day, true)).toEqual(["Dr. Alvarez", "Dr. Chen"]);
    const overbooked = { ...visit("z", "09:00", 15), providerResourceId: off.resourceId };
    expect(labels({ ...day, appointments: [overbooked] }, false)).toEqual(["Dr. Alvarez", "Dr. Chen"]);
    expect(labels({ ...day, resources: [off], appointments: [] }, false)).toEqual(["Dr. Chen"]);
    expect(offOn({ ...day, resources: [off], appointments: [] })).toBe(0);
  });

  test("SCH-60 a column that is out of use stands where visits are in it, whatever is shown", () => {
    const gone = { ...provider, resourceId: "gone", name: "Dr. Gone", active: false };
    const inIt = { ...visit("g", "09:00", 15), providerResourceId: "gone" };
    const labels = (of: DaySheet) => columnsOf(of, providersOnly).map((column) => column.label);
    expect(labels({ ...sheet, resources: [provider, gone], appointments: [inIt] })).toContain("Dr. Gone");
    expect(labels({ ...sheet, resources: [provider, gone], appointments: [] })).not.toContain("Dr. Gone");
  });

  test("a closure covers its site or its resource, the whole day when it has no times", () => {
    const [first, second] = columnsOf(sheet, withRooms);
    expect(first?.closures).toEqual([{ start: 720, end: 780, label: "Lunch" }]);
    expect(second?.closures.map((closure) => closure.label)).toEqual(["Lunch", "Repair"]);
    expect(second?.closures[1]).toMatchObject({ start: 0, end: 1440 });
  });

  test("SCH-310 kept time is named with its kinds, and until when where that is so; it is no closed time", () => {
    const kept = { resourceId: null, locationId: null, start: "11:00", end: "12:00", reason: "Urgent" };
    const shown = (released: { date: string; time: string } | null) => {
      const closures = [{ ...kept, keptFor: ["Acute visit", "Nurse visit"], released }];
      return columnsOf({ ...sheet, closures }, providersOnly)[0]?.closures;
    };
    const words = "Urgent: kept for Acute visit, Nurse visit";
    expect(shown(null)).toEqual([{ start: 660, end: 720, label: words, kept: true }]);
    expect(shown({ date: sheet.date, time: "08:00" })?.[0]?.label).toBe(`${words} until 8:00 AM`);
    expect(shown({ date: "2026-11-22", time: "11:00" })?.[0]?.label).toBe(`${words} until Sun 11/22/2026 11:00 AM`);
  });

  test("a visit stands in the provider's and the room's column, and is moved by the provider's alone; cancelled ones are gone", () => {
    const cards = cardsOf(sheet, columnsOf(sheet, withRooms), light);
    expect(cards.map((card) => [card.id, card.movable])).toEqual([
      ["a", true],
      ["a:room", false],
      ["b", false],
      ["b:room", false],
    ]);
  });

  test("who may not book moves nothing", () => {
    expect(
      cardsOf(sheet, columnsOf(sheet, providersOnly), { ...light, mayMove: false }).every((card) => !card.movable),
    ).toBe(true);
  });

  test("the frame takes in hours and late visits, to the full hour", () => {
    expect(frameOf(sheet)).toEqual({ start: 480, end: 1080, slotMinutes: 15 });
    expect(frameOf({ ...sheet, resources: [], appointments: [] })).toEqual({ start: 480, end: 1020, slotMinutes: 15 });
    const dayOff = { ...sheet, resources: [{ ...provider, hours: [] }], appointments: [visit("a", "07:30", 15)] };
    expect(frameOf(dayOff)).toEqual({ start: 420, end: 1020, slotMinutes: 15 });
  });

  test("a day off is one without any provider's hours", () => {
    expect(isDayOff(sheet)).toBe(false);
    expect(isDayOff({ ...sheet, resources: [room, { ...provider, hours: [] }] })).toBe(true);
  });
});

describe("a card says what the desk needs", () => {
  const fact = {
    patientId: "p-a",
    coverage: {
      coverageId: "c",
      payerName: "Sharp",
      payerKind: "hmo" as const,
      eligibility: "wrong-pcp" as const,
      copay: 3000,
    },
    selfPay: false,
    patientDue: 4000,
  };
  const known = { ...light, facts: new Map([["p-a", fact]]) };
  const words = (card: ReturnType<typeof cardOf>) => card.flags?.map((flag) => flag.word);

  test("age, kind and reason, the payer's answer, the balance; all of it also aloud", () => {
    const one = { ...visit("a", "09:00", 15), reason: "Cough" };
    const card = cardOf(one, provider.resourceId, known);
    expect(card).toMatchObject({ title: "LOPEZ, Maria", aside: "45 y F", status: "booked" });
    expect(card.lines[0]).toBe("Cough · Follow-up");
    expect(words(card)).toEqual(["Wrong PCP", "$40.00"]);
    expect(Object.fromEntries(card.facts ?? [])).toMatchObject({
      Phone: "(619) 555-0100",
      Copay: "$30.00",
      Balance: "$40.00 owed",
      Insurance: "Sharp, another PCP on record",
    });
    for (const text of ["Cough", "(619) 555-0100", "$40.00 owed", "Wrong PCP"]) expect(card.spoken).toContain(text);
  });
  test("what is not known is not said to be in order, nor to be wrong", () => {
    const card = cardOf(visit("a", "09:00", 15), provider.resourceId, light);
    expect(words(card)).toEqual([]);
    expect(new Map(card.facts).has("Insurance")).toBe(false);
  });
  test("who pays for himself has said so; of whom nobody asked it is not said", () => {
    const none = { patientId: "p-a", coverage: null, selfPay: false, patientDue: null };
    const card = (selfPay: boolean) =>
      cardOf(visit("a", "09:00", 15), provider.resourceId, {
        ...light,
        facts: new Map([["p-a", { ...none, selfPay }]]),
      });
    expect(words(card(false))).toEqual(["No insurance"]);
    expect(new Map(card(false).facts).get("Insurance")).toBe("No insurance on file");
    expect(words(card(true))).toEqual(["Self-pay"]);
    expect(new Map(card(true).facts).get("Insurance")).toBe("Self-pay");
  });
  test("late by the clock, forms by their year, confirmed in its status; what has ended asks nothing", () => {
    const now = "2026-11-23T16:12:00.000Z";
    const due = { ...visit("a", "09:00", 15), consentsOn: "2025-11-23" };
    expect(words(cardOf(due, "x", { ...light, now }))).toEqual(["12 min late", "Forms"]);
    expect(words(cardOf({ ...due, consentsOn: "2025-11-24" }, "x", light))).toEqual([]);
    expect(cardOf({ ...due, confirmedAt: now }, "x", light).status).toBe("confirmed");
    expect(words(cardOf({ ...due, status: "no-show" }, "x", { ...known, now }))).toEqual([]);
  });
});

test("the rival is a visit that overlaps, not the visit itself, and not one that is cancelled", () => {
  expect(rivalOf(sheet, provider.resourceId, { start: 540, end: 555 }, "x")?.appointmentId).toBe("a");
  expect(rivalOf(sheet, provider.resourceId, { start: 540, end: 555 }, "a")).toBeNull();
  expect(rivalOf(sheet, provider.resourceId, { start: 555, end: 570 }, "x")).toBeNull();
});

test("a slot goes through the address and back, and anything else is refused", () => {
  expect(readSlotAddress(slotAddress("2026-11-23", "08:15", provider.resourceId))).toEqual({
    date: "2026-11-23",
    start: "08:15",
    resourceId: provider.resourceId,
  });
  expect(readSlotAddress("2026-11-23T08:15@<script>")).toBeNull();
  expect(readSlotAddress(null)).toBeNull();
});

test("CHT-460 a booking begins with the kind of visit, the provider and the day of its address, and with nothing that is none", () => {
  const type = "0190b000-0000-7000-8000-000000000001";
  const begin = (at: string | null) => beginningOf(at, "2026-11-23");
  const nothing = { visitTypeId: null, provider: null, from: "2026-11-23" };
  expect(begin(`type:${type}`)).toEqual({ ...nothing, visitTypeId: type });
  expect(begin(`type:${type};with:${provider.resourceId};from:2026-12-07`)).toEqual({
    visitTypeId: type,
    provider: provider.resourceId,
    from: "2026-12-07",
  });
  for (const day of ["2027-02-31", "2026-11-20"])
    expect(begin(`type:${type};from:${day}`)).toEqual({ ...nothing, visitTypeId: type });
  expect(begin("type:<script>")).toEqual(nothing);
  expect(begin(null)).toEqual(nothing);
});
