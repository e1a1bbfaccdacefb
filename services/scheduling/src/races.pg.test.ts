import { timeOfMinutes } from "@practicum/kernel/local-date";
import { randomInt, pick, seededRandom } from "@practicum/kernel/random";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  booked,
  bookingOf,
  openPractice,
  outcome,
  personInput,
  somebody,
  value,
  type TestPractice,
} from "./test/practice.ts";

/** Rivals at once, on real PostgreSQL: PGlite has one connection and can't show a race. */
describe("races", () => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice("pg");
  });
  afterAll(() => practice.kit.stop());

  /** Pairs of visits of one provider, of one patient or of one planned room that lie over each other without being meant to. */
  const overlaps = () =>
    practice.kit.rows<{ what: string }>(
      "scheduling",
      `select case when a.provider_resource_id = b.provider_resource_id and not a.over_another and not b.over_another then 'provider'
          when a.patient_id = b.patient_id then 'patient' when a.planned_room_id = b.planned_room_id then 'room' end as what
        from appointment a join appointment b on a.appointment_id < b.appointment_id
          and a.starts_at < b.ends_at and b.starts_at < a.ends_at
        where a.status not in ('cancelled', 'no-show') and b.status not in ('cancelled', 'no-show')
          and ((a.provider_resource_id = b.provider_resource_id and not a.over_another and not b.over_another)
            or a.patient_id = b.patient_id or a.planned_room_id = b.planned_room_id)`,
    );

  test("SCH-21 of forty who want the same time one gets it, and the others hear that it is taken", async () => {
    const inputs = await Promise.all(Array.from({ length: 40 }, () => bookingOf(practice, { start: "08:15" })));
    const outcomes = (await Promise.all(inputs.map((input) => practice.call("bookAppointment", input)))).map(outcome);
    expect(Map.groupBy(outcomes, (code) => code)).toEqual(
      new Map([
        ["ok", ["ok"]],
        ["slot-taken", Array.from({ length: 39 }, () => "slot-taken")],
      ]),
    );
  });

  test("SCH-21 of thirty who want one provider in two columns at two sites at the same time, one gets it", async () => {
    const second = practice.kit.ids.next<"resource">();
    const column = { kind: "provider" as const, name: "Wei Chen, MD", staffId: practice.chenStaff };
    const locationId = practice.kit.ids.next<"location">();
    value(
      await practice.call("saveResource", { ...column, resourceId: second, locationId, active: true, version: null }),
    );
    const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: "08:00", end: "17:00" }));
    value(await practice.call("saveTemplate", { resourceId: second, from: "2026-01-01", hours }));
    const inputs = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        bookingOf(practice, {
          date: "2026-12-01",
          start: i % 3 === 0 ? "09:05" : "09:00",
          provider: i % 2 === 0 ? second : practice.chen,
        }),
      ),
    );
    const outcomes = (await Promise.all(inputs.map((input) => practice.call("bookAppointment", input)))).map(outcome);
    expect(outcomes.filter((code) => code === "ok")).toHaveLength(1);
    expect(outcomes.filter((code) => code === "slot-taken" || code === "provider-away")).toHaveLength(29);
  });

  test("SCH-27 of twenty visits that need the one machine at once, with two providers, one gets it", async () => {
    const resourceId = practice.kit.ids.next<"resource">();
    const { locationId } = practice;
    const machine = { resourceId, kind: "equipment" as const, name: "ECG", staffId: null, locationId };
    value(await practice.call("saveResource", { ...machine, active: true, version: null }));
    const visitTypeId = practice.kit.ids.next<"visit-type">();
    const type = { visitTypeId, name: "ECG", minutes: 15, newPatient: false, equipmentResourceId: resourceId };
    value(await practice.call("saveVisitType", { ...type, active: true, version: null }));
    const inputs = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => ({
        ...(await bookingOf(practice, {
          date: "2026-12-02",
          start: "10:00",
          provider: i % 2 === 0 ? practice.alvarez : practice.chen,
        })),
        visitTypeId,
      })),
    );
    const outcomes = (await Promise.all(inputs.map((input) => practice.call("bookAppointment", input)))).map(outcome);
    expect(outcomes.filter((code) => code === "ok")).toHaveLength(1);
    expect(outcomes.filter((code) => code === "equipment-taken")).toHaveLength(19);
  });

  test("SCH-291 of twenty visits that need a room of the two of a kind at once, with many providers, two get one each", async () => {
    const rooms = await Promise.all(
      ["A", "B"].map(async (name) => {
        const resourceId = practice.kit.ids.next<"resource">();
        const room = { resourceId, kind: "room" as const, name, staffId: null, roomKind: "Treatment room" };
        const { locationId } = practice;
        value(await practice.call("saveResource", { ...room, locationId, active: true, version: null }));
        return resourceId;
      }),
    );
    const visitTypeId = practice.kit.ids.next<"visit-type">();
    const type = { visitTypeId, name: "Infusion", minutes: 15, newPatient: false, equipmentResourceId: null };
    value(await practice.call("saveVisitType", { ...type, roomKind: "Treatment room", active: true, version: null }));
    const providers = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const resourceId = practice.kit.ids.next<"resource">();
        const { locationId } = practice;
        const staffId = practice.kit.ids.next<"staff">();
        const column = { resourceId, kind: "provider" as const, name: `P ${i}`, staffId, locationId };
        value(await practice.call("saveResource", { ...column, active: true, version: null }));
        const hours = [{ weekday: 3, start: "08:00", end: "12:00" }];
        value(await practice.call("saveTemplate", { resourceId, from: "2026-01-01", hours }));
        return resourceId;
      }),
    );
    const inputs = await Promise.all(
      providers.map(async (provider) => ({
        ...(await bookingOf(practice, { date: "2026-12-09", start: "10:00", provider })),
        visitTypeId,
      })),
    );
    const outcomes = (await Promise.all(inputs.map((input) => practice.call("bookAppointment", input)))).map(outcome);
    expect(outcomes.filter((code) => code === "no-room-free")).toHaveLength(18);
    const sheet = value(await practice.call("daySheet", { date: "2026-12-09", locationId: null }));
    const taken = sheet.appointments.filter((one) => one.visitTypeId === visitTypeId).map((one) => one.roomResourceId);
    expect(taken).toHaveLength(2);
    expect(new Set(taken)).toEqual(new Set(rooms));
  });

  test("SCH-21 partly overlapping rivals over two providers: whatever is booked lies side by side", async () => {
    const random = seededRandom("overlapping rivals");
    const patients = await Promise.all(Array.from({ length: 30 }, () => somebody(practice)));
    const inputs = await Promise.all(
      Array.from({ length: 150 }, () =>
        bookingOf(practice, {
          patientId: pick(random, patients),
          provider: pick(random, [practice.chen, practice.alvarez]),
          date: "2026-11-24",
          start: timeOfMinutes(8 * 60 + 5 * randomInt(random, 0, 40)),
          minutes: 5 * randomInt(random, 1, 6),
          ...(random.next() < 0.3 ? { room: practice.room1 } : {}),
        }),
      ),
    );
    const outcomes = (await Promise.all(inputs.map((input) => practice.call("bookAppointment", input)))).map(outcome);
    expect(new Set(outcomes).difference(new Set(["ok", "slot-taken", "patient-overlap", "room-occupied"]))).toEqual(
      new Set(),
    );
    expect(outcomes.filter((code) => code === "ok").length).toBeGreaterThan(5);
    expect(await overlaps()).toEqual([]);
  });

  test("SCH-30 to SCH-34 moves, cancellations, reinstatements and bookings at once keep every time single", async () => {
    const random = seededRandom("moving rivals");
    const date = "2026-11-25";
    const visits = [];
    for (let i = 0; i < 12; i += 1)
      visits.push(await booked(practice, { date, start: timeOfMinutes(8 * 60 + 15 * i) }));
    for (let round = 0; round < 6; round += 1) {
      const now = await Promise.all(
        visits.map(async ({ appointmentId }) => value(await practice.call("getAppointment", { appointmentId }))),
      );
      const newcomers = await Promise.all(
        Array.from({ length: 6 }, () =>
          bookingOf(practice, { date, start: timeOfMinutes(8 * 60 + 15 * randomInt(random, 0, 15)) }),
        ),
      );
      const outcomes = await Promise.all([
        ...now.map(({ appointmentId, version, status }) => {
          const seen = { appointmentId, version };
          if (status === "cancelled") return practice.call("reinstateAppointment", seen);
          if (random.next() < 0.3) return practice.call("cancelAppointment", { ...seen, reason: "test" });
          const start = timeOfMinutes(8 * 60 + 15 * randomInt(random, 0, 15));
          const to = { providerResourceId: practice.chen, date, start, minutes: null, overbookReason: null };
          return practice.call("moveAppointment", { ...seen, ...to });
        }),
        ...newcomers.map((input) => practice.call("bookAppointment", input)),
      ]);
      expect(outcomes.map(outcome)).not.toContain("internal");
      expect(await overlaps()).toEqual([]);
    }
  });

  test("SCH-25 one patient, four desks, two providers: one visit", async () => {
    const patientId = await somebody(practice);
    const inputs = await Promise.all(
      [practice.chen, practice.alvarez, practice.chen, practice.alvarez].map((provider) =>
        bookingOf(practice, { patientId, provider, date: "2026-11-27", start: "09:00" }),
      ),
    );
    const outcomes = (await Promise.all(inputs.map((input) => practice.call("bookAppointment", input)))).map(outcome);
    expect(outcomes.filter((code) => code === "ok")).toHaveLength(1);
  });

  test("SCH-28 one command sent eight times at once books once and answers alike", async () => {
    const input = await bookingOf(practice, { date: "2026-11-27", start: "10:00" });
    const commandId = practice.kit.ids.next<"command">();
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => practice.call("bookAppointment", input, { commandId })),
    );
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(outcome(replies[0] ?? { ok: false, error: { code: "none" } })).toBe("ok");
  });

  test("SCH-26 among rivals an overbooking goes in beside exactly one normal visit", async () => {
    const date = "2026-11-27";
    const normal = await Promise.all(Array.from({ length: 6 }, () => bookingOf(practice, { date, start: "11:00" })));
    const over = await bookingOf(practice, { date, start: "11:00", overbookReason: "urgent" });
    const outcomes = (await Promise.all([...normal, over].map((input) => practice.call("bookAppointment", input)))).map(
      outcome,
    );
    expect(outcomes.at(-1)).toBe("ok");
    expect(outcomes.filter((code) => code === "ok").length).toBeLessThanOrEqual(2);
    expect(await overlaps()).toEqual([]);
  });

  test("SCH-4 two desks registering the same person at once make one record", async () => {
    const person = personInput({ family: "Twice", given: "Tess", birthDate: "1977-07-07" });
    const outcomes = (await Promise.all(Array.from({ length: 5 }, () => practice.call("registerPatient", person)))).map(
      outcome,
    );
    expect(outcomes.filter((code) => code === "ok")).toHaveLength(1);
    expect(outcomes.filter((code) => code === "possible-duplicate")).toHaveLength(4);
  });

  test("SCH-5 one source imported by five at once is one record", async () => {
    const person = {
      ...personInput({ family: "Import", given: "Ida", birthDate: "1978-08-08" }),
      source: { system: "old", value: "1" },
    };
    const replies = await Promise.all(Array.from({ length: 5 }, () => practice.call("registerPatient", person)));
    expect(new Set(replies.map((reply) => value(reply).mrn)).size).toBe(1);
  });

  test("SCH-43 one room takes one of two visits that want it at once", async () => {
    const ready = [];
    for (const start of ["08:45", "09:00"]) {
      const visit = await booked(practice, { start, provider: practice.alvarez });
      const answers = { done: true, skippedBecause: null };
      value(
        await practice.call("checkIn", {
          appointmentId: visit.appointmentId,
          version: 1,
          identifiers: ["name", "phone"],
          coverageReview: answers,
          consent: answers,
          copay: answers,
        }),
      );
      ready.push(visit.appointmentId);
    }
    const outcomes = await Promise.all(
      ready.map((appointmentId) =>
        practice.call(
          "advanceVisit",
          { appointmentId, version: 2, to: "rooming", roomResourceId: practice.room2 },
          { as: ["medical-assistant"] },
        ),
      ),
    );
    expect(outcomes.map(outcome).sort()).toEqual(["ok", "room-occupied"]);
  });

  test("SCH-46 eight who take the same step at once have all done it, and the visit has moved once", async () => {
    const visit = await booked(practice, { start: "11:30" });
    const answers = { done: true, skippedBecause: null };
    const { version } = value(
      await practice.call(
        "checkIn",
        {
          appointmentId: visit.appointmentId,
          version: visit.version,
          identifiers: ["name", "birth-date"],
          coverageReview: answers,
          consent: answers,
          copay: answers,
        },
        { as: ["front-desk"] },
      ),
    );
    const step = { appointmentId: visit.appointmentId, version, to: "rooming" as const, roomResourceId: null };
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => practice.call("advanceVisit", step, { as: ["medical-assistant"] })),
    );
    expect(replies.map(value)).toEqual(Array.from({ length: 8 }, () => ({ version: version + 1 })));
  });

  test("SCH-29 of ten who hold the same time one has it", async () => {
    const holders = Array.from({ length: 10 }, () => ({
      kind: "staff" as const,
      staffId: practice.kit.ids.next<"staff">(),
      name: "H",
      roles: ["front-desk" as const],
      sessionId: "s",
    }));
    const wanted = { providerResourceId: practice.alvarez, date: "2026-11-30", start: "09:00", minutes: 30 };
    const outcomes = await Promise.all(holders.map((as) => practice.call("holdSlot", wanted, { as })));
    expect(outcomes.map(outcome).filter((code) => code === "ok")).toHaveLength(1);
  });
});
