import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { booked, openPractice, outcome, value, type TestPractice } from "./test/practice.ts";

type Visit = Awaited<ReturnType<typeof booked>>;
const DONE = { done: true, skippedBecause: null };
const SKIPPED = { done: false, skippedBecause: "card at home" };
const OPEN = { done: false, skippedBecause: null };

describe.each(databaseKinds)("the flow of a visit on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  const checkIn = (visit: Visit, more: object = {}) =>
    practice.call(
      "checkIn",
      {
        appointmentId: visit.appointmentId,
        version: visit.version,
        identifiers: ["name", "birth-date"],
        coverageReview: DONE,
        consent: DONE,
        copay: DONE,
        ...more,
      },
      { as: ["front-desk"] },
    );
  const advance = (
    visit: Visit,
    version: number,
    to: Visit["status"],
    room: string | null = null,
    as = "medical-assistant" as const,
  ) =>
    practice.call(
      "advanceVisit",
      { appointmentId: visit.appointmentId, version, to, roomResourceId: room },
      { as: [as] },
    );
  const fresh = (visit: Visit) => practice.call("getAppointment", { appointmentId: visit.appointmentId });

  test("SCH-35 to SCH-39 the check-in wants two identifiers and the insurance, and makes the encounter's number", async () => {
    const visit = await booked(practice, { start: "08:15" });
    expect(outcome(await checkIn(visit, { identifiers: ["name"] }))).toBe("identity-not-verified");
    expect(outcome(await checkIn(visit, { identifiers: ["name", "name"] }))).toBe("identity-not-verified");
    expect(outcome(await checkIn(visit, { coverageReview: OPEN }))).toBe("coverage-not-reviewed");
    const { encounterId, version } = value(await checkIn(visit, { coverageReview: SKIPPED }));
    expect(version).toBe(2);
    const arrived = value(await fresh(visit));
    expect(arrived).toMatchObject({ status: "arrived", arrivedAt: practice.kit.clock.now() });
    const [event] = (await practice.kit.events("scheduling", "scheduling.patient-checked-in.v1")).slice(-1);
    expect(event?.payload).toEqual({ ...arrived, encounterId });

    // Taken back and done again, it is the same encounter.
    value(
      await practice.call("advanceVisit", {
        appointmentId: visit.appointmentId,
        version: 2,
        to: "booked",
        roomResourceId: null,
      }),
    );
    expect(value(await fresh(visit))).toMatchObject({ status: "booked", arrivedAt: null });
    expect(value(await checkIn({ ...visit, version: 3 })).encounterId).toBe(encounterId);
  });

  test("SCH-91 the day sheet has the last day on which this patient's consents were signed", async () => {
    const first = await booked(practice, { start: "11:30" });
    const other = await booked(practice, { start: "11:45" });
    value(await checkIn(first));
    value(await checkIn(other, { consent: { done: false, skippedBecause: "no pen" } }));
    const { appointments } = value(await practice.call("daySheet", { date: first.date, locationId: null }));
    const of = (visit: Visit) => appointments.find((one) => one.appointmentId === visit.appointmentId);
    expect(of(first)).toMatchObject({ consentsOn: first.date, sex: "female" });
    expect(of(other)?.consentsOn).toBeNull();
  });

  test("SCH-35 nobody is received for a later day", async () => {
    const visit = await booked(practice, { start: "08:15", date: "2026-11-24" });
    expect(outcome(await checkIn(visit))).toBe("appointment-not-open");
  });

  test("SCH-40 to SCH-44 step by step, one back, in a room of one's own", async () => {
    const visit = await booked(practice, { start: "08:30", room: practice.room1 });
    expect(outcome(await advance(visit, 1, "arrived"))).toBe("wrong-flow-step");
    value(await checkIn(visit));
    expect(outcome(await advance(visit, 2, "ready"))).toBe("wrong-flow-step");
    expect(
      outcome(
        await practice.call(
          "advanceVisit",
          { appointmentId: visit.appointmentId, version: 2, to: "rooming", roomResourceId: null },
          { as: ["front-desk"] },
        ),
      ),
    ).toBe("not-allowed");
    value(await advance(visit, 2, "rooming"));
    expect(value(await fresh(visit)).roomResourceId).toBe(practice.room1);

    const other = await booked(practice, { start: "08:45" });
    value(await checkIn(other));
    expect(outcome(await advance(other, 2, "rooming", practice.room1))).toBe("room-occupied");
    expect(outcome(await advance(other, 2, "rooming", practice.chen))).toBe("not-found");
    value(await advance(other, 2, "rooming", practice.room2));

    value(await advance(visit, 3, "ready"));
    value(await advance(visit, 4, "rooming"));
    value(await advance(visit, 5, "ready"));
    value(await advance(visit, 6, "with-provider"));
    value(await advance(visit, 7, "checkout"));
    value(await advance(other, 3, "ready", practice.room1));
    const board = value(await practice.call("flowBoard", { locationId: practice.locationId }));
    expect(board.visits.map((v) => [v.appointmentId, v.status])).toEqual(
      expect.arrayContaining([
        [visit.appointmentId, "checkout"],
        [other.appointmentId, "ready"],
      ]),
    );
    value(
      await practice.call(
        "advanceVisit",
        { appointmentId: visit.appointmentId, version: 8, to: "done", roomResourceId: null },
        { as: ["front-desk"] },
      ),
    );
    const after = value(await practice.call("flowBoard", { locationId: null }));
    expect(after.visits.map((v) => v.appointmentId)).not.toContain(visit.appointmentId);
    expect(
      outcome(
        await practice.call("cancelAppointment", { appointmentId: visit.appointmentId, version: 9, reason: "x" }),
      ),
    ).toBe("appointment-not-open");
  });

  test("each step is announced once, with the appointment as it is now", async () => {
    const visit = await booked(practice, { start: "09:30" });
    value(await checkIn(visit));
    value(await advance(visit, 2, "rooming", practice.room1).then((r) => (r.ok ? r : advance(visit, 2, "rooming"))));
    const mine = (await practice.kit.events("scheduling", "scheduling.appointment-changed.v1"))
      .map((event) => event.payload as { appointmentId: string; status: string; change: string })
      .filter((payload) => payload.appointmentId === visit.appointmentId);
    expect(mine.map(({ status, change }) => [status, change])).toEqual([
      ["arrived", "advanced"],
      ["rooming", "advanced"],
    ]);
  });

  test("SCH-45, SCH-46 the signature brings the visit to the checkout, once, and a step to where it is does nothing", async () => {
    const visit = await booked(practice, { start: "15:15" });
    const { encounterId, version } = value(await checkIn(visit));
    value(await advance(visit, version, "rooming"));
    value(await advance(visit, version + 1, "ready"));
    value(await advance(visit, version + 2, "with-provider"));
    const signed = {
      encounterId,
      appointmentId: visit.appointmentId,
      patientId: visit.patientId,
      locationId: null,
      serviceDate: visit.date,
      providerId: visit.providerStaffId,
      supervisorId: null,
      signedAt: practice.kit.clock.now(),
      seal: "0",
      diagnoses: [],
      procedures: [],
    };
    await practice.kit.deliver("charting.encounter-signed.v1", signed);
    await practice.kit.settle();
    const there = value(await fresh(visit));
    expect(there).toMatchObject({ status: "checkout", version: version + 4 });
    // The provider's own click comes after it, with the version that the board still shows.
    expect(value(await advance(visit, version + 3, "checkout"))).toEqual({ version: version + 4 });
    value(await advance(visit, version + 4, "done"));
    await practice.kit.deliver("charting.encounter-signed.v1", { ...signed, seal: "1" });
    await practice.kit.settle();
    expect(value(await fresh(visit)).status).toBe("done");
    // A note of a visit whose patient has not come moves nothing.
    const other = await booked(practice, { start: "15:45" });
    await practice.kit.deliver("charting.encounter-signed.v1", { ...signed, appointmentId: other.appointmentId });
    await practice.kit.settle();
    expect(value(await fresh(other)).status).toBe("booked");
  });
});
