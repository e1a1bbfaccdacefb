import type { SeriesRule } from "@practicum/contracts/scheduling/series";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { booked, openPractice, outcome, somebody, value, type TestPractice } from "./test/practice.ts";

const TUESDAY = "2026-11-24";
const weekly = (count: number): SeriesRule => ({
  every: 1,
  unit: "week",
  weekdays: [],
  monthly: "date",
  ends: { by: "count", count },
});

describe.each(databaseKinds)("recurring series on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  const id = () => practice.kit.ids.next<string>();
  const ask = (patientId: string, count: number, more: object = {}) => ({
    patientId,
    visitTypeId: practice.followUp as string,
    providerResourceId: practice.chen as string,
    date: TUESDAY,
    start: "09:00",
    rule: weekly(count),
    ...more,
  });
  type Asked = ReturnType<typeof ask>;
  const plan = async (asked: Asked) => value(await practice.call("planSeries", asked));
  const wishOf = (asked: Asked, visits: readonly object[]) => ({
    ...asked,
    seriesId: id(),
    reason: "Allergy injection",
    visits: visits as { appointmentId: string; on: string; date: string; start: string; providerResourceId: string }[],
  });
  type Planned = Awaited<ReturnType<typeof plan>>["visits"];
  const each = (visits: Planned) =>
    visits.map(({ on, date, start, providerResourceId }) => ({
      appointmentId: id(),
      on,
      date,
      start,
      providerResourceId,
    }));
  const book = async (asked: Asked) => {
    const wish = wishOf(asked, each((await plan(asked)).visits));
    const { visits } = value(await practice.call("bookSeries", wish));
    return { ...wish, seen: visits };
  };
  const series = async (seriesId: string) => value(await practice.call("getSeries", { seriesId }));
  const places = async (seriesId: string) =>
    (await series(seriesId)).visits.map((one) => `${one.date} ${one.start}${one.series?.apart ? " apart" : ""}`);
  const get = async (appointmentId: string) => value(await practice.call("getAppointment", { appointmentId }));
  const count = async () =>
    must((await practice.kit.rows<{ n: number }>("scheduling", "select count(*)::int as n from appointment"))[0]).n;
  const slot = (date: string, start = "09:00", providerResourceId: string = practice.chen) => ({
    providerResourceId,
    date,
    start,
  });
  const moveTo = async (
    seriesId: string,
    appointmentId: string,
    scope: "later" | "ahead",
    target: ReturnType<typeof slot>,
  ) => {
    const anchor = { seriesId, appointmentId, reach: scope, target };
    const planned = value(await practice.call("planSeriesMove", anchor));
    const visits = planned.visits.map(({ appointmentId: one, version, providerResourceId, date, start }) => ({
      appointmentId: one,
      version,
      providerResourceId,
      date,
      start,
    }));
    return { planned, command: { ...anchor, changeId: id(), visits } };
  };
  const moveAlone = async (appointmentId: string, to: ReturnType<typeof slot>) => {
    const { version } = await get(appointmentId);
    value(
      await practice.call("moveAppointment", { appointmentId, version, ...to, minutes: null, overbookReason: null }),
    );
  };

  test("SCH-207, SCH-208 each visit is checked as a booking, with what could be instead, and nothing is booked", async () => {
    const [patientId, start] = [await somebody(practice), "11:00"];
    const asked = ask(patientId, 8, { start });
    // Another patient of the provider; the patient elsewhere; a holiday; other hours of a day.
    await booked(practice, { date: "2026-12-01", start });
    await booked(practice, { date: "2026-12-08", start, provider: practice.alvarez, patientId: patientId as never });
    const closureId = id();
    const closure = { locationId: null, resourceId: null, start: null, end: null };
    value(
      await practice.call("addClosure", {
        ...closure,
        closureId,
        date: "2026-12-15",
        until: "2026-12-15",
        reason: "Holiday",
      }),
    );
    value(
      await practice.call("saveHoursException", {
        resourceId: practice.chen,
        date: "2026-12-22",
        hours: [{ start: "13:00", end: "17:00" }],
        reason: "Training",
      }),
    );
    const before = await count();
    const planned = await plan(asked);
    value(await practice.call("removeClosure", { closureId }));
    value(await practice.call("removeHoursException", { resourceId: practice.chen, date: "2026-12-22" }));
    expect(planned.visits.map((one) => [one.on, one.conflict])).toEqual([
      ["2026-11-24", null],
      ["2026-12-01", "slot-taken"],
      ["2026-12-08", "patient-overlap"],
      ["2026-12-15", "closed-day"],
      ["2026-12-22", "outside-template"],
      ["2026-12-29", null],
      ["2027-01-05", null],
      ["2027-01-12", null],
    ]);
    const named = planned.visits.map((one) =>
      one.proposals.map((other) => `${other.date} ${other.start} ${other.providerName.slice(0, 3)}`),
    );
    expect(named[0]).toEqual([]);
    expect(named[1]).toEqual(["2026-12-01 10:45 Wei", "2026-12-01 11:00 Ana", "2026-11-30 11:00 Wei"]);
    // Where the patient is elsewhere then, so is no other provider of use.
    expect(named[2]).toEqual(["2026-12-08 10:45 Wei", "2026-12-07 11:00 Wei", "2026-12-08 11:15 Wei"]);
    expect(named[3]).toEqual(["2026-12-14 11:00 Wei", "2026-12-16 11:00 Wei", "2026-12-14 11:00 Ana"]);
    expect(named[4]?.slice(0, 2)).toEqual(["2026-12-22 13:00 Wei", "2026-12-22 11:00 Ana"]);
    expect([await count(), planned.minutes, planned.bookedDays]).toEqual([before, 15, ["2026-12-08"]]);

    // One is left out, the others are put elsewhere: all are booked by one command, and say what they are.
    const chosen = planned.visits.flatMap((one, i) =>
      i === 3 ? [] : [{ ...one, ...(one.conflict ? must(one.proposals[0]) : {}) }],
    );
    const wish = wishOf(asked, each(chosen));
    const { visits } = value(await practice.call("bookSeries", wish));
    expect(await places(wish.seriesId)).toEqual([
      "2026-11-24 11:00",
      "2026-12-01 10:45 apart",
      "2026-12-08 10:45 apart",
      "2026-12-22 13:00 apart",
      "2026-12-29 11:00",
      "2027-01-05 11:00",
      "2027-01-12 11:00",
    ]);
    // SCH-216: the third of seven, on the patient's list and the day sheet.
    const list = value(await practice.call("patientAppointments", { patientId }));
    const third = { seriesId: wish.seriesId, place: 3, of: 7, apart: true };
    expect(list.find((one) => one.appointmentId === visits[2]?.appointmentId)?.series).toEqual(third);
    const sheet = value(await practice.call("daySheet", { date: "2026-12-08", locationId: null }));
    expect(sheet.appointments.map((one) => one.series)).toContainEqual(third);
    expect(sheet.appointments.map((one) => one.series)).toContain(null);
  });

  test("SCH-207 a patient, a provider or a kind of visit that is not there is no conflict of a day; a rule that does not fit names its field", async () => {
    const patientId = await somebody(practice);
    const fieldOf = async (asked: Asked) => {
      const planned = await practice.call("planSeries", asked);
      return planned.ok ? "ok" : planned.error.field;
    };
    expect(await fieldOf(ask(id(), 3))).toBe("patientId");
    expect(await fieldOf(ask(patientId, 3, { providerResourceId: id() }))).toBe("providerResourceId");
    expect(await fieldOf(ask(patientId, 3, { visitTypeId: id() }))).toBe("visitTypeId");
    const ends = { by: "until" as const, until: TUESDAY };
    expect(await fieldOf(ask(patientId, 3, { rule: { ...weekly(3), ends } }))).toBe("rule.ends.until");
  });

  test("SCH-209 whole or not at all: what stands in the way is named by its place; sent again it is one series, with a change it is refused", async () => {
    const asked = ask(await somebody(practice), 4, { start: "08:00" });
    const wish = wishOf(asked, each((await plan(asked)).visits));
    const rival = await booked(practice, { date: "2026-12-08", start: "08:00" });
    const before = await count();
    expect(await practice.call("bookSeries", wish)).toMatchObject({
      error: { code: "slot-taken", field: "visits.2.start" },
    });
    expect(await count()).toBe(before);
    expect(
      await practice.kit.rows("scheduling", `select 1 from visit_series where series_id = '${wish.seriesId}'`),
    ).toEqual([]);
    value(
      await practice.call("cancelAppointment", {
        appointmentId: rival.appointmentId,
        version: rival.version,
        reason: "test",
      }),
    );
    const first = value(await practice.call("bookSeries", wish));
    expect(value(await practice.call("bookSeries", wish))).toEqual(first);
    expect(await count()).toBe(before + 4);
    const but = async (more: object) => outcome(await practice.call("bookSeries", { ...wish, ...more }));
    expect(await but({ reason: "something else" })).toBe("already-recorded");
    expect(await but({ visits: wish.visits.slice(0, 3) })).toBe("already-recorded");
    expect(await but({ rule: { ...weekly(4), every: 2 }, visits: wish.visits })).toBe("invalid-input");
    expect(await but({ rule: weekly(5) })).toBe("already-recorded");
    const strange = wish.visits.map((one, i) => (i === 1 ? { ...one, on: "2026-12-02" } : one));
    expect(await practice.call("bookSeries", { ...wish, seriesId: id(), visits: strange })).toMatchObject({
      error: { code: "invalid-input", field: "visits.1.on" },
    });
  });

  test("SCH-218 each visit is announced as a booking, and a refused series announces none", async () => {
    const events = async () => (await practice.kit.events("scheduling", "scheduling.appointment-booked.v1")).length;
    const before = await events();
    const asked = ask(await somebody(practice), 5, { start: "08:15" });
    const wish = await book(asked);
    expect(await events()).toBe(before + 5);
    const again = { ...wish, seriesId: id(), visits: wish.visits.map((one) => ({ ...one, appointmentId: id() })) };
    const { seen: _, ...input } = again;
    expect(outcome(await practice.call("bookSeries", input))).toBe("patient-overlap");
    expect(await events()).toBe(before + 5);
  });

  test("SCH-211, SCH-213, SCH-215 this and later are moved, an exception keeps its time, and all comes back by the undo", async () => {
    const wish = await book(ask(await somebody(practice), 6, { start: "13:15" }));
    const [, second, third, , , last] = wish.seen;
    await moveAlone(must(third).appointmentId, slot("2026-12-09", "14:00"));
    const before = await places(wish.seriesId);
    expect(before[2]).toBe("2026-12-09 14:00 apart");
    const { planned, command } = await moveTo(
      wish.seriesId,
      must(second).appointmentId,
      "later",
      slot("2026-12-02", "13:45"),
    );
    expect(planned.visits.map((one) => [one.place, one.date, one.start, one.conflict])).toEqual([
      [2, "2026-12-02", "13:45", null],
      [4, "2026-12-16", "13:45", null],
      [5, "2026-12-23", "13:45", null],
      [6, "2026-12-30", "13:45", null],
    ]);
    expect(planned.apart).toEqual([{ place: 3, ...slot("2026-12-09", "14:00") }]);
    const done = value(await practice.call("moveSeries", command));
    const after = [
      "2026-11-24 13:15",
      "2026-12-02 13:45",
      "2026-12-09 14:00 apart",
      "2026-12-16 13:45",
      "2026-12-23 13:45",
      "2026-12-30 13:45",
    ];
    expect(await places(wish.seriesId)).toEqual(after);
    // Sent again it is done once; another change under its id is none.
    expect(value(await practice.call("moveSeries", command))).toEqual(done);
    expect(await places(wish.seriesId)).toEqual(after);
    expect(outcome(await practice.call("moveSeries", { ...command, reach: "ahead" }))).toBe("already-recorded");
    expect((await series(wish.seriesId)).undoable).toMatchObject({
      changeId: command.changeId,
      kind: "moved",
      count: 4,
    });
    const undone = value(await practice.call("undoSeriesChange", { changeId: command.changeId }));
    expect(await places(wish.seriesId)).toEqual(before);
    expect(value(await practice.call("undoSeriesChange", { changeId: command.changeId }))).toEqual(undone);
    expect((await series(wish.seriesId)).undoable).toBeNull();
    // An exception that goes back to its place is none any more, and follows again.
    await moveAlone(must(third).appointmentId, slot("2026-12-08", "13:15"));
    const all = await moveTo(wish.seriesId, must(last).appointmentId, "ahead", slot("2026-12-28", "13:15"));
    expect(all.planned.visits.map((one) => one.place)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(all.planned.apart).toEqual([]);
  });

  test("SCH-211 a week later, where each goes where the next one is; a day earlier; all or none", async () => {
    const wish = await book(ask(await somebody(practice), 4, { start: "14:00" }));
    const [first, second] = wish.seen;
    const later = await moveTo(wish.seriesId, must(first).appointmentId, "ahead", slot("2026-12-01", "14:00"));
    expect(later.planned.visits.map((one) => one.conflict)).toEqual([null, null, null, null]);
    value(await practice.call("moveSeries", later.command));
    expect(await places(wish.seriesId)).toEqual(
      ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22"].map((date) => `${date} 14:00`),
    );
    value(await practice.call("undoSeriesChange", { changeId: later.command.changeId }));
    // Somebody stands in the way of the third: it is said with other times, and none has moved by a command that insists.
    await booked(practice, { date: "2026-12-07", start: "14:00" });
    const earlier = await moveTo(wish.seriesId, must(first).appointmentId, "ahead", slot("2026-11-23", "14:00"));
    expect(earlier.planned.visits.map((one) => [one.date, one.conflict, one.proposals.length])).toEqual([
      ["2026-11-23", null, 0],
      ["2026-11-30", null, 0],
      ["2026-12-07", "slot-taken", 3],
      ["2026-12-14", null, 0],
    ]);
    expect(await practice.call("moveSeries", earlier.command)).toMatchObject({
      error: { code: "slot-taken", field: "visits.2.start" },
    });
    expect(await places(wish.seriesId)).toEqual(
      ["2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15"].map((date) => `${date} 14:00`),
    );
    // It stays where it is, as an exception; the others go. The undo makes it one of the series again.
    const stays = earlier.command.visits.map((one, i) => (i === 2 ? { ...one, ...slot("2026-12-08", "14:00") } : one));
    value(await practice.call("moveSeries", { ...earlier.command, visits: stays }));
    expect(await places(wish.seriesId)).toEqual([
      "2026-11-23 14:00",
      "2026-11-30 14:00",
      "2026-12-08 14:00 apart",
      "2026-12-14 14:00",
    ]);
    expect((await get(must(wish.seen[2]).appointmentId)).version).toBe(3);
    value(await practice.call("undoSeriesChange", { changeId: earlier.command.changeId }));
    expect((await places(wish.seriesId))[2]).toBe("2026-12-08 14:00");
    // What was changed by somebody else since it was shown is not moved over their heads.
    const seen = await moveTo(wish.seriesId, must(second).appointmentId, "later", slot("2026-12-02", "15:00"));
    await moveAlone(must(second).appointmentId, slot("2026-12-03", "14:00"));
    expect(outcome(await practice.call("moveSeries", seen.command))).toBe("series-visit-apart");
    const third = await moveTo(wish.seriesId, must(wish.seen[2]).appointmentId, "later", slot("2026-12-09", "15:00"));
    await moveAlone(must(wish.seen[3]).appointmentId, slot("2026-12-17", "14:00"));
    expect(outcome(await practice.call("moveSeries", third.command))).toBe("stale-version");
  });

  test("SCH-212 who is here or was seen is never touched, whatever is asked", async () => {
    const wish = await book(
      ask(await somebody(practice), 4, { start: "15:00", date: "2026-11-23", rule: { ...weekly(4), unit: "day" } }),
    );
    const today = await get(must(wish.seen[0]).appointmentId);
    value(
      await practice.call("checkIn", {
        appointmentId: today.appointmentId,
        version: today.version,
        identifiers: ["name", "birth-date"],
        coverageReview: { done: true, skippedBecause: null },
        consent: { done: true, skippedBecause: null },
        copay: { done: true, skippedBecause: null },
      }),
    );
    const before = await get(today.appointmentId);
    const { command, planned } = await moveTo(
      wish.seriesId,
      must(wish.seen[1]).appointmentId,
      "ahead",
      slot("2026-11-24", "16:00"),
    );
    expect(planned.visits.map((one) => one.place)).toEqual([2, 3, 4]);
    value(await practice.call("moveSeries", command));
    const anchor = { seriesId: wish.seriesId, appointmentId: today.appointmentId };
    const open = (await series(wish.seriesId)).visits
      .filter((one) => one.status === "booked")
      .map(({ appointmentId, version }) => ({ appointmentId, version }));
    value(
      await practice.call("cancelSeries", {
        ...anchor,
        changeId: id(),
        reach: "ahead",
        visits: open,
        reason: "Stopped",
      }),
    );
    expect(await get(today.appointmentId)).toEqual(before);
    expect((await series(wish.seriesId)).visits.map((one) => one.status)).toEqual([
      "arrived",
      "cancelled",
      "cancelled",
      "cancelled",
    ]);
    expect(
      outcome(await practice.call("planSeriesMove", { ...anchor, reach: "ahead", target: slot("2026-11-26") })),
    ).toBe("appointment-not-open");
  });

  test("SCH-214, SCH-215 this and later are cancelled, exceptions too, and put back together or not at all", async () => {
    const wish = await book(ask(await somebody(practice), 4, { start: "16:00" }));
    const [, second, third] = wish.seen;
    await moveAlone(must(third).appointmentId, slot("2026-12-09", "16:15"));
    const seen = (await series(wish.seriesId)).visits
      .slice(1)
      .map(({ appointmentId, version }) => ({ appointmentId, version }));
    const cancel = {
      changeId: id(),
      seriesId: wish.seriesId,
      appointmentId: must(second).appointmentId,
      reach: "later" as const,
      visits: seen,
      reason: "Patient asked",
    };
    // What was shown has to be what is cancelled: not one less.
    expect(outcome(await practice.call("cancelSeries", { ...cancel, visits: seen.slice(1) }))).toBe("stale-version");
    const done = value(await practice.call("cancelSeries", cancel));
    expect(value(await practice.call("cancelSeries", cancel))).toEqual(done);
    const states = async () => (await series(wish.seriesId)).visits.map((one) => one.status);
    expect(await states()).toEqual(["booked", "cancelled", "cancelled", "cancelled"]);
    expect((await series(wish.seriesId)).undoable).toMatchObject({ kind: "cancelled", count: 3 });
    // One of the times is somebody else's by now: nothing is put back.
    const rival = await booked(practice, { date: "2026-12-15", start: "16:00" });
    expect(await practice.call("undoSeriesChange", { changeId: cancel.changeId })).toMatchObject({
      error: { code: "slot-taken", field: "visits.2.start" },
    });
    expect(await states()).toEqual(["booked", "cancelled", "cancelled", "cancelled"]);
    value(
      await practice.call("cancelAppointment", {
        appointmentId: rival.appointmentId,
        version: rival.version,
        reason: "test",
      }),
    );
    value(await practice.call("undoSeriesChange", { changeId: cancel.changeId }));
    expect(await states()).toEqual(["booked", "booked", "booked", "booked"]);
    expect((await places(wish.seriesId))[2]).toBe("2026-12-09 16:15 apart");
    // Cancelled again, and one of them put back by itself: the undo would not do what it says.
    const again = {
      ...cancel,
      changeId: id(),
      visits: (await series(wish.seriesId)).visits
        .slice(1)
        .map(({ appointmentId, version }) => ({ appointmentId, version })),
    };
    const left = value(await practice.call("cancelSeries", again));
    value(await practice.call("reinstateAppointment", must(left.visits[0])));
    expect((await series(wish.seriesId)).undoable).toBeNull();
    expect(outcome(await practice.call("undoSeriesChange", { changeId: again.changeId }))).toBe("stale-version");
    expect(await states()).toEqual(["booked", "booked", "cancelled", "cancelled"]);
  });

  test("SCH-207 over both changes of the clock a series keeps its local time, on the schedule itself", async () => {
    const asked = ask(await somebody(practice), 20, { date: addDays("2027-03-14", -9), start: "10:00" });
    const wish = await book(asked);
    const { visits } = await series(wish.seriesId);
    expect(new Set(visits.map((one) => one.start))).toEqual(new Set(["10:00"]));
    expect(visits.slice(0, 3).map((one) => one.startsAt)).toEqual([
      "2027-03-05T18:00:00.000Z",
      "2027-03-12T18:00:00.000Z",
      "2027-03-19T17:00:00.000Z",
    ]);
  });
});
