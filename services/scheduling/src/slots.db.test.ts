import { databaseKinds } from "@practicum/db/test-databases";
import { addDays } from "@practicum/kernel/local-date";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { booked, bookingOf, MONDAY, openPractice, outcome, value, type TestPractice } from "./test/practice.ts";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

describe.each(databaseKinds)("open times on %s", (kind) => {
  let practice: TestPractice;
  beforeEach(async () => void (practice = await openPractice(kind)));
  afterEach(async () => practice.kit.stop());

  const hours = (start: string, end: string) => EVERY_DAY.map((weekday) => ({ weekday, start, end }));
  const saveHours = async (from: string, week: ReturnType<typeof hours>) =>
    value(await practice.call("saveTemplate", { resourceId: practice.chen, from, hours: week }));
  const find = async (from: string, limit = 1, visitTypeId = practice.followUp) => {
    const ask = { patientId: null, visitTypeId, providerResourceId: practice.chen, locationId: null, from, limit };
    const { slots, searchedTo } = value(await practice.call("findSlots", ask));
    return { starts: slots.map((slot) => `${slot.date} ${slot.start}`), searchedTo };
  };

  test.each([13, 14, 55, 56, 181])("SCH-52 a time is found on day %i, whatever lies before it", async (days) => {
    const day = addDays(MONDAY, days);
    await saveHours(MONDAY, []);
    await saveHours(day, hours("08:00", "08:45"));
    // Of its three times one is booked.
    await booked(practice, { start: "08:15", date: day });
    const { starts, searchedTo } = await find(MONDAY, 2);
    expect(starts.slice(0, 2)).toEqual([`${day} 08:00`, `${day} 08:30`]);
    // Two weeks are looked at together.
    expect(searchedTo).toBe(addDays(MONDAY, Math.ceil((days + 1) / 14) * 14 - 1));
  });

  test("SCH-50 a visit that lasts over midnight takes the first times of the next day", async () => {
    await saveHours(MONDAY, hours("00:00", "00:00"));
    // In a search that begins with the day after it, and in one whose third week does.
    for (const day of [addDays(MONDAY, 1), addDays(MONDAY, 14)]) {
      const late = { start: "23:45", date: addDays(day, -1), minutes: 45, overbookReason: "On call" };
      await booked(practice, late);
      const { starts } = await find(day, 50);
      expect(starts[0]).toBe(`${day} 00:30`);
    }
  });

  test("SCH-103 a visit over the skipped hour is open, and booked, where it really ends within the hours", async () => {
    const date = "2027-03-14";
    const book = async (start: string) =>
      outcome(await practice.call("bookAppointment", { ...(await bookingOf(practice, { start, date })), minutes: 30 }));
    await saveHours(date, hours("01:15", "03:10"));
    expect((await find(date, 2, practice.physical)).starts.slice(0, 2)).toEqual([`${date} 01:15`, `${date} 01:30`]);
    expect((await find(date, 3, practice.physical)).starts[2]).toBe("2027-03-15 01:15");
    expect(await book("01:45")).toBe("outside-template");
    await saveHours(date, hours("01:15", "03:15"));
    expect((await find(date, 3, practice.physical)).starts[2]).toBe(`${date} 01:45`);
    expect(await book("01:45")).toBe("ok");
  });

  test("SCH-50 equipment that is in use, as a visit from the day before, keeps its time", async () => {
    const resourceId = practice.kit.ids.next<"resource">();
    const { locationId } = practice;
    const machine = { resourceId, kind: "equipment" as const, name: "ECG", staffId: null, locationId };
    value(await practice.call("saveResource", { ...machine, active: true, version: null }));
    const visitTypeId = practice.kit.ids.next<"visit-type">();
    const type = { visitTypeId, name: "ECG", minutes: 30, newPatient: false, equipmentResourceId: resourceId };
    value(await practice.call("saveVisitType", { ...type, active: true, version: null }));
    const night = { start: "23:45", date: MONDAY, provider: practice.alvarez, overbookReason: "On call" };
    const input = { ...(await bookingOf(practice, night)), visitTypeId };
    value(await practice.call("bookAppointment", input));
    await saveHours(MONDAY, hours("00:00", "00:00"));
    expect((await find(addDays(MONDAY, 1), 1, visitTypeId)).starts).toEqual([`${addDays(MONDAY, 1)} 00:15`]);
    expect((await find(addDays(MONDAY, 1), 1)).starts).toEqual([`${addDays(MONDAY, 1)} 00:00`]);
  });
});
