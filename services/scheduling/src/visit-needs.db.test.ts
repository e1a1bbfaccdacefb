import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MONDAY, bookingOf, openPractice, outcome, value, type TestPractice } from "./test/practice.ts";

const SURGERY = { name: "Minor surgery", minutes: 30, newPatient: false, equipmentResourceId: null, active: true };

describe.each(databaseKinds)("what a visit needs, on %s", (database) => {
  let practice: TestPractice;
  let visitTypeId: string;
  beforeAll(async () => {
    practice = await openPractice(database);
    await ofKind(practice.room2, "Room 2", "Procedure room");
    visitTypeId = await save({ roomKind: "Procedure room" });
  });
  afterAll(() => practice.kit.stop());

  async function ofKind(resourceId: string, name: string, roomKind: string | null) {
    const room = { resourceId, kind: "room" as const, name, staffId: null, locationId: practice.locationId, roomKind };
    const { version } = value(await practice.call("listResources", {})).find(
      (one) => one.resourceId === resourceId,
    ) ?? {
      version: null,
    };
    value(await practice.call("saveResource", { ...room, active: true, version }));
  }
  async function save(needs: object) {
    const id = practice.kit.ids.next<"visit-type">();
    value(await practice.call("saveVisitType", { ...SURGERY, visitTypeId: id, version: null, ...needs }));
    return id;
  }
  async function book(start: string, provider: TestPractice["chen"], date = MONDAY, ofType = visitTypeId) {
    const input = { ...(await bookingOf(practice, { start, provider, date })), visitTypeId: ofType };
    const tried = await practice.call("bookAppointment", input);
    return { input, tried };
  }
  const visitOf = async ({ appointmentId }: { appointmentId: string }) =>
    value(await practice.call("getAppointment", { appointmentId }));
  async function open(provider: string, date: string, ofType = visitTypeId) {
    const ask = { patientId: null, visitTypeId: ofType, providerResourceId: provider, locationId: null };
    const { slots } = value(await practice.call("findSlots", { ...ask, from: date, limit: 50 }));
    return slots.filter((slot) => slot.date === date);
  }

  test("SCH-290 a kind of visit takes as long as it takes with the person, wherever a length is read", async () => {
    const own = await save({ providerMinutes: [{ staffId: practice.alvarezStaff, minutes: 60 }] });
    const date = "2026-11-30";
    const [withChen, withAlvarez] = [await open(practice.chen, date, own), await open(practice.alvarez, date, own)];
    expect([withChen.at(-1), withAlvarez.at(-1)]).toMatchObject([
      { start: "16:30", minutes: 30 },
      { start: "16:00", minutes: 60 },
    ]);
    const [short, long] = [
      await book("16:00", practice.chen, date, own),
      await book("16:00", practice.alvarez, date, own),
    ];
    expect(await visitOf(short.input)).toMatchObject({ minutes: 30, endsAt: "2026-12-01T00:30:00.000Z" });
    expect(await visitOf(long.input)).toMatchObject({ minutes: 60, endsAt: "2026-12-01T01:00:00.000Z" });
    expect(outcome((await book("16:30", practice.alvarez, "2026-12-07", own)).tried)).toBe("outside-template");
    const after = { ...(await bookingOf(practice, { start: "16:30", date, provider: practice.alvarez })) };
    expect(outcome(await practice.call("bookAppointment", after))).toBe("slot-taken");
  });

  test("SCH-290 visits in a row have each the length of whom they are with", async () => {
    const own = await save({ name: "Own", providerMinutes: [{ staffId: practice.alvarezStaff, minutes: 60 }] });
    const [one, two] = [await bookingOf(practice, { start: "08:00" }), await bookingOf(practice, { start: "08:00" })];
    const visit = (patientId: string) => ({
      patientId,
      visitTypeId: own,
      providerResourceId: practice.alvarez as string,
    });
    const { options } = value(
      await practice.call("findTogether", {
        visits: [visit(one.patientId), visit(two.patientId)],
        arrangement: "in-a-row",
        from: "2026-12-08",
        leadMinutes: null,
        groupId: null,
        limit: 1,
      }),
    );
    expect(options[0]?.visits.map(({ start, minutes }) => `${start} ${minutes}`)).toEqual(["08:00 60", "09:00 60"]);
  });

  test("SCH-290 one person has one length, and the field of the second is named", async () => {
    const twice = [30, 45].map((minutes) => ({ staffId: practice.chenStaff, minutes }));
    const input = { ...SURGERY, visitTypeId: practice.kit.ids.next<"visit-type">(), version: null };
    expect(await practice.call("saveVisitType", { ...input, providerMinutes: twice })).toMatchObject({
      error: { code: "invalid-input", field: "providerMinutes.1.staffId" },
    });
  });

  test("SCH-291 a free room of the kind is planned; where none is, the kind is named and no reason overrides it", async () => {
    const first = await book("09:00", practice.chen);
    expect((await visitOf(first.input)).roomResourceId).toBe(practice.room2);
    const second = await book("09:15", practice.alvarez);
    expect(second.tried).toMatchObject({
      error: { code: "no-room-free", field: "start", detail: { room: "Procedure room" } },
    });
    const forced = { ...second.input, overbookReason: "urgent" };
    expect(outcome(await practice.call("bookAppointment", forced))).toBe("no-room-free");
    // Another kind of visit needs no room and is not in its way; nor does it take the room.
    const plain = await bookingOf(practice, { start: "09:15", provider: practice.alvarez });
    expect(outcome(await practice.call("bookAppointment", plain))).toBe("ok");
    expect((await visitOf(plain)).roomResourceId).toBeNull();
  });

  test("SCH-291 only times at which one room is free for the whole visit are open; two that are free in turn are none", async () => {
    const date = "2026-12-01";
    await ofKind(practice.room1, "Room 1", "Procedure room");
    const short = await bookingOf(practice, { start: "10:00", provider: practice.chen, room: practice.room1, date });
    const next = await bookingOf(practice, { start: "10:15", provider: practice.chen, room: practice.room2, date });
    for (const one of [short, next]) value(await practice.call("bookAppointment", one));
    const starts = (await open(practice.alvarez, date)).map((slot) => slot.start);
    expect(["09:30", "09:45", "10:00", "10:15", "10:30"].filter((start) => starts.includes(start))).toEqual([
      "09:30",
      "09:45",
      "10:15",
      "10:30",
    ]);
    expect(outcome((await book("10:00", practice.alvarez, date)).tried)).toBe("no-room-free");
    await ofKind(practice.room1, "Room 1", null);
  });

  test("SCH-291 a room that is closed is none", async () => {
    const date = "2026-12-02";
    const closure = { locationId: null, resourceId: practice.room2, date, until: date, start: "08:00", end: "10:00" };
    const closureId = practice.kit.ids.next<"closure">();
    value(await practice.call("addClosure", { ...closure, closureId, reason: "Floor" }));
    expect((await open(practice.chen, date))[0]?.start).toBe("10:00");
    expect(outcome((await book("09:30", practice.chen, date)).tried)).toBe("no-room-free");
    expect(outcome((await book("10:00", practice.chen, date)).tried)).toBe("ok");
  });

  test("SCH-291 the same booking sent again is the same, though a room was chosen for it", async () => {
    const { input } = await book("14:00", practice.chen);
    expect(outcome(await practice.call("bookAppointment", input))).toBe("ok");
    expect(outcome(await practice.call("bookAppointment", { ...input, roomResourceId: practice.room1 }))).toBe(
      "already-recorded",
    );
  });

  test("SCH-292 a visit that moves has a room of its kind there too, or is not moved", async () => {
    const date = "2026-12-03";
    const rival = await book("09:00", practice.alvarez, date);
    const { input } = await book("11:00", practice.chen, date);
    const { version } = await visitOf(input);
    const to = { providerResourceId: practice.chen, date, minutes: null, overbookReason: null };
    const move = { appointmentId: input.appointmentId, version, ...to };
    expect(outcome(await practice.call("moveAppointment", { ...move, start: "09:00" }))).toBe("no-room-free");
    await ofKind(practice.room1, "Room 1", "Procedure room");
    expect(outcome(await practice.call("moveAppointment", { ...move, start: "09:00" }))).toBe("ok");
    const rooms = [(await visitOf(input)).roomResourceId, (await visitOf(rival.input)).roomResourceId];
    expect(rooms).toEqual([practice.room1, practice.room2]);
    await ofKind(practice.room1, "Room 1", null);
  });

  test("SCH-292 what was cancelled comes back with a room of its kind, or not at all", async () => {
    const date = "2026-12-04";
    const { input } = await book("09:00", practice.chen, date);
    const seen = { appointmentId: input.appointmentId, version: (await visitOf(input)).version };
    const cancelled = value(await practice.call("cancelAppointment", { ...seen, reason: "ill" }));
    value((await book("09:00", practice.alvarez, date)).tried);
    const back = { appointmentId: input.appointmentId, version: cancelled.version };
    expect(outcome(await practice.call("reinstateAppointment", back))).toBe("no-room-free");
    await ofKind(practice.room1, "Room 1", "Procedure room");
    expect(outcome(await practice.call("reinstateAppointment", back))).toBe("ok");
    expect((await visitOf(input)).roomResourceId).toBe(practice.room1);
    await ofKind(practice.room1, "Room 1", null);
  });

  test("SCH-293 a kind of room that no room has is refused at its field", async () => {
    const input = { ...SURGERY, visitTypeId: practice.kit.ids.next<"visit-type">(), version: null };
    expect(await practice.call("saveVisitType", { ...input, roomKind: "Gym" })).toMatchObject({
      error: { code: "invalid-input", field: "roomKind" },
    });
  });

  test("SCH-294 what the patient does before stands with the visit, in both languages", async () => {
    const preparation = { preparation: "Only water for 8 hours.", preparationEs: "Solo agua durante 8 horas." };
    const id = await save({ name: "Fasting", ...preparation });
    const { input } = await book("15:00", practice.chen, MONDAY, id);
    expect((await visitOf(input)).preparation).toEqual({
      en: "Only water for 8 hours.",
      es: "Solo agua durante 8 horas.",
    });
    const plain = await bookingOf(practice, { start: "15:30" });
    value(await practice.call("bookAppointment", plain));
    expect((await visitOf(plain)).preparation).toBeNull();
  });

  test("SCH-295 who is booked inside a closure, of a provider or of the room that is planned, stays on its list until moved", async () => {
    const date = "2026-12-10";
    const withChen = await book("09:00", practice.chen, date);
    const inRoom = await book("10:00", practice.alvarez, date);
    const plain = await bookingOf(practice, { start: "10:00", provider: practice.chen, date });
    value(await practice.call("bookAppointment", plain));
    const close = async (resourceId: string, start: string, end: string) => {
      const closureId = practice.kit.ids.next<"closure">();
      const closure = { closureId, locationId: null, resourceId, date, until: date, start, end, reason: "Sick" };
      value(await practice.call("addClosure", closure));
      return closureId;
    };
    const [sick, floor] = [await close(practice.chen, "08:00", "09:30"), await close(practice.room2, "09:30", "12:00")];
    const listed = async (closureId: string) =>
      value(await practice.call("closureVisits", { closureId })).map((one) => one.appointmentId as string);
    expect(await listed(sick)).toEqual([withChen.input.appointmentId]);
    expect(await listed(floor)).toEqual([inRoom.input.appointmentId]);
    const counts = value(await practice.call("listClosures", { from: date })).map((one) => one.bookedVisits);
    expect(counts).toEqual([1, 1]);
    const { version } = await visitOf(withChen.input);
    const to = { providerResourceId: practice.chen, date: "2026-12-11", start: "09:00", minutes: null };
    const move = { appointmentId: withChen.input.appointmentId, version, ...to, overbookReason: null };
    value(await practice.call("moveAppointment", move));
    expect(await listed(sick)).toEqual([]);
    const nothing = await practice.call("closureVisits", { closureId: practice.kit.ids.next<"closure">() });
    expect(outcome(nothing)).toBe("not-found");
  });
});
