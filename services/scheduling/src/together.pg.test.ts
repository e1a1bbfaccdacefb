import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bookingOf, openPractice, outcome, somebody, value, type TestPractice } from "./test/practice.ts";

/** Rivals at once, on real PostgreSQL. */
describe("visits that belong together, under races", () => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice("pg");
  });
  afterAll(() => practice.kit.stop());

  const id = () => practice.kit.ids.next<string>();
  const times = ["08:00", "08:15", "08:30"];
  const family = async (date: string, order: readonly number[]) => ({
    groupId: id(),
    kind: "family" as const,
    leadMinutes: null,
    visits: await Promise.all(
      order.map(async (place) => ({
        appointmentId: id(),
        patientId: await somebody(practice),
        visitTypeId: practice.followUp,
        providerResourceId: practice.chen,
        date,
        start: must(times[place]),
        reason: "",
      })),
    ),
  });

  test("SCH-152 while single visits take one of a family's times, the family is booked whole or not at all, and hears which", async () => {
    const days = [
      "2026-11-24",
      "2026-11-25",
      "2026-11-26",
      "2026-11-27",
      "2026-11-30",
      "2026-12-01",
      "2026-12-02",
      "2026-12-03",
    ];
    const groups = await Promise.all(days.map((date) => family(date, [0, 1, 2])));
    const singles = await Promise.all(days.map((date) => bookingOf(practice, { date, start: "08:30" })));
    const outcomes = await Promise.all(
      days.flatMap((_, i) => [
        practice.call("bookTogether", must(groups[i])),
        practice.call("bookAppointment", must(singles[i])),
      ]),
    );
    for (const [i, group] of groups.entries()) {
      const [together, single] = [must(outcomes[2 * i]), must(outcomes[2 * i + 1])];
      // Exactly one of the two has the time.
      expect([outcome(together), outcome(single)].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["ok", "slot-taken"]);
      const rows = await practice.kit.rows(
        "scheduling",
        `select 1 from appointment where group_id = '${group.groupId}'`,
      );
      expect(rows).toHaveLength(together.ok ? 3 : 0);
      if (!together.ok) expect(together.error).toMatchObject({ field: "visits.2.start" });
    }
  });

  test("SCH-152 of twelve families that want the same three times, named in whichever order, one gets all", async () => {
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ];
    const wishes = await Promise.all(Array.from({ length: 12 }, (_, i) => family("2026-12-04", must(orders[i % 3]))));
    const outcomes = (await Promise.all(wishes.map((wish) => practice.call("bookTogether", wish)))).map(outcome);
    expect(outcomes.filter((code) => code === "ok")).toHaveLength(1);
    expect(outcomes.filter((code) => code === "slot-taken")).toHaveLength(11);
    const sheet = value(await practice.call("daySheet", { date: "2026-12-04", locationId: null }));
    expect(sheet.appointments).toHaveLength(3);
    expect(new Set(sheet.appointments.map((one) => one.groupId)).size).toBe(1);
  });

  test("SCH-143 two families that begin to pay for one child at once: one of them does", async () => {
    const child = await somebody(practice);
    const houses = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const [householdId, patientId] = [id(), await somebody(practice)];
        const guarantor = { patientId, person: null };
        value(
          await practice.call("startHousehold", {
            householdId,
            patientId,
            relation: "parent",
            billsTo: "self",
            guarantor,
          }),
        );
        return householdId;
      }),
    );
    const outcomes = await Promise.all(
      houses.map((householdId) =>
        practice.call("joinHousehold", {
          householdId,
          version: 1,
          patientId: child,
          relation: "child",
          billsTo: "guarantor",
          sharesAddress: false,
          on: "2026-11-23",
        }),
      ),
    );
    expect(outcomes.map(outcome).filter((code) => code === "ok")).toHaveLength(1);
    expect(outcomes.map(outcome).filter((code) => code === "paid-for-elsewhere")).toHaveLength(5);
  });
});
