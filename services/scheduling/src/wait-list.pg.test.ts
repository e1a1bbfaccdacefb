import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bookingOf, openPractice, outcome, somebody, value, type TestPractice } from "./test/practice.ts";

/** Several who confirm one time at the same moment, on real PostgreSQL: PGlite has one connection and can't show a race. */
describe("the wait list's races", () => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice("pg");
  });
  afterAll(() => practice.kit.stop());

  const waiting = async () => {
    const entryId = practice.kit.ids.next<"wait-entry">();
    value(
      await practice.call("addToWaitList", {
        entryId,
        patientId: await somebody(practice),
        visitTypeId: practice.followUp,
        providerResourceId: null,
        locationId: null,
        dayPart: "any",
        from: "2026-11-23",
        until: "2026-12-31",
        priority: "routine",
        note: "",
        appointmentId: null,
      }),
    );
    return entryId;
  };
  const offer = async (entries: readonly Id<"wait-entry">[], date: string, start: string) => {
    const offers = entries.map((entryId) => ({ entryId, offerId: practice.kit.ids.next<"slot-offer">() }));
    const place = { providerResourceId: practice.chen, date, start, minutes: 20 };
    value(await practice.call("offerSlot", { ...place, minutesToAnswer: 120, offers }));
    return offers.map((one) => one.offerId);
  };
  const accept = (offerId: Id<"slot-offer">) =>
    practice.call("acceptOffer", { offerId, appointmentId: practice.kit.ids.next<"appointment">() });
  const liveAt = async (date: string) =>
    practice.kit.rows<{ patient_id: string; start_time: string }>(
      "scheduling",
      `select patient_id, start_time::text from appointment where date = '${date}' and status = 'booked' order by start_time`,
    );
  const states = async (offers: readonly string[]) =>
    (
      await practice.kit.rows<{ state: string }>(
        "scheduling",
        `select state from slot_offer where offer_id in (${offers.map((one) => `'${one}'`).join(", ")}) order by state`,
      )
    ).map((one) => one.state);

  test("SCH-109: of twelve who confirm one time at once one is booked, and eleven hear that somebody else was first", async () => {
    const entries = [];
    for (let i = 0; i < 12; i++) entries.push(await waiting());
    const offers = await offer(entries, "2026-12-01", "09:00");
    const outcomes = (await Promise.all(offers.map(accept))).map(outcome);
    expect(outcomes.filter((one) => one === "ok")).toHaveLength(1);
    expect(outcomes.filter((one) => one === "offer-over")).toHaveLength(11);
    expect(await liveAt("2026-12-01")).toHaveLength(1);
    expect(await states(offers)).toEqual(["accepted", ...Array.from({ length: 11 }, () => "lost")]);
    const left = value(await practice.call("waitList", { waiting: true, locationId: null, before: null, limit: 50 }));
    expect(left.entries).toHaveLength(11);
  });

  test("SCH-109: the desk that books the time by hand races with who confirms: one visit, and no offer is left open", async () => {
    for (const start of ["10:00", "10:30", "11:00", "11:30"]) {
      const entries = [await waiting(), await waiting(), await waiting()];
      const offers = await offer(entries, "2026-12-02", start);
      const byHand = await bookingOf(practice, { date: "2026-12-02", start });
      const replies = await Promise.all([practice.call("bookAppointment", byHand), ...offers.map(accept)]);
      expect(replies.filter((one) => one.ok)).toHaveLength(1);
      expect((await liveAt("2026-12-02")).filter((one) => one.start_time.startsWith(start))).toHaveLength(1);
      expect((await states(offers)).filter((one) => one === "open")).toEqual([]);
    }
  });

  test("SCH-111: one patient who confirms two times at once, among others, is booked once; nothing locks up", async () => {
    for (let round = 0; round < 4; round++) {
      const date = `2026-12-0${7 + round}`.replace("010", "10");
      const [shared, other, third] = [await waiting(), await waiting(), await waiting()];
      const nine = await offer([shared, other], date, "09:00");
      const ten = await offer([shared, third], date, "10:00");
      const replies = await Promise.all([...nine, ...ten].map(accept));
      const visits = await liveAt(date);
      expect(replies.filter((one) => one.ok)).toHaveLength(visits.length);
      expect(new Set(visits.map((one) => one.patient_id)).size).toBe(visits.length);
      expect(new Set(visits.map((one) => one.start_time)).size).toBe(visits.length);
      expect(replies.map(outcome).filter((one) => !["ok", "offer-over", "slot-taken"].includes(one))).toEqual([]);
      expect((await states([...nine, ...ten])).filter((one) => one === "open")).toEqual([]);
      expect(must(visits[0])).toBeDefined();
    }
  });
});
