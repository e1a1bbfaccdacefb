import { databaseKinds } from "@practicum/db/test-databases";
import { addDays } from "@practicum/kernel/local-date";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MONDAY, booked, bookingOf, openPractice, outcome, value, type TestPractice } from "./test/practice.ts";

describe.each(databaseKinds)("resources, hours and sites on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  const hours = (start: string, end: string) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start, end }));
  const saveHours = (resourceId: string, from: string, week: ReturnType<typeof hours>) =>
    practice.call("saveTemplate", { resourceId, from, hours: week });
  const resource = (more: object) => ({
    resourceId: practice.kit.ids.next<"resource">(),
    kind: "provider" as const,
    name: "New column",
    staffId: practice.chenStaff,
    locationId: practice.locationId,
    active: true,
    version: null,
    ...more,
  });
  const sheet = async (date: string) => value(await practice.call("daySheet", { date, locationId: null }));

  test("SCH-52 the search ends twenty-six weeks ahead, and says so", async () => {
    const ask = {
      patientId: null,
      visitTypeId: practice.physical,
      providerResourceId: practice.alvarez,
      locationId: null,
      from: MONDAY,
      limit: 50,
    };
    const soon = value(await practice.call("findSlots", { ...ask, limit: 1 }));
    expect(soon.searchedTo).toBe(addDays(MONDAY, 13));
    // Closed from today on: nothing can be found, however far it looks.
    value(await saveHours(practice.alvarez, MONDAY, []));
    const none = value(await practice.call("findSlots", ask));
    expect(none).toEqual({ slots: [], searchedTo: addDays(MONDAY, 26 * 7 - 1) });
    // A day beyond the twenty-six weeks is beyond the search.
    value(await saveHours(practice.alvarez, addDays(MONDAY, 26 * 7), hours("08:00", "12:00")));
    expect(value(await practice.call("findSlots", ask)).slots).toEqual([]);
  });

  test("SCH-60 a column that was taken out of use stands on the days on which visits are in it, and on no other", async () => {
    const date = addDays(MONDAY, 70);
    const column = resource({ name: "Leaves us" });
    value(await practice.call("saveResource", column));
    value(await saveHours(column.resourceId, MONDAY, hours("08:00", "12:00")));
    const visit = await booked(practice, { start: "09:00", date, provider: column.resourceId });
    value(await practice.call("saveResource", { ...column, active: false, version: 1 }));
    const columns = async (day: string) => (await sheet(day)).resources.map((one) => one.resourceId);
    expect(await columns(date)).toContain(column.resourceId);
    expect(await columns(addDays(date, 1))).not.toContain(column.resourceId);
    const { appointmentId, version } = visit;
    value(await practice.call("cancelAppointment", { appointmentId, version, reason: "moved away" }));
    expect(await columns(date)).not.toContain(column.resourceId);
  });

  test("SCH-222 a week holds one provider's columns and patients at whatever site, day by day, and nobody else's", async () => {
    const [first, last] = [addDays(MONDAY, 63), addDays(MONDAY, 65)];
    const elsewhere = resource({ name: "At the other site" });
    const another = resource({ staffId: practice.alvarezStaff, name: "Another's" });
    for (const column of [elsewhere, another]) {
      value(await practice.call("saveResource", column));
      value(await saveHours(column.resourceId, MONDAY, hours("08:00", "12:00")));
    }
    const visits = [
      await booked(practice, { start: "09:00", date: first }),
      await booked(practice, { start: "09:00", date: last, provider: elsewhere.resourceId }),
    ];
    await booked(practice, { start: "09:00", date: first, provider: another.resourceId });
    const ask = { staffId: practice.chenStaff, from: first, days: 3 };
    const week = value(await practice.call("weekSheet", ask));
    expect(week.map((day) => [day.date, day.appointments.map((one) => one.appointmentId)])).toEqual([
      [first, [visits[0]?.appointmentId]],
      [addDays(first, 1), []],
      [last, [visits[1]?.appointmentId]],
    ]);
    const own = [practice.chen, elsewhere.resourceId].toSorted();
    expect(week.map((day) => day.resources.map((one) => one.resourceId).toSorted())).toEqual([own, own, own]);
    // What the day sheet says of those columns, and of the closures, the week says too.
    const day = await sheet(first);
    expect(week[0]?.appointments).toEqual(day.appointments.filter((one) => one.providerStaffId === ask.staffId));
    expect(week[0]?.closures).toEqual(day.closures);
    expect(outcome(await practice.call("weekSheet", { ...ask, days: 8 }))).toBe("invalid-input");
    // Closed again, so that these columns are not in the way of the other tests.
    for (const column of [elsewhere, another])
      value(await practice.call("saveResource", { ...column, active: false, version: 1 }));
  });

  test("SCH-60 the day sheet holds active resources with the day's hours, closures, and every appointment", async () => {
    const date = addDays(MONDAY, 2);
    const visit = await booked(practice, { start: "09:00", date });
    const cancelled = await booked(practice, { start: "10:00", date });
    const { appointmentId, version } = cancelled;
    value(await practice.call("cancelAppointment", { appointmentId, version, reason: "Patient called" }));
    const gone = resource({ kind: "room", name: "Old room", staffId: null, active: false });
    value(await practice.call("saveResource", gone));
    const closure = {
      locationId: null,
      resourceId: practice.chen,
      date,
      start: "16:00",
      end: "17:00",
      reason: "Meeting",
    };
    value(await practice.call("addClosure", { closureId: practice.kit.ids.next<"closure">(), ...closure }));
    const day = await sheet(date);
    expect(day.appointments.map((one) => [one.appointmentId, one.status])).toEqual([
      [visit.appointmentId, "booked"],
      [appointmentId, "cancelled"],
    ]);
    expect(day.closures).toEqual([
      {
        locationId: null,
        resourceId: practice.chen,
        start: "16:00",
        end: "17:00",
        reason: "Meeting",
        keptFor: [],
        released: null,
      },
    ]);
    expect(day.resources.find((one) => one.resourceId === practice.chen)?.hours).toEqual([
      { start: "08:00", end: "12:00" },
      { start: "13:00", end: "17:00" },
    ]);
    expect(day.resources.map((one) => one.resourceId)).not.toContain(gone.resourceId);
    expect((await sheet(addDays(date, 1))).appointments).toEqual([]);
  });

  test("SCH-70 a provider's column is somebody's, a room is nobody's, and one provider may have two", async () => {
    const save = async (more: object) => outcome(await practice.call("saveResource", resource(more)));
    expect(await save({ staffId: null })).toBe("invalid-input");
    expect(await save({ kind: "room" })).toBe("invalid-input");
    expect(await save({ kind: "equipment" })).toBe("invalid-input");
    expect(await save({ kind: "equipment", staffId: null })).toBe("ok");
    expect(await save({ locationId: practice.kit.ids.next<"location">() })).toBe("ok");
  });

  test("SCH-71 a kind of visit that becomes longer leaves what is booked as it is", async () => {
    const date = addDays(MONDAY, 7);
    const visit = await booked(practice, { start: "09:00", date });
    const longer = {
      visitTypeId: practice.followUp,
      name: "Long follow-up",
      minutes: 45,
      newPatient: false,
      equipmentResourceId: null,
      active: true,
    };
    const type = value(await practice.call("listVisitTypes", {})).find((one) => one.visitTypeId === practice.followUp);
    value(await practice.call("saveVisitType", { ...longer, version: type?.version ?? null }));
    const { appointmentId } = visit;
    expect(value(await practice.call("getAppointment", { appointmentId }))).toMatchObject({
      minutes: 15,
      endsAt: visit.endsAt,
      version: visit.version,
    });
    expect((await booked(practice, { start: "10:00", date })).minutes).toBe(45);
  });

  test("SCH-72 hours of a day lie apart and end after they start; new hours leave visits where they are", async () => {
    const from = addDays(MONDAY, 14);
    const overlapping = [...hours("08:00", "12:00"), { weekday: 1, start: "11:45", end: "13:00" }];
    expect(outcome(await saveHours(practice.chen, from, overlapping))).toBe("invalid-input");
    expect(outcome(await saveHours(practice.chen, from, hours("12:00", "12:00")))).toBe("invalid-input");
    expect(outcome(await saveHours(practice.chen, from, hours("13:00", "12:00")))).toBe("invalid-input");
    const visit = await booked(practice, { start: "15:00", date: from });
    value(await saveHours(practice.chen, from, hours("08:00", "12:00")));
    const { appointmentId } = visit;
    expect(value(await practice.call("getAppointment", { appointmentId }))).toEqual(visit);
    const late = await practice.call("bookAppointment", await bookingOf(practice, { start: "15:30", date: from }));
    expect(outcome(late)).toBe("outside-template");
  });

  test("SCH-75 a site that closes takes its rooms and equipment out of use, and no others", async () => {
    const locationId = practice.kit.ids.next<"location">();
    const room = resource({ kind: "room", name: "Far room", staffId: null, locationId });
    const scale = resource({ kind: "equipment", name: "Far scale", staffId: null, locationId });
    for (const one of [room, scale]) value(await practice.call("saveResource", one));
    await practice.kit.deliver("identity.location-changed.v1", {
      locationId,
      name: "Far site",
      address: { line1: "1 Far St", line2: null, city: "San Diego", state: "CA", zip: "92101" },
      phone: "6195550100",
      npi: null,
      placeOfService: "11",
      active: false,
      version: 1,
    });
    await practice.kit.settle();
    const active = value(await practice.call("listResources", {})).filter((one) => one.active);
    const ids = active.map((one) => one.resourceId);
    expect(ids).not.toContain(room.resourceId);
    expect(ids).not.toContain(scale.resourceId);
    expect(ids).toEqual(expect.arrayContaining([practice.room1, practice.room2]));
  });
});
