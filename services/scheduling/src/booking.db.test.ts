import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  MONDAY,
  booked,
  bookingOf,
  openPractice,
  outcome,
  somebody,
  value,
  type TestPractice,
} from "./test/practice.ts";

const TUESDAY = "2026-11-24";

describe.each(databaseKinds)("booking on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  test("SCH-20 a free time is booked, announced, and stands on the day sheet", async () => {
    const visit = await booked(practice, { start: "09:00", room: practice.room1 });
    expect(visit).toMatchObject({
      date: MONDAY,
      start: "09:00",
      minutes: 15,
      startsAt: "2026-11-23T17:00:00.000Z",
      endsAt: "2026-11-23T17:15:00.000Z",
      status: "booked",
      providerStaffId: practice.chenStaff,
      roomResourceId: practice.room1,
      visitTypeName: "Follow-up",
      version: 1,
    });
    const [event] = (await practice.kit.events("scheduling", "scheduling.appointment-booked.v1")).slice(-1);
    expect(event?.payload).toEqual(visit);
    const sheet = value(await practice.call("daySheet", { date: MONDAY, locationId: null }));
    expect(sheet.appointments).toContainEqual({ ...visit, phone: null, sex: "female", consentsOn: null });
    expect(sheet.resources.find((r) => r.resourceId === practice.chen)?.hours).toEqual([
      { start: "08:00", end: "12:00" },
      { start: "13:00", end: "17:00" },
    ]);
  });

  test("SCH-21 a taken time is refused, also in part; the one next to it is not", async () => {
    await booked(practice, { start: "10:00", minutes: 30 });
    for (const start of ["10:00", "10:15", "09:50"]) {
      expect(outcome(await practice.call("bookAppointment", await bookingOf(practice, { start })))).toBe("slot-taken");
    }
    expect(outcome(await practice.call("bookAppointment", await bookingOf(practice, { start: "10:30" })))).toBe("ok");
    expect(
      outcome(
        await practice.call(
          "bookAppointment",
          await bookingOf(practice, { start: "10:00", provider: practice.alvarez }),
        ),
      ),
    ).toBe("ok");
  });

  test.each([
    ["07:45", TUESDAY, "outside-template"],
    ["11:50", TUESDAY, "outside-template"],
    ["12:30", TUESDAY, "outside-template"],
    ["09:00", "2026-11-22", "in-the-past"],
    ["09:00", "2026-11-28", "outside-template"],
  ])("SCH-22, SCH-23 %s on %s is refused: %s", async (start, date, code) => {
    expect(outcome(await practice.call("bookAppointment", await bookingOf(practice, { start, date })))).toBe(code);
  });

  test("SCH-24 a closure refuses its hours and no others", async () => {
    value(
      await practice.call("addClosure", {
        closureId: practice.kit.ids.next(),
        locationId: practice.locationId,
        resourceId: null,
        date: "2026-11-26",
        start: "10:00",
        end: "12:00",
        reason: "Training",
      }),
    );
    const at = async (start: string) =>
      outcome(await practice.call("bookAppointment", await bookingOf(practice, { start, date: "2026-11-26" })));
    expect([await at("09:50"), await at("10:00"), await at("11:45"), await at("09:45"), await at("13:00")]).toEqual([
      "closed-day",
      "closed-day",
      "closed-day",
      "ok",
      "ok",
    ]);
  });

  test("SCH-25 a patient is at one place at a time", async () => {
    const { patientId } = await booked(practice, { start: "11:00", date: TUESDAY });
    const other = await bookingOf(practice, { start: "11:10", date: TUESDAY, provider: practice.alvarez, patientId });
    expect(outcome(await practice.call("bookAppointment", other))).toBe("patient-overlap");
    const over = { ...other, overbookReason: "urgent" };
    expect(outcome(await practice.call("bookAppointment", over))).toBe("patient-overlap");
  });

  test("SCH-26, SCH-78 overbooking needs a reason and the permission, and does not loosen the guard of the others", async () => {
    await booked(practice, { start: "14:00", date: TUESDAY });
    const over = (overbookReason: string | null) =>
      bookingOf(practice, { start: "14:00", date: TUESDAY, overbookReason });
    expect(outcome(await practice.call("bookAppointment", await over("  ")))).toBe("overbook-reason-required");
    expect(outcome(await practice.call("bookAppointment", await over("fever"), { as: ["medical-assistant"] }))).toBe(
      "not-allowed",
    );
    const second = await over("fever");
    expect(outcome(await practice.call("bookAppointment", second, { as: ["front-desk"] }))).toBe("ok");
    expect(value(await practice.call("getAppointment", idOf(second))).overbookReason).toBe("fever");
    expect(outcome(await practice.call("bookAppointment", await over(null)))).toBe("slot-taken");
  });

  test("SCH-77 a reason that was not needed is not kept", async () => {
    expect(
      (await booked(practice, { start: "15:00", date: TUESDAY, overbookReason: "just in case" })).overbookReason,
    ).toBeNull();
  });

  test("SCH-27 a planned room is planned once", async () => {
    await booked(practice, { start: "16:00", date: TUESDAY, room: practice.room2 });
    const same = await bookingOf(practice, {
      start: "16:00",
      date: TUESDAY,
      room: practice.room2,
      provider: practice.alvarez,
    });
    expect(outcome(await practice.call("bookAppointment", same))).toBe("room-occupied");
  });

  test("SCH-28 the same appointment sent again is booked once", async () => {
    const input = await bookingOf(practice, { start: "13:00", date: "2026-11-25" });
    const replies = [await practice.call("bookAppointment", input), await practice.call("bookAppointment", input)];
    expect(replies[1]).toEqual(replies[0]);
    const sheet = value(await practice.call("daySheet", { date: "2026-11-25", locationId: null }));
    expect(sheet.appointments).toHaveLength(1);
  });

  test("SCH-28 an appointment sent again with a change is refused, and the first one stands", async () => {
    const input = await bookingOf(practice, { start: "14:00", date: "2026-11-25" });
    const { version } = value(await practice.call("bookAppointment", input));
    const changes = [
      { reason: "chest pain" },
      { start: "14:30" },
      { minutes: 45 },
      { visitTypeId: practice.physical },
      { providerResourceId: practice.alvarez },
      { roomResourceId: practice.room1 },
      { patientId: await somebody(practice) },
    ];
    for (const change of changes) {
      expect(outcome(await practice.call("bookAppointment", { ...input, ...change }))).toBe("already-recorded");
    }
    const { appointmentId } = input;
    expect(value(await practice.call("getAppointment", { appointmentId }))).toMatchObject({
      ...input,
      minutes: 15,
      version,
    });
    value(await practice.call("cancelAppointment", { appointmentId, version, reason: "x" }));
    expect(outcome(await practice.call("bookAppointment", input))).toBe("already-recorded");
  });

  test("SCH-73 a closure sent again is one; sent again with a change it is refused", async () => {
    const closure = {
      closureId: practice.kit.ids.next<"closure">(),
      locationId: null,
      resourceId: practice.alvarez,
      date: "2026-12-24",
      start: "12:00",
      end: "17:00",
      reason: "Afternoon off",
    };
    const add = async (change: object) => outcome(await practice.call("addClosure", { ...closure, ...change }));
    expect([await add({}), await add({})]).toEqual(["ok", "ok"]);
    expect(await add({ end: "16:00" })).toBe("already-recorded");
    expect(await add({ resourceId: null })).toBe("already-recorded");
  });

  test("unknown patients, providers and kinds of visit are named", async () => {
    const nobody = practice.kit.ids.next<"x">();
    const good = await bookingOf(practice, { start: "13:30", date: "2026-11-25" });
    for (const field of ["patientId", "providerResourceId", "visitTypeId", "roomResourceId"]) {
      expect(await practice.call("bookAppointment", { ...good, [field]: nobody })).toMatchObject({
        error: { code: "not-found", field },
      });
    }
    expect(outcome(await practice.call("bookAppointment", { ...good, providerResourceId: practice.room1 }))).toBe(
      "not-found",
    );
  });

  test("SCH-29 a hold keeps the time from others for five minutes, one a person", async () => {
    const date = "2026-11-25";
    const me = {
      kind: "staff" as const,
      staffId: practice.kit.ids.next<"staff">(),
      name: "M",
      roles: ["front-desk" as const],
      sessionId: "a",
    };
    const you = { ...me, staffId: practice.kit.ids.next<"staff">() };
    const wanted = { providerResourceId: practice.chen, date, start: "15:00", minutes: 30 };
    value(await practice.call("holdSlot", wanted, { as: me }));
    expect(outcome(await practice.call("holdSlot", { ...wanted, start: "15:15" }, { as: you }))).toBe("slot-taken");
    const theirs = await bookingOf(practice, { start: "15:15", date });
    expect(outcome(await practice.call("bookAppointment", theirs, { as: you }))).toBe("slot-taken");
    value(await practice.call("holdSlot", { ...wanted, start: "16:00" }, { as: me }));
    expect(outcome(await practice.call("bookAppointment", theirs, { as: you }))).toBe("ok");
    expect(
      outcome(await practice.call("bookAppointment", await bookingOf(practice, { start: "16:00", date }), { as: me })),
    ).toBe("ok");
    expect(await practice.kit.rows("scheduling", "select hold_id from hold")).toEqual([]);

    value(await practice.call("holdSlot", { ...wanted, start: "16:30" }, { as: me }));
    practice.kit.clock.moveTo("2026-11-23T16:05:00.001Z");
    expect(outcome(await practice.call("holdSlot", { ...wanted, start: "16:30" }, { as: you }))).toBe("ok");
  });

  test("SCH-25 over a change of the clocks the day keeps its wall clock", async () => {
    expect((await booked(practice, { start: "09:00", date: "2027-03-12" })).startsAt).toBe("2027-03-12T17:00:00.000Z");
    expect((await booked(practice, { start: "09:00", date: "2027-03-15" })).startsAt).toBe("2027-03-15T16:00:00.000Z");
    value(
      await practice.call("saveTemplate", {
        resourceId: practice.chen,
        from: "2027-03-14",
        hours: [{ weekday: 7, start: "00:00", end: "06:00" }],
      }),
    );
    // 02:30 does not exist on 14 March 2027; 03:00 does, right after 01:59.
    expect(
      outcome(
        await practice.call("bookAppointment", await bookingOf(practice, { start: "02:30", date: "2027-03-14" })),
      ),
    ).toBe("outside-template");
    expect((await booked(practice, { start: "03:00", date: "2027-03-14" })).startsAt).toBe("2027-03-14T10:00:00.000Z");
    expect((await booked(practice, { start: "01:45", date: "2027-03-14" })).startsAt).toBe("2027-03-14T09:45:00.000Z");
  });

  test("SCH-101 when the clocks go back, the hour that is there twice is booked once, and a visit lasts into its second time", async () => {
    const date = "2027-11-07";
    const hours = [{ weekday: 7, start: "00:00", end: "04:00" }];
    value(await practice.call("saveTemplate", { resourceId: practice.chen, from: date, hours }));
    const first = await booked(practice, { start: "01:30", date });
    expect(first.startsAt).toBe("2027-11-07T08:30:00.000Z");
    expect(outcome(await practice.call("bookAppointment", await bookingOf(practice, { start: "01:30", date })))).toBe(
      "slot-taken",
    );
    // From 1:45 on daylight time to 1:15 on standard time, half an hour later.
    const into = await booked(practice, { start: "01:45", date, minutes: 30 });
    expect([into.startsAt, into.endsAt]).toEqual(["2027-11-07T08:45:00.000Z", "2027-11-07T09:15:00.000Z"]);
    expect((await booked(practice, { start: "02:00", date })).startsAt).toBe("2027-11-07T10:00:00.000Z");
    expect((await booked(practice, { start: "00:45", date })).startsAt).toBe("2027-11-07T07:45:00.000Z");
  });

  test("SCH-100 a time that was held by a clock an hour ahead is free for others when it is set back", async () => {
    const date = "2026-12-01";
    const wanted = { providerResourceId: practice.chen, date, start: "16:15", minutes: 15 };
    const person = { kind: "staff" as const, name: "M", roles: ["front-desk" as const], sessionId: "a" };
    const me = { ...person, staffId: practice.kit.ids.next<"staff">() };
    const you = { ...person, staffId: practice.kit.ids.next<"staff">() };
    value(await practice.call("holdSlot", wanted, { as: me }));
    const book = async (as: typeof you) =>
      outcome(await practice.call("bookAppointment", await bookingOf(practice, { start: "16:15", date }), { as }));
    expect(await book(you)).toBe("slot-taken");
    await practice.kit.rows(
      "scheduling",
      "update hold set expires_at = expires_at + interval '1 hour' returning hold_id",
    );
    expect(outcome(await practice.call("holdSlot", wanted, { as: you }))).toBe("ok");
    expect(await book(you)).toBe("ok");
  });

  test("SCH-30 moving keeps the patient and the length, and is refused over another", async () => {
    const visit = await booked(practice, { start: "08:00", date: "2026-11-30", minutes: 30, room: practice.room1 });
    const rival = await booked(practice, { start: "09:00", date: "2026-11-30" });
    const to = (start: string, version = 1) => ({
      appointmentId: visit.appointmentId,
      version,
      providerResourceId: practice.chen,
      date: "2026-11-30",
      start,
      minutes: null,
      overbookReason: null,
    });
    expect(outcome(await practice.call("moveAppointment", to("08:45")))).toBe("slot-taken");
    expect(value(await practice.call("moveAppointment", to("08:15")))).toEqual({ version: 2 });
    expect(outcome(await practice.call("moveAppointment", to("08:30")))).toBe("stale-version");
    const moved = value(await practice.call("getAppointment", idOf(visit)));
    expect(moved).toMatchObject({
      start: "08:15",
      minutes: 30,
      patientId: visit.patientId,
      roomResourceId: practice.room1,
    });
    const [event] = (await practice.kit.events("scheduling", "scheduling.appointment-changed.v1")).slice(-1);
    expect(event?.payload).toEqual({ ...moved, change: "moved" });
    expect(rival.version).toBe(1);
  });

  test("SCH-32 to SCH-34 a cancelled time is free at once, and is reinstated only while it is", async () => {
    const visit = await booked(practice, { start: "08:00", date: "2026-12-01" });
    value(await practice.call("cancelAppointment", { ...pick(visit), reason: "sick child" }));
    expect(outcome(await practice.call("cancelAppointment", { ...pick(visit), version: 2, reason: "again" }))).toBe(
      "appointment-not-open",
    );
    value(await practice.call("reinstateAppointment", { ...pick(visit), version: 2 }));
    value(await practice.call("cancelAppointment", { ...pick(visit), version: 3, reason: "for good" }));
    await booked(practice, { start: "08:00", date: "2026-12-01" });
    expect(outcome(await practice.call("reinstateAppointment", { ...pick(visit), version: 4 }))).toBe("slot-taken");
    const kept = value(await practice.call("getAppointment", idOf(visit)));
    expect(kept).toMatchObject({ status: "cancelled", cancelReason: "for good", version: 4 });
  });

  test("SCH-90 a visit is confirmed while it is booked, and a moved one is not confirmed any more", async () => {
    const visit = await booked(practice, { start: "09:30", date: "2026-12-08" });
    const other = await booked(practice, { start: "10:30", date: "2026-12-08" });
    const confirm = (version: number, confirmed = true) =>
      practice.call("confirmAppointment", { ...pick(visit), version, confirmed });
    expect(value(await confirm(1)).version).toBe(2);
    // Said again, nothing changes, and nobody is told.
    expect(value(await confirm(2)).version).toBe(2);
    const [told] = (await practice.kit.events("scheduling", "scheduling.appointment-changed.v1")).slice(-1);
    expect(told?.payload).toMatchObject({ appointmentId: visit.appointmentId, change: "confirmed", version: 2 });
    const both = await Promise.all([visit, other].map((one) => practice.call("getAppointment", idOf(one))));
    expect(both.map((one) => value(one).confirmedAt)).toEqual([practice.kit.clock.now(), null]);
    value(await confirm(2, false));
    value(await confirm(3));
    const to = {
      providerResourceId: practice.chen,
      date: "2026-12-08",
      start: "14:00",
      minutes: null,
      overbookReason: null,
    };
    value(await practice.call("moveAppointment", { ...pick(visit), version: 4, ...to }));
    expect(value(await practice.call("getAppointment", idOf(visit)))).toMatchObject({
      start: "14:00",
      confirmedAt: null,
    });
    value(await practice.call("cancelAppointment", { ...pick(visit), version: 5, reason: "away" }));
    expect(outcome(await confirm(6))).toBe("appointment-not-open");
  });

  test("SCH-33 nobody fails to come to a later day", async () => {
    const visit = await booked(practice, { start: "09:00", date: "2026-12-01" });
    expect(outcome(await practice.call("markNoShow", pick(visit)))).toBe("appointment-not-open");
  });

  test("SCH-21 a provider with columns at two sites has one time, for visits, holds and open times", async () => {
    const second = await columnOfChen(practice);
    const date = "2026-12-02";
    await booked(practice, { start: "09:00", date, minutes: 30 });
    const there = await bookingOf(practice, { start: "09:15", date, provider: second });
    expect(outcome(await practice.call("bookAppointment", there))).toBe("provider-away");
    const hold = { providerResourceId: second, date, start: "09:00", minutes: 15 };
    expect(outcome(await practice.call("holdSlot", hold))).toBe("slot-taken");
    const open = await openStarts(practice, second, date);
    expect(open).toContain("09:30");
    expect(open.filter((start) => start >= "09:00" && start < "09:30")).toEqual([]);
    const later = await booked(practice, { start: "10:00", date, provider: second });
    const to = { providerResourceId: second, date, start: "09:00", minutes: null, overbookReason: null };
    expect(outcome(await practice.call("moveAppointment", { ...pick(later), ...to }))).toBe("provider-away");
    const onPurpose = { ...there, overbookReason: "telephone only" };
    expect(outcome(await practice.call("bookAppointment", onPurpose))).toBe("ok");
    expect(value(await practice.call("getAppointment", idOf(there))).providerStaffId).toBe(practice.chenStaff);
  });

  test("SCH-27 a piece of equipment is planned once, by whichever provider", async () => {
    const { visitTypeId, resourceId } = await ecg(practice);
    const date = "2026-12-03";
    const wanted = { ...(await bookingOf(practice, { start: "09:00", date })), visitTypeId };
    value(await practice.call("bookAppointment", wanted));
    const rival = { ...(await bookingOf(practice, { start: "09:15", date, provider: practice.alvarez })), visitTypeId };
    expect(outcome(await practice.call("bookAppointment", rival))).toBe("equipment-taken");
    const forced = { ...rival, overbookReason: "urgent" };
    expect(outcome(await practice.call("bookAppointment", forced))).toBe("equipment-taken");
    const open = await openStarts(practice, practice.alvarez, date, visitTypeId);
    expect([open.includes("08:30"), open.includes("09:00"), open.includes("09:15"), open.includes("09:30")]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    const other = await bookingOf(practice, { start: "09:00", date, provider: practice.alvarez });
    expect(outcome(await practice.call("bookAppointment", other))).toBe("ok");
    const kind = { visitTypeId: practice.kit.ids.next<"visit-type">(), name: "X", minutes: 15, newPatient: false };
    const rest = { active: true, version: null };
    expect(
      await practice.call("saveVisitType", { ...kind, ...rest, equipmentResourceId: practice.room1 }),
    ).toMatchObject({ error: { code: "invalid-input", field: "equipmentResourceId" } });
    expect(resourceId).not.toBe(practice.room1);
  });

  test("SCH-76 a day has its own hours, and gets the week's back", async () => {
    const date = "2026-12-04";
    await booked(practice, { start: "09:00", date });
    const day = { resourceId: practice.chen, date };
    const set = (hours: { start: string; end: string }[]) =>
      practice.call("saveHoursException", { ...day, hours, reason: "Conference" });
    const at = async (start: string) =>
      outcome(await practice.call("bookAppointment", await bookingOf(practice, { start, date })));
    expect(value(await set([])).bookedVisits).toBe(1);
    expect(await at("10:00")).toBe("outside-template");
    expect(value(await set([{ start: "06:00", end: "10:00" }])).bookedVisits).toBe(0);
    expect([await at("06:00"), await at("10:00")]).toEqual(["ok", "outside-template"]);
    const sheet = value(await practice.call("daySheet", { date, locationId: null }));
    expect(sheet.resources.find((one) => one.resourceId === practice.chen)?.hours).toEqual([
      { start: "06:00", end: "10:00" },
    ]);
    expect(value(await practice.call("resourceHours", { resourceId: practice.chen })).exceptions).toEqual([
      { date, hours: [{ start: "06:00", end: "10:00" }], reason: "Conference" },
    ]);
    expect(await set([{ start: "10:00", end: "09:00" }])).toMatchObject({ error: { field: "hours.0" } });
    value(await practice.call("removeHoursException", day));
    expect([await at("06:15"), await at("10:00")]).toEqual(["outside-template", "ok"]);
    expect(outcome(await practice.call("removeHoursException", day))).toBe("not-found");
    expect(outcome(await practice.call("removeHoursException", { ...day, date: "2026-11-02" }))).toBe("in-the-past");
  });

  test("SCH-76 weekly hours that have not begun are taken back, others are not", async () => {
    const later = {
      resourceId: practice.room2,
      from: "2027-01-01",
      hours: [{ weekday: 1, start: "08:00", end: "12:00" }],
    };
    value(await practice.call("saveTemplate", later));
    expect(value(await practice.call("resourceHours", { resourceId: practice.room2 })).templates).toEqual([
      { from: later.from, hours: later.hours },
    ]);
    value(await practice.call("removeTemplate", { resourceId: later.resourceId, from: later.from }));
    expect(value(await practice.call("resourceHours", { resourceId: practice.room2 })).templates).toEqual([]);
    expect(outcome(await practice.call("removeTemplate", { resourceId: practice.chen, from: "2026-01-01" }))).toBe(
      "in-the-past",
    );
  });

  test("SCH-73 a closure of several days closes each of them until it is taken back", async () => {
    await booked(practice, { start: "11:00", date: "2027-01-05" });
    const closure = {
      closureId: practice.kit.ids.next<"closure">(),
      locationId: null,
      resourceId: practice.chen,
      date: "2027-01-04",
      until: "2027-01-06",
      start: null,
      end: null,
      reason: "Vacation",
    };
    value(await practice.call("addClosure", closure));
    const at = async (date: string) =>
      outcome(await practice.call("bookAppointment", await bookingOf(practice, { start: "09:00", date })));
    expect([await at("2027-01-04"), await at("2027-01-05"), await at("2027-01-06"), await at("2027-01-07")]).toEqual([
      "closed-day",
      "closed-day",
      "closed-day",
      "ok",
    ]);
    const listed = value(await practice.call("listClosures", { from: "2027-01-05" }));
    expect(listed).toEqual([{ ...closure, weekdays: null, keptFor: [], releasedHours: null, bookedVisits: 1 }]);
    expect(outcome(await practice.call("addClosure", { ...closure, until: "2027-01-07" }))).toBe("already-recorded");
    expect(await practice.call("addClosure", { ...closure, until: "2027-01-01" })).toMatchObject({
      error: { field: "until" },
    });
    value(await practice.call("removeClosure", { closureId: closure.closureId }));
    expect(await at("2027-01-05")).toBe("ok");
    expect(outcome(await practice.call("removeClosure", { closureId: closure.closureId }))).toBe("not-found");
  });

  test("SCH-70 a column stays with its person", async () => {
    const chen = value(await practice.call("listResources", {})).find((one) => one.resourceId === practice.chen);
    expect(await practice.call("saveResource", { ...chen!, staffId: practice.alvarezStaff })).toMatchObject({
      error: { code: "invalid-input", field: "staffId" },
    });
  });

  test("SCH-50, SCH-51 open times: the last provider first, the soonest always shown, taken and held ones never", async () => {
    const patientId = await somebody(practice);
    const date = "2026-12-07";
    await booked(practice, { start: "08:00", date, patientId, provider: practice.alvarez });
    await booked(practice, { start: "08:00", date });
    await practice.kit.advanceTo("2026-12-07T15:00:00.000Z");
    const ask = {
      patientId,
      visitTypeId: practice.physical,
      providerResourceId: null,
      locationId: null,
      from: date,
      limit: 5,
    };
    const { slots } = value(await practice.call("findSlots", ask));
    expect(slots).toHaveLength(5);
    expect(slots[0]).toMatchObject({ providerResourceId: expect.any(String), minutes: 30 });
    expect(slots.flatMap((slot) => slot.because)).toContain("soonest");
    const chens = value(await practice.call("findSlots", { ...ask, providerResourceId: practice.chen, limit: 50 }));
    expect(chens.slots[0]).toMatchObject({ date, start: "08:15", providerName: "Wei Chen, MD" });
    // Everything offered can be booked.
    for (const slot of slots) {
      const input = {
        ...(await bookingOf(practice, { start: slot.start, date: slot.date, provider: slot.providerResourceId })),
        visitTypeId: practice.physical,
      };
      expect(outcome(await practice.call("bookAppointment", input))).toMatch(/^(ok|slot-taken|provider-away)$/);
    }
  });

  test("SCH-92 a patient's list has every visit, the first one of many years too", async () => {
    const { appointmentId, patientId } = await booked(practice, { start: "09:00", date: "2026-12-14" });
    await practice.kit.rows(
      "scheduling",
      `insert into appointment select (jsonb_populate_record(a, jsonb_build_object('appointment_id', gen_random_uuid(),
        'status', 'cancelled', 'date', a.date - n * 7, 'starts_at', a.starts_at - n * interval '7 days', 'ends_at', a.ends_at - n * interval '7 days'))).*
      from appointment as a, generate_series(1, 600) as n where a.appointment_id = '${appointmentId}'`,
    );
    const all = value(await practice.call("patientAppointments", { patientId }));
    expect(all).toHaveLength(601);
    expect(all[0]).toMatchObject({ appointmentId });
    expect(all.at(-1)?.date).toBe("2015-06-15");
  });
});

