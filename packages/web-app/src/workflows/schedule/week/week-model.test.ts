import type { Resource } from "@practicum/contracts/scheduling/resources";
import type { DayVisit } from "@practicum/contracts/scheduling/visits";
import { addDays } from "@practicum/kernel/local-date";
import { describe, expect, test } from "vitest";
import type { DaySheet } from "../day-model.ts";
import { movedInWeek, ownersOf, placeId, readPlaceId, shownDays, weekGrid, weekOf } from "./week-model.ts";

const north: Resource = {
  resourceId: "11111111-1111-7111-8111-111111111111",
  kind: "provider",
  name: "Dr. Alvarez",
  staffId: "s",
  locationId: "north",
  active: true,
  version: 1,
};
const south: Resource = { ...north, resourceId: "22222222-2222-7222-8222-222222222222", name: "Dr. Alvarez, South" };
const SUNDAY = "2026-11-22";
const hours = [{ start: "08:30", end: "12:00" }];

const visit = (appointmentId: string, date: string, start: string, more: Partial<DayVisit> = {}): DayVisit => ({
  appointmentId,
  patientId: `p-${appointmentId}`,
  patientName: { family: "Lopez", given: "Maria", middle: null, suffix: null },
  birthDate: "1981-03-04",
  mrn: "100042",
  providerResourceId: north.resourceId,
  providerStaffId: "s",
  roomResourceId: null,
  locationId: "north",
  visitTypeId: "t",
  visitTypeName: "Follow-up",
  date,
  start,
  minutes: 15,
  startsAt: `${date}T16:00:00.000Z`,
  endsAt: `${date}T16:15:00.000Z`,
  reason: "",
  status: "booked",
  overbookReason: null,
  cancelReason: null,
  statusSince: `${date}T16:00:00.000Z`,
  arrivedAt: null,
  confirmedAt: null,
  phone: "6195550100",
  sex: "female",
  consentsOn: null,
  version: 1,
  ...more,
});

/** A week of which Monday is worked at one site and Tuesday at both; a visit stands on Saturday all the same. */
const week = Array.from({ length: 7 }, (_, index): DaySheet => {
  const date = addDays(SUNDAY, index);
  const at = (resource: Resource, works: boolean) => ({ ...resource, hours: works ? hours : [] });
  return {
    date,
    resources: [at(north, index === 1 || index === 2), at(south, index === 2)],
    closures: [],
    appointments:
      index === 1
        ? [visit("a", date, "09:00"), visit("gone", date, "10:00", { status: "cancelled" })]
        : index === 6
          ? [visit("b", date, "18:15")]
          : [],
  };
});
const light = { today: "2026-11-24", now: "2026-11-24T16:00:00.000Z", facts: null, mayMove: true };

describe("a provider's week", () => {
  test("begins on the Sunday, whichever day is asked for", () => {
    expect(["2026-11-22", "2026-11-25", "2026-11-28", "2026-11-29"].map(weekOf)).toEqual([
      SUNDAY,
      SUNDAY,
      SUNDAY,
      "2026-11-29",
    ]);
  });
  test("has the working days, and of the others those on which something is", () => {
    expect(shownDays(week).map((day) => day.date)).toEqual(week.slice(1).map((day) => day.date));
    expect(shownDays(week.slice(0, 6)).map((day) => day.date)).toEqual(week.slice(1, 6).map((day) => day.date));
  });
  test("is a column a day, two where two sites are worked at; each card stands in the column of its day and site", () => {
    const { columns, cards, frame } = weekGrid(week, "2026-11-24", light);
    expect(columns.map((one) => [one.label, one.detail])).toEqual([
      ["Mon 11/23/2026", ""],
      ["Tue 11/24/2026", "Today · Dr. Alvarez"],
      ["Tue 11/24/2026", "Today · Dr. Alvarez, South"],
      ["Wed 11/25/2026", ""],
      ["Thu 11/26/2026", ""],
      ["Fri 11/27/2026", ""],
      ["Sat 11/28/2026", ""],
    ]);
    expect(cards.map((one) => [one.id, readPlaceId(one.columnId)])).toEqual([
      ["a", { date: "2026-11-23", resourceId: north.resourceId }],
      ["b", { date: "2026-11-28", resourceId: north.resourceId }],
    ]);
    expect([frame.start, frame.end]).toEqual([8 * 60, 19 * 60]);
    expect(columns[0]?.id).toBe(placeId("2026-11-23", north.resourceId));
  });
  test("a visit that is moved goes from its day to the other, and out of the week where it leaves it", () => {
    const known = week[1]?.appointments[0];
    if (!known) throw new Error("no visit");
    const at = (to: { date: string; start: string; providerResourceId: string }) =>
      movedInWeek(week, known, to).flatMap((day) =>
        day.appointments
          .filter((one) => one.appointmentId === "a")
          .map((one) => [day.date, one.date, one.start, one.phone]),
      );
    expect(at({ date: "2026-11-25", start: "11:00", providerResourceId: south.resourceId })).toEqual([
      ["2026-11-25", "2026-11-25", "11:00", "6195550100"],
    ]);
    expect(at({ date: "2026-12-02", start: "11:00", providerResourceId: north.resourceId })).toEqual([]);
    expect(at({ date: "2026-11-25", start: "11:00", providerResourceId: "another's" })).toEqual([]);
  });
});

test("each person has one week, however many columns; rooms and who has left have none", () => {
  const chen = { ...north, resourceId: "3", staffId: "c", name: "Chen" };
  const room = { ...north, resourceId: "4", kind: "room" as const, staffId: null };
  expect(ownersOf([north, room, south, { ...chen, active: false }, { ...chen, resourceId: "5" }])).toEqual([
    { staffId: "c", name: "Chen" },
    { staffId: "s", name: "Dr. Alvarez" },
  ]);
});
