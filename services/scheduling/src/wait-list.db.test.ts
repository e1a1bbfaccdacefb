import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addMinutes } from "@practicum/kernel/instant";
import { testNow } from "@practicum/service/test-kit";
import type { Id } from "@practicum/kernel/brand";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  booked,
  bookingOf,
  MONDAY,
  openPractice,
  outcome,
  somebody,
  value,
  type TestPractice,
} from "./test/practice.ts";

describe.each(databaseKinds)("the wait list on %s", (database) => {
  let practice: TestPractice;
  beforeEach(async () => {
    practice = await openPractice(database);
    minute = 0;
  });
  // One that stays open keeps its database from the next test, which must make a new one then.
  afterEach(() => practice.kit.stop());

  const WEDNESDAY = "2026-11-25";
  let minute = 0;
  interface More {
    readonly provider?: Id<"resource"> | null;
    readonly priority?: "urgent" | "soon" | "routine";
    readonly dayPart?: "any" | "morning" | "afternoon";
    readonly until?: string;
    readonly appointmentId?: Id<"appointment">;
    readonly patientId?: Id<"patient">;
  }
  const entryOf = async (more: More = {}) => ({
    entryId: practice.kit.ids.next<"wait-entry">(),
    patientId: more.patientId ?? (await somebody(practice)),
    visitTypeId: practice.followUp,
    providerResourceId: more.provider ?? null,
    locationId: null,
    dayPart: more.dayPart ?? "any",
    from: MONDAY,
    until: more.until ?? "2026-12-18",
    priority: more.priority ?? "routine",
    note: "Knee",
    appointmentId: more.appointmentId ?? null,
  });
  /** Each a minute after the one before: who waits longest is told apart. */
  const waits = async (more: More = {}) => {
    minute += 1;
    await practice.kit.advanceTo(addMinutes(testNow, minute));
    const input = await entryOf(more);
    value(await practice.call("addToWaitList", input));
    return input;
  };
  const list = async (waiting = true) =>
    value(await practice.call("waitList", { waiting, locationId: null, before: null, limit: 50 })).entries;
  const slot = (start = "09:00", minutes = 20) => ({
    providerResourceId: practice.chen,
    date: WEDNESDAY,
    start,
    minutes,
  });
  const fill = async (start?: string) => value(await practice.call("fillSlot", slot(start)));
  const offer = async (
    entries: readonly { readonly entryId: Id<"wait-entry"> }[],
    start?: string,
    minutesToAnswer = 60,
  ) => {
    const offers = entries.map(({ entryId }) => ({ entryId, offerId: practice.kit.ids.next<"slot-offer">() }));
    const reply = await practice.call("offerSlot", { ...slot(start), minutesToAnswer, offers });
    return { reply, offers: offers.map((one) => one.offerId) };
  };
  const accept = (offerId: Id<"slot-offer">, appointmentId = practice.kit.ids.next<"appointment">()) =>
    practice.call("acceptOffer", { offerId, appointmentId });
  const freed = async () => value(await practice.call("freedSlots", { locationId: null }));
  const told = async () =>
    (
      await practice.kit.rows<{ state: string; id: string }>(
        "scheduling",
        `select envelope->'payload'->>'state' as state, envelope->'payload'->>'offerId' as id from outbox
         where envelope->>'name' = 'scheduling.slot-offer-changed.v1' order by 1`,
      )
    ).map((one) => [one.state, one.id]);

  test("SCH-104: who waits for what; what is not there, is over, or is waited for already is refused by its field", async () => {
    const input = await entryOf({ priority: "urgent", dayPart: "morning" });
    value(await practice.call("addToWaitList", input));
    value(await practice.call("addToWaitList", input));
    expect(await list()).toMatchObject([
      {
        entryId: input.entryId,
        patientId: input.patientId,
        priority: "urgent",
        dayPart: "morning",
        state: "waiting",
        minutes: 15,
        note: "Knee",
        providerName: null,
      },
    ]);
    const other = { ...input, entryId: practice.kit.ids.next<"wait-entry">() };
    const refused = async (more: object) => {
      const reply = await practice.call("addToWaitList", { ...other, patientId: await somebody(practice), ...more });
      return reply.ok ? "ok" : [reply.error.code, reply.error.field];
    };
    expect(await refused({ patientId: input.patientId })).toEqual(["already-recorded", "visitTypeId"]);
    expect(await refused({ providerResourceId: practice.room1 })).toEqual(["not-found", "providerResourceId"]);
    expect(await refused({ visitTypeId: practice.kit.ids.next() })).toEqual(["not-found", "visitTypeId"]);
    expect(await refused({ locationId: practice.kit.ids.next() })).toEqual(["not-found", "locationId"]);
    expect(await refused({ from: "2026-12-02", until: "2026-12-01" })).toEqual(["invalid-input", "until"]);
    expect(await refused({ from: "2026-11-01", until: "2026-11-22" })).toEqual(["in-the-past", "until"]);
    const visit = await booked(practice, { date: "2026-12-10", start: "09:00" });
    expect(await refused({ appointmentId: visit.appointmentId })).toEqual(["not-found", "appointmentId"]);
    expect(await list()).toHaveLength(1);
  });

  test("SCH-105: a time that a cancellation or a move frees is known at once, until somebody has it; once, however often it came free", async () => {
    const one = await booked(practice, { date: WEDNESDAY, start: "09:00" });
    const two = await booked(practice, { date: WEDNESDAY, start: "10:00" });
    await waits();
    expect(await freed()).toEqual([]);
    value(await practice.call("cancelAppointment", { appointmentId: one.appointmentId, version: 1, reason: "Ill" }));
    const to = {
      providerResourceId: practice.chen,
      date: WEDNESDAY,
      start: "15:00",
      minutes: null,
      overbookReason: null,
    };
    value(await practice.call("moveAppointment", { appointmentId: two.appointmentId, version: 1, ...to }));
    expect((await freed()).map((each) => [each.start, each.because, each.fitting, each.offered])).toEqual([
      ["09:00", "cancelled", 1, 0],
      ["10:00", "moved", 1, 0],
    ]);
    // Put back, it is taken; cancelled again, it stands there once.
    value(await practice.call("reinstateAppointment", { appointmentId: one.appointmentId, version: 2 }));
    expect((await freed()).map((each) => each.start)).toEqual(["10:00"]);
    value(await practice.call("cancelAppointment", { appointmentId: one.appointmentId, version: 3, reason: "Ill" }));
    expect((await freed()).map((each) => each.start)).toEqual(["09:00", "10:00"]);
    // Another visit lies over a part of it.
    await booked(practice, { date: WEDNESDAY, start: "10:10" });
    expect((await freed()).map((each) => each.start)).toEqual(["09:00"]);
    await practice.kit.advanceTo("2026-11-25T17:00:00.000Z");
    expect(await freed()).toEqual([]);
  });

  test("SCH-106, SCH-107: who fits is ranked with reasons, who is elsewhere then does not", async () => {
    const late = await waits();
    const urgent = await waits({ priority: "urgent" });
    const afternoon = await waits({ dayPart: "afternoon" });
    const elsewhere = await waits();
    await booked(practice, {
      patientId: elsewhere.patientId,
      provider: practice.alvarez,
      date: WEDNESDAY,
      start: "09:10",
    });
    const { fitting, others, free } = await fill();
    expect(free).toBe(true);
    expect(fitting.map((one) => [one.entry.entryId, one.because[0]])).toEqual([
      [urgent.entryId, "Urgent"],
      [late.entryId, "Waits since today"],
    ]);
    expect(others.map((one) => [one.entry.entryId, one.because])).toEqual([
      [afternoon.entryId, ["Wants an afternoon"]],
      [elsewhere.entryId, ["Has another visit at that time"]],
    ]);
  });

  test("SCH-108, SCH-109: offered to three, the first who confirms is booked; the others' offers end with it and they go on waiting", async () => {
    const three = [await waits(), await waits(), await waits()];
    const { reply, offers } = await offer(three);
    expect(value(reply)).toMatchObject({ offered: 3 });
    const [first, second, third] = offers.map((one) => must(one));
    const mine = practice.kit.ids.next<"appointment">();
    expect(value(await accept(must(second), mine))).toMatchObject({
      appointmentId: mine,
      patientId: three[1]?.patientId,
    });
    // Sent again it is the same booking; by somebody else it is over.
    expect(value(await accept(must(second), mine)).appointmentId).toBe(mine);
    expect(outcome(await accept(must(second)))).toBe("offer-over");
    expect(await accept(must(first))).toMatchObject({
      error: { code: "offer-over", detail: { state: "over: somebody else confirmed first" } },
    });
    const visit = value(await practice.call("getAppointment", { appointmentId: mine }));
    expect(visit).toMatchObject({
      patientId: three[1]?.patientId,
      date: WEDNESDAY,
      start: "09:00",
      status: "booked",
      reason: "Knee",
    });
    expect((await list()).map((one) => one.entryId)).toEqual([three[0]?.entryId, three[2]?.entryId]);
    expect((await list(false)).map((one) => [one.entryId, one.state])).toEqual([[three[1]?.entryId, "booked"]]);
    const states = new Map((await fill()).offers.map((one) => [one.offerId, one.state]));
    expect(offers.map((one) => states.get(one))).toEqual(["lost", "accepted", "lost"]);
    // Each end is told to whoever listens.
    const heard = await told();
    const byId = (one = "", other = "") => one.localeCompare(other);
    const ids = (state: string) => heard.filter(([as]) => as === state).map(([, id]) => id);
    expect(ids("open").toSorted(byId)).toEqual(offers.toSorted(byId));
    expect(ids("accepted")).toEqual([second]);
    expect(ids("lost").toSorted(byId)).toEqual([first, third].toSorted(byId));
  });

  test("SCH-108: only a free time is offered, to who fits, and to each once", async () => {
    const one = await waits();
    const afternoon = await waits({ dayPart: "afternoon" });
    expect((await offer([one, afternoon])).reply).toMatchObject({
      error: { code: "invalid-input", field: "offers.1.entryId" },
    });
    expect((await fill()).offers).toEqual([]);
    await booked(practice, { date: WEDNESDAY, start: "09:00" });
    expect(outcome((await offer([one])).reply)).toBe("slot-taken");
    expect(outcome((await offer([one], "20:00")).reply)).toBe("outside-template");
    expect(value((await offer([one], "10:00")).reply).offered).toBe(1);
    expect(value((await offer([one], "10:00")).reply).offered).toBe(0);
    expect((await fill("10:00")).offers).toHaveLength(1);
  });

  test("SCH-109: a booking at the desk ends the offers of its time too, and no others", async () => {
    const [one, two] = [await waits(), await waits()];
    const nine = must((await offer([one])).offers[0]);
    const ten = must((await offer([two], "10:00")).offers[0]);
    await booked(practice, { date: WEDNESDAY, start: "09:10" });
    expect(outcome(await accept(nine))).toBe("offer-over");
    expect(outcome(await accept(ten))).toBe("ok");
  });

  test("SCH-110: who has a visit comes sooner with it, and its own time is free in turn", async () => {
    const visit = await booked(practice, { date: "2026-12-10", start: "14:00" });
    const input = await waits({ patientId: visit.patientId, appointmentId: visit.appointmentId });
    const offerId = must((await offer([input])).offers[0]);
    expect(value(await accept(offerId)).appointmentId).toBe(visit.appointmentId);
    expect(value(await practice.call("getAppointment", { appointmentId: visit.appointmentId }))).toMatchObject({
      date: WEDNESDAY,
      start: "09:00",
      version: 2,
    });
    const all = value(await practice.call("patientAppointments", { patientId: visit.patientId }));
    expect(all).toHaveLength(1);
    expect((await freed()).map((each) => [each.date, each.start])).toEqual([["2026-12-10", "14:00"]]);
  });

  test("SCH-111: an offer ends at its moment, when it is declined or withdrawn, and with the entry; the patient goes on waiting", async () => {
    const [one, two, three, four] = [await waits(), await waits(), await waits(), await waits()];
    const offers = (await offer([one, two, three, four], "09:00", 30)).offers.map((each) => must(each));
    value(await practice.call("declineOffer", { offerId: must(offers[0]), because: "Works then" }));
    value(await practice.call("withdrawOffer", { offerId: must(offers[1]) }));
    value(await practice.call("removeFromWaitList", { entryId: three.entryId, version: 1, because: "Went elsewhere" }));
    const states = async () => {
      const known = new Map((await fill()).offers.map((each) => [each.offerId, each.state]));
      return offers.map((each) => known.get(each));
    };
    expect(await states()).toEqual(["declined", "withdrawn", "withdrawn", "open"]);
    await practice.kit.advanceTo(addMinutes(testNow, minute + 31));
    expect(await states()).toEqual(["declined", "withdrawn", "withdrawn", "expired"]);
    for (const each of offers) expect(outcome(await accept(each))).toBe("offer-over");
    expect((await list()).map((each) => each.entryId)).toEqual([one.entryId, two.entryId, four.entryId]);
    expect((await told()).map((each) => each[0])).toEqual([
      "declined",
      "expired",
      "open",
      "open",
      "open",
      "open",
      "withdrawn",
      "withdrawn",
    ]);
  });

  test("SCH-111: who is booked at one time has no offer of another", async () => {
    const one = await waits();
    const [nine] = (await offer([one])).offers;
    const [ten] = (await offer([one], "10:00")).offers;
    expect(outcome(await accept(must(nine)))).toBe("ok");
    expect(await accept(must(ten))).toMatchObject({ error: { code: "offer-over", detail: { state: "withdrawn" } } });
  });

  test("SCH-112: taken off with a reason, put back; over when its last day has passed, waiting again with another", async () => {
    const one = await waits({ until: "2026-11-24" });
    value(await practice.call("removeFromWaitList", { entryId: one.entryId, version: 1, because: "Called off" }));
    expect(await list()).toEqual([]);
    expect(await list(false)).toMatchObject([{ state: "removed", because: "Called off" }]);
    expect(outcome(await practice.call("removeFromWaitList", { entryId: one.entryId, version: 1, because: "x" }))).toBe(
      "stale-version",
    );
    expect(outcome(await practice.call("removeFromWaitList", { entryId: one.entryId, version: 2, because: "x" }))).toBe(
      "wait-over",
    );
    value(await practice.call("putBackOnWaitList", { entryId: one.entryId, version: 2 }));
    await practice.kit.advanceTo("2026-11-25T17:00:00.000Z");
    expect(await list()).toEqual([]);
    expect(await list(false)).toMatchObject([{ state: "over" }]);
    const { patientId: _, appointmentId: __, ...wish } = { ...one, from: "2026-11-25", until: "2026-12-24" };
    value(await practice.call("changeWaitEntry", { ...wish, version: 3 }));
    expect(await list()).toMatchObject([{ entryId: one.entryId, state: "waiting", until: "2026-12-24" }]);
  });

  test("SCH-104: the list has no end but its own: page follows page, by urgency and then by who waits longest", async () => {
    const made: { readonly entryId: string }[] = [];
    for (const priority of ["routine", "urgent", "soon", "routine", "urgent"] as const)
      made.push(await waits({ priority }));
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const page: { entries: readonly { entryId: string }[]; next: string | null; all: { count: number } | null } =
        value(await practice.call("waitList", { waiting: true, locationId: null, before, limit: 2 }));
      if (before === null) expect(page.all).toEqual({ count: 5 });
      seen.push(...page.entries.map((one) => one.entryId));
      before = page.next;
    } while (before !== null);
    expect(seen).toEqual([1, 4, 2, 0, 3].map((index) => made[index]?.entryId));
    expect(
      outcome(await practice.call("waitList", { waiting: true, locationId: null, before: "nonsense", limit: 2 })),
    ).toBe("invalid-input");
  });

  test("SCH-20, SCH-109: an ordinary booking is as before", async () => {
    expect(
      outcome(await practice.call("bookAppointment", await bookingOf(practice, { date: WEDNESDAY, start: "09:00" }))),
    ).toBe("ok");
  });
});
