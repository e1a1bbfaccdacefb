import type { Appointment, AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import { describe, expect, test } from "vitest";
import {
  cardsOf,
  columnsOf,
  frameOf,
  isDayOff,
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

function visit(
  appointmentId: string,
  start: string,
  minutes: number,
  status: AppointmentStatus = "booked",
): Appointment {
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
    version: 1,
  };
}

const sheet: DaySheet = {
  resources: [room, provider],
  closures: [
    { resourceId: null, locationId: "north", start: "12:00", end: "13:00", reason: "Lunch" },
    { resourceId: null, locationId: "south", start: null, end: null, reason: "Holiday" },
    { resourceId: "r1", locationId: null, start: null, end: null, reason: "Repair" },
  ],
  appointments: [visit("a", "09:00", 15), visit("b", "16:45", 30, "arrived"), visit("c", "09:00", 15, "cancelled")],
};

describe("the day as a grid", () => {
  test("providers come before rooms, and rooms only when asked for", () => {
    expect(columnsOf(sheet, false).map((column) => column.label)).toEqual(["Dr. Alvarez"]);
    expect(columnsOf(sheet, true).map((column) => column.label)).toEqual(["Dr. Alvarez", "Room 1"]);
  });

  test("a closure covers its site or its resource, the whole day when it has no times", () => {
    const [first, second] = columnsOf(sheet, true);
    expect(first?.closures).toEqual([{ start: 720, end: 780, label: "Lunch" }]);
    expect(second?.closures.map((closure) => closure.label)).toEqual(["Lunch", "Repair"]);
    expect(second?.closures[1]).toMatchObject({ start: 0, end: 1440 });
  });

  test("a visit stands in the provider's and the room's column, and is moved by the provider's alone; cancelled ones are gone", () => {
    const cards = cardsOf(sheet, columnsOf(sheet, true), true);
    expect(cards.map((card) => [card.id, card.movable])).toEqual([
      ["a", true],
      ["a:room", false],
      ["b", false],
      ["b:room", false],
    ]);
  });

  test("who may not book moves nothing", () => {
    expect(cardsOf(sheet, columnsOf(sheet, false), false).every((card) => !card.movable)).toBe(true);
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
