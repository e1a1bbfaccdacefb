import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bookingOf, MONDAY, openPractice, outcome, value, type TestPractice } from "./test/practice.ts";

const TUESDAY = "2026-11-24";
const WEDNESDAY = "2026-11-25";

describe.each(databaseKinds)("kept times on %s", (database) => {
  let practice: TestPractice;
  beforeEach(async () => void (practice = await openPractice(database)));
  afterEach(() => practice.kit.stop());

  const closure = (more: object) => ({
    closureId: practice.kit.ids.next<"closure">(),
    locationId: null,
    resourceId: practice.chen as string | null,
    date: MONDAY,
    until: "2026-12-31",
    start: "11:00",
    end: "12:00",
    reason: "Urgent visits",
    ...more,
  });
  const book = async (date: string, start: string, more: object = {}) =>
    outcome(await practice.call("bookAppointment", { ...(await bookingOf(practice, { date, start })), ...more }));
  const openOn = async (date: string, visitTypeId = practice.followUp) => {
    const ask = { patientId: null, visitTypeId, providerResourceId: practice.chen, locationId: null, from: date };
    const { slots } = value(await practice.call("findSlots", { ...ask, limit: 50 }));
    return slots.filter((slot) => slot.date === date && slot.start >= "11:00" && slot.start < "12:00").length;
  };
  const shownOn = async (date: string) => value(await practice.call("daySheet", { date, locationId: null })).closures;

  test("SCH-307, SCH-310 time is kept for a kind of visit: others are not offered it, and booked there with a reason alone", async () => {
    const input = closure({ keptFor: [practice.physical] });
    value(await practice.call("addClosure", input));
    expect([await openOn(TUESDAY), await openOn(TUESDAY, practice.physical)]).toEqual([0, 3]);
    expect(await book(TUESDAY, "11:00")).toBe("time-kept");
    expect(await book(TUESDAY, "11:00", { overbookReason: "  " })).toBe("overbook-reason-required");
    expect(await book(TUESDAY, "11:00", { overbookReason: "Came from the emergency room" })).toBe("ok");
    expect(await book(TUESDAY, "11:15", { visitTypeId: practice.physical })).toBe("ok");
    expect(await shownOn(TUESDAY)).toEqual([
      {
        resourceId: practice.chen,
        locationId: null,
        start: "11:00",
        end: "12:00",
        reason: "Urgent visits",
        keptFor: ["Physical"],
        released: null,
      },
    ]);
    // Nobody has to be moved out of it, and another provider's time is nobody's concern.
    const [listed] = value(await practice.call("listClosures", { from: MONDAY }));
    expect(listed).toEqual({ ...input, weekdays: null, releasedHours: null, bookedVisits: 0 });
    expect(value(await practice.call("closureVisits", { closureId: input.closureId }))).toEqual([]);
    expect(await book(TUESDAY, "11:00", { providerResourceId: practice.alvarez })).toBe("ok");
  });

  test("SCH-307 a visit is moved into kept time where it is of its kind, and a time is held there before the kind is known", async () => {
    value(await practice.call("addClosure", closure({ keptFor: [practice.physical] })));
    const moved = async (visitTypeId: string) => {
      const at = { date: WEDNESDAY, start: visitTypeId === practice.physical ? "09:00" : "10:00" };
      const wanted = { ...(await bookingOf(practice, at)), visitTypeId };
      const { appointmentId, version } = value(await practice.call("bookAppointment", wanted));
      const to = { providerResourceId: practice.chen, date: WEDNESDAY, start: "11:00", minutes: null };
      const input = { appointmentId, version, ...to, overbookReason: null };
      return outcome(await practice.call("moveAppointment", input));
    };
    const held = { providerResourceId: practice.chen, date: WEDNESDAY, start: "11:30", minutes: 15 };
    expect(outcome(await practice.call("holdSlot", held))).toBe("ok");
    expect([await moved(practice.followUp), await moved(practice.physical)]).toEqual(["time-kept", "ok"]);
  });

  test("SCH-308, SCH-310 it is everybody's so many hours before, of that day alone", async () => {
    value(await practice.call("addClosure", closure({ keptFor: [practice.physical], releasedHours: 24 })));
    // 24 hours before Tuesday, 11:00 in San Diego.
    const release = "2026-11-23T19:00:00.000Z";
    expect((await shownOn(TUESDAY))[0]).toMatchObject({ released: { date: MONDAY, time: "11:00" } });
    practice.kit.clock.moveTo(addMinutes(release, -1));
    expect([await openOn(TUESDAY), await book(TUESDAY, "11:00")]).toEqual([0, "time-kept"]);
    practice.kit.clock.moveTo(release);
    expect([await openOn(TUESDAY), await openOn(WEDNESDAY)]).toEqual([4, 0]);
    expect([await book(TUESDAY, "11:00"), await book(WEDNESDAY, "11:00")]).toEqual(["ok", "time-kept"]);
    expect([await shownOn(TUESDAY), (await shownOn(WEDNESDAY)).length]).toEqual([[], 1]);
  });

  test("SCH-306 a meeting each Tuesday closes the Tuesdays; visits of other days are not to be moved", async () => {
    for (const date of [TUESDAY, WEDNESDAY]) expect(await book(date, "11:00")).toBe("ok");
    const meeting = closure({ resourceId: null, weekdays: [2], reason: "Staff meeting" });
    value(await practice.call("addClosure", meeting));
    expect([await openOn(TUESDAY), await openOn(WEDNESDAY), await openOn("2026-12-01")]).toEqual([0, 3, 0]);
    expect([await book("2026-12-01", "11:30"), await book("2026-12-02", "11:30")]).toEqual(["closed-day", "ok"]);
    expect([(await shownOn(TUESDAY)).length, (await shownOn(WEDNESDAY)).length]).toEqual([1, 0]);
    const visits = value(await practice.call("closureVisits", { closureId: meeting.closureId }));
    expect(visits.map((one) => one.date)).toEqual([TUESDAY]);
    expect(value(await practice.call("listClosures", { from: MONDAY }))[0]?.bookedVisits).toBe(1);
    // Sent again it is one; with other days it is another wish.
    expect(outcome(await practice.call("addClosure", meeting))).toBe("ok");
    expect(outcome(await practice.call("addClosure", { ...meeting, weekdays: [3] }))).toBe("already-recorded");
  });

  test("SCH-309 what has begun and is taken back ends the day before; what has not is gone", async () => {
    const begun = closure({ date: "2026-11-02", weekdays: [2] });
    value(await practice.call("addClosure", begun));
    value(await practice.call("removeClosure", { closureId: begun.closureId }));
    expect((await shownOn("2026-11-17")).map((one) => one.reason)).toEqual(["Urgent visits"]);
    expect([await shownOn(TUESDAY), await book(TUESDAY, "11:00")]).toEqual([[], "ok"]);
    expect(outcome(await practice.call("removeClosure", { closureId: begun.closureId }))).toBe("in-the-past");
    const ahead = closure({ date: MONDAY });
    value(await practice.call("addClosure", ahead));
    value(await practice.call("removeClosure", { closureId: ahead.closureId }));
    expect(outcome(await practice.call("removeClosure", { closureId: ahead.closureId }))).toBe("not-found");
  });

  test("SCH-307 kinds of visit that are not offered are named, and so is a release of closed time", async () => {
    const add = async (more: object) => practice.call("addClosure", closure(more));
    expect(await add({ keptFor: [practice.kit.ids.next<"visit-type">()] })).toMatchObject({
      error: { code: "not-found", field: "keptFor" },
    });
    expect(await add({ releasedHours: 2 })).toMatchObject({ error: { code: "invalid-input", field: "releasedHours" } });
  });
});