/** A second column of Chen's, at another site. */
async function columnOfChen(practice: TestPractice) {
  const resourceId = practice.kit.ids.next<"resource">();
  const column = { kind: "provider" as const, name: "Wei Chen, MD", staffId: practice.chenStaff };
  const locationId = practice.kit.ids.next<"location">();
  value(await practice.call("saveResource", { ...column, resourceId, locationId, active: true, version: null }));
  const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: "08:00", end: "17:00" }));
  value(await practice.call("saveTemplate", { resourceId, from: "2026-01-01", hours }));
  return resourceId;
}

/** A kind of visit of half an hour that needs the one ECG machine. */
async function ecg(practice: TestPractice) {
  const { locationId, kit } = practice;
  const resourceId = kit.ids.next<"resource">();
  const machine = { resourceId, kind: "equipment" as const, name: "ECG", staffId: null, locationId };
  value(await practice.call("saveResource", { ...machine, active: true, version: null }));
  const visitTypeId = kit.ids.next<"visit-type">();
  const type = { visitTypeId, name: "ECG", minutes: 30, newPatient: false, equipmentResourceId: resourceId };
  value(await practice.call("saveVisitType", { ...type, active: true, version: null }));
  return { visitTypeId, resourceId };
}

async function openStarts(practice: TestPractice, provider: string, date: string, visitTypeId?: string) {
  const ask = { patientId: null, visitTypeId: visitTypeId ?? practice.followUp, providerResourceId: provider };
  const { slots } = value(await practice.call("findSlots", { ...ask, locationId: null, from: date, limit: 50 }));
  return slots.filter((slot) => slot.date === date).map((slot) => slot.start);
}

function pick({ appointmentId, version }: { appointmentId: string; version: number }) {
  return { appointmentId, version };
}

function idOf({ appointmentId }: { appointmentId: string }) {
  return { appointmentId };
}
