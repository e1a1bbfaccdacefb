import { createHash } from "node:crypto";
import type { Actor } from "@practicum/contracts/actor";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { addMinutes, atLocal, type Instant } from "@practicum/kernel/instant";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { booked, openPractice, outcome, register, value, type TestPractice } from "./test/practice.ts";

const door: Actor = { kind: "integration", clientId: "booking-link", name: "Door", grants: ["booking-link.open"] };
const ZONE = "America/Los_Angeles";

describe.each(databaseKinds)("a patient's link on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  let people = 0;
  const somebodyWithLink = async (more: { readonly until?: Instant } = {}) => {
    people += 1;
    const letters = "bcdfghjklm"[people % 10]?.repeat(3) ?? "";
    const [family, given] = [`Ma${letters}o${people}`.replaceAll(/\d/g, "x"), `Te${letters}a`];
    const birthDate = `19${30 + people}-04-09`;
    const patientId = await register(practice, { family, given, birthDate });
    const link = await linkFor(patientId, more);
    return { ...link, birthDate, patientId };
  };
  const linkFor = async (patientId: Id<"patient">, more: { readonly until?: Instant } = {}) => {
    const linkId = practice.kit.ids.next<"booking-link">();
    const mark = createHash("sha256").update(linkId).digest("hex");
    const now = practice.kit.clock.now();
    const until = more.until ?? addMinutes(now, 14 * 24 * 60);
    const payload = { linkId, patientId, visitTypeId: practice.followUp, mark, until, at: now };
    await practice.kit.deliver("messaging.booking-link-made.v1", payload);
    await practice.kit.settle();
    return { linkId, mark, payload };
  };
  const open = async (mark: string, birthDate: string) =>
    value(await practice.call("openBookingLink", { mark, birthDate }, { as: door }));
  const opened = async (one: { mark: string; birthDate: string }) => {
    const reply = await open(one.mark, one.birthDate);
    if (!reply.opened) throw new Error("it did not open");
    const { patientId, sessionId } = reply;
    return { patientId, as: { kind: "patient", patientId, name: "Patient by link", sessionId } satisfies Actor };
  };
  type Opened = Awaited<ReturnType<typeof opened>>;
  const look = async ({ patientId, as }: Opened) => value(await practice.call("bookingByLink", { patientId }, { as }));
  const times = async ({ patientId, as }: Opened, from: string | null = null) =>
    value(await practice.call("timesByLink", { patientId, from }, { as }));
  const book = ({ patientId, as }: Opened, of: object) =>
    practice.call("bookByLink", { patientId, ...of } as never, { as });
  const firstTime = async (at: Opened) => {
    const day = must((await times(at)).days.at(2));
    const { providerResourceId, start } = must(day.times[0]);
    return { appointmentId: practice.kit.ids.next<"appointment">(), providerResourceId, date: day.date, start };
  };
  const told = async (linkId: string) =>
    (await practice.kit.events("scheduling", "scheduling.booking-link-changed.v1"))
      .map((event) => event.payload as { linkId: string; state: string })
      .filter((one) => one.linkId === linkId)
      .map((one) => one.state);

  test("SCH-260, SCH-261: its birth date opens it; wrong and unknown are answered alike, the third in a row ends it", async () => {
    const [one, other] = [await somebodyWithLink(), await somebodyWithLink()];
    expect(await open(one.mark, other.birthDate)).toEqual({ opened: false });
    expect(await open("0".repeat(64), one.birthDate)).toEqual({ opened: false });
    expect(await open(one.mark, other.birthDate)).toEqual({ opened: false });
    // The right one forgives what was mistyped before.
    expect(await open(one.mark, one.birthDate)).toMatchObject({ opened: true, patientId: one.patientId });
    for (let tried = 0; tried < 3; tried += 1) expect(await open(one.mark, other.birthDate)).toEqual({ opened: false });
    expect(await open(one.mark, one.birthDate)).toEqual({ opened: false });
    expect(await told(one.linkId)).toEqual(["opened", "locked"]);
    expect(await open(other.mark, other.birthDate)).toMatchObject({ patientId: other.patientId });
  });

  test("SCH-264, SCH-265: it offers the desk's times and books one by the rules, once", async () => {
    const one = await somebodyWithLink();
    const at = await opened(one);
    const { days, next } = await times(at);
    const starts = days.flatMap((day) => day.times.map((time) => atLocal(day.date, time.start, ZONE)));
    expect(starts.length).toBeGreaterThan(10);
    expect(Math.min(...starts.map((start) => Date.parse(start)))).toBeGreaterThanOrEqual(
      Date.parse(addMinutes(practice.kit.clock.now(), 120)),
    );
    // Later days begin where these end: no day twice, none left out.
    const later = await times(at, must(next));
    expect(must(later.days[0]).date > must(days.at(-1)).date).toBe(true);
    expect(new Set([...days, ...later.days].map((day) => day.date)).size).toBe(days.length + later.days.length);

    const wanted = await firstTime(at);
    expect(outcome(await book(at, { ...wanted, start: "12:15" }))).toBe("outside-template");
    expect(outcome(await book(at, { ...wanted, date: practice.kit.clock.now().slice(0, 10), start: "09:00" }))).toBe(
      "invalid-input",
    );
    expect(outcome(await book(at, { ...wanted, date: "2027-03-08", start: "09:00" }))).toBe("invalid-input");
    expect(outcome(await book(at, wanted))).toBe("ok");
    expect(outcome(await book(at, wanted))).toBe("ok");
    const second = { ...wanted, appointmentId: practice.kit.ids.next<"appointment">(), start: "16:00" };
    expect(outcome(await book(at, second))).toBe("link-has-visit");
    const visits = value(await practice.call("patientAppointments", { patientId: one.patientId }));
    expect(visits).toMatchObject([
      { appointmentId: wanted.appointmentId, date: wanted.date, start: wanted.start, status: "booked" },
    ]);
    expect(visits[0]?.reason).toContain("by link");
    expect(await look(at)).toMatchObject({ state: "booked", visit: { date: wanted.date, mayChange: true } });
    const entries = await practice.kit.events("scheduling", "scheduling.appointment-booked.v1");
    expect(must(entries.at(-1)).payload).toMatchObject({ patientId: one.patientId });
  });

  test("SCH-263: a session reaches its own link; another's, an older or a resting one reaches nothing", async () => {
    const [mine, theirs] = [await somebodyWithLink(), await somebodyWithLink()];
    const at = await opened(mine);
    const foreign = { patientId: theirs.patientId, from: null };
    expect(outcome(await practice.call("timesByLink", foreign, { as: at.as }))).toBe("not-allowed");
    const again = await opened(mine);
    expect(outcome(await practice.call("bookingByLink", { patientId: at.patientId }, { as: at.as }))).toBe("link-over");
    expect(await look(again)).toMatchObject({ state: "choose" });
    await practice.kit.advanceTo(addMinutes(practice.kit.clock.now(), 20));
    expect(outcome(await practice.call("bookingByLink", { patientId: at.patientId }, { as: again.as }))).toBe(
      "link-over",
    );
  });

  test("SCH-262: days that are over, the desk that took it back (whichever is heard first), a closed record", async () => {
    const soon = await somebodyWithLink({ until: addMinutes(practice.kit.clock.now(), 60) });
    expect(await open(soon.mark, soon.birthDate)).toMatchObject({ opened: true });
    await practice.kit.advanceTo(addMinutes(practice.kit.clock.now(), 60));
    expect(await open(soon.mark, soon.birthDate)).toEqual({ opened: false });
    const closed = await somebodyWithLink();
    await practice.kit.rows(
      "scheduling",
      `update patient set active = false where patient_id = '${closed.patientId}' returning mrn`,
    );
    expect(await open(closed.mark, closed.birthDate)).toEqual({ opened: false });
    const back = await somebodyWithLink();
    await practice.kit.deliver("messaging.booking-link-withdrawn.v1", back.payload);
    await practice.kit.settle();
    expect(await open(back.mark, back.birthDate)).toEqual({ opened: false });
    const linkId = practice.kit.ids.next<"booking-link">();
    const late = { ...back.payload, linkId, mark: createHash("sha256").update("late").digest("hex") };
    await practice.kit.deliver("messaging.booking-link-withdrawn.v1", { ...late, mark: "e".repeat(64) });
    await practice.kit.settle();
    await practice.kit.deliver("messaging.booking-link-made.v1", late);
    await practice.kit.settle();
    expect(await open(late.mark, back.birthDate)).toEqual({ opened: false });
  });

  test("SCH-265: who has such a visit ahead, booked at the desk, books none beside it", async () => {
    const one = await somebodyWithLink();
    const at = await opened(one);
    const wanted = await firstTime(at);
    await booked(practice, { patientId: one.patientId, date: "2026-12-03", start: "15:00" });
    expect(await look(at)).toMatchObject({ state: "has-visit", visit: null });
    expect(outcome(await book(at, wanted))).toBe("link-has-visit");
  });

  test("SCH-266: the patient moves and cancels until a day before; the time is free again, the link used up", async () => {
    const one = await somebodyWithLink();
    const at = await opened(one);
    const wanted = await firstTime(at);
    value((await book(at, wanted)) as never);
    const { patientId, as } = at;
    const { appointmentId: _, ...time } = wanted;
    const move = (of: object) => practice.call("moveByLink", { patientId, ...of } as never, { as });
    expect(outcome(await move({ ...time, date: "2026-12-10", start: "14:30" }))).toBe("ok");
    expect(await look(at)).toMatchObject({ visit: { date: "2026-12-10", start: "14:30", mayChange: true } });
    // The desk moves it on: it is the link's visit still, and now it is too near.
    const { version } = value(await practice.call("getAppointment", { appointmentId: wanted.appointmentId }));
    const near = { minutes: null, overbookReason: "asked by phone", providerResourceId: practice.chen };
    const tomorrow = addMinutes(practice.kit.clock.now(), 20 * 60);
    const date = tomorrow.slice(0, 10);
    value(
      await practice.call("moveAppointment", {
        ...near,
        appointmentId: wanted.appointmentId,
        version,
        date,
        start: "04:00",
      }),
    );
    expect(await look(at)).toMatchObject({ state: "booked", visit: { date, mayChange: false } });
    expect(outcome(await move(time))).toBe("link-too-late");
    expect(outcome(await practice.call("cancelByLink", { patientId }, { as }))).toBe("link-too-late");

    const two = await somebodyWithLink();
    const other = await opened(two);
    const theirs = await firstTime(other);
    value((await book(other, theirs)) as never);
    const cancel = () => practice.call("cancelByLink", { patientId: two.patientId }, { as: other.as });
    expect(outcome(await cancel())).toBe("ok");
    expect(await look(other)).toMatchObject({ state: "cancelled" });
    expect(await open(two.mark, two.birthDate)).toEqual({ opened: false });
    expect(outcome(await book(other, { ...theirs, appointmentId: practice.kit.ids.next() }))).toBe("link-over");
    const third = await opened(await somebodyWithLink());
    expect(outcome(await book(third, { ...theirs, appointmentId: practice.kit.ids.next() }))).toBe("ok");
    expect(await told(two.linkId)).toEqual(["opened", "booked", "cancelled"]);
  });
});
