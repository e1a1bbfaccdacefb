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
  }, 60_000);
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
    expect(sheet.appointments).toContainEqual(visit);
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

  test("SCH-33 nobody fails to come to a later day", async () => {
    const visit = await booked(practice, { start: "09:00", date: "2026-12-01" });
    expect(outcome(await practice.call("markNoShow", pick(visit)))).toBe("appointment-not-open");
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
      expect(outcome(await practice.call("bookAppointment", input))).toMatch(/^(ok|slot-taken)$/);
    }
  });
});

function pick({ appointmentId, version }: { appointmentId: string; version: number }) {
  return { appointmentId, version };
}

function idOf({ appointmentId }: { appointmentId: string }) {
  return { appointmentId };
}
