import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MONDAY, booked, openPractice, outcome, value, type TestPractice } from "./test/practice.ts";

describe.each(databaseKinds)("who comes on the next days, on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  const told = async () =>
    (await practice.kit.events("scheduling", "scheduling.visits-ahead.v1")).map(
      ({ payload }) => payload as { date: string; visits: { appointmentId: string }[] },
    );

  test("SCH-316 at six in the evening the next three days with visits are told, cancelled ones and others are not", async () => {
    const today = await booked(practice, { date: MONDAY, start: "16:00" });
    const days = ["2026-11-24", "2026-11-25", "2026-11-27", "2026-11-30"];
    const visits: Awaited<ReturnType<typeof booked>>[] = [];
    for (const date of days) visits.push(await booked(practice, { date, start: "09:00" }));
    const gone = await booked(practice, { date: "2026-11-24", start: "10:00" });
    const { appointmentId, version } = gone;
    expect(outcome(await practice.call("cancelAppointment", { appointmentId, version, reason: "ill" }))).toBe("ok");

    await practice.kit.advanceTo("2026-11-24T01:59:00.000Z");
    expect(await told()).toEqual([]);
    await practice.kit.advanceTo("2026-11-24T02:00:00.000Z");
    expect(await told()).toEqual(
      days.slice(0, 3).map((date, index) => ({
        date,
        visits: [{ appointmentId: visits[index]?.appointmentId, patientId: visits[index]?.patientId }],
      })),
    );

    const coming = value(await practice.call("comingVisits", {}));
    expect(coming.map((visit) => visit.appointmentId)).toEqual(
      [today, ...visits.slice(0, 3)].map((visit) => visit.appointmentId),
    );
    expect(Object.keys(coming[0] ?? {})).not.toContain("reason");
  });

  test("SCH-316 it goes on each evening, and rests when nothing is booked", async () => {
    await practice.kit.advanceTo("2026-11-25T02:00:00.000Z");
    const second = (await told()).slice(3);
    expect(second.map(({ date }) => date)).toEqual(["2026-11-25", "2026-11-27"]);
    // Some are weeks away: the evening from which they are in reach is the next, and those between cost nothing.
    await booked(practice, { date: "2026-12-16", start: "09:00" });
    await practice.kit.advanceTo("2026-12-01T03:00:00.000Z");
    const timer = () =>
      practice.kit.rows<{ at: string }>("scheduling", "select fires_at as at from timer where name = 'visits-ahead'");
    expect(await timer()).toEqual([{ at: "2026-12-12T02:00:00.000Z" }]);
    await practice.kit.advanceTo("2026-12-20T02:00:00.000Z");
    const timers = await practice.kit.rows<{ n: number }>(
      "scheduling",
      "select count(*)::int as n from timer where name = 'visits-ahead'",
    );
    expect(timers).toEqual([{ n: 0 }]);
  });
});
