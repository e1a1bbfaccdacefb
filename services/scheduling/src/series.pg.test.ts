import type { SeriesRule } from "@practicum/contracts/scheduling/series";
import { must } from "@practicum/kernel/assert";
import { addDays, timeOfMinutes } from "@practicum/kernel/local-date";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bookingOf, openPractice, outcome, somebody, value, type TestPractice } from "./test/practice.ts";

/** Rivals at once, on real PostgreSQL. */
describe("recurring series, under races", () => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice("pg");
  });
  afterAll(() => practice.kit.stop());

  const id = () => practice.kit.ids.next<string>();
  const rule = (every: number, count: number): SeriesRule => ({
    every,
    unit: "week",
    weekdays: [],
    monthly: "date",
    ends: { by: "count", count },
  });
  const seriesOf = async (first: string, start: string, every = 1, count = 6) => {
    const slot = { providerResourceId: practice.chen, start };
    return {
      seriesId: id(),
      patientId: await somebody(practice),
      visitTypeId: practice.followUp,
      ...slot,
      date: first,
      rule: rule(every, count),
      reason: "",
      visits: Array.from({ length: count }, (_, n) => {
        const date = addDays(first, 7 * every * n);
        return { appointmentId: id(), on: date, date, ...slot };
      }),
    };
  };
  const overlaps = () =>
    practice.kit.rows(
      "scheduling",
      `select 1 from appointment a join appointment b on a.appointment_id < b.appointment_id
        and a.starts_at < b.ends_at and b.starts_at < a.ends_at
        and (a.provider_staff_id = b.provider_staff_id or a.patient_id = b.patient_id)
      where a.status <> 'cancelled' and b.status <> 'cancelled'`,
    );
  const rowsOf = (seriesId: string) =>
    practice.kit.rows<{ at: string; version: number }>(
      "scheduling",
      `select date || ' ' || to_char(start_time, 'HH24:MI') as at, version from appointment where series_id = '${seriesId}' order by series_place`,
    );

  test("SCH-210 two clients book series that share some of their times: one is whole, the other is not there and hears where", async () => {
    for (let round = 0; round < 8; round += 1) {
      const first = "2026-11-24";
      const start = timeOfMinutes(8 * 60 + 30 * round);
      // Each week, and every second week from the week after: they share three times, none of them the first.
      const [each, second] = [await seriesOf(first, start), await seriesOf(addDays(first, 7), start, 2, 4)];
      const wishes = round % 2 === 0 ? [each, second] : [second, each];
      const outcomes = await Promise.all(wishes.map((wish) => practice.call("bookSeries", wish)));
      expect(outcomes.map(outcome).toSorted()).toEqual(["ok", "slot-taken"]);
      for (const [i, done] of outcomes.entries()) {
        const wish = must(wishes[i]);
        expect(await rowsOf(wish.seriesId)).toHaveLength(done.ok ? wish.visits.length : 0);
        if (done.ok) continue;
        const place = Number(/^visits\.(\d+)\.start$/.exec(done.error.field ?? "")?.[1]);
        // Told is a time that both want, and the plan has others for it.
        const other = wish === each ? second : each;
        expect(other.visits.map((one) => one.date)).toContain(must(wish.visits[place]).date);
        const { seriesId: _s, reason: _r, visits: _v, ...asked } = wish;
        const planned = value(await practice.call("planSeries", asked));
        expect(planned.visits[place]).toMatchObject({ conflict: "slot-taken" });
        expect(planned.visits[place]?.proposals.length).toBeGreaterThan(0);
      }
    }
    expect(await overlaps()).toEqual([]);
  });

  test("SCH-210 of eight who want the same series one has it; single bookings between them take nobody's time twice", async () => {
    const first = "2026-11-25";
    const wishes = await Promise.all(Array.from({ length: 8 }, () => seriesOf(first, "13:00")));
    const single = await bookingOf(practice, { date: addDays(first, 21), start: "13:00" });
    const [last, ...outcomes] = await Promise.all([
      practice.call("bookAppointment", single),
      ...wishes.map((wish) => practice.call("bookSeries", wish)),
    ]);
    const whole = outcomes.map(outcome).filter((code) => code === "ok").length;
    expect(whole + (last?.ok ? 1 : 0)).toBe(1);
    expect(await overlaps()).toEqual([]);
  });

  test("SCH-211, SCH-212 two clients move one series at once: one move stands whole, the other is refused", async () => {
    const wish = await seriesOf("2026-11-26", "14:00");
    const { visits } = value(await practice.call("bookSeries", wish));
    const move = (start: string) =>
      practice.call("moveSeries", {
        changeId: id(),
        seriesId: wish.seriesId,
        appointmentId: must(visits[0]).appointmentId,
        reach: "ahead",
        target: { providerResourceId: practice.chen, date: wish.date, start },
        visits: visits.map((one, i) => ({
          ...one,
          providerResourceId: practice.chen,
          date: must(wish.visits[i]).date,
          start,
        })),
      });
    const outcomes = await Promise.all([move("15:00"), move("15:30")]);
    expect(outcomes.map(outcome).toSorted()).toEqual(["ok", "stale-version"]);
    const at = (await rowsOf(wish.seriesId)).map((one) => one.at.slice(11));
    expect(at).toEqual(Array.from({ length: 6 }, () => (outcomes[0]?.ok ? "15:00" : "15:30")));
  });

  test("SCH-211 a series that moves and a booking that wants one of its new times: one of them, and never half a series", async () => {
    for (let round = 0; round < 6; round += 1) {
      const first = "2026-11-27";
      const to = timeOfMinutes(15 * 60 + 15 * round);
      const wish = await seriesOf(first, timeOfMinutes(8 * 60 + 30 * round));
      const { visits } = value(await practice.call("bookSeries", wish));
      const rival = await bookingOf(practice, { date: addDays(first, 14), start: to, minutes: 5 });
      const [moved, single] = await Promise.all([
        practice.call("moveSeries", {
          changeId: id(),
          seriesId: wish.seriesId,
          appointmentId: must(visits[0]).appointmentId,
          reach: "ahead",
          target: { providerResourceId: practice.chen, date: first, start: to },
          visits: visits.map((one, i) => ({
            ...one,
            providerResourceId: practice.chen,
            date: must(wish.visits[i]).date,
            start: to,
          })),
        }),
        practice.call("bookAppointment", rival),
      ]);
      const at = new Set((await rowsOf(wish.seriesId)).map((one) => one.at.slice(11)));
      expect(at).toEqual(new Set([moved.ok ? to : wish.start]));
      // Never both, and what is refused says that the time is taken.
      expect([moved, single].filter((one) => one.ok)).toHaveLength(1);
      for (const one of [moved, single]) if (!one.ok) expect(one.error.code).toBe("slot-taken");
      if (moved.ok) {
        const current = await rowsOf(wish.seriesId);
        value(
          await practice.call("cancelSeries", {
            changeId: id(),
            seriesId: wish.seriesId,
            appointmentId: must(visits[0]).appointmentId,
            reach: "ahead",
            visits: visits.map((one, i) => ({ ...one, version: must(current[i]).version })),
            reason: "test",
          }),
        );
      }
    }
    expect(await overlaps()).toEqual([]);
  });
});
